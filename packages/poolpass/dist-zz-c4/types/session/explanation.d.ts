import type { PoolpassError, PoolpassErrorCode } from '../errors/index.js';
/** Why a session is in the state it is in, for an operator. Holds no secret. */
export interface SessionExplanation {
    /** `refused`: there is no session, and the last sign-in failed. */
    readonly state: 'signed-in' | 'signed-out' | 'not-signed-in' | 'refused';
    /** The real one once it is known, else the one that was given. */
    readonly username: string | undefined;
    /** Why the last sign-in happened. */
    readonly lastSignInReason: string | undefined;
    /** When that sign-in began, by this machine's clock. */
    readonly lastSignInAt: Date | undefined;
    /** The `code`, `name` and `message` of the last sign-in or renewal that failed, while that still matters. */
    readonly lastRefusal: {
        readonly code: PoolpassErrorCode;
        readonly name: string;
        readonly message: string;
    } | undefined;
    /** Before this, poolpass does not try by itself again what was refused. `undefined`: the next request tries. */
    readonly nextAttemptAt: Date | undefined;
    /** Since it was asked for; `undefined` without one. */
    readonly accessTokenAgeSeconds: number | undefined;
    /** Its `exp`, by the service's clock. */
    readonly accessTokenExpiresAt: Date | undefined;
    /** How far the service's clock is ahead of this machine's; `undefined` before its first answer. */
    readonly clockOffsetMs: number | undefined;
    /** Origins whose 401s force no renewal at the moment. */
    readonly originsThatAnswer401: readonly string[];
}
export declare function describeError(error: PoolpassError | undefined): SessionExplanation['lastRefusal'];
