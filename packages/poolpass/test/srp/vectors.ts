/**
 * Known answers for one user and one device, with the inputs chosen so that every way to get the byte forms wrong
 * shows: odd digit counts, leading zero bytes, top bits. Computed from the formulas; amazon-cognito-identity-js,
 * cognito-srp-helper (both compared in `interop/`) and pycognito give the same values.
 */

import { createHash } from 'node:crypto'

const sha256 = (text: string) => createHash('sha256').update(text).digest()

/** First 16 hex digits of SHA-256 over the integer's lower-case hex digits. */
export const fingerprint = (value: bigint) => sha256(value.toString(16)).toString('hex').slice(0, 16)

/** Hex digits, with `*` where pad() has to add a 00 byte. */
export function shape(value: bigint): string {
  const hex = value.toString(16)
  return `${hex.length}${hex.length % 2 === 0 && /^[89a-f]/.test(hex) ? '*' : ''}`
}

/** a(i): 128 bytes. */
export const clientPrivateBytes = (i: number) => Buffer.concat([0, 1, 2, 3].map(part => sha256(`a${i}-${part}`)))

/** b(i): 32 bytes. */
export const serverPrivateBytes = (i: number) => sha256(`b${i}-0`)

export const user = {
  group: 'abcdEFGHI',
  id: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
  password: 'Passw0rd!\u00e9',
} as const

export const device = {
  group: '-v7w9UcY6',
  id: 'us-east-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  password: 'he76yGoPhcHwHZ2DFWTbvP85WXm8O2X/vMYULaYngOD63Tbr8MEQrA==',
} as const

export const secretBlock = Buffer.from(Array.from({ length: 64 }, (_, i) => i)).toString('base64')
export const timestamp = 'Fri Sep 5 07:08:09 UTC 2025'
export const timestampMs = Date.UTC(2025, 8, 5, 7, 8, 9)

/** L: top bit set. O: 31 digits. */
export const salts = { L: '8ce829a1d46217df38dc8a7fafbbe3fe', O: '3ce829a1d46217df38dc8a7fafbbe3f' } as const
export type SaltName = keyof typeof salts

export const userExponents: Record<SaltName, string> = {
  L: 'a1c17181464b3a52a4fbb6182adf168cb41208f29f434a5ca7690903e6a038b',
  O: 'f92e2cffa098341108d9536e1feeda93dda9eb182c150e1dab2aff6125fd8eb6',
}

/** SHA-256 of the hex digits of v. */
export const userVerifierHashes: Record<SaltName, string> = {
  L: '4f517cd1612613d5621ae5162ff3219b0e9a1c8ca7ac768c684052e4d30418e5',
  O: '0bc3f71952250bd7aa9baadc67f62d30800fdb46a108904a0fe1c1ca3662e519',
}

export interface UserVector {
  /** Of a(i) and b(i). */
  readonly i: number
  readonly salt: SaltName
  /** Of A, B, u and S. */
  readonly shapes: string
  readonly A: string
  readonly B: string
  /** First 16 digits. */
  readonly u: string
  readonly S: string
  readonly K: string
  readonly signature: string
}

