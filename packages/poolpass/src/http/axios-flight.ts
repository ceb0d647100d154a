import type {
  AxiosError,
  AxiosInstance,
  AxiosRequestConfig,
  AxiosRequestTransformer,
  AxiosResponse,
  InternalAxiosRequestConfig,
} from 'axios'
import { isReplayable } from './body.js'

/** Longer timers fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647

/** Of follow-redirects. */
const LONGEST_CHAIN = 21

/**
 * The flight's place in our `beforeRedirect`; and in the config itself where an adapter or an interceptor of the user's may
 * put another `beforeRedirect` there. Copies have both, of which a WeakMap would know nothing; but older versions of axios
 * copy no symbols of a config, and they slow down its fetch adapter.
 */
export const flightKey: unique symbol = Symbol('poolpass')

export type Config = InternalAxiosRequestConfig & { [flightKey]?: Flight }
export type Adapter = Exclude<NonNullable<Config['adapter']>, unknown[]>
export type Fields = Record<string, unknown>

/** The options of follow-redirects for its next hop. */
export interface NextHop {
  readonly href: string
  readonly method: string
  readonly headers: Fields
}

type GivenTransforms = Config['transformRequest'] | undefined

/** Does what the user's own do, and makes the config ready to be sent. */
export interface Transform extends AxiosRequestTransformer {
  readonly given: GivenTransforms
}

/** As axios calls it: like `http` of Node or of follow-redirects. */
interface Transport {
  request(options: Fields & { beforeRedirects?: object }, onResponse: unknown): unknown
}

/** A request under way, over all its hops. A class: axios copies plain objects of a config, and all that is in them. */
export class Flight {
  readonly config: Config
  /** Those of the config that our own take the place of. */
  readonly givenAdapter: Config['adapter']
  readonly givenBeforeRedirect: Config['beforeRedirect']
  /** Where the fetch adapter's `fetch` is ours: then the adapter was not changed. */
  givenEnv: { readonly env: Config['env'] } | undefined = undefined
  /** What more was changed of the config: as it was given, and as it is now. */
  changed: { readonly given: Fields; readonly put: Fields } | undefined = undefined
  /** What the caller named, once it is parsed: that takes as long as all else, and most answers come without. */
  named: URL | undefined
  /** Of the hop at which it is now. */
  origin: string
  token = ''
  /** The token goes along until the first hop to an origin that may not have it. */
  mayCarryToken = true
  /** The last redirect that was followed. */
  hop: NextHop | undefined = undefined
  /** How many were. */
  hops = 0
  /** What the config's header holds, under whatever name. */
  headerValue: string | undefined = undefined
  /** What is left to be sent of a request that was broken off before its next hop. */
  rest: Config | undefined = undefined
  /** Those of the config. */
  readonly adapters: Adapters
  /** All is left to the fetch adapter, whose `fetch` is ours and does all there is to do. */
  isOurFetch: boolean

  constructor(config: Config, origin: string, named: URL | undefined, adapters: Adapters) {
    this.config = config
    this.givenAdapter = config.adapter
    this.givenBeforeRedirect = config.beforeRedirect
    this.named = named
    this.origin = origin
    this.adapters = adapters
    this.isOurFetch = adapters.isOurFetch
  }

  /** R15: a flight is found in a config, which may be printed. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'Flight'
  }
}

export interface Adapters {
  /** What a config has that names one, or none. */
  readonly single: unknown
  /** Those of the config, or of axios where that names none. */
  readonly given: readonly Adapter[]
  /** The same in our place: none that takes a token where it may not go. */
  readonly guarded: Adapter[]
  /** Whether all is left to the fetch adapter. */
  readonly isOurFetch: boolean
  /** Whether there are such as may put something else in the place of what we have put into a config: the user's own. */
  readonly mayReplace: boolean
}

/**
 * In place of those that lead to axios' adapter for Node: that needs no guard, sends the very config that it was given, and
 * tells of each redirect.
 */
export const NODE_ADAPTER: Adapters = {
  single: undefined,
  given: [],
  guarded: [],
  isOurFetch: false,
  mayReplace: false,
}

type AxiosErrorClass = new (message: string, code: string, config: Config) => AxiosError

/** What axios came back with: an answer, an error, or an answer that counts as an error. */
export type Outcome =
  | { readonly response: AxiosResponse }
  | { readonly response: AxiosResponse | undefined; readonly error: unknown }

export const listOf = <T>(value: T | T[] | null | undefined): readonly T[] =>
  Array.isArray(value) ? value : value ? [value] : []

/** Does what the given ones do, and then lets the config be made ready; that has the given ones again. */
export function transformThen(given: GivenTransforms, makeReady: (config: Config) => void): Transform {
  function transform(this: Config, data: unknown, headers: Config['headers']): unknown {
    fieldsOf(this).transformRequest = Array.isArray(given) ? [...given] : given
    const transformed = transformBy(given, this, data, headers)
    makeReady(this)
    return transformed
  }
  return Object.assign(transform, { given })
}

