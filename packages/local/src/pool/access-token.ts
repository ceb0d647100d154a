import type { Account, PoolClient } from './account.js'
import { decodeJwt } from './jwt.js'
import { notAuthorized, userNotFound } from './service-error.js'
import { SIGN_IN_SCOPE } from './tokens.js'
import type { User } from './user.js'

export interface Caller extends PoolClient {
  readonly user: User
}

const invalidToken = () => notAuthorized('Invalid Access Token')

function findClient(account: Account, clientId: unknown): PoolClient {
  try {
    return account.client(String(clientId))
  } catch {
    throw invalidToken()
  }
}

/**
 * Finds who an access token speaks for.
 *
 * @throws {ServiceError} NotAuthorizedException: not an access token of these pools, forged, expired, revoked, or
 * without the scope; UserNotFoundException when the user was deleted since.
 */
export async function authorize(account: Account, accessToken: string): Promise<Caller> {
  const token = decodeJwt(accessToken)
  if (token?.claims.token_use !== 'access') throw invalidToken()
  const { claims } = token
  const { pool, client } = findClient(account, claims.client_id)
  const keys = await pool.keys
  if (token.header.kid !== keys.access.kid) throw invalidToken()
  if (!token.isSignedBy(keys.access)) throw notAuthorized('Could not verify signature for Access Token')
  if (pool.clock.nowMs() >= Number(claims.exp) * 1000) throw notAuthorized('Access Token has expired')
  const user = pool.users.findBySub(String(claims.sub))
  if (user === undefined) throw userNotFound()
  if (!pool.grants.isLive(claims.event_id, user)) throw notAuthorized('Access Token has been revoked')
  if (!user.isEnabled) throw notAuthorized('User is disabled.')
  if (!String(claims.scope).split(' ').includes(SIGN_IN_SCOPE)) {
    throw notAuthorized('Access Token does not have required scopes')
  }
  return { pool, client, user }
}
