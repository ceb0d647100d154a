import { type NodeCrypto, nodeCrypto } from './node-crypto.js'

/** `undefined`: not looked for yet. `null`: not to be used in this process. */
let node: NodeCrypto | null | undefined

/** As JSON Web Keys have their integers. */
function base64url(value: bigint): string {
  const digits = value.toString(16)
  const pairs = digits.padStart(digits.length + (digits.length % 2), '0').match(/../g) as string[]
  const binary = String.fromCharCode(...pairs.map(pair => Number.parseInt(pair, 16)))
  return btoa(binary).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
}

let modulus: string | undefined

// Raw RSA encryption *is* a modular power, and the only public API for one whose cost and answers are the same in
// every Node version (the Diffie-Hellman classes check the group or the base first, and refuse some). Hex on both
// sides: Node converts it a hundred times faster than a loop would.
function rawRsa(crypto: NodeCrypto, base: bigint, exponent: bigint, N: bigint): bigint {
  modulus ??= base64url(N)
  const key = crypto.createPublicKey({ key: { kty: 'RSA', n: modulus, e: base64url(exponent) }, format: 'jwk' })
  const options = { key, padding: crypto.constants.RSA_NO_PADDING, encoding: 'hex' } as const
  return BigInt(`0x${crypto.publicEncrypt(options, base.toString(16).padStart(768, '0')).toString('hex')}`)
}

/** 3^(2^512 + 0x1234567) mod N, its low 128 bits. */
const KNOWN_EXPONENT = (1n << 512n) + 0x1234567n
const KNOWN_ANSWER = 0x17511210c81f9cc6687f32b47dccf783n

function findNodeCrypto(N: bigint): NodeCrypto | null {
  try {
    const crypto = nodeCrypto()
    const passes = crypto && (rawRsa(crypto, 3n, KNOWN_EXPONENT, N) & ((1n << 128n) - 1n)) === KNOWN_ANSWER
    return passes ? crypto : null
  } catch {
    return null
  }
}

/**
 * OpenSSL's modular power.
 *
 * @param base In [0, N).
 * @param exponent In (0, N).
 * @param N The group's.
 * @returns `undefined` where the run time has no `node:crypto`, or one that failed: then for the whole process.
 */
export function nativeModPow(base: bigint, exponent: bigint, N: bigint): bigint | undefined {
  if (node === undefined) node = findNodeCrypto(N)
  if (node === null) return undefined
  try {
    return rawRsa(node, base, exponent, N)
  } catch {
    node = null
    return undefined
  }
}
