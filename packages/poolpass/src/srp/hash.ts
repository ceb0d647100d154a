import { concat, utf8 } from './bytes.js'
import type { ModPowEngine } from './mod-pow.js'
import { type Hashing, nativeHashing } from './native.js'

// TypeScript 5.9's Uint8Array is generic over its buffer and Web Crypto wants the unshared kind: all of ours are.
const source = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

const webCrypto: Hashing = {
  sha256: async data => new Uint8Array(await crypto.subtle.digest('SHA-256', source(data))),
  async hmacSha256(key, data) {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const imported = await crypto.subtle.importKey('raw', source(key), algorithm, false, ['sign'])
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, source(data)))
  },
}

/** For the engine `bigint`, what every run time has. */
export function hashing(engine?: ModPowEngine): Hashing {
  return (engine !== 'bigint' && nativeHashing()) || webCrypto
}

/** @returns 32 bytes. */
export async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  return hashing().sha256(concat(...parts))
}

/** @returns 32 bytes. */
export async function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  return hashing().hmacSha256(key, data)
}

const KEY_INFO = /* @__PURE__ */ utf8('Caldera Derived Key\u0001')

/**
 * Cognito's session key: HKDF (RFC 5869) with one block, cut to 16 bytes.
 *
 * @param salt P(u).
 * @param secret P(S).
 */
export async function deriveKey({ hmacSha256 }: Hashing, salt: Uint8Array, secret: Uint8Array): Promise<Uint8Array> {
  return (await hmacSha256(await hmacSha256(salt, secret), KEY_INFO)).subarray(0, 16)
}
