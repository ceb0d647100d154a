import { PoolpassError } from './errors.js';
/**
 * A second error object that says the same, for another caller who waited for the same work. They share the `cause`:
 * what was behind the failure, or else the failure itself.
 *
 * @param retryAt In place of the error's own.
 */
export declare function copyError<E extends PoolpassError>(error: E, retryAt?: Date | undefined): E;
