type Bytes = Uint8Array | Promise<Uint8Array>;
/** Whoever hashes. Both give 32 bytes. */
export interface Hashing {
    sha256(data: Uint8Array): Bytes;
    hmacSha256(key: Uint8Array, data: Uint8Array): Bytes;
}
/**
 * SHA-256 by `node:crypto`. Node's Web Crypto goes through its thread pool, which takes longer than all that SRP hashes.
 *
 * @returns `null` where the run time has no `node:crypto`, or one that fails.
 */
export declare function nativeHashing(): Hashing | null;
export {};
