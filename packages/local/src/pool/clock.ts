/** What the pool reads the time from. */
export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number
}

/** The pool's clock: real time (or the clock it was given) plus an offset that tests move. */
export interface LocalClock extends Clock {
  /** Moves the clock on by `seconds`, by a fraction of a second too; a negative value moves it back. */
  advance(by: { seconds: number }): void
  /** Replaces the whole offset by `offsetMs`: 0 returns to the clock underneath. */
  setOffsetMs(offsetMs: number): void
}

/** @param base What the offset is added to. Default: the system's clock. */
export function createLocalClock(base: Clock = { nowMs: () => Date.now() }): LocalClock {
  let currentOffsetMs = 0
  return {
    nowMs: () => base.nowMs() + currentOffsetMs,
    advance({ seconds }) {
      currentOffsetMs += seconds * 1000
    },
    setOffsetMs(offsetMs) {
      currentOffsetMs = offsetMs
    },
  }
}
