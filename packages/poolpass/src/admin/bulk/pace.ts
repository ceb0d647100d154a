import type { Clock } from '../../cognito-idp/index.js'

/**
 * Lets one after the other through, evenly spread: in no second more than `perSecond`. The distance counts from when the
 * one before really went, so that a timer that was late brings no two together.
 */
export class Pace {
  readonly #clock: Clock
  readonly #intervalMs: number
  #nextAtMs = Number.NEGATIVE_INFINITY
  #queue: Promise<void> = Promise.resolve()

  /** @param perSecond Above 0; `Infinity` holds nobody up. */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock
    // Rounded up, or a sum of many would fall short of their second.
    this.#intervalMs = Math.ceil(1_000_000 / perSecond) / 1_000
  }

  /** @throws The signal's reason. */
  turn(signal?: AbortSignal): Promise<void> {
    if (this.#intervalMs === 0) return Promise.resolve()
    const turn = this.#queue.then(() => this.#wait(signal))
    this.#queue = turn.catch(() => {})
    return turn
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    for (;;) {
      const nowMs = this.#clock.monotonicMs()
      if (nowMs >= this.#nextAtMs) break
      await this.#clock.sleep(this.#nextAtMs - nowMs, signal)
    }
    this.#nextAtMs = this.#clock.monotonicMs() + this.#intervalMs
  }
}
