import type { Fetch } from '../cognito-idp/index.js'
import { OriginError } from '../errors/index.js'
import { drop, isReplayable, isRequest, type KeptBody, keepBody } from './body.js'
import { lasting, withHeader } from './header.js'
import { LastOrigin } from './last-origin.js'
import { type Hop, isRedirect, nextHop } from './redirect.js'
import { tokenForReplay, wantsReplay } from './unauthorized.js'
import { mayCarryTo, type View } from './view.js'

/** A request whose first answer was not the last word: a 401, or a redirect. */
interface Exchange {
  readonly view: View
  readonly base: Fetch
  /** The options that the caller gave, or that their Request implies. */
  readonly init: RequestInit
  readonly named: URL
  readonly signal: AbortSignal | null | undefined
  readonly redirect: RequestRedirect
  readonly keptBody: KeptBody | undefined
  /** The token goes along until the first hop to an origin that may not have it. */
  mayCarryToken: boolean
  mayReplay: boolean
}

/** `fetch` with a token on every request: R1–R9 for WHATWG fetch. */
export function createAuthFetch(view: View, base: Fetch): Fetch {
  const sender = { view, base, lastOrigin: new LastOrigin() }
  return (input, init) => send(sender, input, init ? membersOf(init) : {})
}

interface Sender {
  readonly view: View
  readonly base: Fetch
  readonly lastOrigin: LastOrigin
}

/** R2: with a token at hand and an ordinary answer, that answer is all there is to wait for. */
async function send(sender: Sender, input: string | URL | Request, init: RequestInit): Promise<Response> {
  const { view, base, lastOrigin } = sender
  const request = isRequest(input) ? input : undefined
  const address = request?.url ?? String(input)
  let origin = lastOrigin.of(address)
  if (origin === undefined) {
    const url = parseAddress(address)
    if (view.isPool(url)) return base(input, init)
    view.origins.check(url)
    origin = url.origin
    if (origin !== view.poolOrigin) lastOrigin.remember(origin)
  }

  // As all is now: what the caller does to a URL or an object of options while this waits is none of this request's.
  const given = { ...init }
  const signal = init.signal === undefined ? request?.signal : init.signal
  const headers = lasting(init.headers ?? request?.headers)
  const streamed = request && init.body === undefined ? request.body : null
  const spare = streamed && request?.clone().body
  const keptBody = spare ? keepBody(spare) : undefined
  const redirect = init.redirect ?? request?.redirect ?? 'follow'
  const token = view.fresh() ?? (await view.token(parseAddress(address), signal))
  // A Request as it is: it knows its body's length.
  const response = await base(request ?? address, {
    ...given,
    headers: withHeader(headers, view.header, view.valueFor(token)),
    redirect: redirectMode(redirect, view.header),
  })
  if (isLastWord(response)) {
    view.accepted(origin)
    return response
  }
  const url = parseAddress(address)
  const exchange: Exchange = {
    view,
    base,
    init: request ? { ...requestOptions(request), ...definedMembers(given) } : given,
    named: url,
    signal,
    redirect,
    keptBody,
    mayCarryToken: true,
    mayReplay: view.retryUnauthorized !== false,
  }
  const body = given.body === undefined ? request?.body : given.body
  const hop: Hop = {
    url,
    method: normalizeMethod(given.method ?? request?.method ?? 'GET'),
    headers,
    body,
    replayable: !streamed && isReplayable(body),
    count: 0,
  }
  return follow(exchange, hop, await settle(exchange, hop, token, response))
}

/** All that fetch reads of its options. The last two are undici's and a draft's. */
const MEMBERS = [
  'method',
  'headers',
  'body',
  'referrer',
  'referrerPolicy',
  'mode',
  'credentials',
  'cache',
  'redirect',
  'integrity',
  'keepalive',
  'signal',
  'window',
  'duplex',
  'dispatcher',
  'priority',
] as const

/** The options as a plain object. Fetch also takes a Request, or any other object that has them by its class. */
function membersOf(init: RequestInit): RequestInit {
  const prototype = Object.getPrototypeOf(init)
  if (prototype === Object.prototype || prototype === null) return init
  const members = init as Readonly<Record<string, unknown>>
  const read = MEMBERS.map(name => [name, members[name]] as const).filter(([, value]) => value !== undefined)
  return { ...init, ...Object.fromEntries(read) }
}

function parseAddress(address: string): URL {
  return new URL(address, globalThis.location?.href)
}

/** Neither a 401 nor a redirect, seen (3xx) or unseen (0). */
function isLastWord({ status }: Response): boolean {
  return (status >= 200 && status < 300) || (status >= 400 && status !== 401)
}

/** As fetch does it: these six are written in upper case, any other method is sent as it was given. */
function normalizeMethod(method: string): string {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method
}

/** An option that is `undefined` counts as absent: the Request's own holds. */
function definedMembers(init: RequestInit): RequestInit {
  return Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined))
}

