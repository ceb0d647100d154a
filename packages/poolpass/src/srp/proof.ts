import { SrpError } from '../errors/index.js'
import { base64ToBytes, bytesToBase64, bytesToInteger, concat, equalBytes, pad, parseHex, utf8 } from './bytes.js'
import { g, groupPrime, k } from './group.js'
import { deriveKey, hashing } from './hash.js'
import { type ModPowEngine, modPow } from './mod-pow.js'

/** Fills as many bytes as asked for from a cryptographically secure source. */
export type RandomBytes = (length: number) => Uint8Array

/** The default {@link RandomBytes}: Web Crypto. */
export const secureRandomBytes: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length))

/** Which arithmetic is used. */
export interface EngineOption {
  /** Forces one engine for the modular powers, and for hashing where it is `bigint`; see {@link modPow}. */
  readonly engine?: ModPowEngine | undefined
}

/** Where random bytes come from. */
export interface RandomOption {
  /** Must be cryptographically secure. Default: Web Crypto. */
  readonly random?: RandomBytes | undefined
}

/** One side's ephemeral key pair. Fresh for every attempt; `privateKey` never leaves its side. */
export interface EphemeralKey {
  /** a or b: 256 random bits, never 0. */
  readonly privateKey: bigint
  /** In (0, N). On the wire `publicKey.toString(16)`: lower-case hex, no padding. */
  readonly publicKey: bigint
}

/**
 * Whose password is proven. For a user: the part of the pool id after `_`, and USER_ID_FOR_SRP.
 * For a device: its DeviceGroupKey, and its DeviceKey.
 */
export interface SrpIdentity {
  /** Of a user the part of the pool id after `_`; of a device its DeviceGroupKey. */
  readonly group: string
  /** USER_ID_FOR_SRP, or the DeviceKey. */
  readonly id: string
}

/** What a verifier-keeping server stores instead of a password. */
export interface SrpVerifier {
  /** 16 random bytes as an integer. */
  readonly salt: bigint
  /** g^x mod N. */
  readonly verifier: bigint
}

/** @returns 256 bits from the CSPRNG, never 0. */
function randomExponent(random: RandomBytes): bigint {
  return bytesToInteger(random(32)) || randomExponent(random)
}

/** Salts are of 16 bytes; nothing of another value's size passes for one. */
const MOST_SALT_DIGITS = 128

/** The client's ephemeral key: a, and A = g^a mod N (SRP_A). */
export function clientEphemeralKey(options: RandomOption & EngineOption = {}): EphemeralKey {
  const privateKey = randomExponent(options.random ?? secureRandomBytes)
  return { privateKey, publicKey: modPow(g, privateKey, options.engine) }
}

/** x = H(P(salt) ‖ H(group ‖ id ‖ ":" ‖ password)). */
async function privateExponent(
  { group, id }: SrpIdentity,
  password: string,
  salt: bigint,
  engine: ModPowEngine | undefined,
): Promise<bigint> {
  const { sha256 } = hashing(engine)
  const identityHash = await sha256(utf8(`${group}${id}:${password}`))
  return bytesToInteger(await sha256(concat(pad(salt), identityHash)))
}

/** u = H(P(A) ‖ P(B)). */
async function scramblingParameter(A: bigint, B: bigint, engine: ModPowEngine | undefined): Promise<bigint> {
  const u = bytesToInteger(await hashing(engine).sha256(concat(pad(A), pad(B))))
  if (u === 0n)
    throw new SrpError('ERR_POOLPASS_SRP', 'the scrambling parameter u is zero: the proof would not bind the password')
  return u
}

async function signClaim(
  identity: SrpIdentity,
  u: bigint,
  S: bigint,
  secretBlock: Uint8Array,
  timestamp: string,
  engine: ModPowEngine | undefined,
): Promise<Uint8Array> {
  const hashes = hashing(engine)
  const key = await deriveKey(hashes, pad(u), pad(S))
  return hashes.hmacSha256(key, concat(utf8(identity.group + identity.id), secretBlock, utf8(timestamp)))
}

/** What the client needs to answer PASSWORD_VERIFIER or DEVICE_PASSWORD_VERIFIER. */
export interface ProofInput extends EngineOption {
  /** Whose password is proven. */
  readonly identity: SrpIdentity
  /** Never leaves the process. */
  readonly password: string
  /** The key whose public half was sent as SRP_A. */
  readonly ephemeralKey: EphemeralKey
  /** SRP_B as received: hex. */
  readonly serverPublicKey: string
  /** SALT as received: hex. */
  readonly salt: string
  /** SECRET_BLOCK as received: base64. */
  readonly secretBlock: string
  /** TIMESTAMP as it will be sent; see {@link formatTimestamp}. */
  readonly timestamp: string
}

/**
 * The client's proof that it knows the password.
 *
 * @returns PASSWORD_CLAIM_SIGNATURE: base64 of 32 bytes, HMAC-SHA-256.
 * @throws {SrpError} `ERR_POOLPASS_SRP` when `B mod N` or `u` is zero (RFC 5054 §2.6), or a value is malformed.
 */
