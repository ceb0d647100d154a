import * as nodeCrypto from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { power } from './oracle.js'

type Encrypt = (key: unknown, data: Uint8Array) => Uint8Array

const EXPONENT = (1n << 255n) + 12_345n
const EXPECTED = power(2n, EXPONENT)

/** How often OpenSSL was asked for a power. */
const encrypt = vi.fn<Encrypt>()
const realEncrypt: Encrypt = (key, data) => nodeCrypto.publicEncrypt(key as nodeCrypto.RsaPublicKey, data)

/** A new copy of the module, in a run time whose `process.getBuiltinModule` is this. */
async function freshModPow(getBuiltinModule: unknown) {
  vi.stubGlobal('process', Object.create(process, { getBuiltinModule: { value: getBuiltinModule } }))
  const { modPow } = await import('poolpass/srp')
  return modPow
}

const withEncrypt = (overrides: Record<string, unknown> = {}) =>
  freshModPow(() => ({ ...nodeCrypto, publicEncrypt: encrypt, ...overrides }))

beforeEach(() => {
  vi.resetModules()
  encrypt.mockReset().mockImplementation(realEncrypt)
})

afterEach(() => {
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

describe('BigInt, for the whole process, where', () => {
  const throwing = () => {
    throw new Error('not here')
  }

  test.each<[string, unknown]>([
    ['there is no getBuiltinModule', undefined],
    ['getBuiltinModule knows no node:crypto', () => undefined],
    ['getBuiltinModule throws', throwing],
    ['node:crypto is empty', () => ({})],
    ['node:crypto has no raw RSA', () => ({ ...nodeCrypto, constants: {} })],
    ['keys cannot be made', () => ({ ...nodeCrypto, createPublicKey: throwing })],
    ['encryption throws', () => ({ ...nodeCrypto, publicEncrypt: throwing })],
    ['encryption gives nothing', () => ({ ...nodeCrypto, publicEncrypt: () => new Uint8Array() })],
    [
      'encryption gives its input back',
      () => ({ ...nodeCrypto, publicEncrypt: (_: unknown, data: Uint8Array) => data }),
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

const flipLastBit: Encrypt = (key, data) => {
  const result = Uint8Array.from(realEncrypt(key, data))
  result[result.length - 1]! ^= 1
  return result
}
