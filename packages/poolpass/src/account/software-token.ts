import { invalidOption } from '../errors/index.js'
import type { AppClient, SoftwareTokenLabel, SoftwareTokenSecret } from '../sign-in/index.js'
import * as token from '../sign-in/software-token.js'

/**
 * Begins the set-up of an authenticator app: the pool makes a secret. It counts after {@link verifySoftwareToken}.
 *
 * @returns The secret, and its URI for a QR code.
 */
export async function associateSoftwareToken(
  client: AppClient,
  accessToken: string,
  label: SoftwareTokenLabel,
): Promise<SoftwareTokenSecret> {
  const { secret, otpauthUri } = await token.associateSoftwareToken(client, { accessToken }, label)
  return { secret, otpauthUri }
}

/**
 * Ends the set-up of an authenticator app with one of its codes. Where MFA is optional, {@link setUserMfaPreference}
 * switches it on.
 *
 * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
 */
export async function verifySoftwareToken(
  client: AppClient,
  accessToken: string,
  code: string,
  options: { readonly deviceName?: string | undefined } = {},
): Promise<void> {
  if (typeof code !== 'string' || code === '') throw invalidOption('code', 'must be a non-empty string')
  await token.verifySoftwareToken(client, { accessToken }, code, options.deviceName)
}

/** Whether a second factor is on, and asked for where several are. Absent: it stays as it is. */
export type MfaPreference = boolean | 'preferred'

export interface MfaPreferences {
  readonly sms?: MfaPreference | undefined
  readonly softwareToken?: MfaPreference | undefined
  readonly email?: MfaPreference | undefined
}

/** Switches the user's second factors on and off: SetUserMFAPreference. */
export async function setUserMfaPreference(
  client: AppClient,
  accessToken: string,
  preferences: MfaPreferences,
): Promise<void> {
  const { sms, softwareToken, email } = preferences ?? {}
  if ([sms, softwareToken, email].filter(preference => preference === 'preferred').length > 1) {
    throw invalidOption('preferences', 'must not have more than one factor that is preferred')
  }
  await client.call('SetUserMFAPreference', {
    AccessToken: accessToken,
    SMSMfaSettings: settings('sms', sms),
    SoftwareTokenMfaSettings: settings('softwareToken', softwareToken),
    EmailMfaSettings: settings('email', email),
  })
}

function settings(option: string, preference: MfaPreference | undefined) {
  if (preference === undefined) return undefined
  if (typeof preference !== 'boolean' && preference !== 'preferred') {
    throw invalidOption(option, "must be true, false or 'preferred'")
  }
  return { Enabled: preference !== false, PreferredMfa: preference === 'preferred' }
}
