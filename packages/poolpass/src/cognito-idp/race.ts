type Tell = (reason: unknown) => void

/** All that waits with one signal, by one listener: many requests may share it, and Node 20 warns of more than ten. */
interface Waiting {
  readonly tells: Set<Tell>
  readonly listener: () => void
}

const waitingOf = new WeakMap<AbortSignal, Waiting>()

function waitWith(signal: AbortSignal): Waiting {
  const tells = new Set<Tell>()
  const listener = () => {
    for (const tell of tells) tell(signal.reason)
    tells.clear()
  }
  const waiting = { tells, listener }
  waitingOf.set(signal, waiting)
  return waiting
}

/** Tells the signal's reason when it aborts. @returns Takes that off again, and with the last one the listener. */
export function onAbort(signal: AbortSignal | null | undefined, tell: Tell): () => void {
  if (!signal || signal.aborted) return () => {}
  const { tells, listener } = waitingOf.get(signal) ?? waitWith(signal)
  tells.add(tell)
  signal.addEventListener('abort', listener, { once: true })
  return () => {
    tells.delete(tell)
    if (!tells.size) signal.removeEventListener('abort', listener)
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
