import type { Fetch } from '../cognito-idp/index.js'
import type { Auth } from './auth.js'
import { createAuthFetch } from './auth-fetch.js'
import type { View } from './view.js'
import { viewOf } from './view-of.js'

/** What `ky.extend` and `ky.create` take from {@link authOptions}. */
export interface KyAuthOptions {
  readonly fetch: Fetch
  readonly hooks: { readonly beforeRequest: ((...state: unknown[]) => void)[] }
}

/** The options of ky that make a base URL: the first is ky 1's, the others are ky 2's. */
interface BaseOptions {
  readonly prefixUrl?: string | URL
  readonly baseUrl?: string | URL
  readonly prefix?: string | URL
}

/**
 * For `ky.extend(authOptions(auth))`. Every attempt of ky's, retries too, carries a token that is good at that time, and
 * ky's own errors never hold it: it is put on behind ky. Where no `origins` are listed, a client with a `prefixUrl`,
 * `prefix` or `baseUrl` sends it to that URL's origin only.
 *
 * @param options.fetch What sends the requests. Default: the global one at the time of the request.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when `auth` is no `Auth`. No I/O is done.
 */
export function authOptions(auth: Auth, options: { readonly fetch?: Fetch | undefined } = {}): KyAuthOptions {
  const view = viewOf(auth)
  const { fetch = (input, init) => globalThis.fetch(input, init) } = options
  return {
    fetch: createAuthFetch(view, fetch),
    hooks: { beforeRequest: [(...state) => checkBase(view, state)] },
  }
}

/** @param state A request and its options: two parameters in ky 1, two members of one in ky 2. */
function checkBase(view: View, state: unknown[]): void {
  const first = state[0] as Request | { readonly request: Request; readonly options: BaseOptions }
  const { request, options } = 'request' in first ? first : { request: first, options: state[1] as BaseOptions }
  const base = options.prefixUrl || options.baseUrl || options.prefix
  if (!base || !URL.canParse(base)) return
  const url = new URL(request.url)
  if (!view.isPool(url)) view.origins.within(new URL(base)).check(url)
}
