import { g, groupPrime } from './group.js'

let folds: readonly (readonly [width: bigint, mask: bigint, residue: bigint])[] | undefined

// 2^4608 and 2^3840 mod N: multiplying the high bits back in is cheaper than one long division of the whole product.
function foldingSteps() {
  folds ??= [4608n, 3840n].map(width => [width, (1n << width) - 1n, (1n << width) % groupPrime()])
  return folds
}

/** @param value In [0, N²). */
function reduce(value: bigint): bigint {
  for (const [width, mask, residue] of foldingSteps()) value = (value & mask) + (value >> width) * residue
  return value % groupPrime()
}

/** Rows and columns of a comb over exponents of up to 258 bits: all but the sum a + u·x. */
const ROWS = 6
const COLUMNS = 43

let products: readonly bigint[] | undefined

/** At i the product of the powers g^(2^(43·row)) of those rows whose bit is set in i: 24 KB, made at first use. */
function productsOfRows(): readonly bigint[] {
  if (products) return products
  const made = [1n, g]
  let ofRow = g
  while (made.length < 1 << ROWS) {
    for (let i = 0; i < COLUMNS; i++) ofRow = reduce(ofRow * ofRow)
    made.push(...made.map(product => reduce(product * ofRow)))
  }
  products = made
  return products
}

/**
 * A comb: a sixth of the squarings. One squaring and one multiplication a column, whatever the exponent is.
 *
 * @param digits Of the exponent, in base 2.
 */
function powerOfG(digits: string): bigint {
  const table = productsOfRows()
  const bits = digits.padStart(ROWS * COLUMNS, '0')
  let power = 1n
  for (let column = 0; column < COLUMNS; column++) {
    let index = 0
    for (let row = 0; row < ROWS; row++) index = 2 * index + Number(bits[row * COLUMNS + column])
    power = reduce(reduce(power * power) * (table[index] as bigint))
  }
  return power
}

const WINDOW = 5

/** Sliding window over the exponent's bits, most significant first. @param digits Of the exponent, in base 2. */
function powerOf(base: bigint, digits: string): bigint {
  const odd = [base]
  const square = reduce(base * base)
  for (let i = 1; i < 1 << (WINDOW - 1); i++) odd.push(reduce((odd[i - 1] as bigint) * square))

  let power = 1n
  for (let at = 0; at < digits.length; ) {
    if (digits[at] === '0') {
      power = reduce(power * power)
      at++
      continue
    }
    const end = digits.lastIndexOf('1', at + WINDOW - 1) + 1
    for (let i = at; i < end; i++) power = reduce(power * power)
    power = reduce(power * (odd[Number.parseInt(digits.slice(at, end), 2) >> 1] as bigint))
    at = end
  }
  return power
}

/**
 * In plain JavaScript. What is secret, and what its duration tells of it: SECURITY.md.
 *
 * @param base In [0, N).
 * @param exponent In (0, N).
 */
export function bigIntModPow(base: bigint, exponent: bigint): bigint {
  const digits = exponent.toString(2)
  return base === g && digits.length <= ROWS * COLUMNS ? powerOfG(digits) : powerOf(base, digits)
}
