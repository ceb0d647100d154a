/**
 * Signing in as plain functions over a table of challenge steps. Exported as `poolpass/sign-in`.
 *
 * @module sign-in
 */

export { allSteps } from './all-steps.js'
export { AwsSrp, type AwsSrpOptions } from './aws-srp.js'
export * from './index.js'
export { newPasswordRequired } from './new-password-required.js'
export { passwordVerifier } from './password-verifier.js'
export { renew } from './renew.js'
export { type RespondOptions, respondToChallenge } from './respond-to-challenge.js'
export { secretHash } from './secret-hash.js'
export { type AnySignInOptions, signIn } from './sign-in.js'
export { type SignInOptions, srpSteps } from './sign-in-with-srp.js'
export { revokeRefreshToken, signOutEverywhere } from './sign-out.js'
