import type { BeforeRedirectHook, Options } from 'got'
import { dropStream } from './body.js'

type Listener = (...args: never[]) => void

/** What is used of Node's emitters. Its types are not everybody's. */
interface Emitter {
  on(event: string, listener: Listener): unknown
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
}

/** What is used of Node's ClientRequest. */
export interface NativeRequest extends Emitter {
  readonly writableFinished: boolean
  once(event: string, listener: Listener): unknown
  emit(event: string): unknown
  destroy(): unknown
}

/** What is used of got's streams. */
export interface GotStream extends Emitter {
  readonly redirectUrls: URL[]
  readonly response?: NativeResponse
  readonly uploadProgress: { readonly transferred: number }
  readonly writableEnded: boolean
  readonly destroyed: boolean
  prependOnceListener(event: string, listener: Listener): unknown
  destroy(error: unknown): unknown
}

/** Listeners that are taken away from an emitter for a while. */
class Aside {
  readonly #emitter: Emitter
  readonly #event: string
  readonly #listeners: readonly Listener[]

  constructor(emitter: Emitter, event: string) {
    this.#emitter = emitter
    this.#event = event
    this.#listeners = emitter.rawListeners(event)
    emitter.removeAllListeners(event)
  }

  putBack(): void {
    for (const listener of this.#listeners) this.#emitter.on(this.#event, listener)
  }

  /** They are there again when they are called: OpenTelemetry's throws the body away if it is the only one. */
  tell(argument: unknown): void {
    this.putBack()
    for (const listener of this.#listeners) Reflect.apply(listener, this.#emitter, [argument])
  }
}

/** Keeps a 401 from got until it is known what comes of it. */
export function holdUnauthorized(
  request: NativeRequest,
  stream: GotStream,
  { accepted, refused }: { accepted(): void; refused(refusal: Refusal): Promise<void> },
): void {
  const listeners = new Aside(request, 'response')
  request.on('response', (response: NativeResponse) => {
    if (response.statusCode === 401) {
      refused(new Refusal(request, stream, response, listeners)).catch(error => stream.destroy(error))
    } else {
      accepted()
      listeners.tell(response)
    }
  })
}

/** A 401 that got has not seen. */
export class Refusal {
  readonly response: NativeResponse
  readonly #request: NativeRequest
  readonly #stream: GotStream
  readonly #listeners: Aside
  readonly #errorListeners: Aside
  #isReplayed = false
  #isLetGo = false
  /** What has yet to be undone. */
  #undo = () => {}

  constructor(request: NativeRequest, stream: GotStream, response: NativeResponse, listeners: Aside) {
    this.response = response
    this.#request = request
    this.#stream = stream
    this.#listeners = listeners
    this.#errorListeners = new Aside(request, 'error')
    request.on('error', this.#onError)
  }

  /** got 14 would fail by the end of a connection that is of no more use. */
  readonly #onError = (error: { readonly name: string; readonly code?: string }): void => {
    const isWhole = this.response.complete && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '')
    if (this.#isReplayed ? error.name !== 'TimeoutError' : isWhole) return
    this.#request.removeListener('error', this.#onError)
    this.#errorListeners.tell(error)
  }

  /** There is no replay: it is the caller's. */
  show(): void {
    const request = this.#request
    const stream = this.#stream
    const { response } = this
    if (stream.destroyed) return
    // Whoever listens from now on is not told that it was cut off meanwhile.
    if (response.destroyed && !response.complete) {
      stream.destroy(Object.assign(new Error('The server aborted pending request'), { code: 'ECONNRESET' }))
      return
    }
    request.removeListener('error', this.#onError)
    this.#errorListeners.putBack()
    this.#listeners.tell(response)
  }

  /**
   * Has got send the request once more: as after a redirect to where it went, with its own timeouts, cookies, HTTP/2 and
   * errors. The caller sees none: not as an event or in `redirectUrls`, and neither hooks nor limits of theirs apply.
   */
  replay(options: Options): void {
    const stream = this.#stream
    const { response } = this
    if (stream.destroyed) return
    this.#isReplayed = true
    this.#redirect(options)
    this.#listeners.tell(response)
    this.#letGo()
  }

  #redirect(options: Options): void {
    const stream = this.#stream
    const { response } = this
    const { followRedirect, maxRedirects, hooks } = options
    const { beforeRedirect } = hooks
    const { location } = response.headers
    const putBackIn = (changed: Options) => {
      Object.assign(changed, { followRedirect, maxRedirects })
      changed.hooks.beforeRedirect = beforeRedirect
    }
    const putBack = () => {
      putBackIn(options)
      for (const { headers } of [response, stream.response ?? response]) headers.location = location
    }
    const restore: BeforeRedirectHook = next => {
      putBack()
      putBackIn(next as Options)
      this.#goOn(options, next as Options)
    }
    this.#undo = putBack
    options.followRedirect = true
    options.maxRedirects = stream.redirectUrls.length + 1
    hooks.beforeRedirect = [restore]
    response.statusCode = 307
    response.headers.location = Object.assign(new URL(options.url as URL), { username: '', password: '' }).href
  }

  /** got has turned to the next request, and has its redirect in `redirectUrls`. */
  #goOn(options: Options, next: Options): void {
    const stream = this.#stream
    const { response } = this
    const listeners = new Aside(stream, 'redirect')
    const undo = () => this.undo()
    this.#undo = () => {
      stream.removeListener('response', undo)
      stream.redirectUrls.pop()
      listeners.putBack()
    }
    // A `beforeRequest` hook may answer in the place of a request.
    stream.prependOnceListener('response', undo)
    // got decodes them at each redirect, and encodes none.
    const { username, password } = options.url as URL
    Object.assign(next.url as URL, { username, password })
    // got 16 does not see that nothing was written.
    if (options.body === undefined) Object.assign(next, { body: undefined })
    // got 14 would count it among what comes of the next answer.
    for (const listener of response.rawListeners('data')) {
      if (!spareReaders.has(listener)) response.removeListener('data', listener)
    }
    this.#letGo()
    void dropStream(response)
  }

  /** got has taken it for a redirect. From now on it is nothing to the stream what becomes of it. */
  #letGo(): void {
    if (this.#isLetGo) return
    this.#isLetGo = true
    const { response } = this
    response.statusCode = 401
    for (const refusal of [response, this.#stream.response ?? response]) {
      for (const event of ['aborted', 'error']) refusal.removeAllListeners(event)
      refusal.on('error', () => {})
    }
  }

  /** The caller's options, listeners and redirects are as they were. */
  undo(): void {
    const undo = this.#undo
    this.#undo = () => {}
    undo()
  }

  /** To be called when got has begun with the replay. */
  begun(replay: NativeRequest): void {
    this.undo()
    // got 14 tells of it at first requests only, and has timeouts that begin or end with it.
    replay.once('finish', () => replay.emit('upload-complete'))
  }
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
