import { randomUUID } from 'node:crypto'
import type { AppClient } from './app-client.js'
import { readableAttributes } from './attribute-access.js'
import type { Grant } from './grants.js'
import { type Claims, signJwt } from './jwt.js'
import { notAuthorized } from './service-error.js'
import type { User } from './user.js'
import type { Group, UserPool } from './user-pool.js'

/** The scope of every token that was not made by the hosted pages. */
export const SIGN_IN_SCOPE = 'aws.cognito.signin.user.admin'

export interface TokenSet {
  readonly accessToken: string
  readonly idToken: string
  readonly refreshToken?: string
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
function commonClaims({ client, user, grant, issuer }: Issue, groups: readonly Group[], nowSeconds: number): Claims {
  return {
    sub: user.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups.map(group => group.name) }),
    iss: issuer,
    ...(client.revokesTokens && { origin_jti: grant.originJti }),
    event_id: grant.eventId,
    auth_time: Math.floor(grant.authenticatedAtMs / 1000),
    iat: nowSeconds,
  }
}

function accessClaims({ client, user }: Issue, nowSeconds: number): Claims {
  return {
    client_id: client.clientId,
    token_use: 'access',
    scope: SIGN_IN_SCOPE,
    exp: nowSeconds + client.lifetimes.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  }
}

function idClaims({ client, user }: Issue, groups: readonly Group[], nowSeconds: number): Claims {
  return {
    ...roleClaims(groups),
    'cognito:username': user.username,
    aud: client.clientId,
    token_use: 'id',
    exp: nowSeconds + client.lifetimes.idTokenSeconds,
    ...(client.revokesTokens && { jti: randomUUID() }),
  }
}

/** The lowest precedence names the preferred role, unless groups of that precedence disagree. */
function roleClaims(groups: readonly Group[]): Claims {
  const rank = ({ precedence = Infinity }: Group) => precedence
  const withRole = groups.filter(group => group.roleArn !== undefined)
  if (withRole.length === 0) return {}
  const best = Math.min(...withRole.map(rank))
  const preferred = new Set(withRole.filter(group => rank(group) === best).map(group => group.roleArn))
  return {
    'cognito:roles': [...new Set(withRole.map(group => group.roleArn))],
    ...(preferred.size === 1 && { 'cognito:preferred_role': [...preferred][0] }),
  }
}

async function signTokens(issue: Issue): Promise<TokenSet> {
  const { pool, client, user } = issue
  const keys = await pool.keys
  const nowSeconds = Math.floor(pool.clock.nowMs() / 1000)
  const groups = [...user.groups].flatMap(name => pool.groups.get(name) ?? [])
  const common = commonClaims(issue, groups, nowSeconds)
  const attributes = readableAttributes(pool, client, user).map(([name, value]) => [name, claimOf(name, value)])
  const [accessToken, idToken] = await Promise.all([
    signJwt(keys.access, { ...common, ...accessClaims(issue, nowSeconds) }),
    signJwt(keys.id, { ...Object.fromEntries(attributes), ...common, ...idClaims(issue, groups, nowSeconds) }),
  ])
  return { accessToken, idToken, expiresInSeconds: client.lifetimes.accessTokenSeconds }
}

/** Ends a sign-in: three new tokens of a new grant. */
export async function issueTokens(pool: UserPool, client: AppClient, user: User, issuer: string): Promise<TokenSet> {
  const grant = pool.grants.start(user, client)
  const refreshToken = pool.grants.issueRefreshToken(grant)
  return { ...(await signTokens({ pool, client, user, grant, issuer })), refreshToken }
}

/**
 * Exchanges a refresh token for new tokens, and for a new refresh token where the client rotates them.
 *
 * @param assertAllowed Called with the token's user before anything is issued.
 * @throws {ServiceError} NotAuthorizedException, RefreshTokenReuseException
 */
export async function renewTokens(
  pool: UserPool,
  client: AppClient,
  refreshToken: string,
  issuer: string,
  assertAllowed: (user: User) => void = () => {},
): Promise<TokenSet> {
  const grant = pool.grants.redeem(refreshToken, client)
  const user = pool.users.findBySub(grant.sub)
  if (user === undefined) throw notAuthorized('Invalid Refresh Token')
  assertAllowed(user)
  if (!user.isEnabled) throw notAuthorized('User is disabled.')
  if (pool.grants.isRevoked(grant, user)) throw notAuthorized('Refresh Token has been revoked')
  const replacement = client.rotatesRefreshTokens ? pool.grants.rotate(refreshToken) : undefined
  const tokens = await signTokens({ pool, client, user, grant, issuer })
  return replacement === undefined ? tokens : { ...tokens, refreshToken: replacement }
}
