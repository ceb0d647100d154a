import { type ModPowEngine } from './mod-pow.js';
/** Fills as many bytes as asked for from a cryptographically secure source. */
export type RandomBytes = (length: number) => Uint8Array;
/** The default {@link RandomBytes}: Web Crypto. */
export declare const secureRandomBytes: RandomBytes;
/** Which arithmetic is used. */
export interface EngineOption {
    /** Forces one engine for the modular powers, and for hashing where it is `bigint`; see {@link modPow}. */
    readonly engine?: ModPowEngine | undefined;
}
/** Where random bytes come from. */
export interface RandomOption {
    /** Must be cryptographically secure. Default: Web Crypto. */
    readonly random?: RandomBytes | undefined;
}
/** One side's ephemeral key pair. Fresh for every attempt; `privateKey` never leaves its side. */
export interface EphemeralKey {
    /** a or b: 256 random bits, never 0. */
    readonly privateKey: bigint;
    /** In (0, N). On the wire `publicKey.toString(16)`: lower-case hex, no padding. */
    readonly publicKey: bigint;
}
/**
 * Whose password is proven. For a user: the part of the pool id after `_`, and USER_ID_FOR_SRP.
 * For a device: its DeviceGroupKey, and its DeviceKey.
 */
export interface SrpIdentity {
    /** Of a user the part of the pool id after `_`; of a device its DeviceGroupKey. */
    readonly group: string;
    /** USER_ID_FOR_SRP, or the DeviceKey. */
    readonly id: string;
}
/** What a verifier-keeping server stores instead of a password. */
export interface SrpVerifier {
    /** 16 random bytes as an integer. */
    readonly salt: bigint;
    /** g^x mod N. */
    readonly verifier: bigint;
}
/** The client's ephemeral key: a, and A = g^a mod N (SRP_A). */
export declare function clientEphemeralKey(options?: RandomOption & EngineOption): EphemeralKey;
/** What the client needs to answer PASSWORD_VERIFIER or DEVICE_PASSWORD_VERIFIER. */
export interface ProofInput extends EngineOption {
    /** Whose password is proven. */
    readonly identity: SrpIdentity;
    /** Never leaves the process. */
    readonly password: string;
    /** The key whose public half was sent as SRP_A. */
    readonly ephemeralKey: EphemeralKey;
    /** SRP_B as received: hex. */
    readonly serverPublicKey: string;
    /** SALT as received: hex. */
    readonly salt: string;
    /** SECRET_BLOCK as received: base64. */
    readonly secretBlock: string;
    /** TIMESTAMP as it will be sent; see {@link formatTimestamp}. */
    readonly timestamp: string;
}
/**
 * The client's proof that it knows the password.
 *
 * @returns PASSWORD_CLAIM_SIGNATURE: base64 of 32 bytes, HMAC-SHA-256.
 * @throws {SrpError} `ERR_POOLPASS_SRP` when `B mod N` or `u` is zero (RFC 5054 §2.6), or a value is malformed.
 */
export declare function passwordProof(input: ProofInput): Promise<string>;
/**
 * Makes what a server keeps instead of a password: a new salt of 16 random bytes, and v = g^x mod N.
 *
 * Devices use it too: see {@link deviceVerifierConfig}.
 */
export declare function createVerifier(identity: SrpIdentity, password: string, options?: RandomOption & EngineOption): Promise<SrpVerifier>;
/** v = g^x mod N for a known salt: how a server that keeps no password checks one that it is shown. */
export declare function computeVerifier(identity: SrpIdentity, password: string, salt: bigint, options?: EngineOption): Promise<bigint>;
/** DeviceSecretVerifierConfig of ConfirmDevice: `PasswordVerifier` and `Salt`, both base64 of P(value). */
export declare function deviceVerifierConfig(verifier: SrpVerifier): {
    PasswordVerifier: string;
    Salt: string;
};
/** The server's ephemeral key: b, and B = k·v + g^b mod N (SRP_B), never 0. */
export declare function serverEphemeralKey(verifier: bigint, options?: RandomOption & EngineOption): EphemeralKey;
/**
 * Reads a client's SRP_A.
 *
 * @throws {SrpError} `ERR_POOLPASS_SRP` when it is not hex, too long, or a multiple of N (RFC 5054 §2.5.4).
 */
export declare function parseClientPublicKey(text: unknown): bigint;
/** What the server needs to check a proof. */
export interface ProofCheck extends EngineOption {
    /** Whose password is to be proven. */
    readonly identity: SrpIdentity;
    /** v, as {@link createVerifier} made it. */
    readonly verifier: bigint;
    /** A: SRP_A as {@link parseClientPublicKey} read it. */
    readonly clientPublicKey: bigint;
    /** The key whose public half was sent as SRP_B. */
    readonly ephemeralKey: EphemeralKey;
    /** The bytes that were sent, base64-encoded, as SECRET_BLOCK. */
    readonly secretBlock: Uint8Array;
    /** TIMESTAMP as received. Whether it is well-formed and recent is the caller's to check. */
    readonly timestamp: string;
    /** PASSWORD_CLAIM_SIGNATURE as received: base64. */
    readonly signature: string;
}
/**
 * Whether the client knew the password. Compared in constant time.
 *
 * @throws {SrpError} `ERR_POOLPASS_SRP` when `A mod N` or `u` is zero.
 */
export declare function verifyProof(check: ProofCheck): Promise<boolean>;
