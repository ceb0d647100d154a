import type { Fetch } from '../cognito-idp/index.js'
import { isRequest, type KeptBody, keepBody } from './body.js'
import { type LastingHeaders, lasting, ReadyHeader, withHeader } from './header.js'
import { LastOrigin } from './last-origin.js'
import { redirectMode, redirectsAreOpaque } from './redirect-mode.js'
import type { sendLent } from './send-lent.js'
import type { Sent } from './settle-and-follow.js'
import type { View } from './view.js'

/** `fetch` with a token on every request: R1–R9 for WHATWG fetch. */
export function createAuthFetch(view: View, base: Fetch): Fetch {
  const send = createSend(view, base)
  return (input, init) => send(input, init)
}

/** A Request that a client has made for this fetch: nobody else changes its headers, or has it sent, meanwhile. */
export interface ClientsRequest {
  /** `sendLent`, which those need not load who fetch without a client. */
  readonly send: typeof sendLent
  /** All of the body where it is known, which then need not be read beside the Request to have it for a replay. */
  readonly text?: string | undefined
}

/** The same for clients that make Requests. */
export type Send = (input: string | URL | Request, init?: RequestInit, made?: ClientsRequest) => Promise<Response>

/** That of the time of the request. */
export const globalFetch: Fetch = (input, init) => globalThis.fetch(input, init)

// Read by a pure call: to read a property may have side effects, which would keep it in bundles that do not fetch.
/** The run time's own, unless it was replaced before this module was loaded. */
const ownFetch = /* @__PURE__ */ (() => globalThis.fetch)()

export function createSend(view: View, base: Fetch): Send {
  const sender: Sender = {
    view,
    base,
    isGlobal: base === globalFetch,
    areOpaque: redirectsAreOpaque(),
    lastOrigin: new LastOrigin(),
    readyHeader: new ReadyHeader(),
  }
  return (input, init, made) => {
    const given = init && membersOf(init)
    return isRequest(input) ? sendRequest(sender, input, given, made) : sendAddress(sender, input, given)
  }
}

interface Sender {
  readonly view: View
  readonly base: Fetch
  readonly isGlobal: boolean
  readonly areOpaque: boolean
  readonly lastOrigin: LastOrigin
  readonly readyHeader: ReadyHeader
}

/** Who takes its place may spread what it takes for a plain object, or change it. */
function isOwn({ base, isGlobal }: Sender): boolean {
  return (isGlobal ? globalThis.fetch : base) === ownFetch
}

/** R2: with a token at hand and an ordinary answer, that answer is all there is to wait for. */
async function sendAddress(sender: Sender, input: string | URL, init: RequestInit | undefined): Promise<Response> {
  const { view, base } = sender
  const address = String(input)
  const origin = sender.lastOrigin.of(address) ?? originOf(sender, address)
  if (origin === undefined) return base(input, init)
  // As all is now: what the caller does to a URL or an object of options while this waits is none of this request's.
  const given = init && { ...init }
  const headers = lasting(given?.headers)
  const redirect = given?.redirect ?? 'follow'
  const token = view.fresh() ?? (await view.token(parseAddress(address), given?.signal))
  const response = await base(address, initWith(sender, token, given, headers, redirect))
  if (isLastWord(response)) {
    view.accepted(origin)
    return response
  }
  const url = parseAddress(address)
  const spent = { request: undefined, signal: given?.signal, isSpent: false, keptBody: undefined }
  return settle({ view, base, url, given: given ?? {}, headers, redirect, ...spent }, token, response)
}

async function sendRequest(
  sender: Sender,
  request: Request,
  init: RequestInit | undefined,
  made: ClientsRequest | undefined,
): Promise<Response> {
  const { view, base } = sender
  const address = request.url
  const origin = sender.lastOrigin.of(address) ?? originOf(sender, address)
  if (origin === undefined) return base(request, init)
  // As all is now, here too.
  const given = init && { ...init }
  // Those of a client's own Request can be read when they are needed.
  const copied = lasting(given?.headers) ?? (made ? undefined : lasting(request.headers))
  // Null is no body, so that the Request's own holds.
  const streamed = (given?.body ?? null) === null ? request.body : null
  const keptBody = streamed ? kept(request, made?.text) : undefined
  const redirect = given?.redirect ?? request.redirect ?? 'follow'
  const token = view.fresh() ?? (await view.token(parseAddress(address), signalOf(given, request)))
  const response = await (made && !given?.headers && isOwn(sender)
    ? made.send(
        base,
        request,
        withMembers(given, { redirect: redirectMode(redirect, view.header, sender.areOpaque) }),
        view.header,
        view.valueFor(token),
      )
    : // A Request as it is: it knows its body's length.
      base(request, initWith(sender, token, given, copied ?? request.headers, redirect)))
  if (isLastWord(response)) {
    view.accepted(origin)
    return response
  }
  const sent = {
    view,
    base,
    url: parseAddress(address),
    request,
    given: given ?? {},
    signal: signalOf(given, request),
    headers: copied ?? request.headers,
    redirect,
    isSpent: Boolean(streamed),
    keptBody,
  }
  return settle(sent, token, response)
}

function signalOf(given: RequestInit | undefined, request: Request): AbortSignal | null {
  return given?.signal === undefined ? request.signal : given.signal
}

/**
 * The origin that a token may go to; `undefined` for the pool's own endpoint.
 *
 * @throws {OriginError} where it may not.
 */
function originOf({ view, lastOrigin }: Sender, address: string): string | undefined {
  const url = parseAddress(address)
  if (view.isPool(url)) return undefined
  view.origins.check(url)
  const { origin } = url
  // The pool may share its origin with the API.
  if (origin !== view.poolOrigin) lastOrigin.remember(origin)
  return origin
}

function initWith(
  sender: Sender,
  token: string,
  given: RequestInit | undefined,
  headers: LastingHeaders | undefined,
  redirect: RequestRedirect,
): RequestInit {
  const { view, areOpaque } = sender
  const value = view.valueFor(token)
  return withMembers(given, {
    headers: isOwn(sender)
      ? sender.readyHeader.on(headers, view.header, value)
      : withHeader(headers, view.header, value),
    redirect: redirectMode(redirect, view.header, areOpaque),
  })
}

/** To spread `undefined` is a call into V8's run time, each time. */
function withMembers(given: RequestInit | undefined, members: RequestInit): RequestInit {
  return given ? { ...given, ...members } : members
}

/** What follows a 401 or a redirect is loaded when there is one. */
async function settle(sent: Sent, token: string, response: Response): Promise<Response> {
  const { settleAndFollow } = await import('./settle-and-follow.js')
  return settleAndFollow(sent, token, response)
}

function kept(request: Request, text: string | undefined): KeptBody | undefined {
  if (text !== undefined) return { content: text }
  const spare = request.clone().body
  return spare ? keepBody(spare) : undefined
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
