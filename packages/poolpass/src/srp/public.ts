/**
 * SRP-6a in Cognito's dialect: pure functions, values in, values out. Exported as `poolpass/srp`.
 *
 * Letters are RFC 5054's: N, g, k the group; a/A the client's, b/B the server's ephemeral key; u the scrambling
 * parameter; x the private exponent made of salt and password; v the verifier; S the shared secret.
 *
 * @module srp
 */

import { groupPrime } from './group.js'

export * from './index.js'

/** The prime of the 3072-bit MODP group: RFC 3526 group 15, RFC 5054 appendix A. */
export const N: bigint = groupPrime()
