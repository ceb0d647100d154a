/** `native`: OpenSSL, where the run time has it. `bigint`: runs everywhere; its proofs are hashed by Web Crypto. */
export type ModPowEngine = 'native' | 'bigint';
/**
 * `base ^ exponent mod N` for the group's 3072-bit N.
 *
 * Neither engine takes constant time; SECURITY.md says what that leaks, and to whom.
 *
 * @param base In [0, N).
 * @param exponent In (0, N).
 * @param engine Forces one engine. By default `native` where it works, else `bigint`.
 * @throws {RangeError} for a base or an exponent out of range.
 * @throws {TypeError} when `native` is forced where the run time has no usable OpenSSL.
 */
export declare function modPow(base: bigint, exponent: bigint, engine?: ModPowEngine): bigint;
