import type { AppClient } from '../app-client.js'
import { assertSecretHash } from '../client-secret.js'
import { invalidParameter, notAuthorized, ServiceError } from '../service-error.js'
import type { TokenSet } from '../tokens.js'
import type { User, UserStatus } from '../user.js'
import type { UserPool } from '../user-pool.js'

/** One step of a sign-in: InitiateAuth or RespondToAuthChallenge, public or by an administrator. */
export interface SignInRequest {
  readonly pool: UserPool
  readonly client: AppClient
  readonly isAdmin: boolean
  /** InitiateAuth, whose ClientMetadata the service keeps from most triggers. */
  readonly isInitial: boolean
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined
  /** AuthParameters or ChallengeResponses. */
  readonly parameters: ReadonlyMap<string, string>
  readonly session?: string
  /** What tokens name as their issuer. */
  readonly issuer: string
}

export interface Challenge {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  /** Absent only for a plain PASSWORD_VERIFIER. */
  readonly session?: string
}

export type SignInOutcome = ({ readonly challenge: Challenge } | { readonly tokens: TokenSet }) & {
  /** USER_AUTH: the first factors that the user has. */
  readonly availableChallenges?: readonly string[]
}

/** @throws {ServiceError} InvalidParameterException when the parameter is missing or empty. */
export function requireParameter({ parameters }: SignInRequest, name: string): string {
  const value = parameters.get(name)
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}

/**
 * Reads USERNAME, and checks the SECRET_HASH over that very spelling.
 *
 * @throws {ServiceError} InvalidParameterException, NotAuthorizedException
 */
export function requireUsername(request: SignInRequest): string {
  const username = requireParameter(request, 'USERNAME')
  assertSecretHash(request.client, username, request.parameters.get('SECRET_HASH'))
  return username
}

const REFUSED_STATUSES: Partial<Record<UserStatus, () => ServiceError>> = {
  UNCONFIRMED: () => new ServiceError('UserNotConfirmedException', 'User is not confirmed.'),
  RESET_REQUIRED: () => new ServiceError('PasswordResetRequiredException', 'Password reset required for the user'),
}

/**
 * Refuses users who may not sign in whatever their password. It is asked where the password is about to be checked,
 * in every flow, and before it is.
 *
 * @throws {ServiceError} NotAuthorizedException "User is disabled.", UserNotConfirmedException,
 * PasswordResetRequiredException
 */
export function assertMaySignIn(user: User): void {
  if (!user.isEnabled) throw notAuthorized('User is disabled.')
  const refusal = REFUSED_STATUSES[user.status]
  if (refusal) throw refusal()
}
