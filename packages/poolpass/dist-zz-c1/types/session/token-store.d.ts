import type { DeviceCredentials, Tokens } from '../sign-in/index.js';
/** A session as a store keeps it: a plain object that survives JSON. **Holds tokens: treat it as a secret.** */
export interface StoredSession {
    /** Of this format. */
    readonly format: 1;
    /** The real username. */
    readonly username: string;
    /** With the refresh token, where there is one. */
    readonly tokens: Tokens;
    /** Of a pool that remembers devices: the refresh token is bound to it. */
    readonly device?: DeviceCredentials;
    /** HMAC that only a holder of the credential which made the session can compute. */
    readonly credentialTag: string;
}
/** What a store has under a key. */
export interface StoredEntry {
    /** What was written last. */
    readonly value: StoredSession;
    /** Changes with every write. */
    readonly version: string;
    /** Since the write. */
    readonly ageSeconds: number;
}
/** When a write counts, and for how long. */
export interface StoreWriteOptions {
    /** Writes only if this is still the entry's version; `null`: only if there is no entry. Absent: in any case. */
    readonly ifVersion?: string | null;
    /** When the store may forget the entry. */
    readonly expiresInSeconds: number;
}
/** Where sessions live. Correctness rests on compare-and-set in `write`; `lock` only saves calls to the pool. */
export interface TokenStore {
    /** What is there and has not expired. A rejection is reported as `storeFailed`, and the session goes on in memory. */
    read(key: string): Promise<StoredEntry | undefined>;
    /** @returns The new version, or `undefined` when `ifVersion` did not hold. */
    write(key: string, value: StoredSession, options: StoreWriteOptions): Promise<string | undefined>;
    /** Removes the entry, if there is one, whatever its version. */
    delete(key: string): Promise<void>;
    /**
     * Waits for the key's turn, or rejects.
     *
     * @returns A function that ends the turn.
     */
    lock?(key: string): Promise<() => void | Promise<void>>;
}
