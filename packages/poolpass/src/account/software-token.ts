import type { AppClient, SoftwareTokenLabel, SoftwareTokenSecret } from '../sign-in/index.js'
import { type MfaPreferences, mfaPreferenceInput } from '../sign-in/mfa-preferences.js'
import { printWithout } from '../sign-in/print-without.js'
import * as token from '../sign-in/software-token.js'

export { checkMfaPreferences, type MfaPreference, type MfaPreferences } from '../sign-in/mfa-preferences.js'

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
  return printWithout({ secret, otpauthUri }, 'secret', 'otpauthUri')
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
  await token.verifySoftwareToken(client, { accessToken }, code, options.deviceName)
}

/** Switches the user's second factors on and off: SetUserMFAPreference. */
export async function setUserMfaPreference(
  client: AppClient,
  accessToken: string,
  preferences: MfaPreferences,
): Promise<void> {
  await client.call('SetUserMFAPreference', { AccessToken: accessToken, ...mfaPreferenceInput(preferences) })
}
