type Stop = (reason: unknown) => void

/** All that waits under one signal, with one listener: many requests may share it, and Node warns of more than ten. */
class Waiting extends Set<Stop> {
  handleEvent({ target }: Event): void {
    for (const stop of this) stop((target as AbortSignal).reason)
  }
}

const waitingOf = new WeakMap<AbortSignal, Waiting>()

/** Calls `stop` with the signal's reason when it aborts. @returns Takes that off again, and with the last the listener. */
export function onAbort(signal: AbortSignal | null | undefined, stop: Stop): () => void {
  if (!signal) return () => {}
  const waiting = waitingOf.get(signal) ?? new Waiting()
  waitingOf.set(signal, waiting.add(stop))
  signal.addEventListener('abort', waiting)
  return () => {
    waiting.delete(stop)
    if (!waiting.size) signal.removeEventListener('abort', waiting)
  }
}

/**
 * Waits for `promise`, but no longer than `signal` allows. The work behind the promise goes on.
 *
 * @throws The signal's reason when it aborts first. Its listener is removed in every case.
 */
export function raceSignal<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    promise.then(resolve, reject).finally(onAbort(signal, reject))
  })
}
