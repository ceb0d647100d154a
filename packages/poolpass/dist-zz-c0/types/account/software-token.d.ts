import type { AppClient, SoftwareTokenLabel, SoftwareTokenSecret } from '../sign-in/index.js';
import { type MfaPreferences } from '../sign-in/mfa-preferences.js';
export { checkMfaPreferences, type MfaPreference, type MfaPreferences } from '../sign-in/mfa-preferences.js';
/**
 * Begins the set-up of an authenticator app: the pool makes a secret. It counts after {@link verifySoftwareToken}.
 *
 * @returns The secret, and its URI for a QR code.
 */
export declare function associateSoftwareToken(client: AppClient, accessToken: string, label: SoftwareTokenLabel): Promise<SoftwareTokenSecret>;
/**
 * Ends the set-up of an authenticator app with one of its codes. Where MFA is optional, {@link setUserMfaPreference}
 * switches it on.
 *
 * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
 */
export declare function verifySoftwareToken(client: AppClient, accessToken: string, code: string, options?: {
    readonly deviceName?: string | undefined;
}): Promise<void>;
/** Switches the user's second factors on and off: SetUserMFAPreference. */
export declare function setUserMfaPreference(client: AppClient, accessToken: string, preferences: MfaPreferences): Promise<void>;
