import { type Clock, type Instant } from '../cognito-idp/index.js';
import { type PoolpassError } from '../errors/index.js';
import { type Challenge, ChallengeError } from '../sign-in/index.js';
import type { SessionOrigin } from './held-session.js';
interface Refusal {
    error: PoolpassError;
    /** Of the sign-in that was refused. */
    readonly origin: SessionOrigin;
    readonly at: Instant;
    readonly waitMs: number;
    /** How often in a row. */
    readonly count: number;
}
export declare function isChallengeError(error: unknown): error is ChallengeError;
/**
 * Whether a failed sign-in says something about the credential or the pool, rather than about the moment; or is dear to
 * try again: nobody knows whether the pool has sent a code, or counted a failure, before the answer was lost.
 */
export declare function isWorthRemembering(error: unknown, hasShownFactor?: boolean): error is PoolpassError;
/** R11, R13: sign-ins that the pool refused or left at a challenge. Unattended ones get these instead of asking again. */
export declare class Refusals {
    #private;
    /** The last sign-in's failure, whether it is one that is remembered or not. */
    failed: PoolpassError | undefined;
    constructor(clock: Clock);
    get last(): Refusal | undefined;
    /** Milliseconds until what was refused last may be tried again; 0 or less: it may. */
    get restMs(): number;
    /** The challenge at which the last sign-in stopped, for as long as that holds. */
    get challenge(): PoolpassError | undefined;
    /** What the last sign-in stopped at, whether that holds or not. */
    get pending(): Challenge | undefined;
    /** Where the sign-in comes from that stopped at a challenge to that user. */
    originOf(username: string): SessionOrigin | undefined;
    /** What that credential was refused with, for as long as it is not to be tried again. */
    of(credentialTag: string): PoolpassError | undefined;
    /** Remembers `error` and tells it when a next attempt may be made. */
    remember(error: PoolpassError, origin: SessionOrigin): void;
    /** The challenge at which the last sign-in stopped has become another one. */
    amend(error: ChallengeError): void;
    clear(): void;
}
export {};
