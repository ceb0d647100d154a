import type { PoolpassError } from '../errors/index.js'
import { isDevice } from '../sign-in/device-credentials.js'
import {
  type DeviceCredentials,
  decodeClaims,
  type NewDevice,
  type SignInResult,
  type Tokens,
} from '../sign-in/index.js'
import { type HeldTokens, holdTokens } from './lifetime.js'
import type { SessionOptions } from './session-options.js'
import type { StoredEntry } from './token-store.js'
import type { TokenType } from './token-type.js'

/** Which sign-in a session goes back to. */
export interface SessionOrigin {
  /** The username as it was given, by which the store knows the session; `undefined` where none was. */
  readonly storedAs: string | undefined
  /** Of the credential; `undefined` for tokens given by a caller. */
  readonly credentialTag: string | undefined
}

export interface SignInOrigin extends SessionOrigin {
  readonly storedAs: string
}

/** The tokens a session goes on with, and what is known about them. */
export interface HeldSession extends HeldTokens, SessionOrigin {
  /** The refresh token may be replaced by itself: see `keepRotated` of a session. */
  tokens: Tokens
  /** Whether their signatures were checked, or they came from the pool itself. */
  trusted: boolean
  /** The next request waits for a renewal: an API refused the token, or a caller wants another. */
  invalidated: boolean
  /** Why the service refused to renew them. */
  renewalRefused: PoolpassError | undefined
  storeVersion: string | undefined
  /** The device that the refresh token is bound to. */
  device: DeviceCredentials | undefined
  /** What the pool handed out and nobody has confirmed; with a password as soon as that was tried. */
  newDevice: (NewDevice & Partial<DeviceCredentials>) | undefined
}

function held(
  tokens: HeldTokens,
  origin: SessionOrigin,
  device: DeviceCredentials | undefined,
  storeVersion?: string,
): HeldSession {
  const { storedAs, credentialTag } = origin
  return {
    ...tokens,
    device,
    newDevice: undefined,
    storedAs,
    credentialTag,
    storeVersion,
    trusted: false,
    invalidated: false,
    renewalRefused: undefined,
  }
}

/**
 * Tokens that the pool has just issued.
 *
 * @param previous The session that they renew.
 */
export function heldFromPool(
  { tokens, username, requestedAt, device = undefined, newDevice = undefined }: SignInResult,
  origin: SessionOrigin,
  previous: HeldSession | undefined,
  fraction: number,
): HeldSession {
  const kept = {
    device: device ?? previous?.device,
    newDevice: device ? undefined : (newDevice ?? previous?.newDevice),
  }
  const times = holdTokens(tokens, username, requestedAt, fraction)
  return { ...held(times, origin, kept.device, previous?.storeVersion), newDevice: kept.newDevice }
}

export function heldFromStore({ value, version }: StoredEntry, storedAs: string, fraction: number): HeldSession {
  const { tokens, username, credentialTag, device } = value
  return held(holdTokens(tokens, username, undefined, fraction), { storedAs, credentialTag }, device, version)
}

/** Tokens that a caller gave. A lone refresh token needs no trust: it is only shown to the pool. */
export function heldFromCaller({
  tokens,
  username: storedAs,
  device: option,
}: SessionOptions): HeldSession | undefined {
  const device = isDevice(option) ? option : undefined
  const given = { tokenType: 'Bearer', accessToken: '', ...tokens }
  const origin = { storedAs, credentialTag: undefined }
  if (given.accessToken !== '') {
    const claimed = decodeClaims(given.accessToken).username
    const username = typeof claimed === 'string' ? claimed : (storedAs ?? '')
    return held(holdTokens(given, username, undefined, 0.5), origin, device)
  }
  if (given.refreshToken === undefined) return undefined
  const alone = { tokens: given, username: storedAs ?? '', sub: undefined, times: {}, requestedAt: undefined }
  return { ...held(alone, origin, device), trusted: true }
}

/** The device that a refresh token is bound to: the access token names it too, where tokens came from elsewhere. */
export function deviceKeyOf({ device, tokens }: HeldSession): string | undefined {
  if (device) return device.deviceKey
  const claimed = tokens.accessToken ? decodeClaims(tokens.accessToken).device_key : undefined
  return typeof claimed === 'string' ? claimed : undefined
}

export function tokenOf({ tokens }: HeldSession, type: TokenType): string | undefined {
  return type === 'id_token' ? tokens.idToken : tokens.accessToken
}

export function isRenewable({ tokens, renewalRefused }: HeldSession): boolean {
  return tokens.refreshToken !== undefined && renewalRefused === undefined
}

/** Of one second's two sessions the stored one counts as newer only where it has replaced ours in the store. */
export function isNewer(stored: HeldSession, held: HeldSession | undefined): boolean {
  const storedMs = stored.times.access_token?.issuedAtMs ?? 0
  const heldMs = held?.times.access_token?.issuedAtMs ?? 0
  return storedMs > heldMs || (storedMs === heldMs && held?.storeVersion !== undefined)
}
