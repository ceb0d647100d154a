import type { Fetch } from '../cognito-idp/index.js';
import type { Auth } from './auth.js';
/** What `ky.extend` and `ky.create` take from {@link authOptions}. */
export interface KyAuthOptions {
    /** Sends with a token on. */
    readonly fetch: Fetch;
    /** Where no `origins` are listed: what tells `fetch` the client's base URL. */
    readonly hooks?: object;
}
/**
 * For `ky.extend(authOptions(auth))`. Every attempt of ky's, retries too, carries a token that is good at that time, and
 * ky's own errors never hold it: it is put on behind ky. Where no `origins` are listed, a client with a `prefixUrl`,
 * `prefix` or `baseUrl` sends it to that URL's origin only. In ky 2 a hook tells which that is: hooks of your own are
 * added by another `extend`. A request for which it was not told fails with `ERR_POOLPASS_INVALID_OPTION`.
 *
 * @param options.fetch What sends the requests. Default: the global one at the time of the request.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when `auth` is no `Auth`. No I/O is done.
 */
export declare function authOptions(auth: Auth, options?: {
    readonly fetch?: Fetch | undefined;
}): KyAuthOptions;
