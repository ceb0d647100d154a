import type { Fetch } from '../cognito-idp/index.js';
/**
 * Lends a header to a Request that a client has made. Headers beside a Request would cost more than all that poolpass does.
 * Until the answer is there, as what has taken the place of a fetch may read it late: whoever prints the Request after
 * that sees what it had before.
 */
export declare function sendLent(base: Fetch, request: Request, init: RequestInit, name: string, value: string): Promise<Response>;
