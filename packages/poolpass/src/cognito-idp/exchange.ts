import type { Clock } from './clock.js'
import { onAbort, raceSignal } from './race.js'

/** The part of WHATWG fetch that poolpass needs. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

export interface Answer {
  readonly response: Response
  /** The body, read to its end. */
  readonly text: string
}

/**
 * Node's fetch takes a connection back one turn of the event loop after the answer was read. Whoever calls again before
 * that pays for another one: a handshake or two. By a message, which no test tool holds up as it does timers.
 */
async function connectionIsBack(): Promise<void> {
  if (!('setImmediate' in globalThis)) return
  const { port1, port2 } = new MessageChannel()
  await new Promise(resolve => {
    port1.onmessage = resolve
    port2.postMessage(undefined)
  })
  port1.close()
}

/**
 * Sends one request and reads its answer to the end, both within `timeoutMs`.
 *
 * @throws What `fetch` throws; a `TimeoutError` DOMException; or the signal's reason.
 */
export async function exchange(
  { fetch, clock }: { fetch: Fetch; clock: Clock },
  url: string,
  init: RequestInit,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Answer> {
  signal?.throwIfAborted()
  const timer = new AbortController()
  const request = new AbortController()
  const forget = onAbort(signal, reason => request.abort(reason))
  clock.sleep(timeoutMs, timer.signal).then(
    () => request.abort(new DOMException(`no answer within ${Math.round(timeoutMs)} ms`, 'TimeoutError')),
    () => {},
  )
  const sendAndRead = async () => {
    // Followed, a redirect would carry a proof or a refresh token to another host.
    const response = await fetch(url, { ...init, redirect: 'manual', signal: request.signal })
    return { response, text: await response.text() }
  }
  const answer = await raceSignal(sendAndRead(), request.signal).finally(() => {
    timer.abort()
    forget()
  })
  // Not counted as time that the service took.
  await connectionIsBack()
  return answer
}
