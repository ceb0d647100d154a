/** Ends much that runs at once: when the caller says so, or when one of it has failed. */
export declare class Stop {
    #private;
    /** @param signal The caller's: until {@link close} there is a listener on it. */
    constructor(signal: AbortSignal | undefined);
    get signal(): AbortSignal;
    now(reason: unknown): void;
    close(): void;
}
