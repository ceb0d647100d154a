import type { Fetch } from '../cognito-idp/index.js';
import type { sendLent } from './send-lent.js';
import type { View } from './view.js';
/** `fetch` with a token on every request: R1–R9 for WHATWG fetch. */
export declare function createAuthFetch(view: View, base: Fetch): Fetch;
/** A Request that a client has made for this fetch: nobody else changes its headers, or has it sent, meanwhile. */
export interface ClientsRequest {
    /** `sendLent`, which those need not load who fetch without a client. */
    readonly send: typeof sendLent;
    /** All of the body where it is known, which then need not be read beside the Request to have it for a replay. */
    readonly text?: string | undefined;
}
/** The same for clients that make Requests. */
export type Send = (input: string | URL | Request, init?: RequestInit, made?: ClientsRequest) => Promise<Response>;
/** That of the time of the request. */
export declare const globalFetch: Fetch;
export declare function createSend(view: View, base: Fetch): Send;
