/**
 * OpenSSL's modular power.
 *
 * @param base In [0, N).
 * @param exponent In (0, N).
 * @param N The group's.
 * @returns `undefined` where the run time has no `node:crypto`, or one that failed: then for the whole process.
 */
export declare function nativeModPow(base: bigint, exponent: bigint, N: bigint): bigint | undefined;