export const userVectors: readonly UserVector[] = [
  {
    i: 0,
    salt: 'L',
    shapes: '768* 768* 64* 768',
    A: 'c69fdd37fd9e991f',
    B: 'fe055a96ab5aba41',
    u: 'd6a413e6f6ed3202',
    S: 'b143bf43c6de7028',
    K: '779ec46fbed86e70169f092d05bc0074',
    signature: 'TyuhsIMC2XuqcS/fMrkmYDidj6+v0tWnG+X4dsOIa18=',
  },
  {
    i: 2,
    salt: 'O',
    shapes: '768* 768 64* 768',
    A: 'de9ed4683422c557',
    B: '8ad04e1e1691d790',
    u: 'eca5e7a4677168c2',
    S: '4687687a4d07fdf4',
    K: '5ce2d23492101e7339631b2c4973322b',
    signature: 'KfIk5Nlj3+ZScw0qjdRNiNxVewCmZpVjXqHZsOaVFXs=',
  },
  {
    i: 5,
    salt: 'L',
    shapes: '768* 768 64 768',
    A: '7218b131fe1a157d',
    B: '763d3990f5954880',
    u: '55b24c32a7d824ab',
    S: '4849a6c689cec793',
    K: 'a888afc0b60170e36c76f0c5b9a99926',
    signature: '2sYSKY8mxUYoHDp3efEcV/vPnau2tPy90Mw+0OPrAFg=',
  },
  {
    i: 14,
    salt: 'L',
    shapes: '766* 768* 64* 768',
    A: '7de7bf2073cd1aa2',
    B: '0b553285268d3948',
    u: 'dc379b74e1398473',
    S: '2794132b506f1c91',
    K: '4b6c97346fbfb0b32ac721fb698b4db5',
    signature: 'i9lNnAtj1RajLFrBBcGADYBhVw03jcquhr7vooIcCOw=',
  },
  {
    i: 19,
    salt: 'O',
    shapes: '767 768* 64* 768',
    A: 'c5768acf5437d170',
    B: '4aa259861980dc99',
    u: '8b1ab3d3091d80eb',
    S: '603ca6a21ded1063',
    K: 'ab06d26a9a625b423c301f3063fa6f1b',
    signature: 'LVRu/GOUwzEgqUaS8k3o+16k3FT1/t9lRfCvEeiTTFk=',
  },
  {
    i: 109,
    salt: 'O',
    shapes: '768* 768* 64* 767',
    A: '724d7ab20f4c5197',
    B: '23b05282bd72e094',
    u: 'b0bae43dff73cef8',
    S: '2256e9eca3720b01',
    K: 'b936dab19a8cf2eaa54acb180e2e95fc',
    signature: 'eD410W12fBBUqsiTcfzFP2nb0YmSzPZ3d4TK1QiSjFg=',
  },
]

/** Rarer shapes, for comparing implementations: `shapes` as above, the values are whatever they agree on. */
export const rareShapes: readonly Pick<UserVector, 'i' | 'salt' | 'shapes'>[] = [
  { i: 122, salt: 'L', shapes: '768* 764 64* 768*' },
  { i: 273, salt: 'L', shapes: '768* 766* 64* 768*' },
  { i: 401, salt: 'L', shapes: '765 768 64* 768' },
  { i: 528, salt: 'L', shapes: '768* 768 62 768' },
  { i: 913, salt: 'L', shapes: '766 768* 62* 768*' },
  { i: 1351, salt: 'L', shapes: '768 767 64 765' },
  { i: 965, salt: 'O', shapes: '768* 768 63 766' },
  { i: 1099, salt: 'O', shapes: '767 768* 64 766*' },
]

/** A row with its name in front, for `test.each`. */
export const titled = <Row extends Pick<UserVector, 'i' | 'salt' | 'shapes'>>(row: Row) =>
  [`${row.i}, salt ${row.salt}, A B u S of ${row.shapes} digits`, row] as const

/** With salt L, a(0), b(0), the user's block and timestamp. */
export const deviceVector = {
  x: '5c8525feac2f4dd1da44ae2d825d5ce292e95a907326add1e12072ebc3553937',
  /** Salt as ConfirmDevice sends it. */
  Salt: 'AIzoKaHUYhffONyKf6+74/4=',
  /** Of PasswordVerifier as ConfirmDevice sends it: 385 bytes, hashed as base64 text. */
  verifierBytes: 385,
  verifierTextHash: 'a688176982a03bc3b6fbe4a19f5b82a04b3ebd316374c534ce04e06646c3d39d',
  B: '17b29906d811479c',
  /** First 16 of 62 digits. */
  u: 'ad8426b666bbd110',
  uShape: '62*',
  S: '0592230b1d79a8a0',
  K: '623d6855f82288c2f0487e91d9d99c60',
  signature: 'kQ2XlRs/L+zCxHsMprAjrtzdl0b+p36j4ONcgUeh3Ro=',
} as const
