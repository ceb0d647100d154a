import type { Fetch } from '../cognito-idp/index.js'
import { isRequest, type KeptBody, keepBody } from './body.js'
import { lasting, ReadyHeader, withHeader } from './header.js'
import { LastOrigin } from './last-origin.js'
import { redirectMode, redirectsAreOpaque } from './redirect-mode.js'
import type { sendLent } from './send-lent.js'
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

/** The run time's own, unless it was replaced before this module was loaded. */
const ownFetch = globalThis.fetch

export function createSend(view: View, base: Fetch): Send {
  const readyHeader = new ReadyHeader()
  const sender: Sender = {
    view,
    base,
    areOpaque: redirectsAreOpaque(),
    lastOrigin: new LastOrigin(),
    putOn: (headers, name, value) =>
      isOwn(base) ? readyHeader.on(headers, name, value) : withHeader(headers, name, value),
  }
  return (input, init, made) => send(sender, input, init && membersOf(init), made)
}

/** Who takes its place may spread what it takes for a plain object, or change it. */
function isOwn(base: Fetch): boolean {
  return (base === globalFetch ? globalThis.fetch : base) === ownFetch
}

interface Sender {
  readonly view: View
  readonly base: Fetch
  readonly areOpaque: boolean
  readonly putOn: typeof withHeader
  readonly lastOrigin: LastOrigin
}

/** R2: with a token at hand and an ordinary answer, that answer is all there is to wait for. */
async function send(
  sender: Sender,
  input: string | URL | Request,
  init: RequestInit | undefined,
  made: ClientsRequest | undefined,
): Promise<Response> {
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
  const given = init && { ...init }
  const headers = lasting(given?.headers) ?? (made ? request?.headers : lasting(request?.headers))
  const streamed = request && given?.body === undefined ? request.body : null
  const keptBody = streamed && request ? kept(request, made?.text) : undefined
  const redirect = given?.redirect ?? request?.redirect ?? 'follow'
  const token = view.fresh() ?? (await view.token(parseAddress(address), signalOf(given, request)))
  const value = view.valueFor(token)
  const asked = redirectMode(redirect, view.header, sender.areOpaque)
  const response =
    made && request && !given?.headers && isOwn(base)
      ? await made.send(base, request, { ...given, redirect: asked }, view.header, value)
      : // A Request as it is: it knows its body's length.
        await base(request ?? address, {
          ...given,
          headers: sender.putOn(headers, view.header, value),
          redirect: asked,
        })
  if (isLastWord(response)) {
    view.accepted(origin)
    return response
  }
  const { settleAndFollow } = await import('./settle-and-follow.js')
  const url = parseAddress(address)
  const signal = signalOf(given, request)
  const isSpent = Boolean(streamed)
  const sent = { view, base, url, request, given: given ?? {}, signal, headers, redirect, isSpent, keptBody }
  return settleAndFollow(sent, token, response)
}

function signalOf(given: RequestInit | undefined, request: Request | undefined): AbortSignal | null | undefined {
  return given?.signal === undefined ? request?.signal : given.signal
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
