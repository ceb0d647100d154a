import { ageMs, type Clock, type Instant, instant } from '../cognito-idp/index.js'
import { isPoolpassError, type PoolpassError } from '../errors/index.js'
import { ChallengeError } from '../sign-in/index.js'

/** Waits before the same credential is tried again: Cognito locks a user after five failures. */
const WAITS_MS = [60_000, 300_000, 1_200_000] as const

/** How long a challenge session lives by default. The service does not say how long this one will. */
const CHALLENGE_SESSION_MS = 180_000

/** A sign-in that the pool refused or left at a challenge: unattended sign-ins get this instead of asking again. */
export interface Refusal {
  readonly error: PoolpassError
  /** Of the credential that was refused; `undefined` when none was read yet. */
  readonly credentialTag: string | undefined
  readonly at: Instant
  readonly waitMs: number
  /** How often in a row. */
  readonly count: number
}

export function isChallengeError(error: unknown): error is ChallengeError {
  return error instanceof ChallengeError
}

/** Whether a failed sign-in says something about the credential or the pool, rather than about the moment. */
export function isWorthRemembering(error: unknown): error is PoolpassError {
  return isPoolpassError(error) && !error.retryable && error.code !== 'ERR_POOLPASS_CALLBACK'
}

export function rememberRefusal(
  error: PoolpassError,
  credentialTag: string | undefined,
  previous: Refusal | undefined,
  clock: Clock,
): Refusal {
  const count = previous && previous.credentialTag === credentialTag ? previous.count + 1 : 1
  const pause = WAITS_MS[Math.min(count, WAITS_MS.length) - 1] as number
  const waitMs = isChallengeError(error) ? CHALLENGE_SESSION_MS + pause : pause
  return { error, credentialTag, at: instant(clock), waitMs, count }
}

/** Milliseconds until an unattended sign-in may try again; 0 or less: it may. */
export function remainingMs(refusal: Refusal, clock: Clock): number {
  return refusal.waitMs - ageMs(clock, refusal.at)
}

/** When an unattended sign-in may try again, by the wall clock as it stands. */
export function retryTime(refusal: Refusal, clock: Clock): Date {
  return new Date(clock.wallMs() + remainingMs(refusal, clock))
}

/** The remembered failure with the time at which it will be tried again. */
export function refusalError(refusal: Refusal, clock: Clock): PoolpassError {
  return refusal.error.copy({ retryAtMs: retryTime(refusal, clock).getTime() })
}
