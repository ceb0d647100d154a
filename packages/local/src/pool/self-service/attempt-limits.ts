import type { Clock } from '../clock.js'
import { ServiceError } from '../service-error.js'
import { type CodeHolder, holderKey } from './sent-codes.js'

const HOUR_MS = 3_600_000
const MOST_KEPT = 10_000

/** Attempts per user and hour. */
const LIMITS = {
  resendConfirmationCode: 5,
  confirmSignUp: 15,
  /** Asking for a code, and answering it. The service allows 5 to 20, by what it thinks of the caller. */
  passwordReset: 20,
  changePassword: 5,
  sendAttributeCode: 5,
  verifyAttribute: 15,
}

export type LimitedAttempt = keyof typeof LIMITS

/** How often a user's codes may be asked for and tried. Names that nobody has are counted alike. */
export class AttemptLimits {
  readonly #clock: Clock
  readonly #admittedAtMs = new Map<string, number[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @throws {ServiceError} LimitExceededException; what is refused does not count. */
  count(attempt: LimitedAttempt, holder: CodeHolder): void {
    const key = `${attempt} ${holderKey(holder)}`
    const recent = this.#recent(this.#admittedAtMs.get(key))
    if (recent.length >= LIMITS[attempt]) {
      throw new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
    }
    if (this.#admittedAtMs.size >= MOST_KEPT) this.#forgetOld()
    this.#admittedAtMs.set(key, [...recent, this.#clock.nowMs()])
  }

  #recent(timesMs: readonly number[] = []): number[] {
    const sinceMs = this.#clock.nowMs() - HOUR_MS
    return timesMs.filter(timeMs => timeMs > sinceMs)
  }

  #forgetOld(): void {
    for (const [key, timesMs] of this.#admittedAtMs) {
      if (this.#recent(timesMs).length === 0) this.#admittedAtMs.delete(key)
    }
  }
}
