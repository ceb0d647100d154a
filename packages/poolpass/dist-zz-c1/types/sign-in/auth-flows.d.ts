/** How a sign-in begins. */
export type AuthFlow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'CUSTOM_AUTH' | 'USER_AUTH';
/** A first factor of choice-based sign-in. */
export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';
export declare const AUTH_FLOWS: readonly AuthFlow[];
export declare const FIRST_FACTORS: readonly FirstFactor[];
