import type { Dispatcher } from 'undici'
import { invalidOption, refuseUnknownOptions } from '../errors/index.js'
import type { Auth } from './auth.js'
import { Origins } from './origins.js'
import { attemptFor } from './undici-attempt.js'
import type { View } from './view.js'
import { viewOf } from './view-of.js'

/** Where an interceptor lets the token go. */
export interface UndiciAuthOptions {
  /**
   * Where the token may go, e.g. `['https://api.example.com']`. Needed unless the auth lists its own `origins`; where
   * both do, an origin has to be in both lists.
   */
  readonly origins?: readonly string[] | undefined
}

const OPTIONS: Record<keyof UndiciAuthOptions, true> = { origins: true }

/**
 * For `new Agent().compose(authInterceptor(auth, { origins }))`: each request to a listed origin carries a token that is
 * good when it is sent, and after a 401 it is sent once more if its body can be. Requests to any other origin go as they
 * are.
 *
 * Undici's own `redirect`, `retry` and the like are composed after it, so that each hop and each attempt comes through
 * here: `.compose(authInterceptor(auth, { origins }), interceptors.redirect({ maxRedirections: 5 }))`. What has to know
 * the request as it is sent goes before it: `dns`, `cache`, `deduplicate`. A `redirect` before it follows nothing, since
 * it would take a token in a header of another name than `Authorization` along to any origin.
 *
 * A dispatcher cannot tell a redirect's hop from a request. So the origins have to be listed, to name another one is no
 * error, and redirects that leave them and come back to a listed one get the token again.
 *
 * `fetch` with this dispatcher gets its token and keeps to `origins`, but gives its bodies as streams, which are never
 * sent again: prefer `auth.fetch(url, { dispatcher })`, with a dispatcher that is composed without this.
 *
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`: no origins are listed, here or on the auth. Also for a request
 * without `origin`, by a `Pool` or `Client` of undici 7 and the first releases of undici 8, which do not tell theirs.
 */
export function authInterceptor(auth: Auth, options: UndiciAuthOptions = {}): Dispatcher.DispatcherComposeInterceptor {
  refuseUnknownOptions(options, OPTIONS)
  const view = viewOf(auth)
  const listed = new ListedOrigins(view, options.origins)
  // Undici 8 tells an interceptor where a Pool or Client sends, whatever its requests say.
  return (dispatch, ownOrigin?: string | null) => {
    const route = { view, dispatch }
    return (request, handler) => {
      const origin = listed.find(ownOrigin ?? request.origin)
      if (origin === undefined || isForPool(view, origin, request)) return dispatch(request, handler)
      return attemptFor(route, origin, request, handler).begin()
    }
  }
}

/** Where pool and API share an origin, the path tells them apart: as the server will read it. */
function isForPool(view: View, origin: string, { path }: Dispatcher.DispatchOptions): boolean {
  return origin === view.poolOrigin && URL.canParse(path, origin) && view.isPool(new URL(path, origin))
}

/** The origins that may have a token, by the names that requests have for them. */
class ListedOrigins {
  readonly #lists: readonly Origins[]
  readonly #known = new Map<string, string>()

  constructor({ origins }: View, own: readonly string[] | undefined) {
    this.#lists = [new Origins(own), origins].filter(({ areListed }) => areListed)
    if (this.#lists.length === 0) {
      throw invalidOption(
        'origins',
        'is needed: undici does not tell a redirect from a request. List where tokens may go',
      )
    }
  }

  find(named: string | URL | null | undefined): string | undefined {
    if (named === undefined || named === null) {
      throw invalidOption(
        'origin',
        'is missing from the request: it has to say where it goes, also with a Pool or Client',
      )
    }
    const name = typeof named === 'string' ? named : named.origin
    return this.#known.get(name) ?? this.#look(name)
  }

  #look(name: string): string | undefined {
    if (!URL.canParse(name)) return undefined
    const url = new URL(name)
    if (!this.#lists.every(origins => origins.allows(url))) return undefined
    this.#known.set(name, url.origin)
    return url.origin
  }
}
