import { notImplemented } from '../service-error.js'
import type { User } from '../user.js'
import { continueSignIn } from './after-password.js'
import { answerNewPassword } from './new-password-required.js'
import { answerPasswordVerifier } from './password-verifier.js'
import type { SignInOutcome, SignInRequest } from './request.js'

/** Checks one answer. Whoever gets past it goes on through the gates. */
type ChallengeAnswer = (request: SignInRequest) => Promise<User>

const ANSWERS: ReadonlyMap<string, ChallengeAnswer> = new Map([
  ['PASSWORD_VERIFIER', answerPasswordVerifier],
  ['NEW_PASSWORD_REQUIRED', answerNewPassword],
])

/** Every ChallengeName of the service's model. */
export const CHALLENGE_NAMES = [
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'ADMIN_NO_SRP_AUTH',
  'NEW_PASSWORD_REQUIRED',
  'SMS_OTP',
  'PASSWORD',
  'WEB_AUTHN',
  'PASSWORD_SRP',
] as const

/** @throws {ServiceError} whatever refuses the answer. */
export async function answerChallenge(name: string, request: SignInRequest): Promise<SignInOutcome> {
  const answer = ANSWERS.get(name)
  if (answer === undefined) throw notImplemented(`The challenge ${name}`)
  return continueSignIn(request, await answer(request))
}
