type Tell = (reason: unknown) => void;
/** Tells the signal's reason when it aborts. @returns Takes that off again, and with the last one the listener. */
export declare function onAbort(signal: AbortSignal | null | undefined, tell: Tell): () => void;
/**
 * Waits for `promise`, but no longer than `signal` allows. The work behind the promise goes on.
 *
 * @throws The signal's reason when it aborts first. Its listener is removed in every case.
 */
export declare function raceSignal<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T>;
export {};
