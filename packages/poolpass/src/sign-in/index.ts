/** Signing in as plain functions over a table of challenge steps. Exported as `poolpass/sign-in`. */

export { type AppClient, type AppClientOptions, createAppClient } from './app-client.js'
export {
  Challenge,
  ChallengeError,
  type ChallengeErrorDetails,
  type ChallengeJson,
} from './challenge.js'
export * from './challenge-errors.js'
export { decodeClaims, type TokenClaims } from './claims.js'
export type { ChallengeStep, ChallengeSteps, Flow, SignInResult, Tokens } from './flow.js'
export { type NewPasswordAnswer, newPasswordRequired } from './new-password-required.js'
export { passwordVerifier } from './password-verifier.js'
export { type RenewOptions, renew } from './renew.js'
export { secretHash } from './secret-hash.js'
export type { SecretSource } from './secret-source.js'
export {
  type RespondOptions,
  respondToChallenge,
  type SignInOptions,
  signInWithSrp,
  srpSteps,
} from './sign-in-with-srp.js'
export { revokeRefreshToken, signOutEverywhere } from './sign-out.js'
