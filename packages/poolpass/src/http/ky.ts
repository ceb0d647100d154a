import type { Fetch } from '../cognito-idp/index.js'
import { invalidOption } from '../errors/index.js'
import type { Auth } from './auth.js'
import { type ClientsRequest, createSend, globalFetch, type Send } from './auth-fetch.js'
import { isRequest } from './body.js'
import { LastOrigin } from './last-origin.js'
import { sendLent } from './send-lent.js'
import type { View } from './view.js'
import { viewOf } from './view-of.js'

/** What `ky.extend` and `ky.create` take from {@link authOptions}. */
export interface KyAuthOptions {
  /** Sends with a token on. */
  readonly fetch: Fetch
  /** Where no `origins` are listed: what tells `fetch` the client's base URL. */
  readonly hooks?: object
}

/** The options of one request, as ky holds them. */
interface RequestOptions {
  /** Ky 1's base URL; the two after it are ky 2's. */
  readonly prefixUrl?: string | URL
  readonly prefix?: string | URL
  readonly baseUrl?: string | URL
  readonly body?: unknown
  fetch?: Fetch
  readonly hooks?: Readonly<Record<string, readonly unknown[] | undefined>>
}

/**
 * For `ky.extend(authOptions(auth))`. Every attempt of ky's, retries too, carries a token that is good at that time, and
 * ky's own errors never hold it: it is put on behind ky. Where no `origins` are listed, a client with a `prefixUrl`,
 * `prefix` or `baseUrl` sends it to that URL's origin only. In ky 2 a hook tells which that is: hooks of your own are
 * added by another `extend`. A request for which it was not told fails with `ERR_POOLPASS_INVALID_OPTION`.
 *
 * @param options.fetch What sends the requests. Default: the global one at the time of the request.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when `auth` is no `Auth`. No I/O is done.
 */
export function authOptions(auth: Auth, options: { readonly fetch?: Fetch | undefined } = {}): KyAuthOptions {
  const view = viewOf(auth)
  const { fetch = globalFetch } = options
  const send = createSend(view, fetch)
  return view.origins.areListed ? withinListed(send) : withinBase(view, send)
}

function withinListed(send: Send): KyAuthOptions {
  function fetch(this: unknown, input: Parameters<Fetch>[0], init?: RequestInit): Promise<Response> {
    return send(input, init, madeOf(Object(this), fetch))
  }
  return { fetch }
}

/** Hooks may give any other request to send, and be replaced: only `fetch` sees each request, as it is sent. */
function withinBase(view: View, send: Send): KyAuthOptions {
  const check = baseCheck(view)
  function fetch(this: unknown, input: Parameters<Fetch>[0], init?: RequestInit): Promise<Response> {
    return rejecting(() => {
      const options = optionsFrom(this)
      check(options, input)
      return send(input, init, madeOf(options, fetch))
    })
  }
  /** Gets the options of each request, before it begins. */
  function tell(own: RequestOptions): void {
    if (own.fetch !== fetch) return
    own.fetch = (input, init) =>
      rejecting(() => {
        check(own, input)
        return send(input, init)
      })
  }
  return { fetch, hooks: { init: [tell] } }
}

/** What `run` throws must be a rejection: else ky 1 leaves a timer running. */
function rejecting<T>(run: () => Promise<T>): Promise<T> {
  try {
    return run()
  } catch (error) {
    return Promise.reject(error)
  }
}

/** Ky 1 has no such hook, but calls `fetch` as a member of the request's options. */
function optionsFrom(caller: unknown): RequestOptions {
  const options: RequestOptions = Object(caller)
  if ('prefixUrl' in options || 'prefix' in options) return options
  const remedy = 'add your own by another `extend`, your own fetch by `authOptions(auth, { fetch })`, or list `origins`'
  throw invalidOption('hooks', `took the place of poolpass’s, so that the base URL is not known: ${remedy}`)
}

/** Those of ky 1 that can put another Request in the place of the one that ky made of its options. */
const REPLACING_HOOKS = ['beforeRequest', 'beforeRetry', 'afterResponse'] as const

/**
 * What ky 1 has made of its options; `undefined` where it may be another's.
 *
 * @param own Which they call. Another one that calls this may have made another Request.
 */
function madeOf({ body, fetch, hooks }: RequestOptions, own: Fetch): ClientsRequest | undefined {
  if (fetch !== own || !REPLACING_HOOKS.every(name => hooks?.[name]?.length === 0)) return undefined
  return { send: sendLent, text: typeof body === 'string' ? body : undefined }
}

/** Most requests have the base URL of the last one and go where that one went: these are not parsed. */
function baseCheck(view: View): (options: RequestOptions, input: Parameters<Fetch>[0]) => void {
  let last = { base: '', origin: new LastOrigin() }
  return ({ prefixUrl = '', prefix = prefixUrl, baseUrl = '' }, input) => {
    if (!baseUrl && !prefix) return
    const base = `${baseUrl} ${prefix}`
    const address = isRequest(input) ? input.url : String(input)
    if (base === last.base && last.origin.of(address)) return
    const url = new URL(address)
    const baseOf = resolve(globalThis.location?.href, baseUrl, prefix)
    if (!baseOf || view.isPool(url)) return
    view.origins.within(baseOf).check(url)
    last = { base, origin: new LastOrigin() }
    if (url.origin !== view.poolOrigin) last.origin.remember(url.origin)
  }
}

/** @returns `undefined` for a path outside of a browser, which is of no origin. */
function resolve(...steps: readonly (string | URL | undefined)[]): URL | undefined {
  let url: URL | undefined
  for (const step of steps) if (step && URL.canParse(step, url)) url = new URL(step, url)
  return url
}
