import type { ModPowEngine } from './mod-pow.js';
import { type Hashing } from './native.js';
/** For the engine `bigint`, what every run time has. */
export declare function hashing(engine?: ModPowEngine): Hashing;
/** @returns 32 bytes. */
export declare function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array>;
/** @returns 32 bytes. */
export declare function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
/**
 * Cognito's session key: HKDF (RFC 5869) with one block, cut to 16 bytes.
 *
 * @param salt P(u).
 * @param secret P(S).
 */
export declare function deriveKey({ hmacSha256 }: Hashing, salt: Uint8Array, secret: Uint8Array): Promise<Uint8Array>;
