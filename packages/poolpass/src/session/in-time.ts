import type { AppClient } from '../sign-in/index.js'

/** Waits for what is not ours, a store for example, but not for ever. @param what Named in the error. */
export async function inTime<T>(
  { clock, attemptTimeoutMs }: AppClient,
  what: string,
  work: Promise<T>,
  limitMs = attemptTimeoutMs,
): Promise<T> {
  const timer = new AbortController()
  const late = clock.sleep(limitMs, timer.signal).then(() => {
    throw new Error(`${what} gave no answer within ${limitMs} ms`)
  })
  late.catch(() => {})
  try {
    return await Promise.race([work, late])
  } finally {
    timer.abort()
  }
}
