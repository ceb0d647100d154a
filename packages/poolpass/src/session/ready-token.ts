import type { Clock, Instant } from '../cognito-idp/index.js'
import { monotonicReader } from './monotonic-reader.js'

/**
 * A token that requests may leave with until a time, without another look at its session (R2). One object for all times:
 * who puts tokens on requests keeps it. Beside a request all that a session consists of has left the caches.
 */
export class ReadyToken {
  readonly #clock: Clock
  readonly #monotonicMs: (wallMs: number) => number
  #token: string | undefined
  #untilWallMs = 0
  #untilMonotonicMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#monotonicMs = monotonicReader(clock)
  }

  /** Good until `forMs` after `since`, by whichever of the two clocks is there first. */
  set(token: string, { wallMs, monotonicMs }: Instant, forMs: number): void {
    this.#token = token
    this.#untilWallMs = wallMs + forMs
    this.#untilMonotonicMs = monotonicMs + forMs
  }

  clear(): void {
    this.#token = undefined
  }

  /** `undefined` where the session has to be asked. */
  get(): string | undefined {
    const wallMs = this.#clock.wallMs()
    return wallMs < this.#untilWallMs && this.#monotonicMs(wallMs) < this.#untilMonotonicMs ? this.#token : undefined
  }
}