function transformBy(given: GivenTransforms, config: Config, data: unknown, headers: Config['headers']): unknown {
  const transforms = listOf(given)
  let transformed = data
  for (let i = 0; i < transforms.length; i++) {
    if (i > 0) headers.normalize(false)
    transformed = (transforms[i] as AxiosRequestTransformer).call(config, transformed, headers)
  }
  return transformed
}

export const isTransform = (given: GivenTransforms): given is Transform =>
  typeof given === 'function' && 'given' in given

type HopListener = NonNullable<Config['beforeRedirect']> & { [flightKey]?: Flight }

/** That of a config that is under way, or that an interceptor sends again before it has landed. */
export const flightOf = (config: Config | undefined): Flight | undefined =>
  (config?.beforeRedirect as HopListener | undefined)?.[flightKey] ?? config?.[flightKey]

/** Before the next hop is sent, after what the user has to say. */
export function onHop(flight: Flight, follow: (flight: Flight, next: NextHop) => void): void {
  const listener: HopListener = (next, ...details) => {
    const { givenBeforeRedirect } = flight
    givenBeforeRedirect?.(next, ...details)
    // What goes by our fetch has no hops here: this is somebody else's request, with a copy of the config.
    if (!flight.isOurFetch) follow(flight, next as NextHop)
  }
  listener[flightKey] = flight
  flight.config.beforeRedirect = listener
}

/**
 * Takes a flight out of a config that is sent again, but for its fetch: two would not agree about a hop, and whoever looks for
 * the one would find the other. What the sender has put in place of ours stays.
 */
export function forgetFlight(config: Config, flight: Flight): void {
  delete config[flightKey]
  const { givenAdapter, givenBeforeRedirect, adapters, changed, headerValue } = flight
  const fields = fieldsOf(config)
  const { beforeRedirect, adapter, headers } = config
  // Another instance's may have another name, and a default in lower case lends its own.
  const isOurs = (value: unknown) => headerValue !== undefined && String(value).trim() === headerValue.trim()
  for (const name in headers) if (isOurs(headers[name])) delete headers[name]
  if ((beforeRedirect as HopListener | undefined)?.[flightKey]) fields.beforeRedirect = givenBeforeRedirect
  if (adapters !== NODE_ADAPTER && areSame(listOf<unknown>(adapter), adapters.guarded)) fields.adapter = givenAdapter
  for (const name in changed?.put) {
    if (fields[name] === changed.put[name]) fields[name] = changed.given[name]
  }
}

/** What axios holds under names that its types do not let one compute. */
export const fieldsOf = (object: object): Fields => object as Fields

export function areSame(these: readonly unknown[], those: readonly unknown[]): boolean {
  if (these.length !== those.length) return false
  for (let i = 0; i < these.length; i++) if (these[i] !== those[i]) return false
  return true
}

export const isNamed = (name: string, adapter: unknown): boolean =>
  typeof adapter === 'string' && adapter.toLowerCase() === name

/** As axios has it, which appends anything else to a `baseURL`. */
export const isAbsolute = (url: string): boolean => /^([a-z][a-z\d+\-.]*:)?\/\//i.test(url)

/** Whether nothing can be appended to it that leads to another origin: what follows its host begins with a slash. */
export const isAbsoluteBase = (url: string): boolean => /^https?:\/\/[^/\\?#]/i.test(url)

export const isCancelled = ({ signal, cancelToken }: Config): boolean => Boolean(signal?.aborted || cancelToken?.reason)

/** Changes a config until the request has landed. */
export function change(flight: Flight, changes: Fields): void {
  const fields = fieldsOf(flight.config)
  flight.changed ??= { given: {}, put: {} }
  const { given, put } = flight.changed
  for (const name of Object.keys(changes)) {
    if (!(name in given)) given[name] = fields[name]
    put[name] = changes[name]
    fields[name] = changes[name]
  }
}

/** The config is as it was given. */
export function changeBack({ config, givenAdapter, givenBeforeRedirect, givenEnv, changed }: Flight): void {
  if (config[flightKey]) delete config[flightKey]
  const fields = fieldsOf(config)
  fields.beforeRedirect = givenBeforeRedirect
  if (givenEnv) fields.env = givenEnv.env
  else fields.adapter = givenAdapter
  if (changed) Object.assign(config, changed.given)
}

/** In place of a header of that name in whatever letter case; or in place of it nothing. */
export function setHeader(headers: Fields, name: string, value: string | undefined): void {
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) delete headers[key]
  }
  if (value !== undefined) headers[name] = value
}

/** Sends again what was sent after the last redirect, or what was about to be. */
export function hopConfig({ config, hops }: Flight, named: URL, { href, method, headers }: NextHop): Config {
  const url = new URL(href)
  const isSameMethod = method.toLowerCase() === config.method?.toLowerCase()
  return Object.assign(Object.create(null), config, {
    url: withoutCredentials(url),
    baseURL: undefined,
    params: undefined,
    method: method.toLowerCase(),
    headers: { ...headers },
    data: isSameMethod ? config.data : undefined,
    auth: url.origin === named.origin ? config.auth : undefined,
    // None left is not 0, by which axios would give the redirect itself.
    maxRedirects: (config.maxRedirects ?? LONGEST_CHAIN) - hops || -1,
  })
}

