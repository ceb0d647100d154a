import { type Clock, systemClock } from '../cognito-idp/index.js'

const TICK_MS = 1_000
/** So long after its last tick a timer counts as dead: of a test tool that is gone, or of a request that has ended. */
const DEAD_MS = 2 * TICK_MS

/** What keeps no process up, as Node and Bun have it. Their types are not everybody's. */
interface Ticker {
  unref?(): Ticker
}

/** `null` where a timer keeps its process up, or is only a number. */
let ticker: Ticker | null | undefined
let tickedMs: number
let tickedWallMs: number
let wasRead: boolean

/**
 * Reads a clock's monotonic time for what is asked on every request, where the system's costs as much as all else that is
 * asked: that is read by a timer, once a second while anybody asks, and by whoever asks when the timer is late, as the wall
 * clock tells. It keeps no process up. Without such a timer, as of any other clock, each reading is of its own time.
 */
export function monotonicReader(clock: Clock): (wallMs: number) => number {
  return clock === systemClock ? lastTickMs : () => clock.monotonicMs()
}

function lastTickMs(wallMs: number): number {
  wasRead = true
  const sinceMs = wallMs - tickedWallMs
  if (ticker && sinceMs >= 0 && sinceMs < DEAD_MS) return tickedMs
  readClocks(wallMs)
  if (ticker !== null) startTicking()
  return tickedMs
}

function readClocks(wallMs = systemClock.wallMs()): void {
  tickedMs = systemClock.monotonicMs()
  tickedWallMs = wallMs
}

function startTicking(): void {
  const started: Ticker = setInterval(() => tick(started), TICK_MS)
  const former = ticker
  ticker = started.unref?.() ?? null
  clearInterval((ticker ? former : started) as number)
}

function tick(timer: Ticker): void {
  if (timer === ticker) {
    readClocks()
    if (wasRead) {
      wasRead = false
      return
    }
    ticker = undefined
  }
  clearInterval(timer as number)
}
