import type { PoolpassErrorCode } from '../errors/index.js'
import type { Clock } from './clock.js'

/**
 * What is done when the answer to a call is lost (connection, timeout, 5xx) and nobody knows whether it was handled:
 * `repeat` it after a wait, `repeat-at-once` first and then after waits, or `fail`, for callers that know better.
 */
export type LostAnswerPolicy = 'repeat' | 'repeat-at-once' | 'fail'

/** Per operation, or auth flow where that decides. A sign-in starts over as a whole, so its own calls fail. */
const LOST_ANSWER: Readonly<Record<string, LostAnswerPolicy>> = {
  InitiateAuth: 'fail',
  RespondToAuthChallenge: 'fail',
  REFRESH_TOKEN_AUTH: 'repeat-at-once',
  GetTokensFromRefreshToken: 'repeat-at-once',
  RevokeToken: 'repeat',
  GlobalSignOut: 'repeat',
  GetUser: 'repeat',
  ConfirmDevice: 'repeat',
}

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 5_000

/**
 * Full jitter: anything between 0 and an exponentially growing bound.
 *
 * @param attempt 0 for the first retry.
 * @param fraction Random, in [0, 1).
 */
export function backoffMs(
  attempt: number,
  fraction: number,
  firstMs = FIRST_WAIT_MS,
  longestMs = LONGEST_WAIT_MS,
): number {
  return fraction * Math.min(longestMs, firstMs * 2 ** attempt)
}

/**
 * @returns Milliseconds to wait before the next attempt; `undefined` when there is to be none.
 */
export function retryDelayMs(
  operation: string,
  code: PoolpassErrorCode | undefined,
  attempt: number,
  fraction: number,
): number | undefined {
  if (code === 'ERR_POOLPASS_THROTTLED') return backoffMs(attempt, fraction)
  if (code !== 'ERR_POOLPASS_UNAVAILABLE') return undefined
  const policy = LOST_ANSWER[operation] ?? 'fail'
  if (policy === 'fail') return undefined
  return policy === 'repeat-at-once' && attempt === 0 ? 0 : backoffMs(attempt, fraction)
}

/** A retry with less time than this would only run out of it, and hide why the attempt before it failed. */
const SHORTEST_RETRY_MS = 100

/**
 * Waits before an attempt that follows one that failed.
 *
 * @throws `error`, what the last attempt failed with, when the next one would come too late, or does: a clock may
 *   oversleep by hours.
 */
export async function waitForRetry(
  clock: Clock,
  error: unknown,
  waitMs: number,
  { deadlineAtMs, signal }: { deadlineAtMs: number; signal?: AbortSignal | undefined },
): Promise<void> {
  const latestAtMs = deadlineAtMs - SHORTEST_RETRY_MS
  if (clock.monotonicMs() + waitMs > latestAtMs) throw error
  if (waitMs > 0) await clock.sleep(waitMs, signal)
  if (clock.monotonicMs() > latestAtMs) throw error
}
