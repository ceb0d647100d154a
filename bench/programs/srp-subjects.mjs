// What is measured of SRP. A subject prepares a trial, whose run() is timed and whose check() is not.
import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import { createVerifier, N, parseClientPublicKey, serverEphemeralKey, verifyProof } from 'poolpass/srp'

const USER = { userPoolId: 'us-east-1_AbCdEfGhI', username: 'alice', password: 'Correct-Horse-9' }
const IDENTITY = { group: 'AbCdEfGhI', id: USER.username }

/** The client's whole computation: a fresh key, then the proof. The server that checks it is poolpass/srp's. */
async function clientSubject(peer) {
  const { srpClient } = await import(`../peers/${peer}.mjs`)
  const begin = await srpClient()
  const { salt, verifier } = await createVerifier(IDENTITY, USER.password)
  return () => {
    const ephemeralKey = serverEphemeralKey(verifier)
    const secretBlock = randomBytes(1_000)
    const challenge = {
      USERNAME: USER.username,
      USER_ID_FOR_SRP: USER.username,
      SALT: salt.toString(16),
      SRP_B: ephemeralKey.publicKey.toString(16),
      SECRET_BLOCK: secretBlock.toString('base64'),
    }
    let result
    return {
      async run() {
        const client = await begin(USER)
        result = { publicKey: client.publicKey, ...(await client.prove(challenge)) }
      },
      check() {
        const { publicKey, timestamp, signature } = result
        const clientPublicKey = parseClientPublicKey(publicKey)
        const proof = { identity: IDENTITY, verifier, clientPublicKey, ephemeralKey, secretBlock, timestamp, signature }
        return verifyProof(proof)
      },
    }
  }
}

const bytesOf = (value, length) => Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex')
const n = bytesOf(N, 384).toString('base64url')

/** By raw RSA, the one way that costs the same in every Node version: two powers of 2, one of what the server sent. */
function limitSubject() {
  const power = (base, exponentBytes, firstByte) => {
    const exponent = randomBytes(exponentBytes)
    exponent[0] = firstByte
    return { jwk: { kty: 'RSA', n, e: exponent.toString('base64url') }, base }
  }
  return () => {
    const two = bytesOf(2n, 384)
    const other = randomBytes(384)
    other[0] = 0x7f
    // 256, 256 and 513 bits
    const powers = [power(two, 32, 0xff), power(two, 32, 0xff), power(other, 65, 0x01)]
    return {
      async run() {
        for (const { jwk, base } of powers) {
          publicEncrypt({ key: createPublicKey({ key: jwk, format: 'jwk' }), padding: constants.RSA_NO_PADDING }, base)
        }
      },
      check: () => true,
    }
  }
}

export const subject = name => (name === 'limit' ? limitSubject() : clientSubject(name))

/** @returns Milliseconds, and whether the check passed. */
export async function measureTrial(prepare) {
  const { run, check } = prepare()
  const start = performance.now()
  await run()
  const ms = performance.now() - start
  return { ms, isRight: await check() }
}
