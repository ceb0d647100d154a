import { devicePasswordVerifier, deviceSrpAuth } from './device-steps.js'
import type { ChallengeSteps } from './flow.js'
import { mfaSetup } from './mfa-setup.js'
import { newPasswordRequired } from './new-password-required.js'
import { customChallenge, emailOtp, selectMfaType, smsMfa, smsOtp, softwareTokenMfa } from './one-value-steps.js'
import { password, passwordSrp, selectChallenge } from './password-steps.js'
import { passwordVerifier } from './password-verifier.js'

/** Every challenge that poolpass can answer. WEB_AUTHN is not among them: it takes an authenticator. */
export const allSteps: ChallengeSteps = {
  PASSWORD_VERIFIER: passwordVerifier,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  SMS_MFA: smsMfa,
  SMS_OTP: smsOtp,
  EMAIL_OTP: emailOtp,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  SELECT_MFA_TYPE: selectMfaType,
  MFA_SETUP: mfaSetup,
  SELECT_CHALLENGE: selectChallenge,
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  CUSTOM_CHALLENGE: customChallenge,
  DEVICE_SRP_AUTH: deviceSrpAuth,
  DEVICE_PASSWORD_VERIFIER: devicePasswordVerifier,
}
