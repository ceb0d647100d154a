/** R9: where a token may go. */
export declare class Origins {
    #private;
    /** @param origins URLs of origins; `undefined`: any https origin, and loopback, that a caller names. */
    constructor(origins: readonly string[] | undefined);
    /** Whether the caller listed them. */
    get areListed(): boolean;
    /** The default of a client that has a base URL: that URL's origin, as far as a token may go there at all. */
    within(baseUrl: URL): Origins;
    /** Whether a request that a caller names may carry a token. */
    allows(url: URL): boolean;
    /** Whether a redirect may take the token along: to a listed origin, or else to the one that the caller named. */
    allowsHop(url: URL, named: URL): boolean;
    /** @throws {OriginError} `ERR_POOLPASS_ORIGIN`: nothing has been sent. */
    check(url: URL): void;
}
