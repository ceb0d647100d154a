import { ageMs, type Clock, type Instant, instant } from '../cognito-idp/index.js'

const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 900_000

/** Stands for an origin that nobody named: it never tells when it answers otherwise, so its wait does not grow. */
const UNKNOWN = ''

interface Origin {
  readonly since: Instant
  readonly waitMs: number
}

/**
 * Which origins answer 401 whatever token they get: their 401s force no renewal for a minute, doubling to 15, until
 * they answer otherwise.
 */
export class UnauthorizedOrigins {
  readonly #clock: Clock
  #origins: Map<string, Origin> | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes note of a 401. @returns Whether it may force a renewal. */
  mayForceRenewal(origin: string): boolean {
    const known = this.#origins?.get(origin)
    const ageOfKnownMs = known ? ageMs(this.#clock, known.since) : 0
    if (known && ageOfKnownMs < known.waitMs) return false
    const isOld = !known || ageOfKnownMs > known.waitMs + LONGEST_WAIT_MS
    const waitMs = isOld || origin === UNKNOWN ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, known.waitMs * 2)
    this.#origins ??= new Map()
    this.#origins.set(origin, { since: instant(this.#clock), waitMs })
    return true
  }

  /** Takes note of any other answer. */
  accepted(origin: string): void {
    if (this.#origins?.delete(origin) && this.#origins.size === 0) this.#origins = undefined
  }

  /** Origins whose 401s force nothing at the moment. */
  get names(): string[] {
    const isWaiting = ([origin, { since, waitMs }]: [string, Origin]) =>
      origin !== UNKNOWN && ageMs(this.#clock, since) < waitMs
    return [...(this.#origins ?? [])].filter(isWaiting).map(([origin]) => origin)
  }
}
