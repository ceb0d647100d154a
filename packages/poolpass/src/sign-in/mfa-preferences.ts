import { type Check, checkOptions, invalidOption } from '../errors/index.js'

/** Whether a second factor is on, and asked for where several are. Absent: it stays as it is. */
export type MfaPreference = boolean | 'preferred'

/** Which second factors are on. At most one of them may be `'preferred'`. */
export interface MfaPreferences {
  /** Codes by SMS. The user needs a phone number. */
  readonly sms?: MfaPreference | undefined
  /** Codes of an authenticator app, which was verified before. */
  readonly softwareToken?: MfaPreference | undefined
  /** Codes by e-mail. The user needs an address, the pool e-mail MFA. */
  readonly email?: MfaPreference | undefined
}

/** @throws {TypeError} for what is no preference. */
export function checkMfaPreferences(preferences: MfaPreferences): void {
  checkOptions(preferences, { sms: checkOne, softwareToken: checkOne, email: checkOne }, 'preferences')
  const { sms, softwareToken, email } = preferences
  if ([sms, softwareToken, email].filter(preference => preference === 'preferred').length > 1) {
    throw invalidOption('preferences', 'must not have more than one factor that is preferred')
  }
}

const checkOne: Check = (option, preference) => {
  if (typeof preference !== 'boolean' && preference !== 'preferred') {
    throw invalidOption(option, "must be true, false or 'preferred'")
  }
}

/** @returns The members of SetUserMFAPreference. @throws {TypeError} for what is no preference. */
export function mfaPreferenceInput(preferences: MfaPreferences) {
  checkMfaPreferences(preferences)
  const { sms, softwareToken, email } = preferences
  return {
    SMSMfaSettings: settings(sms),
    SoftwareTokenMfaSettings: settings(softwareToken),
    EmailMfaSettings: settings(email),
  }
}

function settings(preference: MfaPreference | undefined) {
  if (preference === undefined) return undefined
  return { Enabled: preference !== false, PreferredMfa: preference === 'preferred' }
}
