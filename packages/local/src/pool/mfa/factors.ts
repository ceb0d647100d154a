import type { MfaFactor, User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import { offeredFactors } from './offered.js'

/** Which one is asked for where the pool demands a factor and the user prefers none. */
const BY_STRENGTH: readonly MfaFactor[] = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP']

const IS_SET_UP: Readonly<Record<MfaFactor, (user: User) => boolean>> = {
  SMS_MFA: user => user.attributes.has('phone_number'),
  SOFTWARE_TOKEN_MFA: user => user.softwareToken !== undefined,
  EMAIL_OTP: user => user.attributes.has('email'),
}

export function isUsable(pool: UserPool, user: User, factor: MfaFactor): boolean {
  return offeredFactors(pool.mfa).includes(factor) && IS_SET_UP[factor](user)
}

/**
 * Which factors a sign-in is to choose from.
 *
 * @returns None where no second factor is due; `undefined` where one is due and the user has none.
 */
export function dueFactors(pool: UserPool, user: User): readonly MfaFactor[] | undefined {
  const { MfaConfiguration: mode = 'OFF' } = pool.settings
  if (mode === 'OFF') return []
  const usable = offeredFactors(pool.mfa).filter(factor => IS_SET_UP[factor](user))
  const enabled = usable.filter(factor => user.enabledFactors.has(factor))
  const preferred = enabled.filter(factor => factor === user.preferredFactor)
  if (preferred.length > 0) return preferred
  if (enabled.length > 0 || mode === 'OPTIONAL') return enabled
  const strongest = BY_STRENGTH.find(factor => usable.includes(factor))
  return strongest && [strongest]
}
