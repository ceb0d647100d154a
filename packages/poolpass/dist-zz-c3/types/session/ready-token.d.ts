import type { Clock, Instant } from '../cognito-idp/index.js';
/**
 * A token that requests may leave with until a time, without another look at its session (R2). One object for all times:
 * who puts tokens on requests keeps it. Beside a request all that a session consists of has left the caches.
 */
export declare class ReadyToken {
    #private;
    constructor(clock: Clock);
    /** Good until `forMs` after `since`, by whichever of the two clocks is there first. */
    set(token: string, { wallMs, monotonicMs }: Instant, forMs: number): void;
    clear(): void;
    /** `undefined` where the session has to be asked. */
    get(): string | undefined;
}
