import { SrpError } from '../errors/index.js'

const encoder = new TextEncoder()

/** The bytes of a text, as SRP hashes them. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** @param hex Digits only, of even length. */
function hexToBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = 16 * digitAt(hex, 2 * i) + digitAt(hex, 2 * i + 1)
  return bytes
}

/** By its code: to parse each digit's text takes twenty times as long. Letters have bit 6, and count from 1. */
function digitAt(hex: string, index: number): number {
  const code = hex.charCodeAt(index)
  return (code & 15) + 9 * (code >> 6)
}

/** @returns A non-negative integer, big-endian. No bytes give 0. */
export function bytesToInteger(bytes: Uint8Array): bigint {
  return bytes.reduce((integer, byte) => (integer << 8n) + BigInt(byte), 0n)
}

/**
 * Cognito's P(n): the fewest big-endian two's-complement bytes of a non-negative integer, as Java's
 * `BigInteger.toByteArray` gives them. Never a fixed width: values with the top bit set get one 00 byte in front.
 */
export function pad(value: bigint): Uint8Array {
  let hex = value.toString(16)
  if (hex.length % 2 === 1) hex = `0${hex}`
  else if (hex.charCodeAt(0) >= 0x38 /* '8' */) hex = `00${hex}`
  return hexToBytes(hex)
}

/**
 * @param text Hex in either case, of any length up to `maxDigits`.
 * @param name What the value is called on the wire; used in the error.
 * @throws {SrpError} `ERR_POOLPASS_SRP` when it is not hex, empty or too long.
 */
export function parseHex(text: unknown, name: string, maxDigits = 770): bigint {
  if (typeof text !== 'string' || text.length > maxDigits || !/^[\da-f]+$/i.test(text)) {
    throw new SrpError('ERR_POOLPASS_SRP', `${name} is not a hexadecimal number of at most ${maxDigits} digits`)
  }
  return BigInt(`0x${text}`)
}

/** Standard alphabet, padded. */
export function bytesToBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/**
 * Bytes as the service sends them.
 *
 * @param name What the value is, for the message.
 * @throws {SrpError} `ERR_POOLPASS_SRP` when `text` is not base64.
 */
export function base64ToBytes(text: unknown, name: string): Uint8Array {
  try {
    if (typeof text !== 'string' || text === '') throw new TypeError('not a string')
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
    return bytes
  } catch (cause) {
    throw new SrpError('ERR_POOLPASS_SRP', `${name} is not base64`, { cause })
  }
}

/** Compares without giving away, by its duration, where the first difference is. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length
  for (let i = 0; i < one.length; i++) difference |= (one[i] as number) ^ (other[i] ?? 0)
  return difference === 0
}
