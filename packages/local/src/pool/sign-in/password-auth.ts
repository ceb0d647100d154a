import { findSubject, isPasswordOf } from '../credentials.js'
import { incorrectCredentials } from '../service-error.js'
import { continueSignIn } from './after-password.js'
import {
  assertMaySignIn,
  requireParameter,
  requireUsername,
  type SignInOutcome,
  type SignInRequest,
} from './request.js'

/** USER_PASSWORD_AUTH and its administrators' forms: the password itself comes over the wire. */
export async function startPassword(request: SignInRequest): Promise<SignInOutcome> {
  const { pool, client } = request
  const username = requireUsername(request)
  const password = requireParameter(request, 'PASSWORD')
  const subject = findSubject(pool, client, username)
  if (subject.user) assertMaySignIn(subject.user)
  const isRight = await pool.lockOut.evaluate(subject.userId, () => isPasswordOf(pool, subject, password))
  if (!isRight || subject.user === undefined) throw incorrectCredentials()
  return continueSignIn(request, subject.user)
}
