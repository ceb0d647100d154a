import { PoolpassError } from '../errors/index.js';
/**
 * What the SDK threw, in the errors of poolpass.
 *
 * @param as What the table of refusals calls the operation.
 * @param input What was sent: none of its values is left in the error.
 */
export declare function translateFailure(error: unknown, operation: string, as: string, input: object): PoolpassError;
