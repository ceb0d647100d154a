import type {
  AfterResponseHook,
  BeforeErrorHook,
  BeforeRequestHook,
  Response as GotResponse,
  HandlerFunction,
  Hooks,
  InitHook,
  Options,
  OptionsInit,
} from 'got'
import { invalidOption, isPoolpassError } from '../errors/index.js'
import type { Auth } from './auth.js'
import { isReplayable } from './body.js'
import { type GotStream, holdUnauthorized, type NativeRequest, type Refusal, spareBody } from './got-stream.js'
import { LastOrigin } from './last-origin.js'
import { type Shown, tokenForReplay, wantsReplay } from './unauthorized.js'
import { mayCarryTo, type View } from './view.js'
import { viewOf } from './view-of.js'

/** Longer timers fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/** What `got.extend` takes from {@link authOptions}. */
export interface GotAuthOptions {
  /** Puts the token on, and sees to redirects. */
  handlers: HandlerFunction[]
  /** Answers a 401, and keeps the token out of got's errors. */
  hooks: Partial<Hooks>
}

/** Promises and streams of got alike. */
interface UnderWay {
  on?(event: 'request', listener: (request: NativeRequest) => void): unknown
  on?(event: 'response', listener: () => void): unknown
}

type Retry = Parameters<AfterResponseHook>[1]

const exchangeKey = Symbol('poolpass')

/** Of all that is a request's own, hooks are what got takes along to its redirects, retries and pages. */
type OwnHook = BeforeRequestHook & { [exchangeKey]?: Exchange }

/** By which an auth knows another. */
const ownInitHooks = new WeakSet<InitHook>()

/**
 * For `got.extend(authOptions(auth))`: promises and streams go with a token, each attempt and each redirect with one
 * that is good at that time. A 401 is replayed, but not with a body that is a stream, or that was written into one.
 *
 * With a `prefixUrl`, the token goes to that URL's origin alone unless the auth lists `origins`. A client can have one
 * auth: to `extend` it by another is a `TypeError`. got's `timeout.request` does not begin before the request is sent:
 * the wait for a token has the same limit, counted by itself.
 */
export function authOptions(auth: Auth): GotAuthOptions {
  const bearer = new Bearer(viewOf(auth))
  const init: InitHook = (given, options) => {
    refuseOther(given, init)
    if (options.url) bearer.expectPage(options)
  }
  ownInitHooks.add(init)
  return {
    handlers: [(options, next) => (options ? bearer.begin(options).send(options, next) : next(options))],
    hooks: {
      init: [init],
      beforeRetry: [error => exchangeOf(error.options)?.tryAgain(error)],
      beforeError: [
        error => {
          exchangeOf(error.options)?.takeOff()
          return error
        },
      ],
    },
  }
}

/** got shows init hooks what an `extend` adds. */
function refuseOther({ hooks }: OptionsInit, own: InitHook): void {
  if (!hooks?.init) return
  const isOther = (hook: InitHook) => hook !== own && ownInitHooks.has(hook)
  if (hooks.init.some(isOther)) throw invalidOption('auth', 'must be the only one of a client: it has another')
}

function exchangeOf(options: Options | undefined): Exchange | undefined {
  const hooks = options?.hooks.beforeRequest ?? []
  for (let i = hooks.length - 1; i >= 0; i--) {
    const exchange = (hooks[i] as OwnHook)[exchangeKey]
    if (exchange) return exchange
  }
  return undefined
}

/** What the requests of one client share. */
class Bearer {
  readonly view: View
  /** Where the last request went, which is most often where the next one goes, */
  readonly #lastOrigin = new LastOrigin()
  /** with this. */
  #prefixUrl: unknown

  constructor(view: View) {
    this.view = view
  }

  begin(options: Options): Exchange {
    const known = exchangeOf(options)
    if (known) return known
    const exchange = new Exchange(this)
    const hook: OwnHook = normalized => exchange.prepare(normalized as Options)
    hook[exchangeKey] = exchange
    const { hooks } = options
    // Behind all others: while they wait a token may expire, and they may change the URL.
    hooks.beforeRequest = [...hooks.beforeRequest, hook]
    return exchange
  }

