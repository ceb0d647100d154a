import { randomBytes } from 'node:crypto'
import {
  computeVerifier,
  g,
  type ModPowEngine,
  modPow,
  passwordProof,
  serverEphemeralKey,
  verifyProof,
} from 'poolpass/srp'
import { expect } from 'vitest'
import * as oracle from './oracle.js'
import { Seeded } from './seeded.js'

/** Set it to the seed that a failed run printed to see the same users again. */
export const SEED = process.env.POOLPASS_SEED ?? randomBytes(8).toString('hex')

export function randomUser(seed: string) {
  const random = new Seeded(seed)
  return {
    party: {
      group: random.text(1 + random.integer(12)),
      id: random.text(1 + random.integer(40)),
      password: random.text(random.integer(30)),
    },
    // Some are far shorter or longer than the usual 16 bytes. A salt of 0 is refused: see malformed.test.ts.
    salt: oracle.unsigned(random.bytes(random.pick([16, 16, 16, 15, 17, 1, 40]))) || 1n,
    // 32 bytes as ours; now and then 128, as other clients.
    a: oracle.unsigned(random.bytes(random.pick([32, 32, 32, 32, 32, 32, 32, 128]))),
    serverRandom: random.bytes(32),
    secretBlock: random.bytes(1 + random.integer(300)).toString('base64'),
    timestamp: oracle.timestampOf(random.integer(4_102_444_800_000)),
  }
}

/** Both engines have to give the proof that the oracle's server expects. */
export async function checkRandomUsers(count: number): Promise<void> {
  console.info(`POOLPASS_SEED=${SEED}`)
  for (let i = 0; i < count; i++) {
    const name = `${SEED}.${i}`
    const { party, salt, a, serverRandom, secretBlock, timestamp } = randomUser(name)
    const b = oracle.unsigned(serverRandom)

    const x = oracle.privateExponent(party, salt)
    const v = oracle.verifierOf(x)
    const B = oracle.serverPublicKey(v, b)
    const A = modPow(g, a)
    const u = oracle.scrambling(A, B)
    const key = oracle.sessionKey(u, oracle.serverSecret(A, v, u, b))
    const expected = oracle.signature(key, party, secretBlock, timestamp)

    const identity = { group: party.group, id: party.id }
    for (const engine of ['native', 'bigint'] as const) {
      const signature = await passwordProof({
        identity,
        password: party.password,
        ephemeralKey: { privateKey: a, publicKey: A },
        serverPublicKey: B.toString(16),
        salt: salt.toString(16),
        secretBlock,
        timestamp,
        engine,
      })
      expect(signature, `${engine}, user ${name}`).toBe(expected)
    }
    // The server's half does not need the slower engine for every user: modPow's own tests compare them.
    const engine: ModPowEngine = i % 10 === 0 ? 'bigint' : 'native'
    expect(await computeVerifier(identity, party.password, salt, { engine }), `v of ${name}`).toBe(v)
    const ephemeralKey = serverEphemeralKey(v, { random: () => serverRandom, engine })
    expect(ephemeralKey, `B of ${name}`).toEqual({ privateKey: b, publicKey: B })
    const block = Buffer.from(secretBlock, 'base64')
    const check = { identity, verifier: v, clientPublicKey: A, ephemeralKey, secretBlock: block, timestamp, engine }
    expect(await verifyProof({ ...check, signature: expected }), `proof of ${name}`).toBe(true)
    if (i % 10 === 0) {
      expect(A, `A of ${name}`).toBe(oracle.clientPublicKey(a))
      expect(oracle.clientSecret(B, x, a, u), `S of ${name}`).toBe(oracle.serverSecret(A, v, u, b))
    }
  }
}
