import type { PoolpassErrorCode } from '../errors/index.js';
import type { Clock } from './clock.js';
/**
 * What is done when the answer to a call is lost (connection, timeout, 5xx) and nobody knows whether it was handled:
 * `repeat` it after a wait, `repeat-at-once` first and then after waits, or `fail`, for callers that know better.
 */
export type LostAnswerPolicy = 'repeat' | 'repeat-at-once' | 'fail';
/**
 * Full jitter: anything between 0 and an exponentially growing bound.
 *
 * @param attempt 0 for the first retry.
 * @param fraction Random, in [0, 1).
 */
export declare function backoffMs(attempt: number, fraction: number, firstMs?: number, longestMs?: number): number;
/**
 * @returns Milliseconds to wait before the next attempt; `undefined` when there is to be none.
 */
export declare function retryDelayMs(operation: string, code: PoolpassErrorCode | undefined, attempt: number, fraction: number): number | undefined;
/**
 * Waits before an attempt that follows one that failed.
 *
 * @throws `error`, what the last attempt failed with, when the next one would come too late, or does: a clock may
 *   oversleep by hours.
 */
export declare function waitForRetry(clock: Clock, error: unknown, waitMs: number, { deadlineAtMs, signal }: {
    deadlineAtMs: number;
    signal?: AbortSignal | undefined;
}): Promise<void>;
