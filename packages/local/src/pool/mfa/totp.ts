import { createHmac } from 'node:crypto'

/** RFC 6238 as Cognito uses it: HMAC-SHA-1, 6 digits, steps of 30 seconds. */

const STEP_MS = 30_000
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const stepAt = (epochMs: number) => Math.floor(epochMs / STEP_MS)

/** @returns The code of one step. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest[digest.length - 1] as number) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Base32 (RFC 4648) without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(group => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** @returns `undefined` for what is not base32. Case, spaces and padding do not matter. */
export function fromBase32(text: string): Buffer | undefined {
  const digits = [...text.toUpperCase().replace(/[\s=]/g, '')].map(letter => ALPHABET.indexOf(letter))
  if (digits.length === 0 || digits.includes(-1)) return undefined
  const bits = digits.map(digit => digit.toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(group => Number.parseInt(group, 2)))
}
