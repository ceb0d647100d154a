import {
  createVerifier,
  type EphemeralKey,
  g,
  k,
  modPow,
  N,
  passwordProof,
  serverEphemeralKey,
  verifyProof,
} from 'poolpass/srp'
import { expect, test } from 'vitest'
import * as oracle from './oracle.js'
import { checkRandomUsers, randomUser, SEED } from './random-users.js'
import { Seeded } from './seeded.js'

test('200 random users: both engines give the proof that the oracle’s server expects', async () => {
  await expect(checkRandomUsers(200)).resolves.toBeUndefined()
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
