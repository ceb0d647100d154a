import type { Emitter } from './events.js';
import type { HeldSession } from './held-session.js';
import type { PoolInternals } from './user-pool.js';
import { type TokenCheck } from './verify.js';
export { loadJose, verifyOne } from './verify.js';
/** Checks both tokens of a session. With `check`, by other means than the full verification. */
export declare function verifySession(pool: PoolInternals, held: HeldSession, mayHaveExpired: boolean, check?: TokenCheck): Promise<void>;
/**
 * R18 for tokens that came from the pool itself: while its keys are unreachable, TLS vouches for them.
 *
 * @param previousSub The user of the session that they renew.
 * @returns The error that kept the signatures from being checked now, if one did.
 */
export declare function verifyIssued(pool: PoolInternals, held: HeldSession, previousSub: string | undefined): Promise<Error | undefined>;
/** What becomes of tokens that could not be verified yet. */
interface Deferral {
    isCurrent(): boolean;
    /** They turned out to be forged. */
    giveUp(): void;
}
/** Checks the signatures once the pool's keys have come. */
export declare function deferVerification(pool: PoolInternals, events: Emitter, held: HeldSession, error: Error, { isCurrent, giveUp }: Deferral): void;
