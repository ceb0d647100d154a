import type { Clock } from '../cognito-idp/index.js'

/** A {@link Clock} that a test moves by hand. Nothing sleeps: `sleep` ends when the clock has been moved that far. */
export class FakeClock implements Clock {
  #wallMs: number
  #monotonicMs = 0
  #sleepers: { readonly wakesAtMs: number; readonly wake: () => void }[] = []

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
      const sleeper = {
        wakesAtMs: this.#monotonicMs + ms,
        wake: () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
      }
      const stop = () => {
        this.#sleepers = this.#sleepers.filter(other => other !== sleeper)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', stop, { once: true })
      this.#sleepers.push(sleeper)
    })
  }

  /** Both clocks go forward by `seconds`, and who sleeps no longer than that wakes up. */
  advance({ seconds }: { seconds: number }): void {
    this.#wallMs += seconds * 1_000
    this.#monotonicMs += seconds * 1_000
    const due = this.#sleepers.filter(sleeper => sleeper.wakesAtMs <= this.#monotonicMs)
    this.#sleepers = this.#sleepers.filter(sleeper => !due.includes(sleeper))
    for (const { wake } of due) wake()
  }

  /** Only the wall clock jumps by `seconds`, either way: it was set, or the machine slept. */
  jumpWall({ seconds }: { seconds: number }): void {
    this.#wallMs += seconds * 1_000
  }

  /** How many are asleep: whether the code under test is waiting. */
  get sleeping(): number {
    return this.#sleepers.length
  }
}
