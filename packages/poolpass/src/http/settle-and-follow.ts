import type { Fetch } from '../cognito-idp/index.js'
import { OriginError } from '../errors/index.js'
import { drop, isReplayable, type KeptBody } from './body.js'
import { type LastingHeaders, withHeader } from './header.js'
import { type Hop, isRedirect, nextHop } from './redirect.js'
import { redirectMode } from './redirect-mode.js'
import { tokenForReplay, wantsReplay } from './unauthorized.js'
import { mayCarryTo, type View } from './view.js'

/** A request as it was sent. */
export interface Sent {
  readonly view: View
  readonly base: Fetch
  readonly url: URL
  readonly request: Request | undefined
  /** The options that came with the URL or Request. */
  readonly given: RequestInit
  readonly signal: AbortSignal | null | undefined
  /** Those that the caller gave, without the token. */
  readonly headers: LastingHeaders | undefined
  readonly redirect: RequestRedirect
  /** Whether the body is the Request's own stream, which is spent now. */
  readonly isSpent: boolean
  readonly keptBody: KeptBody | undefined
}

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

/** @returns The last answer to a request whose first one was a 401 or a redirect: replays the one, follows the other. */
export async function settleAndFollow(sent: Sent, token: string, response: Response): Promise<Response> {
  const { view, base, url, request, given, signal, headers, redirect, keptBody } = sent
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
  const body = given.body ?? request?.body
  const hop: Hop = {
    url,
    method: normalizeMethod(given.method ?? request?.method ?? 'GET'),
    headers,
    body,
    replayable: !sent.isSpent && isReplayable(body),
    count: 0,
  }
  return follow(exchange, hop, await settle(exchange, hop, token, response))
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
  if (exchange.keptBody.content === undefined) await new Promise(resolve => setTimeout(resolve))
  const body = exchange.keptBody.content
  return body !== undefined ? { ...hop, body, replayable: true } : hop
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
  return withHeader(headers, view.header, view.valueFor(token))
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

function unseenRedirect(url: URL): OriginError {
  return new OriginError(
    'ERR_POOLPASS_ORIGIN',
    `${url.origin} answered with a redirect that this run time does not show: it was not followed. Name its target`,
  )
}

function markRedirected(response: Response): Response {
  return Object.defineProperty(response, 'redirected', { value: true })
}
