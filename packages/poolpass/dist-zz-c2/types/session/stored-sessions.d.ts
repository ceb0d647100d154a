import type { Emitter } from './events.js';
import { type HeldSession, type SessionOrigin } from './held-session.js';
import type { PoolInternals } from './user-pool.js';
/** One session's side of the pool's token store. Failures become events: a session outlives its store. */
export declare class StoredSessions {
    #private;
    constructor(pool: PoolInternals, events: Emitter);
    /** Pool, client and username: the store's key, and what a credential's tag is bound to. */
    key(storedAs: string): string;
    /**
     * @param held What this session has.
     * @returns A stored session of the same origin that is newer; its signatures are checked.
     */
    newer(origin: SessionOrigin, held: HeldSession | undefined): Promise<HeldSession | undefined>;
    delete(storedAs: string): Promise<void>;
    /** Waits for this session's turn where the store has a lock. Without it, or if it fails, correctness is the same. */
    lock(storedAs: string | undefined): Promise<() => Promise<void>>;
    /** Writes the session. When that fails, writing goes on beside, for as long as `isCurrent` says so. */
    save(held: HeldSession, isCurrent: () => boolean): Promise<void>;
    /** Gives up on writes that are waiting to be tried again. */
    stop(): void;
}
