import type { Clock } from '../cognito-idp/index.js'

interface Sleeper {
  readonly wakesAtMs: number
  readonly signal: AbortSignal | undefined
  readonly wake: () => void
  readonly reject: (reason: unknown) => void
}

/** A {@link Clock} that a test moves by hand. Nothing sleeps: `sleep` ends when the clock has been moved that far. */
export class FakeClock implements Clock {
  #wallMs: number
  #monotonicMs = 0
  #sleepers: Sleeper[] = []
  readonly #endAborted = () => {
    for (const { signal, reject } of this.#takeOut(({ signal }) => signal?.aborted === true)) reject(signal?.reason)
  }

  /** @param startsAt Wall time to begin with. Default: now. */
  constructor(startsAt: Date | number = Date.now()) {
    this.#wallMs = Number(startsAt)
  }

  wallMs(): number {
    return this.#wallMs
  }

  monotonicMs(): number {
    return this.#monotonicMs
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (ms <= 0) return resolve()
      this.#sleepers.push({ wakesAtMs: this.#monotonicMs + ms, signal, wake: resolve, reject })
      // The same for all of them: once on each signal.
      signal?.addEventListener('abort', this.#endAborted, { once: true })
    })
  }

  /** Both clocks go forward by `seconds`, and who sleeps no longer than that wakes up. */
  advance({ seconds }: { seconds: number }): void {
    this.#wallMs += seconds * 1_000
    this.#monotonicMs += seconds * 1_000
    for (const { signal, wake } of this.#takeOut(({ wakesAtMs }) => wakesAtMs <= this.#monotonicMs)) {
      if (!this.#sleepers.some(sleeper => sleeper.signal === signal)) {
        signal?.removeEventListener('abort', this.#endAborted)
      }
      wake()
    }
  }

  /** Only the wall clock jumps by `seconds`, either way: it was set, or the machine slept. */
  jumpWall({ seconds }: { seconds: number }): void {
    this.#wallMs += seconds * 1_000
  }

  #takeOut(isOut: (sleeper: Sleeper) => boolean): readonly Sleeper[] {
    const out = this.#sleepers.filter(isOut)
    this.#sleepers = this.#sleepers.filter(sleeper => !out.includes(sleeper))
    return out
  }

  /** How many are asleep: whether the code under test is waiting. */
  get sleeping(): number {
    return this.#sleepers.length
  }
}
