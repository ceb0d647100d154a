import { type Clock, systemClock } from '../cognito-idp/index.js'

const TICK_MS = 1_000

/** What keeps no process up, as Node, Bun and Deno have it. Their types are not everybody's. */
interface Ticker {
  unref?(): Ticker
}

/** `null` where a timer keeps its process up, or is only a number. */
let ticker: Ticker | null | undefined
let tickedMs: number
let wasRead: boolean

/**
 * A clock for what is asked on every request. Its monotonic time is that of the last tick, less than a second ago while the
 * event loop turns: beside a request, reading the system's costs as much as all else that is asked. It ticks only while it
 * is read, and only by a timer that keeps no process up; without one, as for any clock but the system's, each reading is of
 * its own time. The wall clock is always read: it alone knows of a sleep at once.
 */
export function tickingClock(clock: Clock): Pick<Clock, 'wallMs' | 'monotonicMs'> {
  return clock === systemClock ? { wallMs: clock.wallMs, monotonicMs: lastTickMs } : clock
}

function lastTickMs(): number {
  wasRead = true
  if (ticker) return tickedMs
  tickedMs = systemClock.monotonicMs()
  if (ticker === null) return tickedMs
  const started: Ticker = setInterval(tick, TICK_MS)
  ticker = started.unref?.() ?? null
  if (!ticker) clearInterval(started as number)
  return tickedMs
}

function tick(): void {
  tickedMs = systemClock.monotonicMs()
  if (!wasRead) {
    clearInterval(ticker as number)
    ticker = undefined
  }
  wasRead = false
}
