export const AUTH_FLOWS = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH'] as const
export const FIRST_FACTORS = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const

/** How a sign-in begins. */
export type AuthFlow = (typeof AUTH_FLOWS)[number]

/** A first factor of choice-based sign-in. */
export type FirstFactor = (typeof FIRST_FACTORS)[number]