  /**
   * Options with a URL that are merged once more are those of a next page, which the API named and not the caller;
   * but where a request is under way, a hook of the caller's has merged them.
   */
  expectPage(options: Options): void {
    if (!exchangeOf(options)) this.begin(options).follow(options)
  }

  /** The origin of a request that goes where one has been that may have a token. */
  knownOrigin({ href }: URL, { prefixUrl }: Options): string | undefined {
    return this.#prefixUrl === prefixUrl ? this.#lastOrigin.of(href) : undefined
  }

  /** @throws {OriginError} */
  check(origin: string, options: Options): void {
    const { prefixUrl } = options
    expectFailure(options)
    const { origins, poolOrigin } = this.view
    const own = prefixUrl ? origins.within(new URL(prefixUrl)) : origins
    own.check(options.url as URL)
    // The pool is told from an API at its origin by the path.
    if (origin === poolOrigin) return
    this.#lastOrigin.remember(origin)
    this.#prefixUrl = prefixUrl
  }
}

/** A request under way, over all its hops and attempts. Whoever prints it sees nothing. */
class Exchange {
  readonly #bearer: Bearer
  /** The origin from which any other is a hop. */
  #named: string | undefined
  #page: Options | undefined
  #isChecked = false
  #isForPool = false
  #mayCarryToken = true
  /** What the hop under way carries, */
  #token: string | undefined
  /** in which header, */
  #header = ''
  /** in what, */
  #options: Options | undefined
  /** and where to. */
  #origin = ''
  #form: FormData | undefined
  #unlisten: (() => void) | undefined
  /** Each of got's own attempts may have one. */
  #mayReplay = true
  #isRefused = false
  #answerHook: AfterResponseHook | undefined
  /** Of a stream, until got has begun with its replay. */
  #refusal: Refusal | undefined
  /** Those that got takes away from a replay. */
  #responseHooks: AfterResponseHook[] | undefined

  constructor(bearer: Bearer) {
    this.#bearer = bearer
  }

  /** Pages that come after this one are hops. */
  follow(page: Options): void {
    this.#page = page
    this.#named = new URL(page.url as URL).origin
  }

