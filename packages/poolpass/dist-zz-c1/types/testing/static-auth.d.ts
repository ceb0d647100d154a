import type { Auth } from '../http/index.js';
/**
 * An {@link Auth} that always gives the same token: for tests of code that takes an `Auth`. Does no I/O.
 *
 * @param options.httpHeader Default `Authorization`.
 * @param options.httpHeaderPrefix Default `Bearer `.
 */
export declare function staticAuth(token: string, options?: {
    httpHeader?: string;
    httpHeaderPrefix?: string;
}): Auth;
