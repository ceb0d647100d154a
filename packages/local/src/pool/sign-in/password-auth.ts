import { findSubject, isPasswordOf } from '../credentials.js'
import { migrateUser } from '../self-service/user-migration.js'
import { incorrectCredentials } from '../service-error.js'
import { noteDevice } from './device-note.js'
import { goOn } from './gates.js'
import {
  assertMaySignIn,
  requireParameter,
  requireUsername,
  type SignInOutcome,
  type SignInRequest,
} from './request.js'
import type { Step } from './step.js'

/**
 * Whether the request's PASSWORD is the user's.
 *
 * @throws {ServiceError} for users who may not sign in whatever their password; NotAuthorizedException under lock.
 */
export async function isPasswordProven({ request, subject }: Step): Promise<boolean> {
  const { pool } = request
  const password = requireParameter(request, 'PASSWORD')
  if (subject.user) assertMaySignIn(subject.user)
  return pool.lockOut.evaluate(subject.userId, () => isPasswordOf(pool, subject, password))
}

/** USER_PASSWORD_AUTH and its administrators' forms: the password itself comes over the wire. */
export async function startPassword(request: SignInRequest): Promise<SignInOutcome> {
  const { pool, client } = request
  const username = requireUsername(request)
  const password = requireParameter(request, 'PASSWORD')
  // The service hands ClientMetadata over as validation data here, and as nothing else.
  await migrateUser({ pool, client, username }, 'Authentication', { password, validationData: request.clientMetadata })
  const step = { request, subject: findSubject(pool, client, username), attempt: {} }
  if (!(await isPasswordProven(step))) throw incorrectCredentials()
  return goOn(step, { passed: noteDevice(request, step.subject, step.attempt) })
}
