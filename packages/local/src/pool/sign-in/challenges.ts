import { notImplemented } from '../service-error.js'
import { answerCustomChallenge } from './custom-auth.js'
import { answerDeviceSrp, answerDeviceVerifier, isSessionOfDevice, isSessionOfExchange } from './device-srp.js'
import { goOn } from './gates.js'
import { answerEmailOtp, answerSelectMfaType, answerSmsMfa, answerSoftwareTokenMfa } from './mfa.js'
import { answerMfaSetup } from './mfa-setup.js'
import { answerNewPassword } from './new-password-required.js'
import { answerPasswordVerifier } from './password-verifier.js'
import type { SignInOutcome, SignInRequest } from './request.js'
import { type Advance, type Answered, answerInSession, type SessionFinder, type SessionStep } from './step.js'
import { answerPassword, answerPasswordSrp, answerSelectChallenge, answerSmsOtp } from './user-auth.js'

/** Checks one answer. Where it is right, the step says what the gates make of it. */
type ChallengeAnswer = (request: SignInRequest) => Promise<Answered>

const inSession = (
  name: string,
  answer: (step: SessionStep) => Promise<Advance> | Advance,
  isMeant?: SessionFinder,
): [string, ChallengeAnswer] => [name, request => answerInSession(name, request, answer, isMeant)]

const ANSWERS: ReadonlyMap<string, ChallengeAnswer> = new Map([
  ['PASSWORD_VERIFIER', answerPasswordVerifier],
  inSession('NEW_PASSWORD_REQUIRED', answerNewPassword),
  inSession('CUSTOM_CHALLENGE', answerCustomChallenge),
  inSession('SELECT_CHALLENGE', answerSelectChallenge),
  inSession('PASSWORD', answerPassword),
  inSession('PASSWORD_SRP', answerPasswordSrp),
  inSession('SMS_OTP', answerSmsOtp),
  inSession('SMS_MFA', answerSmsMfa),
  inSession('EMAIL_OTP', answerEmailOtp),
  inSession('SOFTWARE_TOKEN_MFA', answerSoftwareTokenMfa),
  inSession('SELECT_MFA_TYPE', answerSelectMfaType),
  inSession('MFA_SETUP', answerMfaSetup),
  inSession('DEVICE_SRP_AUTH', answerDeviceSrp, isSessionOfDevice),
  inSession('DEVICE_PASSWORD_VERIFIER', answerDeviceVerifier, isSessionOfExchange),
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
  const { advance, ...step } = await answer(request)
  return goOn(step, advance)
}
