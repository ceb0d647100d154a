import { raceSignal } from './race.js'

/** Where poolpass reads the time and waits. Injected in tests; see `poolpass/testing`. */
export interface Clock {
  /** Milliseconds since 1970. May jump either way. */
  wallMs(): number
  /** Milliseconds since any fixed point. Never goes back, but may stand still while the machine sleeps. */
  monotonicMs(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when that aborts first. Many may share a signal. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const over = new Promise<void>(resolve => {
      timer = setTimeout(resolve, ms)
    })
    try {
      await raceSignal(over, signal)
    } finally {
      clearTimeout(timer)
    }
  },
}

/** A point in time by both clocks, so that its age can be told when either of them lies. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly wallMs: number
  /** Milliseconds since the monotonic clock's own beginning. */
  readonly monotonicMs: number
}

export function instant(clock: Clock): Instant {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() }
}

/**
 * Milliseconds since `since`: the greater of both clocks' differences. Monotonic clocks may stop in sleep, wall clocks
 * may be set back; neither makes anything look younger than it is.
 */
export function ageMs(clock: Clock, since: Instant): number {
  return Math.max(clock.monotonicMs() - since.monotonicMs, clock.wallMs() - since.wallMs)
}

/** The service's time, learned from the `Date` header of its answers. */
export class ServiceClock {
  readonly #clock: Clock
  #last: { dateMs: number; at: Instant } | undefined

  /** @param clock What elapses between two answers of the service. */
  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Learns from an answer. A header that is absent or no date changes nothing.
   *
   * @param dateHeader Of HTTP, RFC 9110 §6.6.1.
   */
  observe(dateHeader: string | null): void {
    const dateMs = Date.parse(dateHeader ?? '')
    if (!Number.isNaN(dateMs)) this.#last = { dateMs, at: instant(this.#clock) }
  }

  /** Epoch milliseconds: the last `Date` plus what has elapsed; the local wall clock before the first answer. */
  nowMs(): number {
    const last = this.#last
    return last === undefined ? this.#clock.wallMs() : last.dateMs + ageMs(this.#clock, last.at)
  }

  /** How far the service's time is ahead of the local wall clock; `undefined` before the first answer. */
  offsetMs(): number | undefined {
    return this.#last && this.nowMs() - this.#clock.wallMs()
  }
}
