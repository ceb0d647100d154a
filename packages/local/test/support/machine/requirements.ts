import type { Attempt, Device, Person } from './knowledge.js'
import type { SecondFactor, Setting } from './world.js'

/** What tokens must rest on, told from the person and the pool's settings alone. */

const BY_STRENGTH: readonly SecondFactor[] = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP']

/** Whether the pool offers a second factor and the person has it. */
export function isUsable(setting: Setting, person: Person, factor: SecondFactor): boolean {
  if (!setting.secondFactors.includes(factor)) return false
  if (factor === 'SOFTWARE_TOKEN_MFA') return person.totp !== undefined
  return (factor === 'SMS_MFA' ? person.phone : person.email) !== undefined
}

/** The second factors that a sign-in may use; `'setUp'` where one is needed and there is none. */
export function secondFactors(setting: Setting, person: Person): readonly SecondFactor[] | 'setUp' {
  const usable = BY_STRENGTH.filter(factor => isUsable(setting, person, factor))
  const enabled = usable.filter(factor => person.enabled.has(factor))
  if (enabled.some(factor => factor === person.preferred)) return enabled.filter(factor => factor === person.preferred)
  if (enabled.length > 0 || setting.mfa === 'OPTIONAL') return enabled
  const [strongest] = usable
  return strongest ? [strongest] : 'setUp'
}

/** The first factors that USER_AUTH offers. A code alone must not get past MFA or a password that is due for change. */
export function firstFactors(setting: Setting, person: Person): readonly string[] {
  const needsMore = person.exists
    ? person.isTemporary || secondFactors(setting, person).length > 0
    : setting.mfa === 'ON'
  const hasContacts = !person.exists || person.isVerified
  return setting.firstFactors.flatMap(factor => {
    if (factor === 'PASSWORD') return ['PASSWORD_SRP', 'PASSWORD']
    return needsMore || !hasContacts || !isReachable(person, factor) ? [] : [factor]
  })
}

const isReachable = ({ exists, email, phone }: Person, code: 'EMAIL_OTP' | 'SMS_OTP') =>
  !exists || (code === 'EMAIL_OTP' ? email : phone) !== undefined

/** Whether the second factor has been shown, or a remembered device in its place. */
export function isMfaSettled({ devices }: Setting, { shown }: Attempt, device: Device | undefined): boolean {
  const isDeviceProven = shown.has('device') && device?.isRemembered === true
  return shown.has('mfa') || (devices?.ChallengeRequiredOnNewDevice === true && isDeviceProven)
}

/** What a sign-in that gets tokens now has not shown, and should have. */
export function missingFactors(
  setting: Setting,
  person: Person,
  attempt: Attempt,
  device: Device | undefined,
): readonly string[] {
  const { shown, rounds } = attempt
  const isFirstShown = shown.has('password') || shown.has('code') || shown.has('custom')
  return [
    ...(person.exists && person.isEnabled && person.isConfirmed ? [] : ['a user who may sign in']),
    ...(isFirstShown && rounds === undefined ? [] : ['a first factor']),
    ...(person.isTemporary ? ['a new password'] : []),
    ...(secondFactors(setting, person).length > 0 && !isMfaSettled(setting, attempt, device)
      ? ['a second factor']
      : []),
    ...(device?.isRemembered && !shown.has('device') ? ['the proof of a remembered device'] : []),
  ]
}
