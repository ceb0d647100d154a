import type { AxiosError, AxiosInstance, AxiosResponse } from 'axios'
import type { Fetch } from '../cognito-idp/index.js'
import { invalidOption, isPoolpassError } from '../errors/index.js'
import type { Auth } from './auth.js'
import { createSend, globalFetch } from './auth-fetch.js'
import {
  type Adapter,
  type Adapters,
  addressOf,
  areSame,
  type Config,
  change,
  changeBack,
  type Fields,
  Flight,
  fieldsOf,
  flightKey,
  flightOf,
  forgetFlight,
  hideRequest,
  hopConfig,
  isAbsolute,
  isAbsoluteBase,
  isCancelled,
  isNamed,
  isPassedOver,
  isTransform,
  limitOf,
  listOf,
  type NextHop,
  NODE_ADAPTER,
  type Outcome,
  onHop,
  outcomeOf,
  responseOf,
  setHeader,
  TellingTransport,
  type Transform,
  textHeaders,
  timeoutError,
  transformThen,
  unwrap,
  urlText,
  whileWanted,
  withoutCredentials,
} from './axios-flight.js'
import { dropStream, isReplayable } from './body.js'
import { LastOrigin } from './last-origin.js'
import type { Origins } from './origins.js'
import { sendLent } from './send-lent.js'
import { tokenForReplay, wantsReplay } from './unauthorized.js'
import { mayCarryTo, type View } from './view.js'
import { viewOf } from './view-of.js'

/** Axios' interceptors of one kind, as far as they are used. */
export interface Interceptors {
  /** As axios has it. */
  use(...interceptor: never[]): number
  /** As axios has it. */
  eject(id: number): void
  /** As axios has it. */
  clear(): void
}

/**
 * Axios, or what `axios.create()` gave. Told by its shape: axios declares everything twice, for ES modules and for
 * CommonJS, and an instance of the one is none of the other to the compiler.
 */
export interface AxiosClient {
  /** As axios has it. */
  create(...config: never[]): unknown
  /** As axios has them: those of the `request` and those of the `response`. */
  readonly interceptors: {
    /** Before it is sent. */
    readonly request: Interceptors
    /** When it has come. */
    readonly response: Interceptors
  }
}

const withToken = new WeakSet<AxiosClient>()

/**
 * What each fetch of ours sends by. A config that is sent again before it has landed still has one, which may be of another
 * instance, with a token of another auth.
 */
const basesOfOurs = new WeakMap<Fetch, Fetch>()

function withoutOurs(env: Config['env']): Config['env'] {
  const base = env?.fetch && basesOfOurs.get(env.fetch)
  if (!base) return env
  const { fetch: _, ...others } = env
  return base === globalFetch ? others : { ...others, fetch: base }
}

/** Those of axios, where a config names none. */
const ADAPTERS: readonly Adapter[] = ['xhr', 'http', 'fetch']

/** What becomes of a config whose data are ready to be sent; */
const TRANSFORMED: Fields = { transformRequest: undefined }
/** and where what comes back is transformed by who is waiting for it. */
const UNTRANSFORMED: Fields = { ...TRANSFORMED, transformResponse: undefined }

/**
 * Puts a token on every request of an axios instance that you have. It is put on last, behind all interceptors, so that
 * each attempt, also of a retry plug-in, carries one that is good when it leaves; it replaces `Authorization`, whether
 * set as a header, by `auth` or in the URL. A 401 is answered before the response interceptors that you add after this.
 * Where no `origins` are listed, a request with a `baseURL` takes the token to that URL's origin only. What `create()`
 * makes of the instance is without it. A redirect's hop is kept waiting for a token that it needs, unless the body is a
 * stream: that goes on with the token that it has. The wait for a token has the same limit as the request, axios' own
 * `timeout`, counted by itself.
 *
 * @returns Takes it off again. Requests under way go on with it.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when `auth` is no `Auth`, or the instance has one. No I/O is done.
 */
export function withAuth(client: AxiosClient, auth: Auth): () => void {
  if (typeof client?.create !== 'function' || !client.interceptors) {
    throw invalidOption('instance', 'must be axios, or made by axios.create()')
  }
  const instance = client as AxiosInstance
  const sender = new Sender(viewOf(auth), instance)
  if (withToken.has(instance)) throw invalidOption('instance', 'has an auth already: undo that one first')
  withToken.add(instance)
  const { request, response } = instance.interceptors
  const attaching = request.use(config => sender.attach(config), null, { synchronous: true })
  const landing = response.use(
    answer => sender.answered(answer),
    error => sender.failed(error),
  )
  return () => {
    request.eject(attaching)
    response.eject(landing)
    withToken.delete(instance)
  }
}

