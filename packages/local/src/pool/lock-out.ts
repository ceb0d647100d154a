import type { Clock } from './clock.js'
import { notAuthorized } from './service-error.js'

const FREE_FAILURES = 5
const LONGEST_LOCK_MS = 15 * 60_000
const QUIET_RESET_MS = 15 * 60_000

interface Attempts {
  failures: number
  lockedUntilMs: number
  lastAttemptAtMs: number
  /** Ends with the attempt that was admitted last. */
  queue: Promise<unknown>
  waiting: number
}

/** Slows the guessing of passwords: per user id, known or not, over all flows that take a password. */
export class LockOut {
  readonly #clock: Clock
  readonly #byUserId = new Map<string, Attempts>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Runs one password check unless the user is locked, and counts its result.
   *
   * Checks of one user run one after the other: guesses sent at once would else all be admitted before the first
   * of them is counted.
   *
   * @throws {ServiceError} NotAuthorizedException "Password attempts exceeded", without running the check.
   */
  async evaluate(userId: string, check: () => Promise<boolean>): Promise<boolean> {
    const attempts = this.#attemptsOf(userId)
    attempts.waiting++
    const result = attempts.queue.then(() => this.#admit(attempts, check))
    attempts.queue = result.catch(() => undefined)
    try {
      return await result
    } finally {
      attempts.waiting--
      if (attempts.failures === 0 && attempts.waiting === 0) this.#byUserId.delete(userId)
    }
  }

  async #admit(attempts: Attempts, check: () => Promise<boolean>): Promise<boolean> {
    const nowMs = this.#clock.nowMs()
    if (nowMs - attempts.lastAttemptAtMs >= QUIET_RESET_MS) attempts.failures = 0
    attempts.lastAttemptAtMs = nowMs
    if (attempts.failures >= FREE_FAILURES && nowMs < attempts.lockedUntilMs) {
      throw notAuthorized('Password attempts exceeded')
    }
    if (await check()) {
      attempts.failures = 0
      return true
    }
    attempts.failures++
    if (attempts.failures >= FREE_FAILURES) {
      attempts.lockedUntilMs = nowMs + Math.min(1000 * 2 ** (attempts.failures - FREE_FAILURES), LONGEST_LOCK_MS)
    }
    return false
  }

  #attemptsOf(userId: string): Attempts {
    let attempts = this.#byUserId.get(userId)
    if (attempts === undefined) {
      this.#forgetQuietOnes()
      const nowMs = this.#clock.nowMs()
      attempts = { failures: 0, lockedUntilMs: 0, lastAttemptAtMs: nowMs, queue: Promise.resolve(), waiting: 0 }
      this.#byUserId.set(userId, attempts)
    }
    return attempts
  }

  // Unknown names are counted too, so somebody who tries many of them must not fill the memory.
  #forgetQuietOnes(): void {
    if (this.#byUserId.size < 10_000) return
    const quietSinceMs = this.#clock.nowMs() - QUIET_RESET_MS
    for (const [userId, attempts] of this.#byUserId) {
      if (attempts.waiting === 0 && attempts.lastAttemptAtMs <= quietSinceMs) this.#byUserId.delete(userId)
    }
  }
}
