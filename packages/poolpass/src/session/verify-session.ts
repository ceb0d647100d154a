import { isLoopback } from '../cognito-idp/index.js'
import { isPoolpassError, type PoolpassError, TokenError } from '../errors/index.js'
import type { HeldSession } from './held-session.js'
import type { PoolInternals } from './user-pool.js'
import { type TokenCheck, verifyClaims, verifyToken } from './verify.js'

export { loadJose, verifyToken } from './verify.js'

/** Checks both tokens of a session. With `check`, by other means than the full verification. */
export async function verifySession(
  pool: PoolInternals,
  held: HeldSession,
  mayHaveExpired: boolean,
  check: TokenCheck = verifyToken,
): Promise<void> {
  const { accessToken, idToken } = held.tokens
  const { sub } = held
  const checks = [check(pool, accessToken, { tokenUse: 'access', sub, mayHaveExpired })]
  if (idToken !== undefined) checks.push(check(pool, idToken, { tokenUse: 'id', sub, accessToken, mayHaveExpired }))
  await Promise.all(checks)
}

/**
 * R18 for tokens that came from the pool itself: while its keys are unreachable, TLS vouches for them.
 *
 * @param previousSub The user of the session that they renew.
 * @returns The error that kept the signatures from being checked now, if one did.
 */
export async function verifyIssued(
  pool: PoolInternals,
  held: HeldSession,
  previousSub: string | undefined,
): Promise<Error | undefined> {
  if (previousSub !== undefined && held.sub !== previousSub) {
    throw new TokenError(
      'ERR_POOLPASS_TOKEN_INVALID',
      'the pool renewed the session of one user with tokens of another',
    )
  }
  try {
    await verifySession(pool, held, false)
    return undefined
  } catch (error) {
    const mayDefer = pool.verifyTokens === 'auto' && isPrivate(pool.client.endpoint)
    if (!mayDefer || !isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE')) throw error
    await verifySession(pool, held, false, verifyClaims)
    return error
  }
}

/** Checks the signatures once the pool's keys have come, and reports a session that turns out to be forged. */
export function verifyWhenKeysArrive(
  pool: PoolInternals,
  held: HeldSession,
  isCurrent: () => boolean,
  onForged: (error: PoolpassError) => void,
): void {
  pool.keys.onArrival(async () => {
    if (!isCurrent()) return
    try {
      await verifySession(pool, held, true)
    } catch (error) {
      if (isCurrent() && isPoolpassError(error, 'ERR_POOLPASS_TOKEN_INVALID')) onForged(error)
    }
  })
}

function isPrivate(endpoint: string): boolean {
  const url = new URL(endpoint)
  return url.protocol === 'https:' || isLoopback(url)
}
