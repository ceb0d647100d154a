/** Signing in as plain functions over a table of challenge steps: what other rooms begin with. See public.ts for all. */

export type { CallOptions, ChallengeName, Clock, Fetch, Instant, StringMap } from '../cognito-idp/index.js'
export { type AppClient, type AppClientOptions, createAppClient } from './app-client.js'
export type { AuthFlow, FirstFactor } from './auth-flows.js'
export {
  Challenge,
  ChallengeError,
  type ChallengeErrorDetails,
  type ChallengeJson,
} from './challenge.js'
export * from './challenge-errors.js'
export type {
  ChallengeAnswer,
  ChallengeAnswers,
  ChallengeHandler,
  ChallengeHandlers,
  HandlerContext,
  MfaSetupContext,
} from './challenge-handlers.js'
export { decodeClaims, type TokenClaims } from './claims.js'
export type { ConfirmedDevice } from './confirm-device.js'
export type { DeviceCredentials } from './device-credentials.js'
export type {
  ChallengeStep,
  ChallengeSteps,
  Flow,
  FlowOptions,
  FlowTraces,
  NewDevice,
  SignInResult,
  Tokens,
} from './flow.js'
export type { MfaSetupAnswer, SoftwareTokenSetup } from './mfa-setup.js'
export type { NewPasswordAnswer } from './new-password-required.js'
export type { SelectChallengeAnswer } from './password-steps.js'
export type { RenewOptions } from './renew-options.js'
export type { SecretSource } from './secret-source.js'
export { signInWithSrp } from './sign-in-with-srp.js'
export type { SoftwareTokenLabel, SoftwareTokenSecret } from './software-token.js'
