/** Values that no honest side sends, for everything that reads one from the wire. The same ones in every run. */

import { prime } from './oracle.js'
import { Seeded } from './seeded.js'

const hex = (value: bigint) => value.toString(16)

/** A hexadecimal number that is 0 modulo N, in every spelling. */
const multiplesOfN = [0n, prime, 2n * prime, 3n * prime, 15n * prime, 16n * prime].flatMap(value => [
  hex(value),
  hex(value).toUpperCase(),
  `0${hex(value)}`,
  `00${hex(value)}`,
])

const zeros = ['0', '00', '000', '0'.repeat(64), '0'.repeat(768), '0'.repeat(770)]

const notHex = [
  '',
  ' ',
  '\t',
  '\n',
  '\u0000',
  '-1',
  '-0',
  '+1',
  '0x1',
  '0X1',
  '#1',
  '1n',
  '1h',
  '1.5',
  '1e+9',
  '.5',
  '1 ',
  ' 1',
  '1\n',
  '1\r\n',
  '\ufeff1',
  '1 2',
  '1,2',
  '1_000',
  'g',
  'xyz',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '{}',
  '[]',
  '"1"',
  "1'--",
  '１２３',
  '٣',
  'аbc', // A Cyrillic first letter.
  '🔑',
  '%31',
  '\\x31',
  '=',
  'AAAA=',
  '../../1',
]

const huge = [771, 772, 1000, 1536, 4096, 65_536, 1_000_000].flatMap(length => ['1'.repeat(length), 'F'.repeat(length)])

/** What JSON can carry, and what only a caller can. */
const notText: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  0n,
  12_345n,
  prime,
  Symbol('1'),
  () => '1',
  {},
  { length: 1 },
  { toString: () => '1' },
  { valueOf: () => 1 },
  { toJSON: () => '1' },
  [],
  ['1'],
  ['1', '2'],
  [1],
  [null],
  new String('1'),
  new Number(1),
  new Date(0),
  /1/,
  new Map([['1', '1']]),
  Uint8Array.of(1, 2, 3),
  Object.create(null),
]

const JUNK = [...'ghijklmnopqrstuvwxyz-+=/. \n:;"\'é密🔑\u0000']

/** A good number with one character that does not belong there. */
function spoiled(random: Seeded): string {
  const digits = random.bytes(1 + random.integer(380)).toString('hex')
  const at = random.integer(digits.length + 1)
  return digits.slice(0, at) + random.pick(JUNK) + digits.slice(at)
}

/** Long enough to be refused unread. */
const tooLong = (random: Seeded) => random.bytes(386 + random.integer(1000)).toString('hex')

/** As many as are asked for of the random kinds. */
export function randomMalformed(count: number, seed: string): string[] {
  const random = new Seeded(seed)
  return Array.from({ length: count }, () => random.pick([spoiled, spoiled, tooLong])(random))
}

/** Not a number at all. */
export const malformedNumbers: readonly unknown[] = [...notHex, ...huge, ...notText]

/** Numbers that are 0 modulo N, which make the secret known; and no salt is 0, or as long as N. */
export const unsafeNumbers: readonly string[] = [...zeros, ...multiplesOfN]

/** For one wire value, as many as `count`. */
export function malformed(kind: 'SRP_A' | 'SRP_B' | 'SALT', count: number): readonly unknown[] {
  const fixed = [...unsafeNumbers, ...malformedNumbers]
  return [...fixed, ...randomMalformed(count - fixed.length, kind)]
}
