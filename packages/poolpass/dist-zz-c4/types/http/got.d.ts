import type { HandlerFunction, Hooks } from 'got';
import type { Auth } from './auth.js';
/** What `got.extend` takes from {@link authOptions}. */
export interface GotAuthOptions {
    /** Puts the token on, and sees to redirects. */
    handlers: HandlerFunction[];
    /** Answers a 401, and keeps the token out of got's errors. */
    hooks: Partial<Hooks>;
}
/**
 * For `got.extend(authOptions(auth))`: promises and streams go with a token, each attempt and each redirect with one
 * that is good at that time. A 401 is replayed, but not with a body that is a stream, or that was written into one.
 *
 * With a `prefixUrl`, the token goes to that URL's origin alone unless the auth lists `origins`. A client can have one
 * auth: to `extend` it by another is a `TypeError`. got's `timeout.request` does not begin before the request is sent:
 * the wait for a token has the same limit, counted by itself.
 */
export declare function authOptions(auth: Auth): GotAuthOptions;