export async function passwordProof(input: ProofInput): Promise<string> {
  const { identity, ephemeralKey, engine } = input
  const B = parseHex(input.serverPublicKey, 'SRP_B')
  const N = groupPrime()
  if (B % N === 0n)
    throw new SrpError('ERR_POOLPASS_SRP', 'SRP_B is a multiple of N: the server does not prove anything')
  const salt = parseHex(input.salt, 'SALT', MOST_SALT_DIGITS)
  if (salt === 0n) throw new SrpError('ERR_POOLPASS_SRP', 'SALT is zero: the pool salts nothing')
  const secretBlock = base64ToBytes(input.secretBlock, 'SECRET_BLOCK')

  const [u, x] = await Promise.all([
    scramblingParameter(ephemeralKey.publicKey, B, engine),
    privateExponent(identity, input.password, salt, engine),
  ])
  const base = (((B - k * modPow(g, x, engine)) % N) + N) % N
  const S = modPow(base, ephemeralKey.privateKey + u * x, engine)
  return bytesToBase64(await signClaim(identity, u, S, secretBlock, input.timestamp, engine))
}

/**
 * Makes what a server keeps instead of a password: a new salt of 16 random bytes, and v = g^x mod N.
 *
 * Devices use it too: see {@link deviceVerifierConfig}.
 */
export async function createVerifier(
  identity: SrpIdentity,
  password: string,
  options: RandomOption & EngineOption = {},
): Promise<SrpVerifier> {
  const salt = bytesToInteger((options.random ?? secureRandomBytes)(16))
  return { salt, verifier: await computeVerifier(identity, password, salt, options) }
}

/** v = g^x mod N for a known salt: how a server that keeps no password checks one that it is shown. */
export async function computeVerifier(
  identity: SrpIdentity,
  password: string,
  salt: bigint,
  options: EngineOption = {},
): Promise<bigint> {
  const { engine } = options
  return modPow(g, (await privateExponent(identity, password, salt, engine)) || 1n, engine)
}

/** DeviceSecretVerifierConfig of ConfirmDevice: `PasswordVerifier` and `Salt`, both base64 of P(value). */
export function deviceVerifierConfig(verifier: SrpVerifier): { PasswordVerifier: string; Salt: string } {
  return { PasswordVerifier: bytesToBase64(pad(verifier.verifier)), Salt: bytesToBase64(pad(verifier.salt)) }
}

/** The server's ephemeral key: b, and B = k·v + g^b mod N (SRP_B), never 0. */
export function serverEphemeralKey(verifier: bigint, options: RandomOption & EngineOption = {}): EphemeralKey {
  const privateKey = randomExponent(options.random ?? secureRandomBytes)
  const publicKey = (k * verifier + modPow(g, privateKey, options.engine)) % groupPrime()
  return publicKey === 0n ? serverEphemeralKey(verifier, options) : { privateKey, publicKey }
}

/**
 * Reads a client's SRP_A.
 *
 * @throws {SrpError} `ERR_POOLPASS_SRP` when it is not hex, too long, or a multiple of N (RFC 5054 §2.5.4).
 */
export function parseClientPublicKey(text: unknown): bigint {
  const A = parseHex(text, 'SRP_A')
  if (A % groupPrime() === 0n) throw new SrpError('ERR_POOLPASS_SRP', 'SRP_A is a multiple of N')
  return A
}

/** What the server needs to check a proof. */
export interface ProofCheck extends EngineOption {
  /** Whose password is to be proven. */
  readonly identity: SrpIdentity
  /** v, as {@link createVerifier} made it. */
  readonly verifier: bigint
  /** A: SRP_A as {@link parseClientPublicKey} read it. */
  readonly clientPublicKey: bigint
  /** The key whose public half was sent as SRP_B. */
  readonly ephemeralKey: EphemeralKey
  /** The bytes that were sent, base64-encoded, as SECRET_BLOCK. */
  readonly secretBlock: Uint8Array
  /** TIMESTAMP as received. Whether it is well-formed and recent is the caller's to check. */
  readonly timestamp: string
  /** PASSWORD_CLAIM_SIGNATURE as received: base64. */
  readonly signature: string
}

/**
 * Whether the client knew the password. Compared in constant time.
 *
 * @throws {SrpError} `ERR_POOLPASS_SRP` when `A mod N` or `u` is zero.
 */
export async function verifyProof(check: ProofCheck): Promise<boolean> {
  const { clientPublicKey: A, ephemeralKey, engine } = check
  const N = groupPrime()
  if (A % N === 0n) throw new SrpError('ERR_POOLPASS_SRP', 'SRP_A is a multiple of N')
  const u = await scramblingParameter(A, ephemeralKey.publicKey, engine)
  const S = modPow((A * modPow(check.verifier, u, engine)) % N, ephemeralKey.privateKey, engine)
  const expected = await signClaim(check.identity, u, S, check.secretBlock, check.timestamp, engine)
  return equalBytes(expected, base64ToBytes(check.signature, 'PASSWORD_CLAIM_SIGNATURE'))
}
