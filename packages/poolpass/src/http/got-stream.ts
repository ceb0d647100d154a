import type { BeforeRedirectHook, Options } from 'got'
import { dropStream } from './body.js'

type Listener = (...args: unknown[]) => void

/** What is used of Node's emitters. Its types are not everybody's. */
interface Emitter {
  rawListeners(event: string): Listener[]
  removeAllListeners(event: string): unknown
}

/** What is used of Node's IncomingMessage. */
export interface NativeResponse extends Emitter {
  statusCode?: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly destroyed: boolean
  readonly complete: boolean
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'end' | 'close' | 'error', listener: () => void): unknown
}

/** What is used of Node's ClientRequest. */
export interface NativeRequest extends Emitter {
  on(event: 'response', listener: (response: NativeResponse) => void): unknown
}

/** What is used of got's streams. */
export interface GotStream extends Emitter {
  on(event: string, listener: Listener): unknown
  readonly redirectUrls: URL[]
  readonly uploadProgress: { readonly transferred: number }
  readonly writableEnded: boolean
  readonly destroyed: boolean
  destroy(error: unknown): unknown
}

/** Makes of a 401 what got is to see in its place. */
type Change = (response: NativeResponse) => void

/**
 * Keeps an answer from got until it is known what comes of it.
 *
 * @param decide A promise where that takes time; `undefined` where the answer is to be seen as it is.
 */
export function holdUnauthorized(
  request: NativeRequest,
  stream: GotStream,
  decide: (response: NativeResponse) => Promise<Change | undefined> | undefined,
): void {
  const listeners = request.rawListeners('response')
  request.removeAllListeners('response')
  request.on('response', response => {
    const show = (change?: Change) => {
      if (stream.destroyed) return
      change?.(response)
      // Whoever listens from now on is not told that it was cut off meanwhile.
      if (!change && response.destroyed && !response.complete) {
        stream.destroy(Object.assign(new Error('The server aborted pending request'), { code: 'ECONNRESET' }))
      } else for (const listener of listeners) Reflect.apply(listener, request, [response])
    }
    const decision = decide(response)
    if (decision) decision.then(show, error => void stream.destroy(error))
    else show()
  })
}

/**
 * Has got send a request once more: as after a redirect to where it went, with its own timeouts, cookies, HTTP/2 and errors.
 * The caller sees none: not as an event or in `redirectUrls`, and neither hooks nor limits of theirs apply.
 *
 * @returns To be called when got has begun with it.
 */
export function redirectToItself(stream: GotStream, options: Options, response: NativeResponse): () => void {
  const { followRedirect, maxRedirects, hooks } = options
  const { beforeRedirect } = hooks
  const listeners = stream.rawListeners('redirect')
  const isEndedByCaller = options.body === undefined && !/^(GET|HEAD)$/.test(options.method)
  const restore: BeforeRedirectHook = next => {
    stream.removeAllListeners('redirect')
    for (const changed of [options, next as Options]) {
      Object.assign(changed, { followRedirect, maxRedirects })
      changed.hooks.beforeRedirect = beforeRedirect
    }
    // got 16 does not see that nothing was written.
    if (isEndedByCaller) Object.assign(next as Options, { body: '' }).headers['content-length'] = '0'
  }
  options.followRedirect = true
  options.maxRedirects = stream.redirectUrls.length + 1
  hooks.beforeRedirect = [restore]
  response.statusCode = 307
  response.headers.location = (options.url as URL).href
  return () => {
    stream.redirectUrls.pop()
    for (const listener of listeners) stream.on('redirect', listener)
    // From now on it is nothing to the stream what becomes of it.
    for (const event of ['aborted', 'error']) response.removeAllListeners(event)
    response.on('error', () => {})
    void dropStream(response)
  }
}

/** The body of an answer that may be got's yet: there is something to be read only when it is not. */
export function spareBody(response: NativeResponse, isDropped: Promise<boolean>): ReadableStream<Uint8Array> {
  let isOpen = true
  return new ReadableStream(
    {
      async start(controller) {
        const end = () => {
          if (isOpen) controller.close()
          isOpen = false
        }
        if (!(await isDropped)) return end()
        // Beside got, which reads it to get it out of the way.
        response.on('data', chunk => {
          if (isOpen) controller.enqueue(chunk)
        })
        response.on('end', end)
        response.on('close', end)
      },
      cancel() {
        isOpen = false
      },
    },
    { highWaterMark: 0 },
  )
}