/** A `baseURL`. */
interface Base {
  readonly url: string
  /** That of all requests below it; `undefined` where each has to be looked at. */
  readonly origin: string | undefined
  readonly origins: Origins
  /** Whether requests below it may have a token; that is found out by the first of them. */
  isChecked: boolean
}

class Sender {
  readonly #view: View
  readonly #isAuthorization: boolean
  /** Sends what is finished: it has neither defaults nor interceptors. */
  readonly #plain: AxiosInstance
  readonly #fetches = new WeakMap<Fetch, Fetch>()
  readonly #lastOrigin = new LastOrigin()
  /** Whether interceptors come before ours: they would see a request that was broken off. */
  readonly #isPreceded: boolean
  #readsEnv: boolean | undefined
  #hasNodeAdapter: boolean | undefined
  /** What was made for the last request; most are alike. */
  #transform: Transform | undefined
  #adapters: Adapters = { single: [], given: [], guarded: [], isOurFetch: false, mayReplace: false }
  #finished: Config | undefined
  #base: Base | undefined
  #lastFetch: { readonly base: Fetch; readonly ours: Fetch } | undefined

  constructor(view: View, instance: AxiosInstance) {
    this.#view = view
    this.#isAuthorization = view.header.toLowerCase() === 'authorization'
    this.#isPreceded = Boolean(instance.interceptors.response.handlers?.some(Boolean))
    this.#plain = instance.create()
    this.#plain.interceptors.response.clear()
    this.#plain.interceptors.request.clear()
    this.#plain.interceptors.request.use(empty => this.#takeFinished() ?? empty, null, { synchronous: true })
    const defaults = fieldsOf(this.#plain.defaults)
    for (const name of Object.keys(defaults)) delete defaults[name]
  }

  /** What transforms the request is what axios calls last before it sends, whatever interceptors there are. */
  attach(config: Config): Config {
    const { transformRequest } = config
    // What was cancelled before it was sent, and is tried again, has one of ours already.
    const given = isTransform(transformRequest) ? transformRequest.given : transformRequest
    if (!this.#transform || !areSame(listOf(this.#transform.given), listOf(given))) {
      this.#transform = transformThen(given, prepared => this.#prepare(prepared))
    }
    config.transformRequest = this.#transform
    return config
  }

  answered(response: AxiosResponse): AxiosResponse | Promise<AxiosResponse> {
    const flight = flightOf(response?.config)
    return flight ? this.#land(flight, { response }) : response
  }

  failed(error: AxiosError | undefined): AxiosResponse | Promise<AxiosResponse> {
    const flight = flightOf(error?.config)
    if (!error || !flight) throw error
    return this.#land(flight, { response: error.response, error })
  }

  #prepare(config: Config): void {
    const unlanded = flightOf(config)
    if (unlanded) forgetFlight(config, unlanded)
    if (config.env?.fetch) fieldsOf(config).env = withoutOurs(config.env)
    const adapters = this.#adaptersOf(config.adapter)
    const { isOurFetch } = adapters
    const { auth } = config
    const known = this.#knownOrigin(config, isOurFetch && !auth)
    const named = known === undefined ? this.#urlOf(config) : undefined
    if (named && this.#view.isPool(named)) return
    const origin = known ?? this.#check(config, named as URL)
    const flight = new Flight(config, origin, named, adapters)
    if (adapters.mayReplace || this.#isPreceded) config[flightKey] = flight
    onHop(flight, this.#toNextHop)
    if (this.#isAuthorization && (auth || named)) this.#takeOffBasic(flight)
    const token = isOurFetch || this.#isPreceded ? undefined : this.#view.fresh()
    if (token !== undefined) this.#putToken(flight, token)
    else if (isOurFetch) this.#putOurFetch(flight)
    else this.#putLate(flight)
  }

  #putLate(flight: Flight): void {
    change(flight, { adapter: () => this.#sendLater(flight) })
  }

  #putOurFetch(flight: Flight): void {
    const { config } = flight
    const { env } = config
    flight.givenEnv = { env }
    fieldsOf(config).env = this.#withOurs(env)
  }

  async #sendLater(flight: Flight): Promise<AxiosResponse> {
    const { config, givenAdapter } = flight
    const url = this.#namedBy(flight)
    const token = this.#view.fresh() ?? (await this.#wait(config, signal => this.#view.token(url, signal)))
    fieldsOf(config).adapter = givenAdapter
    this.#putToken(flight, token)
    const outcome = await outcomeOf(this.#dispatch(config, UNTRANSFORMED))
    return unwrap(config, await this.#sendRest(flight, outcome, UNTRANSFORMED))
  }

  async #wait<T>(config: Config, wait: (signal?: AbortSignal) => Promise<T>): Promise<T> {
    const limit = limitOf(config)
    try {
      return await whileWanted(config, limit, wait)
    } catch (error) {
      if (!limit?.aborted || error !== limit.reason) throw error
      const { constructor } = await this.#plain.request({ adapter: [] }).catch(error => error)
      throw timeoutError(constructor, config)
    }
  }

  #putToken(flight: Flight, token: string): void {
    const { header } = this.#view
    const { config } = flight
    const { transport } = config
    flight.token = token
    flight.headerValue = this.#view.valueFor(token)
    setHeader(config.headers, header, flight.headerValue)
    if (flight.adapters !== NODE_ADAPTER) config.adapter = flight.adapters.guarded
    if (transport) change(flight, { transport: new TellingTransport(transport, next => this.#follow(flight, next)) })
  }

  /** By these two axios would put its own header in place of ours. */
  #takeOffBasic(flight: Flight): void {
    const { config, named } = flight
    // Null, not undefined, for which axios would take a default when the config is sent again.
    if (config.auth) change(flight, { auth: null })
    if (!named?.username && !named?.password) return
    change(flight, { url: withoutCredentials(named), ...(config.baseURL && { baseURL: null }) })
  }

  /**
   * R9, when the next hop is about to be sent. What axios took off for another origin may be allowed there.
   *
   * @returns Whether the hop goes with what is good at this time.
   */
  #follow(flight: Flight, next: NextHop): boolean {
    const { header } = this.#view
    const url = new URL(next.href)
    flight.hop = next
    flight.hops++
    flight.origin = url.origin
    flight.mayCarryToken &&= mayCarryTo(this.#view, url, this.#namedBy(flight))
    const token = this.#view.fresh()
    flight.token = token ?? flight.token
    setHeader(next.headers, header, flight.mayCarryToken ? this.#view.valueFor(flight.token) : undefined)
    return token !== undefined || !flight.mayCarryToken
  }

  readonly #toNextHop = (flight: Flight, next: NextHop): void => {
    if (!this.#follow(flight, next)) this.#breakOff(flight, next)
  }

  /** R4: no hop can be kept waiting, but it can be sent by a request of its own. */
  #breakOff(flight: Flight, next: NextHop): void {
    const rest = hopConfig(flight, this.#namedBy(flight), next)
    if (!isReplayable(rest.data)) return
    flight.rest = rest
    throw new Error('a token has to be waited for')
  }

  async #sendRest(flight: Flight, outcome: Outcome, changes?: Fields): Promise<Outcome> {
    const { config, rest } = flight
    if (!rest) return outcome
    flight.rest = undefined
    try {
      flight.token = await this.#wait(config, signal => this.#view.token(new URL(rest.url ?? ''), signal))
    } catch (error) {
      if (!isCancelled(config)) return { response: undefined, error }
    }
    return this.#sendAgain(flight, rest, changes)
  }

  async #sendAgain(flight: Flight, again: Config, changes: Fields = TRANSFORMED): Promise<Outcome> {
    setHeader(again.headers, this.#view.header, this.#view.valueFor(flight.token))
    return this.#sendRest(flight, await outcomeOf(this.#dispatch(again, changes)), changes)
  }

  /** Fetch follows redirects unseen, and takes a header of its own name along; so does XMLHttpRequest. */
  #adaptersOf(adapter: Config['adapter']): Adapters {
    if (this.#goesByNode(adapter)) return NODE_ADAPTER
    if (adapter === this.#adapters.single) return this.#adapters
    const given = adapter ? listOf<Adapter>(adapter) : ADAPTERS
    if (areSame(this.#adapters.given, given)) return this.#adapters
    const isUnsafe = (adapter: Adapter) =>
      isNamed('fetch', adapter) || (!this.#isAuthorization && isNamed('xhr', adapter) && 'XMLHttpRequest' in globalThis)
    const byOurFetch = (config: Config) => {
      const flight = flightOf(config)
      if (flight) flight.isOurFetch = true
      return this.#dispatch(config, { ...UNTRANSFORMED, adapter: 'fetch', env: this.#withOurs(config.env) })
    }
    const guarded = given.map(adapter => (isUnsafe(adapter) ? byOurFetch : adapter))
    // A list may have changed since; nothing is the same as a new one.
    const single = Array.isArray(adapter) ? [] : adapter
    const isOurFetch = isNamed('fetch', given[0])
    const mayReplace = given.some(adapter => typeof adapter === 'function')
    this.#adapters = { single, given: [...given], guarded, isOurFetch, mayReplace }
    return this.#adapters
  }

  /** Whether axios goes by its adapter for Node, which is the first that there is. */
  #goesByNode(adapter: Config['adapter']): boolean {
    const first = Array.isArray(adapter) ? adapter[adapter[0] === 'xhr' ? 1 : 0] : adapter
    if (first !== 'http') return false
    this.#hasNodeAdapter ??= !('XMLHttpRequest' in globalThis) && !isPassedOver(this.#plain, 'http')
    return this.#hasNodeAdapter
  }

  /** @throws {TypeError} where axios would leave it unread, and the request would go without the token. */
  #withOurs(env: Config['env']): Config['env'] {
    // With that nothing can be sent.
    this.#readsEnv ??= isPassedOver(this.#plain, 'fetch', { env: { fetch: 'none' } })
    const expected =
      'must be of axios 1.15.1 or later: the fetch adapter of this one would send the request without a token'
    if (!this.#readsEnv) throw invalidOption('instance', expected)
    const base = env?.fetch ?? globalFetch
    if (this.#lastFetch?.base !== base) {
      this.#lastFetch = { base, ours: this.#fetches.get(base) ?? this.#createFetch(base) }
    }
    // A spread would take three times as long.
    const whole = Object.assign({}, env)
    whole.fetch = this.#lastFetch.ours
    return whole
  }

  #createFetch(base: Fetch): Fetch {
    const send = createSend(this.#view, base)
    const fetch: Fetch = (input, init) => send(input, init, { send: sendLent })
    // The same each time: axios keeps what it makes of it.
    this.#fetches.set(base, fetch)
    basesOfOurs.set(fetch, base)
    return fetch
  }

  #land(flight: Flight, outcome: Outcome): AxiosResponse | Promise<AxiosResponse> {
    const { response } = outcome
    if (flight.rest) return this.#sendRest(flight, outcome).then(whole => this.#land(flight, whole))
    if (response && this.#isRefused(flight, response)) return this.#answerUnauthorized(flight, response, outcome)
    return this.#give(flight, outcome)
  }

  #isRefused(flight: Flight, { status, request }: AxiosResponse): boolean {
    if (flight.isOurFetch) return false
    // An XMLHttpRequest follows redirects unseen, and tells in the end.
    const end = flight.adapters === NODE_ADAPTER ? undefined : request?.responseURL
    if (end) flight.mayCarryToken &&= mayCarryTo(this.#view, new URL(end), this.#namedBy(flight))
    if (status !== 401 && flight.mayCarryToken) this.#view.accepted(flight.origin)
    return status === 401 && flight.mayCarryToken
  }

  /** R7. What is given is the answer to the replay, or the 401 itself where there is to be none. */
  async #answerUnauthorized(flight: Flight, refusal: AxiosResponse, outcome: Outcome): Promise<AxiosResponse> {
    const { config, hop } = flight
    const again = hop ? hopConfig(flight, this.#namedBy(flight), hop) : config
    try {
      const token = await this.#tokenForReplay(flight, again, refusal)
      if (token === undefined) return this.#give(flight, outcome)
      flight.token = token
    } catch (error) {
      void dropStream(refusal.data)
      // Who cancelled is told so by axios, which then sends nothing.
      if (!isCancelled(flight.config)) return this.#give(flight, { response: undefined, error })
    }
    void dropStream(refusal.data)
    const second = await this.#sendAgain(flight, again)
    if (second.response) this.#isRefused(flight, second.response)
    return this.#give(flight, second)
  }

  async #tokenForReplay(flight: Flight, again: Config, refusal: AxiosResponse): Promise<string | undefined> {
    const { config, token, hop } = flight
    const url = hop ? new URL(hop.href) : this.#namedBy(flight)
    const shown = {
      url: this.#plain.getUri(addressOf(again, ['params', 'paramsSerializer'])),
      method: again.method?.toUpperCase() ?? 'GET',
      headers: textHeaders(again.headers),
    }
    if (!wantsReplay(this.#view, shown, () => responseOf(refusal))) return undefined
    const replayable = isReplayable(again.data)
    return this.#wait(config, signal => tokenForReplay(this.#view, { token, url, signal, replayable }))
  }

  /** Gives the user what axios would give, with their config as it was. R15: without the token, as far as one can see. */
  #give(flight: Flight, outcome: Outcome): AxiosResponse {
    const { config, token, isOurFetch } = flight
    changeBack(flight)
    // By `undefined`, which axios takes as none: a deletion slows down the whole object.
    if (token !== '') config.headers[this.#view.header] = undefined
    if ('error' in outcome) {
      const error = Object(outcome.error) as AxiosError
      // By our fetch it has a token only where that adapter was not the first.
      if (!isOurFetch || token !== '') hideRequest(error)
      if (isOurFetch && isPoolpassError(error.cause)) throw error.cause
    }
    return unwrap(config, outcome)
  }

  /** Sends what is finished, and leaves it as it was. */
  async #dispatch(config: Config, changes: Fields): Promise<AxiosResponse> {
    const fields = fieldsOf(config)
    const kept = Object.fromEntries(Object.keys(changes).map(name => [name, fields[name]]))
    this.#finished = Object.assign(config, changes)
    try {
      const response = await this.#plain.request({})
      response.config = config
      return response
    } finally {
      Object.assign(config, kept)
    }
  }

  #takeFinished(): Config | undefined {
    const finished = this.#finished
    this.#finished = undefined
    return finished
  }

  #namedBy(flight: Flight): URL {
    flight.named ??= this.#urlOf(flight.config)
    return flight.named
  }

  #urlOf(config: Config): URL {
    const { baseURL, socketPath } = config
    // Axios joins them by itself, so that what is looked at here is what it will be.
    const whole = baseURL ? this.#plain.getUri(addressOf(config)) : urlText(config)
    return new URL(whole, socketPath ? 'http://localhost' : globalThis.location?.href)
  }

  /** The origin of a request that goes where one has been that may have a token; without parsing its URL. */
  #knownOrigin(config: Config, isLeftToFetch: boolean): string | undefined {
    const { baseURL } = config
    const url = urlText(config)
    if (!baseURL) {
      // Our fetch looks at each URL by itself; of a base and of credentials it knows nothing.
      return isLeftToFetch && !url.includes('@') ? '' : this.#lastOrigin.of(url)
    }
    return this.#base?.isChecked && this.#base.url === baseURL && !isAbsolute(url) ? this.#base.origin : undefined
  }

  /** @throws {OriginError} */
  #check({ baseURL }: Config, url: URL): string {
    const base = this.#baseOf(baseURL)
    const { origins, poolOrigin } = this.#view
    ;(base?.origins ?? origins).check(url)
    const { origin } = url
    // The pool is told from an API at its origin by the path; credentials are taken off.
    const mayBeKnown = origin !== poolOrigin && !url.username && !url.password
    if (mayBeKnown && base) base.isChecked ||= base.origin === origin
    else if (mayBeKnown) this.#lastOrigin.remember(origin)
    return origin
  }

  #baseOf(baseURL: string | undefined): Base | undefined {
    if (!baseURL || !URL.canParse(baseURL, globalThis.location?.href)) return undefined
    if (this.#base?.url !== baseURL) {
      const url = new URL(baseURL, globalThis.location?.href)
      // Credentials are to be taken off each URL.
      const isOneOrigin = isAbsoluteBase(baseURL) && !url.username && !url.password
      const origin = isOneOrigin ? url.origin : undefined
      this.#base = { url: baseURL, origin, origins: this.#view.origins.within(url), isChecked: false }
    }
    return this.#base
  }
}
