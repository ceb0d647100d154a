import { ageMs, type Clock, type Instant, instant } from '../cognito-idp/index.js'
import { copyError, isPoolpassError, type PoolpassError } from '../errors/index.js'
import { type Challenge, ChallengeError } from '../sign-in/index.js'
import type { SessionOrigin } from './held-session.js'

/** Waits before the same credential is tried again: Cognito locks a user after five failures. */
const WAITS_MS = [60_000, 300_000, 1_200_000] as const

/** How long a challenge session lives by default. The service does not say how long this one will. */
const CHALLENGE_SESSION_MS = 180_000

/** Credentials remembered at a time. */
const MOST_CREDENTIALS = 4

interface Refusal {
  error: PoolpassError
  /** Of the sign-in that was refused. */
  readonly origin: SessionOrigin
  readonly at: Instant
  readonly waitMs: number
  /** How often in a row. */
  readonly count: number
}

export function isChallengeError(error: unknown): error is ChallengeError {
  return error instanceof ChallengeError
}

/**
 * Whether a failed sign-in says something about the credential or the pool, rather than about the moment; or is dear to
 * try again: nobody knows whether the pool has sent a code, or counted a failure, before the answer was lost.
 */
export function isWorthRemembering(error: unknown, hasShownFactor = false): error is PoolpassError {
  if (!isPoolpassError(error) || error.code === 'ERR_POOLPASS_CALLBACK') return false
  return !error.retryable || (hasShownFactor && error.code === 'ERR_POOLPASS_UNAVAILABLE')
}

/** R11, R13: sign-ins that the pool refused or left at a challenge. Unattended ones get these instead of asking again. */
export class Refusals {
  readonly #clock: Clock
  #byCredential: Map<string, Refusal> | undefined
  #last: Refusal | undefined
  /** The last sign-in's failure, whether it is one that is remembered or not. */
  failed: PoolpassError | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get last(): Refusal | undefined {
    return this.#last
  }

  /** Milliseconds until what was refused last may be tried again; 0 or less: it may. */
  get restMs(): number {
    return this.#last ? this.#restOf(this.#last) : 0
  }

  /** The challenge at which the last sign-in stopped, for as long as that holds. */
  get challenge(): PoolpassError | undefined {
    return isChallengeError(this.#last?.error) ? this.#errorOf(this.#last) : undefined
  }

  /** What the last sign-in stopped at, whether that holds or not. */
  get pending(): Challenge | undefined {
    return isChallengeError(this.#last?.error) ? this.#last.error.challenge : undefined
  }

  /** Where the sign-in comes from that stopped at a challenge to that user. */
  originOf(username: string): SessionOrigin | undefined {
    const { error, origin } = this.#last ?? {}
    return isChallengeError(error) && error.challenge.username === username ? origin : undefined
  }

  /** What that credential was refused with, for as long as it is not to be tried again. */
  of(credentialTag: string): PoolpassError | undefined {
    return this.#errorOf(this.#byCredential?.get(credentialTag))
  }

  /** Remembers `error` and tells it when a next attempt may be made. */
  remember(error: PoolpassError, origin: SessionOrigin): void {
    this.failed = error
    const key = origin.credentialTag ?? ''
    this.#byCredential ??= new Map()
    const count = (this.#byCredential.get(key)?.count ?? 0) + 1
    const pauseMs = WAITS_MS[Math.min(count, WAITS_MS.length) - 1] as number
    const waitMs = isChallengeError(error) ? CHALLENGE_SESSION_MS + pauseMs : pauseMs
    this.#last = { error, origin, at: instant(this.#clock), waitMs, count }
    this.#byCredential.delete(key)
    this.#byCredential.set(key, this.#last)
    const [oldest] = this.#byCredential.keys()
    if (oldest !== undefined && this.#byCredential.size > MOST_CREDENTIALS) this.#byCredential.delete(oldest)
    error.retryAt = new Date(this.#clock.wallMs() + waitMs)
    if (isChallengeError(error)) return
    const isAboutPassword = error.code === 'ERR_POOLPASS_WRONG_CREDENTIALS' && !error.name.startsWith('UserNotFound')
    const other = isAboutPassword ? '; a wrong `userPoolId` looks the same' : ''
    error.message += ` (not tried again unasked before ${error.retryAt.toISOString()}${other})`
  }

  /** The challenge at which the last sign-in stopped has become another one. */
  amend(error: ChallengeError): void {
    if (this.#last) this.#last.error = error
    this.failed = error
  }

  clear(): void {
    this.#byCredential = undefined
    this.#last = undefined
    this.failed = undefined
  }

  #restOf(refusal: Refusal): number {
    return refusal.waitMs - ageMs(this.#clock, refusal.at)
  }

  #errorOf(refusal: Refusal | undefined): PoolpassError | undefined {
    const restMs = refusal ? this.#restOf(refusal) : 0
    if (!refusal || restMs <= 0) return undefined
    const retryAtMs = this.#clock.wallMs() + restMs
    const toldMs = refusal.error.retryAt?.getTime() ?? 0
    // Two clocks differ by parts of a millisecond: only a jump moves what was told.
    return copyError(refusal.error, new Date(Math.abs(retryAtMs - toldMs) < 1_000 ? toldMs : retryAtMs))
  }
}