/** What a `Request` says that `fetch(url, init)` has to be told for its later hops. */
function requestOptions(request: Request): RequestInit {
  const { cache, credentials, integrity, keepalive, mode, redirect, referrer, referrerPolicy } = request
  return {
    cache,
    credentials,
    integrity,
    keepalive,
    redirect,
    referrerPolicy,
    // Fetch refuses these two as options although a Request may have them.
    ...(mode !== 'navigate' && { mode }),
    ...(/^https?:/.test(referrer) && { referrer }),
  }
}

/** Goes where redirects ask. */
async function follow(exchange: Exchange, first: Hop, answer: Response): Promise<Response> {
  const { view, redirect } = exchange
  let response = answer
  for (let hop = first; ; ) {
    if (redirect !== 'follow') return response
    if (response.type === 'opaqueredirect') throw unseenRedirect(hop.url)
    if (!isRedirect(response)) return hop === first ? response : markRedirected(response)
    const from = hop
    const next = await droppingOnFailure(response, async () => nextHop(await replayableHop(exchange, from), response))
    void drop(response)
    exchange.mayCarryToken &&= mayCarryTo(view, next.url, exchange.named)
    if (!exchange.mayCarryToken) next.headers.delete(view.header)
    hop = next
    response = await sendNext(exchange, hop)
  }
}

/**
 * A Request's own stream is spent by the first hop: later ones send what was kept of it. What has not been sent to its
 * end by the time of the answer is not waited for.
 */
async function replayableHop(exchange: Exchange, hop: Hop): Promise<Hop> {
  if (hop.replayable || !exchange.keptBody || hop.count > 0) return hop
  // A turn of the event loop: the kept branch is read a little behind the one that was sent.
  if (!exchange.keptBody.bytes) await new Promise(resolve => setTimeout(resolve))
  const body = exchange.keptBody.bytes
  return body ? { ...hop, body, replayable: true } : hop
}

/** Sends the hop that a redirect asked for. */
async function sendNext(exchange: Exchange, hop: Hop): Promise<Response> {
  const { view, signal } = exchange
  if (!exchange.mayCarryToken) return sendHop(exchange, hop, hop.headers)
  const token = view.fresh() ?? (await view.token(hop.url, signal))
  return settle(exchange, hop, token, await sendHop(exchange, hop, headersOf(exchange, hop, token)))
}

/** R7. @returns The response, or another one to the same hop sent once more with another token. */
async function settle(exchange: Exchange, hop: Hop, token: string, response: Response): Promise<Response> {
  if (response.status === 401) return droppingOnFailure(response, () => replay(exchange, hop, token, response))
  exchange.view.accepted(hop.url.origin)
  return response
}

/** @returns The answer to the replay, or the 401 itself where there is to be none. */
async function replay(exchange: Exchange, hop: Hop, token: string, response: Response): Promise<Response> {
  const { view, signal } = exchange
  const sent = { ...hop, headers: headersOf(exchange, hop, token) }
  if (!exchange.mayReplay || !wantsReplay(view, sent, () => response)) return response
  const again = await replayableHop(exchange, hop)
  if (again.replayable) exchange.mayReplay = false
  const { url, replayable } = again
  const replacement = await tokenForReplay(view, { token, url, signal, replayable })
  if (replacement === undefined) return response
  void drop(response)
  const second = await sendHop(exchange, again, headersOf(exchange, again, replacement))
  if (second.status !== 401) view.accepted(url.origin)
  return second
}

function headersOf({ view }: Exchange, { headers }: Hop, token: string): HeadersInit {
  return withHeader(lasting(headers), view.header, view.valueFor(token))
}

/** A response that nobody gets to see must not keep its connection. */
async function droppingOnFailure<T>(response: Response, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    void drop(response)
    throw error
  }
}

function sendHop(exchange: Exchange, hop: Hop, headers: HeadersInit | undefined): Promise<Response> {
  const { base, init, view, signal, redirect } = exchange
  return base(hop.url, {
    ...init,
    method: hop.method,
    ...(headers && { headers }),
    body: (hop.body as RequestInit['body']) ?? null,
    redirect: redirectMode(redirect, view.header),
    ...(signal !== undefined && { signal }),
  })
}

/**
 * Redirects are followed by us wherever a run time shows them. Browsers do not: there `Authorization` is left to fetch,
 * which takes it off when the origin changes, and a header of any other name must not meet a redirect.
 */
function redirectMode(asked: RequestRedirect, header: string): RequestRedirect {
  if (asked !== 'follow') return asked
  if (!redirectsAreOpaque()) return 'manual'
  return header.toLowerCase() === 'authorization' ? 'follow' : 'error'
}

function redirectsAreOpaque(): boolean {
  const runTime = globalThis as Record<string, unknown> & { readonly navigator?: Navigator }
  if (runTime.document !== undefined) return true
  const isWorker = runTime.WorkerGlobalScope !== undefined && runTime.Deno === undefined
  return isWorker && runTime.navigator?.userAgent !== 'Cloudflare-Workers'
}

function unseenRedirect(url: URL): OriginError {
  return new OriginError(
    'ERR_POOLPASS_ORIGIN',
    `${url.origin} answered with a redirect that this run time does not show: it was not followed. Name its target`,
  )
}

function markRedirected(response: Response): Response {
  return Object.defineProperty(response, 'redirected', { value: true })
}
