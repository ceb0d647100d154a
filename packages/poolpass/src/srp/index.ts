/**
 * SRP-6a in Cognito's dialect: pure functions, values in, values out. Exported as `poolpass/srp`.
 *
 * Letters are RFC 5054's: N, g, k the group; a/A the client's, b/B the server's ephemeral key; u the scrambling
 * parameter; x the private exponent made of salt and password; v the verifier; S the shared secret.
 */

export { base64ToBytes, bytesToBase64, bytesToInteger, equalBytes, pad, utf8 } from './bytes.js'
export { g, k, N } from './group.js'
export { hmacSha256, sha256 } from './hash.js'
export { type ModPowEngine, modPow } from './mod-pow.js'
export type {
  EngineOption,
  EphemeralKey,
  ProofCheck,
  ProofInput,
  RandomBytes,
  RandomOption,
  SrpIdentity,
  SrpVerifier,
} from './proof.js'
export {
  clientEphemeralKey,
  computeVerifier,
  createVerifier,
  deviceVerifierConfig,
  parseClientPublicKey,
  passwordProof,
  secureRandomBytes,
  serverEphemeralKey,
  verifyProof,
} from './proof.js'
export { formatTimestamp } from './timestamp.js'
