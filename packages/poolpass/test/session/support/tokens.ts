import { createHash, randomUUID } from 'node:crypto'
import type { LocalCognito } from '@poolpass/local'
import { importJWK, SignJWT } from 'jose'
import { signingKeys, type World } from './world.js'

type Claims = Record<string, unknown>
interface Forgery {
  readonly claims?: Claims
  readonly header?: Record<string, unknown>
  /** Signs with this key instead of the pool's. */
  readonly key?: { readonly kid: string; readonly jwk: Readonly<Record<string, unknown>> }
}

/** The claims of a good token of Alice's, as the pool itself would make it now. */
function claimsOf({ local, clock }: World, use: 'access' | 'id', overrides: Claims = {}): Claims {
  const iat = Math.floor(clock.wallMs() / 1_000)
  const { sub, username } = local.user('alice')
  const { clientId } = local
  const own = use === 'access' ? { client_id: clientId, username } : { aud: clientId, 'cognito:username': username }
  return { sub, iss: local.issuer, token_use: use, iat, exp: iat + 3_600, jti: randomUUID(), ...own, ...overrides }
}

/** A token with the pool's own signature, unless told otherwise, over whatever claims a test wants. */
export async function makeToken(world: World, use: 'access' | 'id', forgery: Forgery = {}): Promise<string> {
  const { claims, header, key = signingKeys[use] } = forgery
  return new SignJWT(claimsOf(world, use, claims))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
    .sign(await importJWK({ ...key.jwk }, 'RS256'))
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with `alg: none` and an empty signature. */
export function unsignedToken(world: World, use: 'access' | 'id'): string {
  return `${part({ alg: 'none', kid: signingKeys[use].kid })}.${part(claimsOf(world, use))}.`
}

/** HS256 with the public key as the secret. */
export async function confusedToken(world: World, use: 'access' | 'id'): Promise<string> {
  const secret = new TextEncoder().encode(String(signingKeys[use].jwk.n))
  const kid = signingKeys[use].kid
  return new SignJWT(claimsOf(world, use)).setProtectedHeader({ alg: 'HS256', kid }).sign(secret)
}

export function atHashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}

/** The pool's public keys. */
export async function keySetOf(local: LocalCognito): Promise<{ keys: { kid: string }[] }> {
  const response = await fetch(`${local.endpoint}/${local.userPoolId}/.well-known/jwks.json`)
  const keySet = (await response.json()) as { keys: { kid: string }[] }
  local.counts.reset()
  return keySet
}
