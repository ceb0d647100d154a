/** What the other rooms use of SRP: all of `poolpass/srp` but N, which takes its time to be made. */
export { base64ToBytes, bytesToBase64, bytesToInteger, equalBytes, pad, utf8 } from './bytes.js';
export { g, k } from './group.js';
export { hmacSha256, sha256 } from './hash.js';
export { type ModPowEngine, modPow } from './mod-pow.js';
export type { EngineOption, EphemeralKey, ProofCheck, ProofInput, RandomBytes, RandomOption, SrpIdentity, SrpVerifier, } from './proof.js';
export { clientEphemeralKey, computeVerifier, createVerifier, deviceVerifierConfig, parseClientPublicKey, passwordProof, secureRandomBytes, serverEphemeralKey, verifyProof, } from './proof.js';
export { formatTimestamp } from './timestamp.js';
