import { ageMs, backoffMs, type Instant, instant } from '../cognito-idp/index.js'
import type { PoolpassError, PoolpassErrorCode } from '../errors/index.js'
import type { AppClient } from '../sign-in/index.js'

/** Between renewals that failed for reasons of the moment. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** Between renewals that failed for a reason in the configuration, which waiting does not mend. */
const MISCONFIGURED_WAIT_MS = 300_000
const MISCONFIGURATIONS: readonly PoolpassErrorCode[] = ['ERR_POOLPASS_CONFIGURATION', 'ERR_POOLPASS_SECRET_MISMATCH']

/** R6: one not-before time a session for renewals that fail. */
export class RenewalBackoff {
  readonly #client: AppClient
  #last: { readonly error: PoolpassError; readonly since: Instant; readonly waitMs: number } | undefined
  #failures = 0

  constructor(client: AppClient) {
    this.#client = client
  }

  /** What the last renewal failed with, if it has failed since one succeeded. */
  get error(): PoolpassError | undefined {
    return this.#last?.error
  }

  /** Milliseconds until a renewal may be tried; 0 or less: now. */
  get restMs(): number {
    return this.#last ? this.#last.waitMs - ageMs(this.#client.clock, this.#last.since) : 0
  }

  failed(error: PoolpassError): void {
    const { clock, randomFraction } = this.#client
    const jitteredMs = backoffMs(this.#failures++, randomFraction(), FIRST_WAIT_MS, LONGEST_WAIT_MS)
    this.#last = {
      error,
      since: instant(clock),
      waitMs: MISCONFIGURATIONS.includes(error.code) ? MISCONFIGURED_WAIT_MS : jitteredMs,
    }
  }

  clear(): void {
    this.#last = undefined
    this.#failures = 0
  }
}
