import type { Dispatcher } from 'undici'
import { isReplayable } from './body.js'
import { tokenForReplay, wantsReplay } from './unauthorized.js'
import { asItIsNow, type GivenHeaders, webHeaders, withHeader, withLastingHeaders } from './undici-headers.js'
import { HeldAnswer, type Source } from './undici-held-answer.js'
import type { View } from './view.js'

type Request = Dispatcher.DispatchOptions
type Controller = Dispatcher.DispatchController
type Incoming = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseEnd']>>[1]

/** Undici's way to tell of a request. The two that undici 7 names but does not use are as in undici 8. */
type Handler = Omit<Dispatcher.DispatchHandler, 'onBodySent'> & {
  onBodySent?(chunk: Uint8Array): void
  onRequestSent?(): void
}

/** The same in its older interface. */
interface OlderHandler {
  onConnect(abort: (reason?: Error) => void, context: unknown): unknown
  /** Not in the first releases of undici 7. */
  onResponseStarted?(): unknown
  onHeaders(status: number, headers: readonly Uint8Array[], resume: () => void, message: string): unknown
  onData(chunk: Uint8Array): unknown
  onComplete(trailers: unknown): unknown
  onError(error: Error): unknown
}

/** The interceptor at its place in one dispatcher. */
export interface Route {
  readonly view: View
  readonly dispatch: (request: Request, handler: object) => boolean
}

/** Thrown at undici to take a request out of its queue: nothing of it has been sent, and the connection stays. */
const OUTDATED = Object.assign(new Error('the token ran out while the request was queued'), {
  // What has a code of its own is not tried again by undici's retry interceptor.
  code: 'ERR_POOLPASS_TOKEN_OUTDATED',
})

/** @param origin Where the request goes, which is listed. */
export function attemptFor(route: Route, origin: string, request: Request, handler: object): Attempt {
  // So undici 7 shows the handlers of its own `request`, `stream`, `pipeline` and `fetch`: in a class that has both
  // interfaces. To go by the older saves it converting each response's headers there and back, a tenth of all CPU time.
  return handler.constructor?.name === 'WrapHandler'
    ? new OlderAttempt(route, origin, request, handler as OlderHandler)
    : new NewerAttempt(route, origin, request, handler as Handler)
}

/** A request with a token. Undici tells it what happens, and it tells that to the client's own handler. */
abstract class Attempt<ClientHandler extends object = object> {
  protected readonly route: Route
  protected readonly origin: string
  protected readonly handler: ClientHandler
  protected held: HeldAnswer | undefined
  #request: Request
  #token = ''
  #isQueued = false
  #isReplay = false

  constructor(route: Route, origin: string, request: Request, handler: ClientHandler) {
    this.route = route
    this.origin = origin
    this.handler = handler
    this.#request = withLastingHeaders(request)
  }

  /** Tells the client's handler how to abort a request that waits for a token. */
  protected abstract suspend(wait: Wait): void
  /** Tells it how to abort the request that is under way. */
  protected abstract resume(): void
  protected abstract fail(wait: Wait, error: unknown): void

  /** @returns As undici's `dispatch`: whether more may be sent at once. */
  begin(): boolean {
    const token = this.route.view.fresh()
    if (token !== undefined) return this.#send(token, true)
    void this.#sendWhenReady(true)
    return true
  }

  #send(token: string, mayQueueAgain: boolean): boolean {
    this.#token = token
    // A redirect interceptor behind this one must not follow: it would take along a header of any other name. It stands
    // first since to add a property to a spread object takes ten times as long.
    const request = { maxRedirections: 0, ...this.#request, headers: this.#headers }
    if (request.maxRedirections !== 0) request.maxRedirections = 0
    // What was sent is what is sent again, whatever the caller does to their object of options meanwhile.
    this.#request = request
    if (request.upgrade || request.method === 'CONNECT') return this.route.dispatch(request, this.handler)
    const mayGoOn = this.route.dispatch(request, this)
    this.#isQueued = mayQueueAgain
    return mayGoOn
  }

  async #sendWhenReady(mayQueueAgain: boolean): Promise<void> {
    const { view } = this.route
    const wait = new Wait()
    this.#request = asItIsNow(this.#request)
    try {
      this.suspend(wait)
      wait.signal.throwIfAborted()
      const token = await view.token(this.#url, wait.signal)
      wait.signal.throwIfAborted()
      this.#send(token, mayQueueAgain && view.fresh() === token)
    } catch (error) {
      this.fail(wait, error)
    }
  }

