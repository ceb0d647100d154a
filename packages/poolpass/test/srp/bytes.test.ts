import fc from 'fast-check'
import { base64ToBytes, bytesToBase64, bytesToInteger, equalBytes, N, pad, utf8 } from 'poolpass/srp'
import { describe, expect, test } from 'vitest'
import { signedBytes } from './oracle.js'

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const wide = fc.oneof(
  fc.bigInt({ min: 0n, max: 0x1_0000n }),
  fc.bigInt({ min: 0n, max: (1n << 3080n) - 1n }),
  // Around the powers of two, where a byte or the sign byte comes in.
  fc
    .tuple(fc.integer({ min: 0, max: 3080 }), fc.bigInt({ min: -2n, max: 2n }))
    .map(([bits, offset]) => (1n << BigInt(bits)) + offset)
    .filter(value => value >= 0n),
)

describe('pad: the fewest two’s-complement bytes', () => {
  test.each<[bigint, string]>([
    [0n, '00'],
    [1n, '01'],
    [0xfn, '0f'],
    [0x7fn, '7f'],
    [0x80n, '0080'],
    [0xffn, '00ff'],
    [0x100n, '0100'],
    [0x7ffn, '07ff'],
    [0x800n, '0800'],
    [0xfffn, '0fff'],
    [0x7fffn, '7fff'],
    [0x8000n, '008000'],
    [0x9abcdn, '09abcd'],
    [0x89abcdn, '0089abcd'],
  ])('%d', (value, hex) => {
    expect(toHex(pad(value))).toBe(hex)
  })

  test('N gets one 00 byte in front', () => {
    expect(pad(N)).toHaveLength(385)
    expect(pad(N - 1n)[0]).toBe(0)
    expect(pad(N >> 1n)).toHaveLength(384)
  })

  test('is what the oracle’s arithmetic gives', () => {
    fc.assert(fc.property(wide, value => toHex(pad(value)) === toHex(signedBytes(value))))
  })

  test('reads back, has a clear sign bit, and no byte too many', () => {
    fc.assert(
      fc.property(wide, value => {
        const bytes = pad(value)
        expect(bytesToInteger(bytes)).toBe(value)
        expect(bytes[0]).toBeLessThan(0x80)
        if (bytes.length > 1 && bytes[0] === 0) expect(bytes[1]).toBeGreaterThanOrEqual(0x80)
      }),
    )
  })

  test('leading zero bytes of an integer do not matter', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 5 }), (bytes, zeros) => {
        const longer = new Uint8Array(zeros + bytes.length)
        longer.set(bytes, zeros)
        expect(pad(bytesToInteger(longer))).toEqual(pad(bytesToInteger(bytes)))
      }),
    )
  })
})

test('no bytes are 0', () => {
  expect(bytesToInteger(new Uint8Array())).toBe(0n)
})

test('utf8 does not normalise', () => {
  expect(toHex(utf8('\u00e9'))).toBe('c3a9')
  expect(toHex(utf8('e\u0301'))).toBe('65cc81')
  expect(toHex(utf8('🔑'))).toBe('f09f9491')
})

describe('base64', () => {
  test('is the standard alphabet, padded, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), bytes => {
        const text = bytesToBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(base64ToBytes(text, 'SECRET_BLOCK')).toEqual(bytes)
      }),
    )
  })

  test.each([[''], ['*'], ['a'], ['-_-_'], ['AAA=A'], ['é'], [undefined], [null], [7], [{}], [['AAAA']]])(
    '%j is not',
    text => {
      expect(() => base64ToBytes(text, 'SECRET_BLOCK')).toThrow(
        expect.objectContaining({ code: 'ERR_POOLPASS_SRP', message: expect.stringContaining('SECRET_BLOCK') }),
      )
    },
  )
})

test('equalBytes', () => {
  const bytes = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(equalBytes(one, other)).toBe(Buffer.compare(one, other) === 0)
      expect(equalBytes(one, Uint8Array.from(one))).toBe(true)
    }),
  )
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false)
  expect(equalBytes(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(false)
  expect(equalBytes(Uint8Array.of(), Uint8Array.of(0))).toBe(false)
})
