import { invalidOption } from '../errors/index.js'
import type { ChallengeStep } from './flow.js'

/** @throws {TypeError} when an answer is no text. */
export function checkText(answer: unknown, what: string): string {
  if (typeof answer !== 'string' || answer === '') throw invalidOption('answer', `must be ${what}: a non-empty string`)
  return answer
}

const oneValue = (parameter: string, what: string): ChallengeStep<string> => ({
  respond: (_flow, _challenge, answer) => ({ [parameter]: checkText(answer, what) }),
})

/** SMS_MFA: the code from the message. A wrong one can be followed by another, as with every code here. */
export const smsMfa = /* @__PURE__ */ oneValue('SMS_MFA_CODE', 'the code')
/** SMS_OTP: the code as the first factor. */
export const smsOtp = /* @__PURE__ */ oneValue('SMS_OTP_CODE', 'the code')
/** EMAIL_OTP: the code, as the first factor or the second. */
export const emailOtp = /* @__PURE__ */ oneValue('EMAIL_OTP_CODE', 'the code')
/** SOFTWARE_TOKEN_MFA: the code of the moment (TOTP). Each is good for one sign-in. */
export const softwareTokenMfa = /* @__PURE__ */ oneValue('SOFTWARE_TOKEN_MFA_CODE', 'the code')
/** SELECT_MFA_TYPE: one of `challenge.availableChallenges`, which comes next. */
export const selectMfaType = /* @__PURE__ */ oneValue('ANSWER', 'one of `challenge.availableChallenges`')
/** CUSTOM_CHALLENGE: whatever the pool's own challenge wants to know. */
export const customChallenge = /* @__PURE__ */ oneValue('ANSWER', 'the answer')
