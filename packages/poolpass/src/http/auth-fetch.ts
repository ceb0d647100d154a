import type { Fetch } from '../cognito-idp/index.js'
import { OriginError } from '../errors/index.js'
import { drop, isReplayable, isRequest, type KeptBody, keepBody } from './body.js'
import { lasting, withHeader } from './header.js'
import { type Hop, isRedirect, nextHop } from './redirect.js'
import { tokenForReplay, wantsReplay } from './unauthorized.js'
import { mayCarryTo, type View } from './view.js'

/** A request under way, over all its hops. */
interface Exchange {
  readonly view: View
  readonly base: Fetch
  /** The options that the caller gave. */
  readonly given: RequestInit
  /** The same, and what a caller's Request implies: for the hops after it. */
  readonly init: RequestInit
  readonly named: URL
  readonly signal: AbortSignal | null | undefined
  readonly keptBody: KeptBody | undefined
  /** The token goes along until the first hop to an origin that may not have it. */
  mayCarryToken: boolean
  mayReplay: boolean
}

/** `fetch` with a token on every request: R1–R9 for WHATWG fetch. */
export function createAuthFetch(view: View, base: Fetch): Fetch {
  return (input, init) => send(view, base, input, init ?? {})
}

async function send(view: View, base: Fetch, input: string | URL | Request, init: RequestInit): Promise<Response> {
  const request = isRequest(input) ? input : undefined
  const url = new URL(request?.url ?? String(input), globalThis.location?.href)
  if (view.isPool(url)) return base(input, init)
  view.origins.check(url)

  const signal = init.signal === undefined ? request?.signal : init.signal
  const body = init.body === undefined ? request?.body : init.body
  const streamsFromRequest = request !== undefined && init.body === undefined && request.body !== null
  const spare = streamsFromRequest ? request.clone().body : null
  const exchange: Exchange = {
    view,
    base,
    given: init,
    init: request ? { ...requestOptions(request), ...definedMembers(init) } : init,
    named: url,
    signal,
    keptBody: spare ? keepBody(spare) : undefined,
    mayCarryToken: true,
    mayReplay: view.retryUnauthorized !== false,
  }
  const hop: Hop = {
    url,
    method: normalizeMethod(init.method ?? request?.method ?? 'GET'),
    headers: lasting(init.headers ?? request?.headers),
    body,
    replayable: !streamsFromRequest && isReplayable(body),
    count: 0,
  }
  return follow(exchange, hop, request ?? input)
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

/** Sends the first hop, and those that redirects ask for. */
async function follow(exchange: Exchange, first: Hop, input: string | URL | Request): Promise<Response> {
  const { view, init } = exchange
  const { redirect = 'follow' } = init
  for (let hop = first; ; ) {
    const response = await sendWithToken(exchange, hop, hop === first ? input : hop.url)
    if (redirect !== 'follow') return response
    if (response.type === 'opaqueredirect') throw unseenRedirect(hop.url)
    if (!isRedirect(response)) return hop === first ? response : markRedirected(response)
    const from = hop
    const next = await droppingOnFailure(response, async () => nextHop(await replayableHop(exchange, from), response))
    void drop(response)
    exchange.mayCarryToken &&= mayCarryTo(view, next.url, exchange.named)
    if (!exchange.mayCarryToken) next.headers.delete(view.header)
    hop = next
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

/** Sends one hop, and once more with another token when that one is refused. */
async function sendWithToken(exchange: Exchange, hop: Hop, input: string | URL | Request): Promise<Response> {
  const { view, signal } = exchange
  if (!exchange.mayCarryToken) return sendHop(exchange, hop, hop.headers, input)
  const token = view.fresh() ?? (await view.token(hop.url, signal))
  const headers = withHeader(hop.headers, view.header, view.valueFor(token))
  const response = await sendHop(exchange, hop, headers, input)
  if (response.status !== 401) {
    view.accepted(hop.url.origin)
    return response
  }
  return droppingOnFailure(response, () => answerUnauthorized(exchange, hop, token, response))
}

/** R7. @returns The answer to the replay, or the 401 itself where there is to be none. */
async function answerUnauthorized(exchange: Exchange, hop: Hop, token: string, response: Response): Promise<Response> {
  const { view, signal } = exchange
  const sent = { ...hop, headers: withHeader(hop.headers, view.header, view.valueFor(token)) }
  if (!exchange.mayReplay || !wantsReplay(view, sent, () => response)) return response
  const again = await replayableHop(exchange, hop)
  if (again.replayable) exchange.mayReplay = false
  const { url, replayable } = again
  const replacement = await tokenForReplay(view, { token, url, signal, replayable })
  if (replacement === undefined) return response
  void drop(response)
  const headers = withHeader(again.headers, view.header, view.valueFor(replacement))
  const second = await sendHop(exchange, again, headers, url)
  if (second.status !== 401) view.accepted(url.origin)
  return second
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

function sendHop(
  exchange: Exchange,
  hop: Hop,
  headers: HeadersInit | undefined,
  input: string | URL | Request,
): Promise<Response> {
  const { init, view, signal } = exchange
  const redirect = redirectMode(init.redirect ?? 'follow', view.header)
  // The first hop of a Request sends the Request itself: it knows its body's length.
  if (isRequest(input)) return exchange.base(input, { ...exchange.given, ...(headers && { headers }), redirect })
  const body = hop.body as NonNullable<RequestInit['body']> | null | undefined
  return exchange.base(input, {
    ...init,
    method: hop.method,
    ...(headers && { headers }),
    body: body ?? null,
    redirect,
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
  const { document, WorkerGlobalScope, Deno, navigator } = globalThis as Record<string, unknown> & typeof globalThis
  if (document !== undefined) return true
  const isWorker = WorkerGlobalScope !== undefined && Deno === undefined
  return isWorker && (navigator as Navigator | undefined)?.userAgent !== 'Cloudflare-Workers'
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
