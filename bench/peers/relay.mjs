function deferred() {
  let resolve
  const promise = new Promise(settle => {
    resolve = settle
  })
  return { promise, resolve }
}

/**
 * Takes the arithmetic out of a client that does not export it: runs its whole sign-in over a transport that answers at
 * once.
 *
 * @param signIn Is given `send(input)`, which answers InitiateAuth and never RespondToAuthChallenge.
 */
export async function relay(signIn) {
  const publicKey = deferred()
  const challenge = deferred()
  const proof = deferred()
  const failure = deferred()
  const send = async ({ AuthParameters, ChallengeResponses }) => {
    if (AuthParameters) {
      publicKey.resolve(AuthParameters.SRP_A)
      const ChallengeParameters = await challenge.promise
      return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters, Session: 'session' }
    }
    const { TIMESTAMP: timestamp, PASSWORD_CLAIM_SIGNATURE: signature } = ChallengeResponses
    proof.resolve({ timestamp, signature })
    return new Promise(() => {})
  }
  signIn(send).catch(error => failure.resolve(Promise.reject(error)))
  return {
    publicKey: await Promise.race([publicKey.promise, failure.promise]),
    prove(challengeParameters) {
      challenge.resolve(challengeParameters)
      return Promise.race([proof.promise, failure.promise])
    },
  }
}
