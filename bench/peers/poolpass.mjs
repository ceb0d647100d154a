/** @param {'native' | 'bigint' | undefined} engine */
export async function srpClient(engine) {
  const { clientEphemeralKey, formatTimestamp, passwordProof } = await import('poolpass/srp')
  return async ({ userPoolId, username, password }) => {
    const ephemeralKey = clientEphemeralKey({ engine })
    return {
      publicKey: ephemeralKey.publicKey.toString(16),
      async prove({ SRP_B: serverPublicKey, SALT: salt, SECRET_BLOCK: secretBlock }) {
        const timestamp = formatTimestamp(Date.now())
        const identity = { group: userPoolId.split('_')[1], id: username }
        const key = { identity, password, ephemeralKey }
        const signature = await passwordProof({ ...key, serverPublicKey, salt, secretBlock, timestamp, engine })
        return { timestamp, signature }
      },
    }
  }
}

export async function firstRequest({ api, userPoolId, clientId, endpoint, username, password }) {
  const { SrpAuth } = await import('poolpass')
  return new SrpAuth({ userPoolId, clientId, endpoint, username, password }).fetch(api)
}
