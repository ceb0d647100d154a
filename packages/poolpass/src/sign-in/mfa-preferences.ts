import { invalidOption } from '../errors/index.js'

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

/** @returns The members of SetUserMFAPreference. @throws {TypeError} for what is no preference. */
export function mfaPreferenceInput(preferences: MfaPreferences) {
  const { sms, softwareToken, email } = preferences ?? {}
  if ([sms, softwareToken, email].filter(preference => preference === 'preferred').length > 1) {
    throw invalidOption('preferences', 'must not have more than one factor that is preferred')
  }
  return {
    SMSMfaSettings: settings('sms', sms),
    SoftwareTokenMfaSettings: settings('softwareToken', softwareToken),
    EmailMfaSettings: settings('email', email),
  }
}

function settings(option: string, preference: MfaPreference | undefined) {
  if (preference === undefined) return undefined
  if (typeof preference !== 'boolean' && preference !== 'preferred') {
    throw invalidOption(option, "must be true, false or 'preferred'")
  }
  return { Enabled: preference !== false, PreferredMfa: preference === 'preferred' }
}
