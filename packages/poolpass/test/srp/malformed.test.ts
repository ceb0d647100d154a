import {
  clientEphemeralKey,
  computeVerifier,
  N,
  type ProofInput,
  parseClientPublicKey,
  passwordProof,
  serverEphemeralKey,
  verifyProof,
} from 'poolpass/srp'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isPoolpassError } from '../../src/errors/index.js'
import { malformed, malformedNumbers, randomMalformed } from './malformed.js'
import { Seeded } from './seeded.js'

const COUNT = 500

const random = new Seeded('malformed')
const identity = { group: 'abcdEFGHI', id: 'alice' }
const password = 'Correct-Horse-9'
const ephemeralKey = clientEphemeralKey({ random: () => random.bytes(32) })
const verifier = await computeVerifier(identity, password, 0xcafen)
const server = serverEphemeralKey(verifier, { random: () => random.bytes(32) })

const good: ProofInput = {
  identity,
  password,
  ephemeralKey,
  serverPublicKey: server.publicKey.toString(16),
  salt: 'cafe',
  secretBlock: random.bytes(64).toString('base64'),
  timestamp: 'Fri Sep 5 07:08:09 UTC 2025',
}

/** The proof, or the error instead of it. */
const attempt = (input: object) => passwordProof({ ...good, ...input }).catch((error: unknown) => error)

function describeValue(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : `${typeof value}`
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text
}

afterEach(() => {
  vi.restoreAllMocks()
})

test('the good input that the others are made of gives a good proof', async () => {
  const signature = await passwordProof(good)
  const check = {
    identity,
    verifier,
    clientPublicKey: parseClientPublicKey(ephemeralKey.publicKey.toString(16)),
    ephemeralKey: server,
    secretBlock: Buffer.from(good.secretBlock, 'base64'),
    timestamp: good.timestamp,
    signature,
  }
  expect(await verifyProof(check)).toBe(true)
})

describe(`${COUNT} malformed values never give a proof`, () => {
  test.each([
    ['SRP_B', 'serverPublicKey'],
    ['SALT', 'salt'],
  ] as const)('%s', async (kind, member) => {
    const values = malformed(kind, COUNT)
    expect(values).toHaveLength(COUNT)
    for (const value of values) {
      const result = await attempt({ [member]: value })
      expect(isPoolpassError(result, 'ERR_POOLPASS_SRP'), `${kind} = ${describeValue(value)}`).toBe(true)
      expect((result as Error).message).toContain(kind)
    }
  })

  test('SRP_A, read by a server', () => {
    const values = malformed('SRP_A', COUNT)
    expect(values).toHaveLength(COUNT)
    for (const value of values) {
      let result: unknown
      try {
        result = parseClientPublicKey(value)
      } catch (error) {
        result = error
      }
      expect(isPoolpassError(result, 'ERR_POOLPASS_SRP'), `SRP_A = ${describeValue(value)}`).toBe(true)
    }
  })

  test('SECRET_BLOCK', async () => {
    const notBase64 = [
      ...malformedNumbers.filter(value => typeof value !== 'string'),
      '',
      '-_-_',
      'a',
      'é',
      'AA=A',
      '🔑',
    ]
    for (const value of notBase64) {
      const result = await attempt({ secretBlock: value })
      expect(isPoolpassError(result, 'ERR_POOLPASS_SRP'), describeValue(value)).toBe(true)
    }
  })
})

describe('B mod N is checked, not only B', () => {
  test.each([
    ['0', 0n],
    ['N', N],
    ['2N', 2n * N],
    ['15N', 15n * N],
  ])('B = %s', async (_, B) => {
    expect(await attempt({ serverPublicKey: B.toString(16) })).toMatchObject({
      code: 'ERR_POOLPASS_SRP',
      message: expect.stringContaining('multiple of N'),
    })
  })
})

describe('A mod N is checked, not only A', () => {
  test.each([
    ['0', 0n],
    ['N', N],
    ['2N', 2n * N],
    ['15N', 15n * N],
  ])('A = %s', async (_, A) => {
    const refusal = expect.objectContaining({ code: 'ERR_POOLPASS_SRP', message: 'SRP_A is a multiple of N' })
    expect(() => parseClientPublicKey(A.toString(16))).toThrow(refusal)
    const check = {
      identity,
      verifier,
      clientPublicKey: A,
      ephemeralKey: server,
      secretBlock: random.bytes(8),
      timestamp: good.timestamp,
      signature: random.bytes(32).toString('base64'),
    }
    await expect(verifyProof(check)).rejects.toEqual(refusal)
  })
})

describe('u = 0', () => {
  // Nobody can find A and B for it; a hash function that always answers 0 stands in.
  const engine = 'bigint'
  const hashToZero = () => vi.spyOn(globalThis.crypto.subtle, 'digest').mockResolvedValue(new ArrayBuffer(32))
  const refusal = { code: 'ERR_POOLPASS_SRP', message: expect.stringContaining('u is zero') }

  test('the client gives no proof', async () => {
    const sign = vi.spyOn(globalThis.crypto.subtle, 'sign')
    hashToZero()
    expect(await attempt({ engine })).toMatchObject(refusal)
    expect(sign).not.toHaveBeenCalled()
  })

  test('the server checks none', async () => {
    hashToZero()
    const check = {
      identity,
      verifier,
      clientPublicKey: ephemeralKey.publicKey,
      ephemeralKey: server,
      secretBlock: random.bytes(8),
      timestamp: good.timestamp,
      signature: random.bytes(32).toString('base64'),
      engine,
    } as const
    await expect(verifyProof(check)).rejects.toMatchObject(refusal)
  })
})

test('no malformed signature is a proof', async () => {
  const check = {
    identity,
    verifier,
    clientPublicKey: ephemeralKey.publicKey,
    ephemeralKey: server,
    secretBlock: Buffer.from(good.secretBlock, 'base64'),
    timestamp: good.timestamp,
  }
  const signatures = [...malformedNumbers, ...randomMalformed(50, 'signature'), Buffer.alloc(32).toString('base64')]
  for (const signature of signatures) {
    const result = await verifyProof({ ...check, signature: signature as string }).catch((error: unknown) => error)
    const refused = result === false || isPoolpassError(result, 'ERR_POOLPASS_SRP')
    expect(refused, describeValue(signature)).toBe(true)
  }
})

test('no error says what the password, the key or the proof was', async () => {
  for (const serverPublicKey of ['0', '', 'xyz', N.toString(16)]) {
    const error = await attempt({ serverPublicKey })
    const text = `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`
    for (const secret of [password, ephemeralKey.privateKey.toString(16), good.secretBlock]) {
      expect(text).not.toContain(secret)
    }
  }
})
