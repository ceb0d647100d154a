import type { StoredEntry, StoredSession, StoreWriteOptions, TokenStore } from '../session/token-store.js';
/** A store in this process's memory. Every `UserPool` has one of its own unless it is given another. */
export declare class MemoryTokenStore implements TokenStore {
    #private;
    /** @param options.nowMs Milliseconds since any fixed point. Default: the wall clock. */
    constructor(options?: {
        nowMs?: () => number;
    });
    read(key: string): Promise<StoredEntry | undefined>;
    write(key: string, value: StoredSession, options: StoreWriteOptions): Promise<string | undefined>;
    delete(key: string): Promise<void>;
}
