import { createHash } from 'node:crypto'
import {
  computeVerifier,
  deviceVerifierConfig,
  formatTimestamp,
  g,
  k,
  type ModPowEngine,
  modPow,
  N,
  passwordProof,
  serverEphemeralKey,
  verifyProof,
} from 'poolpass/srp'
import { describe, expect, test } from 'vitest'
import * as oracle from './oracle.js'
import {
  clientPrivateBytes,
  device,
  deviceVector,
  fingerprint,
  rareShapes,
  type SaltName,
  salts,
  secretBlock,
  serverPrivateBytes,
  shape,
  timestamp,
  timestampMs,
  titled,
  user,
  userExponents,
  userVectors,
  userVerifierHashes,
} from './vectors.js'

const sha256Hex = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
const integer = (hex: string) => BigInt(`0x${hex}`)
const engines: readonly ModPowEngine[] = ['native', 'bigint']

/** Both halves of the exchange by `poolpass/srp`, from the inputs of a vector. */
async function proveAndVerify(party: oracle.Party, saltHex: string, i: number, engine: ModPowEngine) {
  const identity = { group: party.group, id: party.id }
  const verifier = await computeVerifier(identity, party.password, integer(saltHex), { engine })
  const privateKey = oracle.unsigned(clientPrivateBytes(i))
  const client = { privateKey, publicKey: modPow(g, privateKey, engine) }
  const server = serverEphemeralKey(verifier, { random: () => serverPrivateBytes(i), engine })
  const signature = await passwordProof({
    identity,
    password: party.password,
    ephemeralKey: client,
    serverPublicKey: server.publicKey.toString(16),
    salt: saltHex,
    secretBlock,
    timestamp,
    engine,
  })
  const accepted = await verifyProof({
    identity,
    verifier,
    clientPublicKey: client.publicKey,
    ephemeralKey: server,
    secretBlock: Buffer.from(secretBlock, 'base64'),
    timestamp,
    signature,
    engine,
  })
  return { verifier, A: client.publicKey, B: server.publicKey, signature, accepted }
}

const exchangeOf = (party: oracle.Party, salt: SaltName, i: number) =>
  oracle.exchange(
    party,
    integer(salts[salt]),
    oracle.unsigned(clientPrivateBytes(i)),
    oracle.unsigned(serverPrivateBytes(i)),
  )

const shapesOf = ({ A, B, u, clientS }: oracle.Exchange) => [A, B, u, clientS].map(shape).join(' ')

describe('the group', () => {
  test('N is the 3072-bit MODP prime of RFC 3526', () => {
    expect(N).toBe(oracle.prime)
    expect(oracle.primeBytes).toHaveLength(384)
    expect(sha256Hex(oracle.primeBytes)).toBe('48cf8b092fbce4359d9871abf74f98e25b6163379eaa15cd9087e800c6d1c55c')
    expect(g).toBe(2n)
  })

  test('k = H(P(N) | P(g)): N with its 00 byte, g as one byte', () => {
    const definition = createHash('sha256').update(Buffer.of(0)).update(oracle.primeBytes).update(Buffer.of(2))
    expect(k).toBe(integer(definition.digest('hex')))
    expect(k).toBe(oracle.multiplier)
  })
})

describe('user vectors', () => {
  test.each(['L', 'O'] as const)('x and v for salt %s', async name => {
    const salt = integer(salts[name])
    const x = oracle.privateExponent(user, salt)
    expect(x.toString(16)).toBe(userExponents[name])
    for (const engine of engines) {
      const v = await computeVerifier(user, user.password, salt, { engine })
      expect(v).toBe(oracle.verifierOf(x))
      expect(sha256Hex(v.toString(16))).toBe(userVerifierHashes[name])
    }
  })

  test.each(userVectors.map(titled))('row %s', async (_, vector) => {
    const expected = exchangeOf(user, vector.salt, vector.i)
    expect(shapesOf(expected)).toBe(vector.shapes)
    expect(fingerprint(expected.A)).toBe(vector.A)
    expect(fingerprint(expected.B)).toBe(vector.B)
    expect(expected.u.toString(16)).toMatch(new RegExp(`^${vector.u}`))
    expect(expected.serverS).toBe(expected.clientS)
    expect(fingerprint(expected.clientS)).toBe(vector.S)
    expect(expected.K.toString('hex')).toBe(vector.K)
    expect(oracle.signature(expected.K, user, secretBlock, timestamp)).toBe(vector.signature)

    for (const engine of engines) {
      expect(await proveAndVerify(user, salts[vector.salt], vector.i, engine)).toEqual({
        verifier: expected.v,
        A: expected.A,
        B: expected.B,
        signature: vector.signature,
        accepted: true,
      })
    }
  })

  test.each(rareShapes.map(titled))('rare shape %s', async (_, { i, salt, shapes }) => {
    const expected = exchangeOf(user, salt, i)
    expect(shapesOf(expected)).toBe(shapes)
    const signature = oracle.signature(expected.K, user, secretBlock, timestamp)
    for (const engine of engines) {
      expect(await proveAndVerify(user, salts[salt], i, engine)).toMatchObject({ signature, accepted: true })
    }
  })

  test('SALT and SRP_B count as integers: case and leading zeros change nothing', async () => {
    const { i, signature } = userVectors[1]!
    const { signature: upper } = await proveAndVerify(user, `00${salts.O.toUpperCase()}`, i, 'bigint')
    expect(upper).toBe(signature)
  })
})

describe('device vector', () => {
  test('what ConfirmDevice is sent', async () => {
    const salt = integer(salts.L)
    expect(oracle.privateExponent(device, salt).toString(16)).toBe(deviceVector.x)
    for (const engine of engines) {
      const verifier = await computeVerifier(device, device.password, salt, { engine })
      const config = deviceVerifierConfig({ salt, verifier })
      expect(config.Salt).toBe(deviceVector.Salt)
      const bytes = Buffer.from(config.PasswordVerifier, 'base64')
      expect(bytes).toHaveLength(deviceVector.verifierBytes)
      expect(bytes[0]).toBe(0)
      expect(sha256Hex(config.PasswordVerifier)).toBe(deviceVector.verifierTextHash)
    }
  })

  test('the signature of DEVICE_PASSWORD_VERIFIER', async () => {
    const expected = exchangeOf(device, 'L', 0)
    expect(fingerprint(expected.B)).toBe(deviceVector.B)
    expect(expected.u.toString(16)).toMatch(new RegExp(`^${deviceVector.u}`))
    expect(shape(expected.u)).toBe(deviceVector.uShape)
    expect(expected.serverS).toBe(expected.clientS)
    expect(fingerprint(expected.clientS)).toBe(deviceVector.S)
    expect(expected.K.toString('hex')).toBe(deviceVector.K)
    expect(oracle.signature(expected.K, device, secretBlock, timestamp)).toBe(deviceVector.signature)
    for (const engine of engines) {
      expect(await proveAndVerify(device, salts.L, 0, engine)).toMatchObject({
        signature: deviceVector.signature,
        accepted: true,
      })
    }
  })
})

test('the vectors’ timestamp is formatTimestamp of their time', () => {
  expect(formatTimestamp(timestampMs)).toBe(timestamp)
})
