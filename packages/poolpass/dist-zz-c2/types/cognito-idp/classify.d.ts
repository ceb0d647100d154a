import type { PoolpassErrorCode } from '../errors/index.js';
interface Rule {
    /** Operations the rule is for; all when absent. */
    readonly operations?: readonly string[];
    readonly name: string;
    /** What the message must contain; any message when absent. */
    readonly message?: RegExp;
    readonly code: PoolpassErrorCode;
}
/** What each refusal means, most specific first. The service's names come without their `Exception`. */
export declare const RULES: readonly Rule[];
/**
 * What a refusal of the service means. The only place that decides so.
 *
 * @param operation Its name; REFRESH_TOKEN_AUTH for a renewal by InitiateAuth, DEVICE_PASSWORD_VERIFIER for a device's proof.
 * @param name The service's error name, with or without `Exception`, without a namespace.
 */
export declare function classify(operation: string, name: string, message: string): PoolpassErrorCode;
export {};
