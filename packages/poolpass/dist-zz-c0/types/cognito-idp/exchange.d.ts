import type { Clock } from './clock.js';
/** The part of WHATWG fetch that poolpass needs. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
export interface Answer {
    readonly response: Response;
    /** The body, read to its end. */
    readonly text: string;
}
/**
 * Sends one request and reads its answer to the end, both within `timeoutMs`.
 *
 * @throws What `fetch` throws; a `TimeoutError` DOMException; or the signal's reason.
 */
export declare function exchange({ fetch, clock }: {
    fetch: Fetch;
    clock: Clock;
}, url: string, init: RequestInit, timeoutMs: number, signal?: AbortSignal): Promise<Answer>;
