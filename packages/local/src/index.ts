/** A real Amazon Cognito user pool on loopback, for development and tests. */

export type { Fault } from './http/faults.js'
export type { RecordedRequest, RequestCounts } from './http/traffic.js'
export {
  createLocalCognito,
  type LocalClientOptions,
  type LocalCognito,
  type LocalPoolSummary,
  startLocalCognito,
} from './local-cognito.js'
export type { LocalUserHandle } from './local-user.js'
export type { LocalClientConfig, LocalCognitoOptions, LocalGroup, LocalPoolConfig, LocalUser } from './options.js'
export { DataDirectoryError, type DataDirectoryErrorCode } from './persistence/data-directory-error.js'
export type { TokenLifetimes } from './pool/app-client.js'
export type { Clock, LocalClock } from './pool/clock.js'
export type { DeliveryMedium, InboxMessage } from './pool/inbox.js'
export type {
  AllowedFirstFactor,
  AttributeDataType,
  ClientSettings,
  ContactAttribute,
  ExplicitAuthFlow,
  InertStructure,
  MfaSettings,
  PasswordPolicySettings,
  PoolSettings,
  SchemaAttribute,
  TimeUnit,
} from './pool/settings.js'
export { createSigningKeys, type LocalSigningKey, type LocalSigningKeys } from './pool/signing-keys.js'
export type {
  ChallengeResult,
  CreateAuthChallengeEvent,
  CustomMessageEvent,
  DefineAuthChallengeEvent,
  GroupOverride,
  LocalTriggers,
  PostAuthenticationEvent,
  PostConfirmationEvent,
  PreSignUpEvent,
  PreTokenGenerationEvent,
  UserMigrationEvent,
  VerifyAuthChallengeResponseEvent,
} from './pool/triggers.js'
export type { MfaFactor, UserStatus } from './pool/user.js'