  /** The last moment before anything is sent. A token that has been replaced in the queue is not used any more. */
  protected checkToken(): void {
    if (!this.#isQueued) return
    this.#isQueued = false
    if (this.route.view.fresh() !== this.#token) throw OUTDATED
  }

  /** @returns Whether the request failed by {@link checkToken}, and is sent once more. */
  protected isSentAgain(error: unknown): boolean {
    if (error !== OUTDATED) return false
    void this.#sendWhenReady(false)
    return true
  }

  /** R7. Afterwards the answer is `held`, or it is for the client. */
  protected answerUnauthorized(source: Source, headers: GivenHeaders): void {
    if (this.#isReplay) return
    const { view } = this.route
    const held = new HeldAnswer(source)
    const shown = { url: this.#url, method: this.#request.method, headers: webHeaders(this.#headers) }
    const isWanted = wantsReplay(view, shown, () => {
      this.held = held
      return held.show(webHeaders(headers))
    })
    const replay = isWanted ? replayOf(this.#request) : undefined
    if (replay) {
      this.held = held
      held.hold()
      void this.#replay(replay, held)
    } else if (isWanted) view.invalidate(this.#token, this.origin)
  }

  async #replay(request: Request, held: HeldAnswer): Promise<void> {
    const { view } = this.route
    const wait = new Wait()
    try {
      this.suspend(wait)
      const refusal = { token: this.#token, url: this.#url, signal: wait.signal, replayable: true }
      const replacement = await tokenForReplay(view, refusal)
      wait.signal.throwIfAborted()
      if (replacement === undefined) {
        this.resume()
        held.give()
        return
      }
      held.drop()
      const replay = attemptFor(this.route, this.origin, request, this.handler)
      replay.#isReplay = true
      replay.#send(replacement, view.fresh() === replacement)
    } catch (error) {
      held.drop()
      this.fail(wait, error)
    }
  }

  get #url(): URL {
    const { path } = this.#request
    return new URL(path.startsWith('/') ? this.origin + path : this.origin)
  }

  get #headers(): NonNullable<Request['headers']> {
    const { view } = this.route
    return withHeader(this.#request.headers, view.header, view.valueFor(this.#token))
  }
}

/** For undici's handlers as they are now. */
class NewerAttempt extends Attempt<Handler> implements Handler {
  #controller: Controller | undefined
  #context: unknown

  protected suspend(wait: Wait): void {
    this.handler.onRequestStart?.(wait, null)
  }

  protected resume(): void {
    this.handler.onRequestStart?.(this.#controller as Controller, this.#context)
  }

  protected fail(wait: Wait, error: unknown): void {
    this.handler.onResponseError?.(wait, error as Error)
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.checkToken()
    this.#controller = controller
    this.#context = context
    this.handler.onRequestStart?.(controller, context)
  }

  onBodySent(chunk: Uint8Array): void {
    this.handler.onBodySent?.(chunk)
  }

  onRequestSent(): void {
    this.handler.onRequestSent?.()
  }

  onResponseStarted(): void {
    this.handler.onResponseStarted?.()
  }

  onResponseStart(controller: Controller, status: number, headers: Incoming, message?: string): void {
    if (status === 401) this.answerUnauthorized(controller, headers)
    else if (status >= 200) this.route.view.accepted(this.origin)
    if (this.held) this.held.take(() => this.handler.onResponseStart?.(controller, status, headers, message))
    else this.handler.onResponseStart?.(controller, status, headers, message)
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (!this.held) this.handler.onResponseData?.(controller, chunk)
    else if (this.held.take(() => this.handler.onResponseData?.(controller, chunk), chunk) === false) controller.pause()
  }

  onResponseEnd(controller: Controller, trailers: Incoming): void {
    if (this.held) this.held.end(() => this.handler.onResponseEnd?.(controller, trailers))
    else this.handler.onResponseEnd?.(controller, trailers)
  }

  onResponseError(controller: Controller, error: Error): void {
    if (this.isSentAgain(error)) return
    if (this.held) this.held.end(() => this.handler.onResponseError?.(controller, error))
    else this.handler.onResponseError?.(controller, error)
  }
}

/** For their older interface. */
class OlderAttempt extends Attempt<OlderHandler> implements OlderHandler {
  #abort: (reason?: Error) => void = () => {}
  #context: unknown

  protected suspend(wait: Wait): void {
    this.handler.onConnect(wait.abort, null)
  }

  protected resume(): void {
    this.handler.onConnect(this.#abort, this.#context)
  }

  protected fail(_: Wait, error: unknown): void {
    this.handler.onError(error as Error)
  }

  onConnect(abort: (reason?: Error) => void, context: unknown): unknown {
    this.checkToken()
    this.#abort = abort
    this.#context = context
    return this.handler.onConnect(abort, context)
  }

  onResponseStarted(): unknown {
    return this.handler.onResponseStarted?.()
  }

  onHeaders(status: number, headers: readonly Uint8Array[], resume: () => void, message: string): unknown {
    if (status === 401) this.answerUnauthorized({ abort: this.#abort, resume }, headers)
    else if (status >= 200) this.route.view.accepted(this.origin)
    if (!this.held) return this.handler.onHeaders(status, headers, resume, message)
    return this.held.take(() => this.handler.onHeaders(status, headers, resume, message))
  }

  onData(chunk: Uint8Array): unknown {
    return this.held ? this.held.take(() => this.handler.onData(chunk), chunk) : this.handler.onData(chunk)
  }

  onComplete(trailers: unknown): unknown {
    return this.held ? this.held.end(() => this.handler.onComplete(trailers)) : this.handler.onComplete(trailers)
  }

  onError(error: Error): unknown {
    if (this.isSentAgain(error)) return undefined
    return this.held ? this.held.end(() => this.handler.onError(error)) : this.handler.onError(error)
  }
}

/** Stands for the connection of a request that waits for a token: it can be aborted. */
class Wait implements Controller {
  readonly #controller = new AbortController()
  readonly signal = this.#controller.signal
  readonly paused = false

  // Some of undici's interceptors put a function of their own in its place.
  abort = (reason?: unknown): void => this.#controller.abort(reason)

  get aborted(): boolean {
    return this.signal.aborted
  }

  get reason(): Error {
    return this.signal.reason
  }

  pause(): void {}

  resume(): void {}
}

/** @returns What to send again; `undefined` if the body was sent with the request and cannot be had again. */
function replayOf(request: Request): Request | undefined {
  if (isReplayable(request.body)) return request
  const { readableEnded, readableDidRead } = request.body as { readableEnded?: boolean; readableDidRead?: boolean }
  // Such is the stream that `pipeline` sends with a GET.
  const wasEmpty = readableEnded === true && readableDidRead === false
  return wasEmpty ? { ...request, body: null } : undefined
}
