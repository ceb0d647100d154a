import { N } from './group.js'
import { assertModPowRange } from './mod-pow-range.js'

const bits = (count: bigint) => (1n << count) - 1n

let folds: readonly { width: bigint; mask: bigint; residue: bigint }[] | undefined

// 2^4608 and 2^3840 mod N: multiplying the high bits back in is cheaper than one long division of the whole product.
function foldingSteps() {
  folds ??= [4608n, 3840n].map(width => ({ width, mask: bits(width), residue: (1n << width) % N }))
  return folds
}

/** @param value In [0, N²). */
function reduce(value: bigint): bigint {
  for (const { width, mask, residue } of foldingSteps()) value = (value & mask) + (value >> width) * residue
  return value % N
}

const WINDOW = 5

/** Sliding window over the exponent's bits, most significant first. */
export function bigIntModPow(base: bigint, exponent: bigint): bigint {
  assertModPowRange(base, exponent)
  const odd = [base]
  const square = reduce(base * base)
  for (let i = 1; i < 1 << (WINDOW - 1); i++) odd.push(reduce((odd[i - 1] as bigint) * square))

  const digits = exponent.toString(2)
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
