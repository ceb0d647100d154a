import { randomUUID } from 'node:crypto'
import type { AppClient } from './app-client.js'
import { readableAttributes } from './attribute-access.js'
import { issueDevice, knownDevice, tracksDevices } from './devices.js'
import type { Grant } from './grants.js'
import { type Claims, signJwt } from './jwt.js'
import { notAuthorized } from './service-error.js'
import { changeClaims, groupClaims, type Occasion, roleClaims, tokenChanges } from './token-changes.js'
import type { User } from './user.js'
import type { UserPool } from './user-pool.js'

/** The scope of every token that was not made by the hosted pages. */
export const SIGN_IN_SCOPE = 'aws.cognito.signin.user.admin'

export interface TokenSet {
  readonly accessToken: string
  readonly idToken: string
  readonly refreshToken?: string
  /** A device that the client is to confirm. */
  readonly newDevice?: { readonly key: string; readonly groupKey: string }
  /** The access token's lifetime. */
  readonly expiresInSeconds: number
}

const VERIFIED_FLAGS = ['email_verified', 'phone_number_verified']

function claimOf(name: string, value: string): unknown {
  if (VERIFIED_FLAGS.includes(name)) return value === 'true'
  return name === 'address' ? { formatted: value } : value
}

interface Issue {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  readonly grant: Grant
  readonly issuer: string
}

/** Claims that the two tokens of one issue share. */
function commonClaims({ client, user, grant, issuer }: Issue, nowSeconds: number): Claims {
  return {
    sub: user.sub,
    iss: issuer,
    ...(client.revokesTokens && { origin_jti: grant.originJti }),
    event_id: grant.eventId,
    auth_time: Math.floor(grant.authenticatedAtMs / 1000),
    iat: nowSeconds,
  }
}

function accessClaims({ client, user, grant }: Issue, scopes: readonly string[], nowSeconds: number): Claims {
  return {
    ...(grant.deviceKey !== undefined && { device_key: grant.deviceKey }),
    client_id: client.clientId,
    token_use: 'access',
    scope: scopes.join(' '),
    exp: nowSeconds + client.lifetimes.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  }
}

function idClaims({ client, user }: Issue, nowSeconds: number): Claims {
  return {
    'cognito:username': user.username,
    aud: client.clientId,
    token_use: 'id',
    exp: nowSeconds + client.lifetimes.idTokenSeconds,
    ...(client.revokesTokens && { jti: randomUUID() }),
  }
}

async function signTokens(issue: Issue, occasion: Occasion): Promise<TokenSet> {
  const { pool, client, user } = issue
  const keys = await pool.keys
  const memberOf = [...user.groups].flatMap(name => pool.groups.get(name) ?? [])
  const { groups, scopes, id, access } = await tokenChanges(issue, user, memberOf, [SIGN_IN_SCOPE], occasion)
  const nowSeconds = Math.floor(pool.clock.nowMs() / 1000)
  const common = { ...commonClaims(issue, nowSeconds), ...groupClaims(groups) }
  const readable = readableAttributes(pool, client, user).map(([name, value]) => [name, claimOf(name, value)])
  const ofId = { ...Object.fromEntries(readable), ...common, ...roleClaims(groups), ...idClaims(issue, nowSeconds) }
  const [accessToken, idToken] = await Promise.all([
    signJwt(keys.access, changeClaims({ ...common, ...accessClaims(issue, scopes, nowSeconds) }, access)),
    signJwt(keys.id, changeClaims(ofId, id)),
  ])
  return { accessToken, idToken, expiresInSeconds: client.lifetimes.accessTokenSeconds }
}

/** Who asks for tokens, and what they are to name as their issuer. */
export interface TokenRequest {
  readonly pool: UserPool
  readonly client: AppClient
  readonly issuer: string
}

/**
 * Ends a sign-in: three new tokens of a new grant.
 *
 * @param occasion With the known device that was signed in from. Without one, a pool that tracks devices hands out a
 * new one.
 */
export async function issueTokens(
  request: TokenRequest,
  user: User,
  { deviceKey, ...occasion }: Occasion & { readonly deviceKey: string | undefined },
): Promise<TokenSet> {
  const { pool, client, issuer } = request
  const known = knownDevice(user, deviceKey)
  const newDevice = tracksDevices(pool) && known === undefined ? issueDevice(pool, user) : undefined
  const grant = pool.grants.start(user, client, newDevice?.key ?? known?.key)
  const refreshToken = pool.grants.issueRefreshToken(grant)
  const tokens = await signTokens({ pool, client, user, grant, issuer }, occasion)
  return { ...tokens, refreshToken, ...(newDevice && { newDevice }) }
}

/** What comes with a refresh token. */
export interface Renewal {
  readonly refreshToken: string
  readonly deviceKey: string | undefined
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined
}

// Where devices are tracked, a refresh token serves the one that it was issued to, and only once that is confirmed.
function assertDevice(pool: UserPool, user: User, grant: Grant, deviceKey: string | undefined): void {
  if (!tracksDevices(pool)) return
  const device = knownDevice(user, grant.deviceKey)
  if (device === undefined || device.key !== deviceKey) throw notAuthorized('Invalid Refresh Token')
}

/** @throws {ServiceError} NotAuthorizedException, RefreshTokenReuseException where the refresh token is not honoured. */
function redeem(
  { pool, client }: TokenRequest,
  { refreshToken, deviceKey }: Renewal,
  assertAllowed: (user: User) => void,
): { readonly grant: Grant; readonly user: User } {
  const grant = pool.grants.redeem(refreshToken, client)
  const user = pool.users.findBySub(grant.sub)
  if (user === undefined) throw notAuthorized('Invalid Refresh Token')
  assertAllowed(user)
  if (!user.isEnabled) throw notAuthorized('User is disabled.')
  if (pool.grants.isRevoked(grant, user)) throw notAuthorized('Refresh Token has been revoked')
  assertDevice(pool, user, grant, deviceKey)
  return { grant, user }
}

/**
 * Exchanges a refresh token for new tokens, and for a new refresh token where the client rotates them. The old one is
 * spent only then: a trigger that fails costs nothing.
 *
 * @param assertAllowed Called with the token's user before anything is issued.
 * @throws {ServiceError} NotAuthorizedException, RefreshTokenReuseException; whatever the trigger makes of it.
 */
export async function renewTokens(
  request: TokenRequest,
  renewal: Renewal,
  assertAllowed: (user: User) => void = () => {},
): Promise<TokenSet> {
  const { pool, client, issuer } = request
  const { grant, user } = redeem(request, renewal, assertAllowed)
  const occasion = { source: 'RefreshTokens', clientMetadata: renewal.clientMetadata } as const
  const tokens = await signTokens({ pool, client, user, grant, issuer }, occasion)
  // Meanwhile another request may have spent or revoked it.
  redeem(request, renewal, assertAllowed)
  const replacement = client.rotatesRefreshTokens ? pool.grants.rotate(renewal.refreshToken, client) : undefined
  return replacement === undefined ? tokens : { ...tokens, refreshToken: replacement }
}
