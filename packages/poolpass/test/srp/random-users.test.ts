import { randomBytes } from 'node:crypto'
import {
  computeVerifier,
  createVerifier,
  type EphemeralKey,
  g,
  k,
  type ModPowEngine,
  modPow,
  N,
  passwordProof,
  serverEphemeralKey,
  verifyProof,
} from 'poolpass/srp'
import { expect, test } from 'vitest'
import * as oracle from './oracle.js'
import { Seeded } from './seeded.js'

const USERS = 1000

/** Set it to the seed that a failed run printed to see the same users again. */
const SEED = process.env.POOLPASS_SEED ?? randomBytes(8).toString('hex')

function randomUser(seed: string) {
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

test(`${USERS} random users: both engines give the proof that the oracle's server expects`, async () => {
  console.info(`POOLPASS_SEED=${SEED}`)
  for (let i = 0; i < USERS; i++) {
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
}, 120_000)

test('a proof holds for nothing but what it was made of', async () => {
  const { party: anyParty, a, secretBlock, timestamp } = randomUser(`${SEED}.other`)
  // One random password in thirty is empty, and would be no other than the empty one below.
  const party = { ...anyParty, password: `p${anyParty.password}` }
  const identity = { group: party.group, id: party.id }
  const { salt, verifier } = await createVerifier(identity, party.password)
  const server = serverEphemeralKey(verifier)
  const client: EphemeralKey = { privateKey: a, publicKey: modPow(g, a) }
  const input = {
    identity,
    password: party.password,
    ephemeralKey: client,
    serverPublicKey: server.publicKey.toString(16),
    salt: salt.toString(16),
    secretBlock,
    timestamp,
  }
  const signature = await passwordProof(input)
  const check = {
    identity,
    verifier,
    clientPublicKey: client.publicKey,
    ephemeralKey: server,
    secretBlock: Buffer.from(secretBlock, 'base64'),
    timestamp,
    signature,
  }
  expect(await verifyProof(check)).toBe(true)

  const other = serverEphemeralKey(verifier)
  const mismatches: [string, Partial<typeof check>][] = [
    ['group', { identity: { ...identity, group: `${identity.group}x` } }],
    ['id', { identity: { ...identity, id: `${identity.id}x` } }],
    ['verifier', { verifier: (verifier + 1n) % N }],
    ['client key', { clientPublicKey: client.publicKey + 1n }],
    ['server key', { ephemeralKey: other }],
    ['secret block', { secretBlock: Buffer.concat([Buffer.from(secretBlock, 'base64'), Buffer.of(0)]) }],
    ['timestamp', { timestamp: `${timestamp} ` }],
    ['signature', { signature: Buffer.alloc(32).toString('base64') }],
    ['signature cut short', { signature: Buffer.from(signature, 'base64').subarray(0, 31).toString('base64') }],
    ['signature with more behind', { signature: `${signature.slice(0, 43)}AAAAA` }],
    ['empty signature bytes', { signature: 'AA==' }],
  ]
  for (const [what, change] of mismatches) {
    expect(await verifyProof({ ...check, ...change }), `another ${what}`).toBe(false)
  }
  for (const password of ['', `${party.password}x`, party.password.toUpperCase() + party.password]) {
    const wrong = await passwordProof({ ...input, password })
    expect(await verifyProof({ ...check, signature: wrong }), `password ${JSON.stringify(password)}`).toBe(false)
  }
})

test('the server key is k·v + g^b, so that B alone tells nothing about v', () => {
  const random = new Seeded('B')
  const verifier = oracle.unsigned(random.bytes(383))
  const { privateKey, publicKey } = serverEphemeralKey(verifier, { random: length => random.bytes(length) })
  expect(publicKey).toBe((k * verifier + oracle.power(2n, privateKey)) % N)
})