  send<T>(options: Options, next: (options: Options) => T): T {
    const { body } = options
    // A page's own options are copies: these were merged by a handler of the caller's.
    if (options === this.#page) this.#named = undefined
    this.#form = isForm(body) && options.headers['content-type'] === undefined ? body : undefined
    this.#mayReplay = true
    const underWay = next(options) as T & UnderWay
    const stream = options.isStream ? (underWay as unknown as GotStream) : undefined
    underWay.on?.('request', request => this.#watch(request, stream))
    if (stream) stream.on('close', () => this.#forget())
    // A hook of the caller's behind ours may answer in the place of a request.
    else if (options.signal) underWay.on?.('response', () => this.takeOff())
    return underWay
  }

  /** @returns A promise only if the token has to be waited for. */
  prepare(options: Options): Promise<void> | undefined {
    this.#token = undefined
    this.#options = options
    if (this.#responseHooks) options.hooks.afterResponse = this.#responseHooks
    this.#responseHooks = undefined
    if (!this.#mayCarry(options)) return undefined
    const token = this.#bearer.view.fresh()
    if (token === undefined) return this.#awaitToken(options)
    this.#putOn(options, token)
    return undefined
  }

  /** The first hop that may not have the token ends that for all hops and attempts after it. */
  #mayCarry(options: Options): boolean {
    const { view } = this.#bearer
    const url = options.url as URL
    const known = this.#named === undefined && !this.#isForPool ? this.#bearer.knownOrigin(url, options) : undefined
    if (known !== undefined) {
      this.#origin = known
      this.#named = known
      this.#isChecked = true
      return true
    }
    const { origin, href } = url
    this.#origin = origin
    if (this.#named) this.#mayCarryToken &&= mayCarryTo(view, url, new URL(this.#named))
    else this.#isForPool ||= view.isPool({ origin, href })
    if (this.#isForPool) return false
    if (!this.#mayCarryToken) removeHeader(options.headers, view.header.toLowerCase())
    else if (!this.#isChecked) {
      this.#bearer.check(origin, options)
      this.#isChecked = true
      this.#named ??= origin
    }
    return this.#mayCarryToken
  }

  async #awaitToken(options: Options): Promise<void> {
    expectFailure(options)
    const { view } = this.#bearer
    this.#putOn(options, await withinTimeout(options, signal => view.token(options.url as URL, signal)))
  }

  #putOn(options: Options, token: string): void {
    const { view } = this.#bearer
    const header = view.header.toLowerCase()
    const { headers } = options
    removeHeader(headers, header)
    headers[header] = view.valueFor(token)
    this.#header = header
    this.#token = token
    if (options.signal) this.#forgetOnAbort(options.signal)
  }

  #forgetOnAbort(signal: AbortSignal): void {
    const forget = () => this.#forget()
    this.#unlisten?.()
    signal.addEventListener('abort', forget)
    this.#unlisten = () => signal.removeEventListener('abort', forget)
  }

  /** got has given up. If it was still connecting, its error has these options, and nothing is sent with them. */
  #forget(): void {
    if (this.#token !== undefined && this.#options) removeHeader(this.#options.headers, this.#header)
    this.takeOff()
  }

  /** What was sent has a copy. From the options it would be printed, with got's errors and responses. */
  takeOff(): void {
    this.#refusal?.undo()
    this.#unlisten?.()
    if (this.#options && this.#token !== undefined) this.#options.headers[this.#header] = undefined
  }

  #watch(request: NativeRequest, stream: GotStream | undefined): void {
    if (stream?.destroyed) abandon(request)
    this.#refusal?.begun(request)
    this.#refusal = undefined
    const token = this.#token
    const options = this.#options
    if (token === undefined || !options) return
    this.takeOff()
    if (stream) this.#watchStream(request, stream, options, token)
    else this.#watchPromise(request, options)
  }

  #watchPromise(request: NativeRequest, options: Options): void {
    const origin = this.#origin
    request.on('response', ({ statusCode }) => {
      if (statusCode !== 401) this.#bearer.view.accepted(origin)
      else this.#expectUnauthorized(options)
    })
  }

  /** A stream is the user's before its answer is there, so got must not see a 401 before it is known what comes of it. */
  #watchStream(request: NativeRequest, stream: GotStream, options: Options, token: string): void {
    const origin = this.#origin
    const { transferred } = stream.uploadProgress
    holdUnauthorized(request, stream, {
      accepted: () => this.#bearer.view.accepted(origin),
      refused: refusal => {
        // got 14 counts on from one hop to the next.
        const isBegun = !stream.writableEnded || stream.uploadProgress.transferred > transferred
        const isWritten = options.body === undefined && isBegun
        // What is still being sent would go on beside its replay.
        const replayable = request.writableFinished && !isWritten && isReplayable(options.body) && !options.cache
        return this.#answerStream(refusal, options, token, replayable)
      },
    })
  }

  /** R7. */
  async #answerStream(refusal: Refusal, options: Options, token: string, replayable: boolean): Promise<void> {
    const { view } = this.#bearer
    const { response } = refusal
    let decide = (_isDropped: boolean) => {}
    const isDropped = new Promise<boolean>(resolve => {
      decide = resolve
    })
    const shown = () =>
      new Response(spareBody(response, isDropped), { status: 401, headers: asHeaders(response.headers) })
    let replacement: string | undefined
    try {
      const isWanted = this.#mayReplay && wantsReplay(view, this.#shown(options, token), shown)
      if (isWanted) {
        const refused = { token, url: options.url as URL, replayable }
        replacement = await withinTimeout(options, signal => tokenForReplay(view, { ...refused, signal }))
      }
    } finally {
      decide(replacement !== undefined)
    }
    // Whoever reads the 401 begins before got does.
    if (!(await isDropped)) return refusal.show()
    this.#mayReplay = false
    this.#refusal = refusal
    refusal.replay(options)
  }

  /** A promise's answer can be replaced as soon as it has been read. */
  #expectUnauthorized({ hooks }: Options): void {
    this.#isRefused = true
    this.#answerHook ??= (response, retry) => this.#answer(response, retry)
    // Before all others: they are to see the answer that counts.
    if (!hooks.afterResponse.includes(this.#answerHook)) hooks.afterResponse.unshift(this.#answerHook)
  }

  /** R7. */
  async #answer(response: GotResponse, retry: Retry): Promise<GotResponse> {
    const { options } = response.request
    const { view } = this.#bearer
    const token = this.#token
    const isToBeReplayed = this.#isRefused && this.#mayReplay
    this.#isRefused = false
    if (token === undefined || !isToBeReplayed) return response
    if (!wantsReplay(view, this.#shown(options, token), () => asResponse(response))) return response
    const form = isReplayable(options.body) ? undefined : this.#form
    const replayable = form !== undefined || isReplayable(options.body)
    const refusal = { token, url: options.url as URL, replayable }
    const replacement = await withinTimeout(options, signal => tokenForReplay(view, { ...refusal, signal }))
    if (replacement === undefined) return response
    this.#mayReplay = false
    this.#responseHooks = options.hooks.afterResponse
    if (form) encodeAgain(options, form)
    return retry({ retry: oneMore(options.retry) })
  }

  #shown({ url, method, headers: given }: Options, token: string): Shown {
    const { view } = this.#bearer
    const headers = asHeaders(given)
    headers.set(view.header, view.valueFor(token))
    return { url: url as URL, method, headers }
  }

  /** got tries again, of its own accord or at our request. */
  tryAgain(reason: Error): void {
    this.takeOff()
    this.#mayReplay ||= !isReplay(reason)
  }
}

/** got 14 begins with a request whose stream was destroyed while a hook of its user waited. */
function abandon(request: NativeRequest): void {
  request.on('error', () => {})
  request.destroy()
}

/** To the caller it is ours alone, as with any other client. */
const unwrap: BeforeErrorHook = error => (isPoolpassError(error.cause) ? error.cause : error)

/** Others' hooks get what they know: got's error. */
function expectFailure({ hooks }: Options): void {
  if (!hooks.beforeError.includes(unwrap)) hooks.beforeError.push(unwrap)
}

/** Hooks may have put one of that name into got's options in any letter case. */
function removeHeader(headers: Options['headers'], lowerCaseName: string): void {
  for (const name in headers) {
    const isSame = name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName
    if (isSame) delete headers[name]
  }
}

/** Of other packages too: the global one is not the only one that got takes. */
function isForm(body: unknown): body is FormData {
  return Boolean(body) && Object.prototype.toString.call(body) === '[object FormData]' && isReplayable(body)
}

function isReplay(error: { readonly name: string }): boolean {
  return error.name === 'RetryError'
}

function asHeaders(given: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    // Of HTTP/2 there are also names like `:status`.
    if (value !== undefined && !name.startsWith(':')) for (const one of [value].flat()) headers.append(name, one)
  }
  return headers
}

function asResponse({ statusCode, headers, rawBody }: GotResponse): Response {
  return new Response(new Uint8Array(rawBody), { status: statusCode, headers: asHeaders(headers) })
}

/** got has turned a form into a stream, which is spent. */
function encodeAgain(options: Options, form: FormData): void {
  options.body = form as NonNullable<Options['body']>
  delete options.headers['content-type']
  delete options.headers['content-length']
}

/** A replay is none of got's own retries, nor are those of got's user told about it. */
function oneMore({ limit = 0, calculateDelay }: Options['retry']): Partial<Options['retry']> {
  return {
    limit: limit + 1,
    calculateDelay: retry => (isReplay(retry.error) ? 1 : (calculateDelay?.(retry) ?? retry.computedValue)),
  }
}

async function withinTimeout<T>(
  { signal, timeout: { request: ms } }: Options,
  wait: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (ms === undefined || !(ms <= LONGEST_TIMER_MS)) return wait(signal)
  const limit = AbortSignal.timeout(Math.ceil(ms))
  try {
    return await wait(signal ? AbortSignal.any([signal, limit]) : limit)
  } catch (error) {
    if (error !== limit.reason) throw error
    throw Object.assign(new Error(`Timeout awaiting 'token' for ${ms}ms`), { code: 'ETIMEDOUT' })
  }
}
