/**
 * Cognito's SRP-6a once more, written down from its formulas and sharing no code with `src/srp`: N from OpenSSL's
 * table, schoolbook square-and-multiply, `node:crypto` hashes, both sides of the exchange. Slow and plain on purpose.
 */

import { createHash, createHmac, getDiffieHellman } from 'node:crypto'

export const primeBytes = getDiffieHellman('modp15').getPrime()
export const prime = BigInt(`0x${primeBytes.toString('hex')}`)
const generator = 2n

/** Square and multiply, one bit at a time. */
export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % prime
    if (bit === '1') result = (result * base) % prime
  }
  return result
}

/** The value's two's-complement bytes, as few as hold it and its sign bit. */
export function signedBytes(value: bigint): Buffer {
  let length = 1
  while (value >> BigInt(8 * length - 1) !== 0n) length++
  const bytes = Buffer.alloc(length)
  for (let i = 0; i < length; i++) bytes[length - 1 - i] = Number((value >> BigInt(8 * i)) & 0xffn)
  return bytes
}

export const unsigned = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)

function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const hmac = (key: Uint8Array, data: Uint8Array) => createHmac('sha256', key).update(data).digest()

export const multiplier = unsigned(sha256(signedBytes(prime), signedBytes(generator)))

/** A user's are pool name and USER_ID_FOR_SRP, a device's DeviceGroupKey and DeviceKey. */
export interface Party {
  readonly group: string
  readonly id: string
  readonly password: string
}

export function privateExponent({ group, id, password }: Party, salt: bigint): bigint {
  return unsigned(sha256(signedBytes(salt), sha256(`${group}${id}:${password}`)))
}

export const verifierOf = (x: bigint) => power(generator, x)

export const clientPublicKey = (a: bigint) => power(generator, a)

export const serverPublicKey = (v: bigint, b: bigint) => (multiplier * v + power(generator, b)) % prime

export const scrambling = (A: bigint, B: bigint) => unsigned(sha256(signedBytes(A), signedBytes(B)))

/** (B - k·g^x)^(a + u·x) */
export function clientSecret(B: bigint, x: bigint, a: bigint, u: bigint): bigint {
  const difference = (B - multiplier * verifierOf(x)) % prime
  return power(difference < 0n ? difference + prime : difference, a + u * x)
}

/** (A·v^u)^b */
export const serverSecret = (A: bigint, v: bigint, u: bigint, b: bigint) => power((A * power(v, u)) % prime, b)

/** The 16 bytes that key the signature. */
export function sessionKey(u: bigint, S: bigint): Buffer {
  const extracted = hmac(signedBytes(u), signedBytes(S))
  return hmac(extracted, Buffer.from('Caldera Derived Key\x01', 'latin1')).subarray(0, 16)
}

/** PASSWORD_CLAIM_SIGNATURE. */
export function signature(key: Uint8Array, party: Party, secretBlock: string, timestamp: string): string {
  const message = [party.group, party.id].map(text => Buffer.from(text, 'utf8'))
  const claim = Buffer.concat([...message, Buffer.from(secretBlock, 'base64'), Buffer.from(timestamp, 'utf8')])
  return hmac(key, claim).toString('base64')
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** TIMESTAMP, part by part. */
export function timestampOf(epochMs: number): string {
  const date = new Date(epochMs)
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  const clock = time.map(value => `${value < 10 ? '0' : ''}${value}`).join(':')
  const day = `${weekdays[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${date.getUTCDate()}`
  return `${day} ${clock} UTC ${date.getUTCFullYear()}`
}

/** Everything one exchange computes, on both sides. */
export interface Exchange {
  readonly A: bigint
  readonly B: bigint
  readonly u: bigint
  readonly x: bigint
  readonly v: bigint
  readonly clientS: bigint
  readonly serverS: bigint
  readonly K: Buffer
}

export function exchange(party: Party, salt: bigint, a: bigint, b: bigint): Exchange {
  const x = privateExponent(party, salt)
  const v = verifierOf(x)
  const A = clientPublicKey(a)
  const B = serverPublicKey(v, b)
  const u = scrambling(A, B)
  const serverS = serverSecret(A, v, u, b)
  return { A, B, u, x, v, clientS: clientSecret(B, x, a, u), serverS, K: sessionKey(u, serverS) }
}
