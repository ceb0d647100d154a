import { challengeErrorClass } from './challenge.js'

/** The classes of the challenges that may reach a caller, for `instanceof`. Their `challenge` tells what is asked. */
export const NewPasswordRequiredChallengeError = /* @__PURE__ */ challengeErrorClass('NEW_PASSWORD_REQUIRED')
export const SmsMfaChallengeError = /* @__PURE__ */ challengeErrorClass('SMS_MFA')
export const SmsOtpChallengeError = /* @__PURE__ */ challengeErrorClass('SMS_OTP')
export const EmailOtpChallengeError = /* @__PURE__ */ challengeErrorClass('EMAIL_OTP')
export const SoftwareTokenMfaChallengeError = /* @__PURE__ */ challengeErrorClass('SOFTWARE_TOKEN_MFA')
export const SelectMfaTypeChallengeError = /* @__PURE__ */ challengeErrorClass('SELECT_MFA_TYPE')
export const MfaSetupChallengeError = /* @__PURE__ */ challengeErrorClass('MFA_SETUP')
export const SelectChallengeChallengeError = /* @__PURE__ */ challengeErrorClass('SELECT_CHALLENGE')
export const PasswordChallengeError = /* @__PURE__ */ challengeErrorClass('PASSWORD')
export const PasswordSrpChallengeError = /* @__PURE__ */ challengeErrorClass('PASSWORD_SRP')
export const CustomChallengeChallengeError = /* @__PURE__ */ challengeErrorClass('CUSTOM_CHALLENGE')
export const DeviceSrpAuthChallengeError = /* @__PURE__ */ challengeErrorClass('DEVICE_SRP_AUTH')
export const DevicePasswordVerifierChallengeError = /* @__PURE__ */ challengeErrorClass('DEVICE_PASSWORD_VERIFIER')
export const WebAuthnChallengeError = /* @__PURE__ */ challengeErrorClass('WEB_AUTHN')
