import fc from 'fast-check'
import { g, type ModPowEngine, modPow, N } from 'poolpass/srp'
import { describe, expect, test } from 'vitest'
import { power } from './oracle.js'

const engines: readonly ModPowEngine[] = ['native', 'bigint']
const HALF = (N - 1n) / 2n

describe.each(engines)('modPow, %s', engine => {
  test.each<[string, bigint, bigint, bigint]>([
    ['2^1', 2n, 1n, 2n],
    ['2^2', 2n, 2n, 4n],
    ['2^16', 2n, 16n, 65_536n],
    ['0^1', 0n, 1n, 0n],
    ['0^(N-1)', 0n, N - 1n, 0n],
    ['1^(N-1)', 1n, N - 1n, 1n],
    ['(N-1)^1', N - 1n, 1n, N - 1n],
    ['(N-1)^2', N - 1n, 2n, 1n],
    ['(N-1)^(N-1), an even exponent', N - 1n, N - 1n, 1n],
    ['(N-1)^(N-2), an odd one', N - 1n, N - 2n, N - 1n],
    // N is a safe prime with N mod 8 = 7, so 2 is a square and -1 is none.
    ['Fermat: 2^(N-1)', g, N - 1n, 1n],
    ['Fermat: 3^(N-1)', 3n, N - 1n, 1n],
    ['Euler: 2^((N-1)/2)', g, HALF, 1n],
    ['Euler: (N-2)^((N-1)/2)', N - 2n, HALF, N - 1n],
    ['the inverse: 2^(N-2)', g, N - 2n, (N + 1n) / 2n],
    ['no reduction: 2^3071', g, 3071n, 1n << 3071n],
    ['one reduction: 2^3072', g, 3072n, (1n << 3072n) - N],
  ])('%s', (_, base, exponent, expected) => {
    expect(modPow(base, exponent, engine)).toBe(expected)
  })

  test.each<[string, bigint, bigint]>([
    ['all ones, 512 bits', 0xabcdefn, (1n << 512n) - 1n],
    ['a single bit, 512 bits up', 0xabcdefn, 1n << 512n],
    ['two bits, far apart', N - 12_345n, (1n << 511n) + 1n],
    ['windows of five ones between zeros', 7n, BigInt(`0b${'1111100000'.repeat(50)}`)],
    ['windows that end in zeros', 7n, BigInt(`0b${'10000'.repeat(100)}`)],
    ['1152 bits', N / 3n, (1n << 1152n) - 0x1234567n],
  ])('an exponent of %s', (_, base, exponent) => {
    expect(modPow(base, exponent, engine)).toBe(power(base, exponent))
  })

  test.each<[string, bigint, bigint]>([
    ['base -1', -1n, 1n],
    ['base N', N, 1n],
    ['base N²', N * N, 1n],
    ['exponent 0', 2n, 0n],
    ['exponent -1', 2n, -1n],
    ['exponent N', 2n, N],
    ['exponent 2N', 2n, 2n * N],
  ])('%s is out of range', (_, base, exponent) => {
    expect(() => modPow(base, exponent, engine)).toThrow(RangeError)
  })
})

const base = fc.oneof(
  fc.bigInt({ min: 0n, max: N - 1n }),
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: N - 300n, max: N - 1n }),
)
const exponent = fc.oneof(
  fc.bigInt({ min: 1n, max: 70_000n }),
  fc.bigInt({ min: 1n, max: 1n << 256n }),
  fc.bigInt({ min: 1n, max: 1n << 520n }),
)

test('both engines give what schoolbook multiplication gives', () => {
  fc.assert(
    fc.property(base, exponent, (b, e) => {
      const expected = power(b, e)
      expect(modPow(b, e, 'native')).toBe(expected)
      expect(modPow(b, e, 'bigint')).toBe(expected)
      expect(modPow(b, e)).toBe(expected)
    }),
    { numRuns: 200 },
  )
})

// The table is for exponents of up to 258 bits, in 6 rows of 43.
describe('powers of g by BigInt, with and without the table', () => {
  const COLUMNS = 43
  const bit = (index: number) => 1n << BigInt(index)

  test('exponents of one bit, and those beside them, up to where the table ends and beyond', () => {
    for (let index = 0; index < 262; index++) {
      for (const e of [bit(index) - 1n, bit(index), bit(index) + 1n].filter(exponent => exponent > 0n)) {
        expect(modPow(g, e, 'bigint'), `exponent ${e}`).toBe(modPow(g, e, 'native'))
      }
    }
  })

  test('all ones and each row and column of ones', () => {
    const rows = Array.from({ length: 6 }, (_, row) => ((1n << BigInt(COLUMNS)) - 1n) << BigInt(COLUMNS * row))
    const columns = Array.from({ length: COLUMNS }, (_, column) =>
      Array.from({ length: 6 }, (_, row) => bit(COLUMNS * row + column)).reduce((sum, one) => sum + one),
    )
    for (const e of [...rows, ...columns, bit(258) - 1n]) expect(modPow(g, e, 'bigint')).toBe(power(g, e))
  })

  test('random exponents of any length', () => {
    const length = fc.oneof(fc.integer({ min: 1, max: 3071 }), fc.integer({ min: 250, max: 262 }))
    const e = length.chain(bits => fc.bigInt({ min: bit(bits - 1), max: bit(bits) - 1n }))
    fc.assert(
      fc.property(e, exponent => modPow(g, exponent, 'bigint') === modPow(g, exponent, 'native')),
      { numRuns: 200 },
    )
  })
})

test('both engines agree over the whole range of exponents', () => {
  fc.assert(
    fc.property(base, fc.bigInt({ min: 1n, max: N - 1n }), (b, e) => {
      expect(modPow(b, e, 'native')).toBe(modPow(b, e, 'bigint'))
    }),
    { numRuns: 50 },
  )
})

test('exponents add up: g^a · g^b = g^(a+b)', () => {
  const e = fc.bigInt({ min: 1n, max: 1n << 300n })
  fc.assert(
    fc.property(e, e, fc.constantFrom(...engines), (a, b, engine) => {
      expect((modPow(g, a, engine) * modPow(g, b, engine)) % N).toBe(modPow(g, a + b, engine))
    }),
    { numRuns: 50 },
  )
})
