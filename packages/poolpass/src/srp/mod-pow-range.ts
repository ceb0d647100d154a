import { N } from './group.js'

export function assertModPowRange(base: bigint, exponent: bigint): void {
  if (base < 0n || base >= N) throw new RangeError('base must be in [0, N)')
  if (exponent <= 0n || exponent >= N) throw new RangeError('exponent must be in (0, N)')
}
