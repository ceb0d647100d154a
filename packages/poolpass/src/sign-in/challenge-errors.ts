import { challengeErrorClass } from './challenge.js'

// The classes of the challenges that may reach a caller, for `instanceof`. Their `challenge` tells what is asked.

/** NEW_PASSWORD_REQUIRED: the pool asks for a password in the place of the temporary one. */
export const NewPasswordRequiredChallengeError = /* @__PURE__ */ challengeErrorClass('NEW_PASSWORD_REQUIRED')
/** SMS_MFA: the pool asks for a code that was sent by SMS, as a second factor. */
export const SmsMfaChallengeError = /* @__PURE__ */ challengeErrorClass('SMS_MFA')
/** SMS_OTP: the pool asks for a code that was sent by SMS, as a first factor. */
export const SmsOtpChallengeError = /* @__PURE__ */ challengeErrorClass('SMS_OTP')
/** EMAIL_OTP: the pool asks for a code that was sent by e-mail. */
export const EmailOtpChallengeError = /* @__PURE__ */ challengeErrorClass('EMAIL_OTP')
/** SOFTWARE_TOKEN_MFA: the pool asks for a code of an authenticator app. */
export const SoftwareTokenMfaChallengeError = /* @__PURE__ */ challengeErrorClass('SOFTWARE_TOKEN_MFA')
/** SELECT_MFA_TYPE: the pool asks for a choice among second factors. */
export const SelectMfaTypeChallengeError = /* @__PURE__ */ challengeErrorClass('SELECT_MFA_TYPE')
/** MFA_SETUP: the pool asks for a second factor to be set up before going on. */
export const MfaSetupChallengeError = /* @__PURE__ */ challengeErrorClass('MFA_SETUP')
/** SELECT_CHALLENGE: the pool asks for a choice among first factors. */
export const SelectChallengeChallengeError = /* @__PURE__ */ challengeErrorClass('SELECT_CHALLENGE')
/** PASSWORD: the pool asks for the password, to be sent. */
export const PasswordChallengeError = /* @__PURE__ */ challengeErrorClass('PASSWORD')
/** PASSWORD_SRP: the pool asks for the password, to be proven. */
export const PasswordSrpChallengeError = /* @__PURE__ */ challengeErrorClass('PASSWORD_SRP')
/** CUSTOM_CHALLENGE: the pool asks for an answer to the pool's own question. */
export const CustomChallengeChallengeError = /* @__PURE__ */ challengeErrorClass('CUSTOM_CHALLENGE')
/** DEVICE_SRP_AUTH: the pool asks for the proof of a remembered device, which nobody has. */
export const DeviceSrpAuthChallengeError = /* @__PURE__ */ challengeErrorClass('DEVICE_SRP_AUTH')
/** DEVICE_PASSWORD_VERIFIER: the pool asks for the end of that proof. */
export const DevicePasswordVerifierChallengeError = /* @__PURE__ */ challengeErrorClass('DEVICE_PASSWORD_VERIFIER')
/** WEB_AUTHN: the pool asks for a passkey, which cannot be answered yet. */
export const WebAuthnChallengeError = /* @__PURE__ */ challengeErrorClass('WEB_AUTHN')
