import { concat, utf8 } from './bytes.js'

// TypeScript 5.9's Uint8Array is generic over its buffer and Web Crypto wants the unshared kind: all of ours are.
const source = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

/** @returns 32 bytes. */
export async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', source(concat(...parts))))
}

/** @returns 32 bytes. */
export async function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', source(key), algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign(algorithm, imported, source(data)))
}

const KEY_INFO = utf8('Caldera Derived Key\u0001')

/**
 * Cognito's session key: HKDF (RFC 5869) with one block, cut to 16 bytes.
 *
 * @param salt P(u).
 * @param secret P(S).
 */
export async function deriveKey(salt: Uint8Array, secret: Uint8Array): Promise<Uint8Array> {
  const pseudoRandomKey = await hmacSha256(salt, secret)
  return (await hmacSha256(pseudoRandomKey, KEY_INFO)).subarray(0, 16)
}
