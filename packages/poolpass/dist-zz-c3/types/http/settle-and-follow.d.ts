import type { Fetch } from '../cognito-idp/index.js';
import { type KeptBody } from './body.js';
import { type LastingHeaders } from './header.js';
import { type View } from './view.js';
/** A request as it was sent. */
export interface Sent {
    readonly view: View;
    readonly base: Fetch;
    readonly url: URL;
    readonly request: Request | undefined;
    /** The options that came with the URL or Request. */
    readonly given: RequestInit;
    readonly signal: AbortSignal | null | undefined;
    /** Those that the caller gave, without the token. */
    readonly headers: LastingHeaders | undefined;
    readonly redirect: RequestRedirect;
    /** Whether the body is the Request's own stream, which is spent now. */
    readonly isSpent: boolean;
    readonly keptBody: KeptBody | undefined;
}
/** @returns The last answer to a request whose first one was a 401 or a redirect: replays the one, follows the other. */
export declare function settleAndFollow(sent: Sent, token: string, response: Response): Promise<Response>;
