import { nodeCrypto } from './node-crypto.js'

type Bytes = Uint8Array | Promise<Uint8Array>

/** Whoever hashes. Both give 32 bytes. */
export interface Hashing {
  sha256(data: Uint8Array): Bytes
  hmacSha256(key: Uint8Array, data: Uint8Array): Bytes
}

/** HMAC-SHA-256 of nothing with an empty key begins so. */
const KNOWN_ANSWER = 'b613679a0814d9ec'

/** `undefined`: not looked for yet. `null`: not to be used in this process. */
let found: Hashing | null | undefined

function findHashing(): Hashing | null {
  try {
    const node = nodeCrypto()
    if (!node?.createHmac('sha256', '').update('').digest('hex').startsWith(KNOWN_ANSWER)) return null
    return {
      sha256: data => new Uint8Array(node.createHash('sha256').update(data).digest()),
      hmacSha256: (key, data) => new Uint8Array(node.createHmac('sha256', key).update(data).digest()),
    }
  } catch {
    return null
  }
}

/**
 * SHA-256 by `node:crypto`. Node's Web Crypto goes through its thread pool, which takes longer than all that SRP hashes.
 *
 * @returns `null` where the run time has no `node:crypto`, or one that fails.
 */
export function nativeHashing(): Hashing | null {
  if (found === undefined) found = findHashing()
  return found
}
