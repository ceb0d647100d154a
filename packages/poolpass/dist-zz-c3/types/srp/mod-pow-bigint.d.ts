/**
 * In plain JavaScript. What is secret, and what its duration tells of it: SECURITY.md.
 *
 * @param base In [0, N).
 * @param exponent In (0, N).
 */
export declare function bigIntModPow(base: bigint, exponent: bigint): bigint;