/** Axios takes a `URL` too, although its types do not. */
export const urlText = ({ url }: Config): string => (typeof url === 'string' ? url : String(url ?? ''))

/** What axios makes the URL of. */
export function addressOf(config: Config, more: readonly (keyof Config)[] = []): AxiosRequestConfig {
  const names: readonly (keyof Config)[] = ['baseURL', 'allowAbsoluteUrls', ...more]
  return { ...Object.fromEntries(names.map(name => [name, config[name]])), url: urlText(config) }
}

export function withoutCredentials(url: URL): string {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare.href
}

/** For `retryUnauthorized`. The body is what axios made of it; none where it can be read but once. */
export function responseOf({ status, headers, data }: AxiosResponse): Response {
  const isParsed = typeof data === 'object' && data !== null && [Object, Array].includes(data.constructor)
  const body = isParsed ? JSON.stringify(data) : isReplayable(data) ? data : null
  return new Response(body, { status, headers: textHeaders(headers) })
}

export function textHeaders(headers: Fields): Record<string, string> {
  const isSent = ([, value]: [string, unknown]) => value !== undefined && value !== null && value !== false
  return Object.fromEntries(
    Object.entries(headers)
      .filter(isSent)
      .map(([name, value]) => [name, String(value)]),
  )
}

/** With a transport of the user's own, axios tells nobody of redirects that it follows. A class: axios copies plain objects. */
export class TellingTransport implements Transport {
  /** Of its own, so that an adapter of the user's may take it out, or copy the whole. */
  readonly request: Transport['request']

  constructor(given: Transport, follow: (next: NextHop) => void) {
    this.request = (options, onResponse) =>
      given.request({ ...options, beforeRedirects: { ...options.beforeRedirects, config: follow } }, onResponse)
  }
}

export async function outcomeOf(sent: Promise<AxiosResponse>): Promise<Outcome> {
  try {
    return { response: await sent }
  } catch (error) {
    return { response: (error as AxiosError | undefined)?.response, error }
  }
}

/** As if axios had come back with it by itself, from that config. */
export function unwrap(config: Config, outcome: Outcome): AxiosResponse {
  if (outcome.response) outcome.response.config = config
  if (!('error' in outcome)) return outcome.response
  const { error } = outcome
  if ((error as AxiosError | undefined)?.config) Object.assign(error as AxiosError, { config })
  throw error
}

/** R15: the request that they hold holds the token, and is printed with them. An older fetch adapter wraps its own error. */
export function hideRequest(error: AxiosError): void {
  const cause = error.cause as AxiosError | undefined
  for (const holder of [error, error.response, cause, cause?.response]) {
    if (holder?.request) Object.defineProperty(holder, 'request', { enumerable: false })
  }
}

/** What ends when a request may last no longer, if axios' `timeout` says so. */
export function limitOf({ timeout }: Config): AbortSignal | undefined {
  const ms = Number.parseInt(String(timeout), 10)
  return ms > 0 && ms <= LONGEST_TIMER_MS ? AbortSignal.timeout(ms) : undefined
}

/** Waits for a token until the caller cancels, for which axios knows two ways, or a limit has come. */
export async function whileWanted<T>(
  config: Config,
  limit: AbortSignal | undefined,
  wait: (signal?: AbortSignal) => Promise<T>,
): Promise<T> {
  const { cancelToken } = config
  const cancelled = new AbortController()
  const cancel = (reason: unknown) => cancelled.abort(reason)
  const given = [config.signal as AbortSignal | undefined, cancelToken && cancelled.signal, limit]
  const signals = given.filter(signal => signal !== undefined && signal !== null)
  cancelToken?.subscribe(cancel)
  try {
    return await wait(signals.length > 1 ? AbortSignal.any(signals) : signals[0])
  } finally {
    cancelToken?.unsubscribe(cancel)
  }
}

/** As axios' adapters make one. They alone, and who imports axios, have the class. */
export function timeoutError(AxiosError: AxiosErrorClass, config: Config): AxiosError {
  const { timeout, timeoutErrorMessage, transitional } = config
  const message = timeoutErrorMessage || `timeout of ${timeout}ms exceeded`
  return new AxiosError(message, transitional?.clarifyTimeoutError ? 'ETIMEDOUT' : 'ECONNABORTED', config)
}

/** Whether axios goes on to the next adapter, which it does at once: there is none of that name, or nothing to send by. */
export function isPassedOver(plain: AxiosInstance, adapter: string, config: Fields = {}): boolean {
  let isNext = false
  const next: Adapter = config => {
    isNext = true
    return Promise.resolve({ config, data: undefined, status: 204, statusText: '', headers: {} })
  }
  void outcomeOf(plain.request({ url: 'data:,', ...config, adapter: [adapter, next] }))
  return isNext
}
