/** What an HTTP client's adapter needs: the small side of {@link SrpAuth}. */
export interface Auth {
    /** A token that is good to send now. */
    token(options?: TokenOptions): Promise<string>;
    /** The one header to send, e.g. `{ Authorization: 'Bearer …' }`. Its value ends with the token. */
    headers(options?: TokenOptions): Promise<Record<string, string>>;
    /** Tells that a token was refused, so that the next call renews first. */
    invalidate(token: string): void;
}
/** What is known of the request that a token is for. */
export interface TokenOptions {
    /**
     * Where the token will go: http(s), or ws(s) for a WebSocket's handshake. Checked against `origins` when given; else
     * keeping to them is the caller's affair.
     */
    readonly url?: string | URL | undefined;
    /** Ends the waiting, not the work that others share. */
    readonly signal?: AbortSignal | undefined;
}
