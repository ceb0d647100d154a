import { isLoopback } from '../cognito-idp/index.js'
import { isPoolpassError, TokenError } from '../errors/index.js'
import type { Emitter } from './events.js'
import type { HeldSession } from './held-session.js'
import type { PoolInternals } from './user-pool.js'
import { type TokenCheck, verifyClaims, verifyToken } from './verify.js'

export { prepareChecks, verifyOne } from './verify.js'

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

/** What becomes of tokens that could not be verified yet. */
interface Deferral {
  isCurrent(): boolean
  /** They turned out to be forged. */
  giveUp(): void
}

/** Checks the signatures once the pool's keys have come. */
export function deferVerification(
  pool: PoolInternals,
  events: Emitter,
  held: HeldSession,
  error: Error,
  { isCurrent, giveUp }: Deferral,
): void {
  const { username } = held
  events.emit('verificationDeferred', { username, error })
  pool.keys.onArrival(async () => {
    if (!isCurrent()) return
    try {
      await verifySession(pool, held, true)
    } catch (failure) {
      if (!isCurrent() || !isPoolpassError(failure, 'ERR_POOLPASS_TOKEN_INVALID')) return
      giveUp()
      events.emit('renewalFailed', { username, error: failure })
    }
  })
}

function isPrivate(endpoint: string): boolean {
  const url = new URL(endpoint)
  return url.protocol === 'https:' || isLoopback(url)
}
