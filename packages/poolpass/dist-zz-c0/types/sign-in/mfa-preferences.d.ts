/** Whether a second factor is on, and asked for where several are. Absent: it stays as it is. */
export type MfaPreference = boolean | 'preferred';
/** Which second factors are on. At most one of them may be `'preferred'`. */
export interface MfaPreferences {
    /** Codes by SMS. The user needs a phone number. */
    readonly sms?: MfaPreference | undefined;
    /** Codes of an authenticator app, which was verified before. */
    readonly softwareToken?: MfaPreference | undefined;
    /** Codes by e-mail. The user needs an address, the pool e-mail MFA. */
    readonly email?: MfaPreference | undefined;
}
/** @throws {TypeError} for what is no preference. */
export declare function checkMfaPreferences(preferences: MfaPreferences): void;
/** @returns The members of SetUserMFAPreference. @throws {TypeError} for what is no preference. */
export declare function mfaPreferenceInput(preferences: MfaPreferences): {
    SMSMfaSettings: {
        Enabled: boolean;
        PreferredMfa: boolean;
    } | undefined;
    SoftwareTokenMfaSettings: {
        Enabled: boolean;
        PreferredMfa: boolean;
    } | undefined;
    EmailMfaSettings: {
        Enabled: boolean;
        PreferredMfa: boolean;
    } | undefined;
};
