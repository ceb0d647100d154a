import type { BeforeRedirectHook, Options } from 'got'
import { dropStream } from './body.js'

type Listener = (...args: never[]) => void

/** What is used of Node's emitters. Its types are not everybody's. */
interface Emitter {
  rawListeners(event: string): Listener[]
  removeListener(event: string, listener: Listener): unknown
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
  readonly writableFinished: boolean
  on(event: 'response', listener: (response: NativeResponse) => void): unknown
  on(event: 'error', listener: () => void): unknown
  destroy(): unknown
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

/** A request that got is about to send once more. */
export interface Redirected {
  /** The caller's options are as they were. */
  putBack(): void
  /** To be called when got has begun with it. */
  begun(): void
}

/**
 * Has got send a request once more: as after a redirect to where it went, with its own timeouts, cookies, HTTP/2 and errors.
 * The caller sees none: not as an event or in `redirectUrls`, and neither hooks nor limits of theirs apply.
 */
export function redirectToItself(stream: GotStream, options: Options, response: NativeResponse): Redirected {
  const { followRedirect, maxRedirects, hooks } = options
  const { beforeRedirect } = hooks
  const listeners = stream.rawListeners('redirect')
  const { location } = response.headers
  const isEndedByCaller = options.body === undefined && !/^(GET|HEAD)$/.test(options.method)
  const putBackIn = (changed: Options) => {
    Object.assign(changed, { followRedirect, maxRedirects })
    changed.hooks.beforeRedirect = beforeRedirect
  }
  const restore: BeforeRedirectHook = (next, shown) => {
    stream.removeAllListeners('redirect')
    putBackIn(options)
    putBackIn(next as Options)
    // got 16 does not see that nothing was written.
    if (isEndedByCaller) writeNothing(next as Options)
    for (const refusal of [response, shown as unknown as NativeResponse]) {
      refusal.statusCode = 401
      refusal.headers.location = location
      letGo(refusal)
    }
    // got 14 would count it among what comes of the next answer.
    for (const listener of response.rawListeners('data')) {
      if (!spareReaders.has(listener)) response.removeListener('data', listener)
    }
    void dropStream(response)
  }
  options.followRedirect = true
  options.maxRedirects = stream.redirectUrls.length + 1
  hooks.beforeRedirect = [restore]
  response.statusCode = 307
  response.headers.location = Object.assign(new URL(options.url as URL), { username: '', password: '' }).href
  return {
    putBack: () => putBackIn(options),
    begun() {
      stream.redirectUrls.pop()
      for (const listener of listeners) stream.on('redirect', listener)
    },
  }
}

function writeNothing(options: Options): void {
  Object.assign(options, { body: '' })
  options.headers['content-length'] = '0'
  options.headers['transfer-encoding'] = undefined
}

/** From now on it is nothing to the stream what becomes of it. */
function letGo(refusal: NativeResponse): void {
  for (const event of ['aborted', 'error']) refusal.removeAllListeners(event)
  refusal.on('error', () => {})
}

/** Listeners that are not got's. */
const spareReaders = new WeakSet<Listener>()

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
        if (!(await isDropped) || response.destroyed) return end()
        // Beside got, which reads it to get it out of the way.
        const read = (chunk: Uint8Array) => {
          if (isOpen) controller.enqueue(chunk)
        }
        spareReaders.add(read)
        response.on('data', read)
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
