import type { Origins } from './origins.js';
/** Whether a 401 is answered with a renewal and one replay. A function is asked each time. */
export type RetryUnauthorized = boolean | ((request: Request, response: Response) => boolean);
/** Where an `Auth` of this library keeps its view. Registered, so that two copies of the library agree. */
export declare const viewKey: unique symbol;
/** How one view of a session puts its token on requests: what `fetch` and every adapter go by. */
export interface View {
    readonly header: string;
    /** The header's value for a token: the same string for the same token, which is cheaper than an equal one. */
    valueFor(token: string): string;
    readonly origins: Origins;
    readonly retryUnauthorized: RetryUnauthorized;
    /** R2, R3: the token if a request may leave with it at once. No I/O. */
    fresh(): string | undefined;
    /** R1, R4–R6: a token to send, waiting only as long as `signal` allows. */
    token(url: URL, signal?: AbortSignal | null): Promise<string>;
    /** R7: a token other than the one that `origin` answered 401 to; `undefined` when there is none to be had. */
    replaceRefused(token: string, url: URL, signal?: AbortSignal | null): Promise<string | undefined>;
    /** R7: takes note of a 401 that is not replayed. */
    invalidate(token: string, origin: string): void;
    /** R7: takes note that `origin` answered anything but 401. */
    accepted(origin: string): void;
    /** Where the user pool is, which may be where the API is. */
    readonly poolOrigin: string | undefined;
    /** Whether this is the user pool itself, which never gets a token and never waits for one. */
    isPool(url: Pick<URL, 'origin' | 'href'>): boolean;
}
/** R9: whether a redirect may take the token along. One that may not takes it off for all hops after it. */
export declare function mayCarryTo(view: View, url: URL, named: URL): boolean;
