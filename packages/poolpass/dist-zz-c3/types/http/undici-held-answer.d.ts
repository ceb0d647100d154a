/** What can be done to a response that is still coming in. */
export interface Source {
    abort(reason: Error): void;
    resume(): void;
}
/** A 401 that can be held back while it is not known whether it is for the client or its request is sent once more. */
export declare class HeldAnswer {
    #private;
    constructor(source: Source);
    /** It as a `Response`, whose body ends where too much would have to be held. */
    show(headers: Headers): Response;
    /**
     * @param part Tells the client's handler of it.
     * @returns `false` if the response has to pause.
     */
    take(part: () => unknown, chunk?: Uint8Array): unknown;
    /** The same for the last part. */
    end(part: () => unknown): void;
    hold(): void;
    /** Lets the client's handler have all of it, as far as it is held and as it comes. */
    give(): void;
    /** Lets nobody have it. Its connection is used again if the rest is short. */
    drop(): void;
}
