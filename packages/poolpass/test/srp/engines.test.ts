import * as nodeCrypto from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { power } from './oracle.js'

type Encrypt = (key: unknown, data: Uint8Array | string) => Uint8Array

const EXPONENT = (1n << 255n) + 12_345n
const EXPECTED = power(2n, EXPONENT)

/** How often OpenSSL was asked for a power. */
const encrypt = vi.fn<Encrypt>()
// Node takes text too, as its documentation says; its types do not.
const realEncrypt: Encrypt = (key, data) => nodeCrypto.publicEncrypt(key as nodeCrypto.RsaPublicKey, data as Uint8Array)

/** A new copy of the module, in a run time whose `process.getBuiltinModule` is this. */
async function freshSrp(getBuiltinModule: unknown) {
  vi.stubGlobal('process', Object.create(process, { getBuiltinModule: { value: getBuiltinModule } }))
  return import('poolpass/srp')
}

const freshModPow = async (getBuiltinModule: unknown) => (await freshSrp(getBuiltinModule)).modPow

const withEncrypt = (overrides: Record<string, unknown> = {}) =>
  freshModPow(() => ({ ...nodeCrypto, publicEncrypt: encrypt, ...overrides }))

beforeEach(() => {
  vi.resetModules()
  encrypt.mockReset().mockImplementation(realEncrypt)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('OpenSSL is asked once to prove itself, then for every power', async () => {
  const modPow = await withEncrypt()
  expect(encrypt).not.toHaveBeenCalled()
  expect(modPow(2n, EXPONENT)).toBe(EXPECTED)
  expect(encrypt).toHaveBeenCalledTimes(2)
  expect(modPow(2n, EXPONENT, 'native')).toBe(EXPECTED)
  expect(encrypt).toHaveBeenCalledTimes(3)
})

test('a forced bigint never asks OpenSSL', async () => {
  const modPow = await withEncrypt()
  expect(modPow(2n, EXPONENT, 'bigint')).toBe(EXPECTED)
  expect(encrypt).not.toHaveBeenCalled()
})

const throwing = () => {
  throw new Error('not here')
}

describe('BigInt, for the whole process, where', () => {
  test.each<[string, unknown]>([
    ['there is no getBuiltinModule', undefined],
    ['getBuiltinModule knows no node:crypto', () => undefined],
    ['getBuiltinModule throws', throwing],
    ['node:crypto is empty', () => ({})],
    ['node:crypto has no raw RSA', () => ({ ...nodeCrypto, constants: {} })],
    ['keys cannot be made', () => ({ ...nodeCrypto, createPublicKey: throwing })],
    ['encryption throws', () => ({ ...nodeCrypto, publicEncrypt: throwing })],
    ['encryption gives nothing', () => ({ ...nodeCrypto, publicEncrypt: () => new Uint8Array() })],
    ['encryption gives bytes that know no hex', () => ({ ...nodeCrypto, publicEncrypt: plainBytes })],
    [
      'encryption gives its input back',
      () => ({ ...nodeCrypto, publicEncrypt: (_: unknown, hex: string) => Buffer.from(hex, 'hex') }),
    ],
    ['encryption is right but for one bit', () => ({ ...nodeCrypto, publicEncrypt: flipLastBit })],
  ])('%s', async (_, getBuiltinModule) => {
    const modPow = await freshModPow(getBuiltinModule)
    expect(modPow(2n, EXPONENT)).toBe(EXPECTED)
    expect(() => modPow(2n, EXPONENT, 'native')).toThrow(TypeError)
  })

  test('there is no process', async () => {
    const { modPow } = await import('poolpass/srp')
    vi.stubGlobal('process', undefined)
    const found = modPow(2n, EXPONENT)
    vi.unstubAllGlobals()
    expect(found).toBe(EXPECTED)
  })

  test('OpenSSL failed its first answer: it is not asked again', async () => {
    encrypt.mockImplementation(() => new Uint8Array(384))
    const modPow = await withEncrypt()
    for (let i = 0; i < 3; i++) expect(modPow(2n, EXPONENT)).toBe(EXPECTED)
    expect(encrypt).toHaveBeenCalledTimes(1)
  })

  test('OpenSSL threw later: that power is right too, and it is not asked again', async () => {
    const modPow = await withEncrypt()
    expect(modPow(2n, EXPONENT)).toBe(EXPECTED)
    encrypt.mockImplementation(throwing)
    expect(modPow(2n, EXPONENT)).toBe(EXPECTED)
    encrypt.mockImplementation(realEncrypt)
    expect(modPow(2n, EXPONENT)).toBe(EXPECTED)
    expect(encrypt).toHaveBeenCalledTimes(3)
    expect(() => modPow(2n, EXPONENT, 'native')).toThrow(TypeError)
  })
})

/** As of a `node:crypto` that is none of Node's: its bytes are no Buffer. */
const plainBytes: Encrypt = (key, data) => Uint8Array.from(realEncrypt(key, data))

const flipLastBit: Encrypt = (key, data) => {
  const result = realEncrypt(key, data)
  result[result.length - 1]! ^= 1
  return result
}

describe('hashing', () => {
  const data = Buffer.from('data')
  const key = Buffer.from('key')
  const expected = {
    sha256: nodeCrypto.createHash('sha256').update(data).digest('hex'),
    hmac: nodeCrypto.createHmac('sha256', key).update(data).digest('hex'),
  }

  const hashed = async ({ sha256, hmacSha256 }: Awaited<ReturnType<typeof freshSrp>>) => ({
    sha256: Buffer.from(await sha256(data)).toString('hex'),
    hmac: Buffer.from(await hmacSha256(key, data)).toString('hex'),
  })

  /** How often Web Crypto was asked for a hash, and for an HMAC. */
  function countWebCrypto() {
    const digest = vi.spyOn(globalThis.crypto.subtle, 'digest')
    const sign = vi.spyOn(globalThis.crypto.subtle, 'sign')
    return () => [digest.mock.calls.length, sign.mock.calls.length]
  }

  test('is node:crypto’s, without the thread pool, where that gives the known answer', async () => {
    const webCalls = countWebCrypto()
    expect(await hashed(await freshSrp(() => nodeCrypto))).toEqual(expected)
    expect(webCalls()).toEqual([0, 0])
  })

  test.each<[string, unknown]>([
    ['there is no getBuiltinModule', undefined],
    ['getBuiltinModule throws', throwing],
    ['node:crypto is empty', () => ({})],
    ['hashes cannot be made', () => ({ ...nodeCrypto, createHmac: throwing })],
    [
      'the known answer is not given',
      () => ({ ...nodeCrypto, createHmac: () => nodeCrypto.createHmac('sha256', 'x') }),
    ],
  ])('is Web Crypto’s where %s', async (_, getBuiltinModule) => {
    const webCalls = countWebCrypto()
    expect(await hashed(await freshSrp(getBuiltinModule))).toEqual(expected)
    expect(webCalls()).toEqual([1, 1])
  })

  test('is Web Crypto’s with a forced bigint', async () => {
    const createHash = vi.fn(nodeCrypto.createHash)
    const createHmac = vi.fn(nodeCrypto.createHmac)
    const { computeVerifier } = await freshSrp(() => ({ ...nodeCrypto, createHash, createHmac }))
    const identity = { group: 'pool', id: 'user' }
    const forced = await computeVerifier(identity, 'password', 7n, { engine: 'bigint' })
    expect(createHash).not.toHaveBeenCalled()
    expect(createHmac).not.toHaveBeenCalled()
    expect(await computeVerifier(identity, 'password', 7n)).toBe(forced)
    expect(createHash).toHaveBeenCalledTimes(2)
  })
})
