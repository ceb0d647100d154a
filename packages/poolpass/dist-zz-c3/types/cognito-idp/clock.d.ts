/** Where poolpass reads the time and waits. Injected in tests; see `poolpass/testing`. */
export interface Clock {
    /** Milliseconds since 1970. May jump either way. */
    wallMs(): number;
    /** Milliseconds since any fixed point. Never goes back, but may stand still while the machine sleeps. */
    monotonicMs(): number;
    /** Resolves after `ms` milliseconds; rejects with the signal's reason when that aborts first. Many may share a signal. */
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
export declare const systemClock: Clock;
/** A point in time by both clocks, so that its age can be told when either of them lies. */
export interface Instant {
    /** Milliseconds since 1970. */
    readonly wallMs: number;
    /** Milliseconds since the monotonic clock's own beginning. */
    readonly monotonicMs: number;
}
export declare function instant(clock: Clock): Instant;
/**
 * Milliseconds since `since`: the greater of both clocks' differences. Monotonic clocks may stop in sleep, wall clocks
 * may be set back; neither makes anything look younger than it is.
 */
export declare function ageMs(clock: Clock, since: Instant): number;
/** The service's time, learned from the `Date` header of its answers. */
export declare class ServiceClock {
    #private;
    /** @param clock What elapses between two answers of the service. */
    constructor(clock: Clock);
    /**
     * Learns from an answer. A header that is absent or no date changes nothing.
     *
     * @param dateHeader Of HTTP, RFC 9110 §6.6.1.
     */
    observe(dateHeader: string | null): void;
    /** Epoch milliseconds: the last `Date` plus what has elapsed; the local wall clock before the first answer. */
    nowMs(): number;
    /** How far the service's time is ahead of the local wall clock; `undefined` before the first answer. */
    offsetMs(): number | undefined;
}
