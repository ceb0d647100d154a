import { clientEphemeralKey, createVerifier, N, secureRandomBytes, serverEphemeralKey } from 'poolpass/srp'
import { describe, expect, test, vi } from 'vitest'
import { clientPublicKey, serverPublicKey, unsigned } from './oracle.js'
import { Seeded } from './seeded.js'

const identity = { group: 'pool', id: 'user' }

describe.each([
  ['client', clientEphemeralKey],
  ['server', (options?: Parameters<typeof clientEphemeralKey>[0]) => serverEphemeralKey(5n, options)],
] as const)('the %s’s ephemeral key', (_, create) => {
  test('takes 256 bits from the source it is given', () => {
    const bytes = new Seeded('ephemeral').bytes(32)
    const random = vi.fn(() => bytes)
    expect(create({ random }).privateKey).toBe(unsigned(bytes))
    expect(random.mock.calls).toEqual([[32]])
  })

  test('takes them from Web Crypto by default, new ones every time', () => {
    const source = vi.spyOn(globalThis.crypto, 'getRandomValues')
    try {
      const keys = Array.from({ length: 20 }, () => create())
      expect(source.mock.calls.map(([array]) => (array as Uint8Array).byteLength)).toEqual(Array(20).fill(32))
      expect(new Set(keys.map(key => key.privateKey)).size).toBe(20)
      expect(new Set(keys.map(key => key.publicKey)).size).toBe(20)
      for (const { privateKey, publicKey } of keys) {
        expect(privateKey >> 192n).toBeGreaterThan(0n)
        expect(publicKey).toBeGreaterThan(0n)
        expect(publicKey).toBeLessThan(N)
      }
    } finally {
      source.mockRestore()
    }
  })

  test('is drawn again when it is 0', () => {
    const random = vi.fn().mockReturnValueOnce(new Uint8Array(32)).mockReturnValue(new Uint8Array(32).fill(7))
    expect(create({ random }).privateKey).toBe(unsigned(new Uint8Array(32).fill(7)))
    expect(random).toHaveBeenCalledTimes(2)
  })
})

test.each(['native', 'bigint'] as const)('public halves by %s are the oracle’s', engine => {
  const bytes = new Seeded('public halves').bytes(32)
  const options = { random: () => bytes, engine }
  expect(clientEphemeralKey(options).publicKey).toBe(clientPublicKey(unsigned(bytes)))
  expect(serverEphemeralKey(12_345n, options).publicKey).toBe(serverPublicKey(12_345n, unsigned(bytes)))
})

test('a new verifier has a new salt of 16 random bytes', async () => {
  const random = vi.fn(secureRandomBytes)
  const one = await createVerifier(identity, 'password', { random })
  const other = await createVerifier(identity, 'password', { random })
  expect(random.mock.calls).toEqual([[16], [16]])
  expect(one.salt).not.toBe(other.salt)
  expect(one.verifier).not.toBe(other.verifier)
})
