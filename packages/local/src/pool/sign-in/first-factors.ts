import type { Subject } from '../credentials.js'
import { dueFactors } from '../mfa/factors.js'
import type { AllowedFirstFactor } from '../settings.js'
import type { User } from '../user.js'
import type { UserPool } from '../user-pool.js'

/** What USER_AUTH lets a user begin with. */
export type FirstFactor = 'PASSWORD_SRP' | 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP'

const allowedFactors = (pool: UserPool): readonly AllowedFirstFactor[] =>
  pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD']

const IS_SET_UP: Readonly<Record<AllowedFirstFactor, (user: User) => boolean>> = {
  PASSWORD: () => true,
  EMAIL_OTP: ({ attributes }) => attributes.has('email') && attributes.get('email_verified') === 'true',
  SMS_OTP: ({ attributes }) => attributes.has('phone_number') && attributes.get('phone_number_verified') === 'true',
}

/** Which of the pool's first factors the user could use, were no second one asked for. */
export const configuredFactors = (pool: UserPool, user: User) =>
  allowedFactors(pool).filter(factor => IS_SET_UP[factor](user))

/** A sent code alone must not get past MFA or a password that is due for change. */
function maySignInByCode(pool: UserPool, { user }: Subject): boolean {
  if (user === undefined) return pool.settings.MfaConfiguration !== 'ON'
  return user.status !== 'FORCE_CHANGE_PASSWORD' && dueFactors(pool, user)?.length === 0
}

/** @param subject Perhaps one that does not exist: then all that the pool allows. */
export function availableFactors(pool: UserPool, subject: Subject): readonly FirstFactor[] {
  const { user } = subject
  const configured = user ? configuredFactors(pool, user) : allowedFactors(pool)
  return configured.flatMap((factor): FirstFactor[] => {
    if (factor === 'PASSWORD') return ['PASSWORD_SRP', 'PASSWORD']
    return maySignInByCode(pool, subject) ? [factor] : []
  })
}
