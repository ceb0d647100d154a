import type { AppClient } from '../sign-in/index.js';
/** A JSON Web Key Set (RFC 7517). */
export interface JsonWebKeySet {
    /** Public RSA keys; each is found by its `kid`. */
    readonly keys: readonly {
        readonly kid?: string;
        readonly [member: string]: unknown;
    }[];
}
/** @throws {TypeError} when the value is neither a key set nor the JSON of one. */
export declare function parseKeySet(value: unknown, option?: string): JsonWebKeySet;
/** The pool's public keys: fetched once, and again for a key id that is not among them. */
export declare class PoolKeys {
    #private;
    readonly url: string;
    constructor(client: AppClient, given: JsonWebKeySet | undefined);
    /** Starts fetching, if that is still to do, beside whatever the caller does next. */
    prefetch(): void;
    /**
     * The key set that should hold `kid`.
     *
     * @throws {UnavailableError} when the keys cannot be fetched.
     */
    forKid(kid: string): Promise<JsonWebKeySet>;
    /** Runs `callback` once, after the next successful fetch. */
    onArrival(callback: () => void): void;
}
