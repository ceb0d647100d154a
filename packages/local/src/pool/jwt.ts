import { sign, verify } from 'node:crypto'
import type { SigningKey } from './signing-keys.js'

export type Claims = Readonly<Record<string, unknown>>

/** Signs beside the event loop, so that the two tokens of a sign-in are signed at once. */
export function signJwt(key: SigningKey, claims: Claims): Promise<string> {
  const signed = `${key.header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return new Promise((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(signed), key.privateKey, (error, signature) => {
      if (error) reject(error)
      else resolve(`${signed}.${signature.toString('base64url')}`)
    })
  })
}

function parsePart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}

export interface DecodedJwt {
  readonly header: Claims
  readonly claims: Claims
  isSignedBy(key: SigningKey): boolean
}

/** @returns `undefined` for anything that is not three parts with JSON in the first two. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [head, payload, signature, ...more] = token.split('.')
  if (head === undefined || payload === undefined || signature === undefined || more.length > 0) return undefined
  const header = parsePart(head)
  const claims = parsePart(payload)
  if (header === undefined || claims === undefined) return undefined
  return {
    header,
    claims,
    isSignedBy: key =>
      header.alg === 'RS256' &&
      header.kid === key.kid &&
      verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), key.publicKey, Buffer.from(signature, 'base64url')),
  }
}
