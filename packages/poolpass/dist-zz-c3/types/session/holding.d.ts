import type { PoolpassError } from '../errors/index.js';
import type { DeviceCredentials, SignInResult } from '../sign-in/index.js';
import { Emitter } from './events.js';
import { Flights } from './flights.js';
import { type HeldSession, type SessionOrigin } from './held-session.js';
import { ReadyToken } from './ready-token.js';
import { Refusals } from './refusals.js';
import { RenewalBackoff } from './renewal-backoff.js';
import type { SessionOptions } from './session-options.js';
import { Signer } from './signer.js';
import { StoredSessions } from './stored-sessions.js';
import type { TokenType } from './token-type.js';
import type { PoolInternals } from './user-pool.js';
/** What a session has: its tokens, what it remembers, and the flights that may change them. */
export declare class Holding {
    #private;
    readonly pool: PoolInternals;
    readonly events: Emitter;
    readonly stored: StoredSessions;
    readonly refusals: Refusals;
    readonly backoff: RenewalBackoff;
    readonly flights: Flights;
    readonly signer: Signer;
    /** What of {@link held} may be sent for a while. */
    readonly ready: Readonly<Record<TokenType, ReadyToken>>;
    isSignedOut: boolean;
    /** Signed out for good, unless somebody signs in under another name. */
    isDeleted: boolean;
    /** Refresh tokens that came in after a logout. */
    readonly unrevoked: string[];
    constructor(pool: PoolInternals, options: SessionOptions);
    get held(): HeldSession | undefined;
    set held(held: HeldSession | undefined);
    /** The next request waits for a renewal. */
    invalidate(held: HeldSession): void;
    ageMs(held: HeldSession, type: TokenType): number;
    /** The token until its true expiry, whatever else is known about it. */
    tokenNow(type: TokenType): string | undefined;
    /** @param previous The session that the tokens renew. */
    takeOver(result: SignInResult, origin: SessionOrigin, generation: number, previous?: HeldSession): Promise<HeldSession | undefined>;
    /** Goes on with the store's session where the same credential made a newer one. */
    adopt(origin: SessionOrigin, generation: number): Promise<boolean>;
    /** The store's session where that is newer, else `held`. */
    newerThan(held: HeldSession, generation: number): Promise<HeldSession>;
    /** The session goes on with something else about it, in the store too: behind any write that is still on its way. */
    change(held: Readonly<HeldSession>, changes: Partial<SessionOrigin & Pick<HeldSession, 'device' | 'newDevice'>>): Promise<void>;
    /** The session goes on with a device that was confirmed. */
    keepDevice(held: Readonly<HeldSession>, device: DeviceCredentials): Promise<void>;
    end(): HeldSession | undefined;
    /** Takes the session out of the store, behind any write that is still on its way there. */
    forget(storedAs: string | undefined): Promise<void>;
    /** Waits for what is under way, though not for the caller's own code. */
    close(): Promise<void>;
    missingSession(): PoolpassError;
}
