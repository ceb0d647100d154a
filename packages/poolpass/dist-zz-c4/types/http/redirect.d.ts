import type { LastingHeaders } from './header.js';
/** What one hop sends. */
export interface Hop {
    readonly url: URL;
    readonly method: string;
    /** Those that the caller gave, without the token. */
    readonly headers: LastingHeaders | undefined;
    readonly body: unknown;
    /** Whether the body can be sent again. */
    readonly replayable: boolean;
    /** Hops before this one. */
    readonly count: number;
}
/** Whether a response asks for another hop. */
export declare function isRedirect(response: Response): boolean;
/**
 * @param response A redirect, as {@link isRedirect} tells.
 * @returns The hop that it asks for.
 * @throws {TypeError} where fetch gives a network error.
 */
export declare function nextHop(hop: Hop, response: Response): Hop & {
    readonly headers: Headers;
};
