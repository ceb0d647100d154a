import type { PoolpassError } from '../errors/index.js'
import type { SignInResult, Tokens } from '../sign-in/index.js'
import { type HeldTokens, holdTokens } from './lifetime.js'
import type { StoredEntry } from './token-store.js'
import type { TokenType } from './token-type.js'

/** The tokens a session goes on with, and what is known about them. */
export interface HeldSession extends HeldTokens {
  /** Whether their signatures were checked, or they came from the pool itself. */
  trusted: boolean
  /** An API refused the token: the next request waits for a renewal. */
  invalidated: boolean
  /** Why the service refused to renew them. */
  renewalRefused: PoolpassError | undefined
  /** Of the credential that made the session; `undefined` for tokens given by a caller. */
  readonly credentialTag: string | undefined
  storeVersion: string | undefined
}

function held(tokens: HeldTokens, credentialTag: string | undefined, storeVersion: string | undefined): HeldSession {
  return { ...tokens, trusted: false, invalidated: false, renewalRefused: undefined, credentialTag, storeVersion }
}

/** Tokens that the pool has just issued. */
export function heldFromPool(
  { tokens, username, requestedAt }: SignInResult,
  credentialTag: string | undefined,
  storeVersion: string | undefined,
  fraction: number,
): HeldSession {
  return held(holdTokens(tokens, username, requestedAt, fraction), credentialTag, storeVersion)
}

export function heldFromStore({ value, version }: StoredEntry, fraction: number): HeldSession {
  return held(holdTokens(value.tokens, value.username, undefined, fraction), value.credentialTag, version)
}

/** Tokens that a caller gave. A lone refresh token needs no trust: it is only shown to the pool. */
export function heldFromCaller(tokens: Partial<Tokens> | undefined, username = ''): HeldSession | undefined {
  const given = { tokenType: 'Bearer', accessToken: '', ...tokens }
  if (given.accessToken !== '') return held(holdTokens(given, username, undefined, 0.5), undefined, undefined)
  if (given.refreshToken === undefined) return undefined
  const nothingElse = { tokens: given, username, sub: undefined, times: {}, requestedAt: undefined }
  return { ...held(nothingElse, undefined, undefined), trusted: true }
}

export function tokenOf({ tokens }: HeldSession, type: TokenType): string | undefined {
  return type === 'id_token' ? tokens.idToken : tokens.accessToken
}

/** Of one second's two sessions the stored one counts as newer only where it has replaced ours in the store. */
export function isNewer(stored: HeldSession, held: HeldSession | undefined): boolean {
  const storedMs = stored.times.access_token?.issuedAtMs ?? 0
  const heldMs = held?.times.access_token?.issuedAtMs ?? 0
  return storedMs > heldMs || (storedMs === heldMs && held?.storeVersion !== undefined)
}
