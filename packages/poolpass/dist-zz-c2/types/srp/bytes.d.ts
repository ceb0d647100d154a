/** The bytes of a text, as SRP hashes them. */
export declare function utf8(text: string): Uint8Array;
export declare function concat(...parts: readonly Uint8Array[]): Uint8Array;
/** @returns A non-negative integer, big-endian. No bytes give 0. */
export declare function bytesToInteger(bytes: Uint8Array): bigint;
/**
 * Cognito's P(n): the fewest big-endian two's-complement bytes of a non-negative integer, as Java's
 * `BigInteger.toByteArray` gives them. Never a fixed width: values with the top bit set get one 00 byte in front.
 */
export declare function pad(value: bigint): Uint8Array;
/**
 * @param text Hex in either case, of any length up to `maxDigits`.
 * @param name What the value is called on the wire; used in the error.
 * @throws {SrpError} `ERR_POOLPASS_SRP` when it is not hex, empty or too long.
 */
export declare function parseHex(text: unknown, name: string, maxDigits?: number): bigint;
/** Standard alphabet, padded. */
export declare function bytesToBase64(bytes: Uint8Array): string;
/**
 * Bytes as the service sends them.
 *
 * @param name What the value is, for the message.
 * @throws {SrpError} `ERR_POOLPASS_SRP` when `text` is not base64.
 */
export declare function base64ToBytes(text: unknown, name: string): Uint8Array;
/** Compares without giving away, by its duration, where the first difference is. */
export declare function equalBytes(one: Uint8Array, other: Uint8Array): boolean;
