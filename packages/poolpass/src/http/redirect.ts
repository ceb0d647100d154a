import type { LastingHeaders } from './header.js'

/** Fetch's HTTP-redirect algorithm (WHATWG fetch §4.4), for hops that we have to see ourselves. */

const LONGEST_CHAIN = 20
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']
/** What fetch takes off a request that leaves its origin. */
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'host']

/** What one hop sends. */
export interface Hop {
  readonly url: URL
  readonly method: string
  /** Those that the caller gave, without the token. */
  readonly headers: LastingHeaders | undefined
  readonly body: unknown
  /** Whether the body can be sent again. */
  readonly replayable: boolean
  /** Hops before this one. */
  readonly count: number
}

/** Whether a response asks for another hop. */
export function isRedirect(response: Response): boolean {
  return REDIRECTS.has(response.status) && response.headers.has('location')
}

/**
 * @param response A redirect, as {@link isRedirect} tells.
 * @returns The hop that it asks for.
 * @throws {TypeError} where fetch gives a network error.
 */
export function nextHop(hop: Hop, response: Response): Hop & { readonly headers: Headers } {
  const url = locationUrl(hop, response.headers.get('location') ?? '')
  if (hop.count >= LONGEST_CHAIN) throw new TypeError(`fetch failed: more than ${LONGEST_CHAIN} redirects`)

  const { status } = response
  const becomesGet =
    ((status === 301 || status === 302) && hop.method === 'POST') ||
    (status === 303 && hop.method !== 'GET' && hop.method !== 'HEAD')
  const hasBody = hop.body !== undefined && hop.body !== null
  if (status !== 303 && hasBody && !hop.replayable) {
    throw new TypeError(`fetch failed: a ${status} redirect asks for a streamed body again`)
  }
  const headers = new Headers(hop.headers)
  if (becomesGet) for (const name of BODY_HEADERS) headers.delete(name)
  if (url.origin !== hop.url.origin) for (const name of CREDENTIAL_HEADERS) headers.delete(name)
  const rest = becomesGet ? { method: 'GET', body: undefined, replayable: true } : {}
  return { ...hop, ...rest, url, headers, count: hop.count + 1 }
}

/** Header values come as Latin-1; servers write targets in UTF-8. */
function decodeLocation(location: string): string {
  if (!/[\x80-\xff]/.test(location)) return location
  return new TextDecoder().decode(Uint8Array.from(location, character => character.charCodeAt(0)))
}

function locationUrl(hop: Hop, header: string): URL {
  const location = decodeLocation(header)
  if (!URL.canParse(location, hop.url.href)) throw new TypeError('fetch failed: a redirect to something that is no URL')
  const url = new URL(location, hop.url.href)
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('fetch failed: a redirect to a URL that is not http(s)')
  if ((url.username || url.password) && url.origin !== hop.url.origin) {
    throw new TypeError('fetch failed: a redirect to another origin with credentials in its URL')
  }
  if (!url.hash) url.hash = hop.url.hash
  return url
}
