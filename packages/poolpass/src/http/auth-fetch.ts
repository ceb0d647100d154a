import type { Fetch } from '../cognito-idp/index.js'
import { isRequest, keepBody } from './body.js'
import { lasting, withHeader } from './header.js'
import { LastOrigin } from './last-origin.js'
import { redirectMode } from './redirect-mode.js'
import type { View } from './view.js'

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
  const { settleAndFollow } = await import('./settle-and-follow.js')
  const url = parseAddress(address)
  const sent = { view, base, url, request, given, signal, headers, redirect, isSpent: Boolean(streamed), keptBody }
  return settleAndFollow(sent, token, response)
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
