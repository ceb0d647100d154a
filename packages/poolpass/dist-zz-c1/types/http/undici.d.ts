import type { Dispatcher } from 'undici';
import type { Auth } from './auth.js';
/** Where an interceptor lets the token go. */
export interface UndiciAuthOptions {
    /**
     * Where the token may go, e.g. `['https://api.example.com']`. Needed unless the auth lists its own `origins`; where
     * both do, an origin has to be in both lists.
     */
    readonly origins?: readonly string[] | undefined;
}
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
export declare function authInterceptor(auth: Auth, options?: UndiciAuthOptions): Dispatcher.DispatcherComposeInterceptor;
