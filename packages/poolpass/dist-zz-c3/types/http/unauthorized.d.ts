import type { View } from './view.js';
/** A 401 to a request that carried our token. */
export interface Refusal {
    readonly token: string;
    readonly url: URL;
    readonly signal?: AbortSignal | null | undefined;
    /** Whether the body can be sent again. */
    readonly replayable: boolean;
}
/** What a `retryUnauthorized` function is shown by clients that have no `Request` of their own. */
export interface Shown {
    readonly url: string | URL;
    readonly method: string;
    readonly headers: HeadersInit;
}
/** R7: whether `retryUnauthorized` lets a 401 be answered with a replay. */
export declare function wantsReplay(view: View, { url, method, headers }: Shown, response: () => Response): boolean;
/**
 * R7: a token for the one replay. Where there is none to be had the API's own answer stands: the next request tells why.
 *
 * @returns `undefined` when there is to be no replay.
 */
export declare function tokenForReplay(view: View, refusal: Refusal): Promise<string | undefined>;
