import { invalidParameter } from '../service-error.js'
import type { MfaSettings, PoolSettings } from '../settings.js'
import type { MfaFactor } from '../user.js'

/** In the order in which challenges list them. */
const FACTORS: readonly MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']

const IS_OFFERED: Readonly<Record<MfaFactor, (mfa: MfaSettings) => boolean>> = {
  SMS_MFA: mfa => mfa.SmsMfaConfiguration?.SmsConfiguration !== undefined,
  SOFTWARE_TOKEN_MFA: mfa => mfa.SoftwareTokenMfaConfiguration?.Enabled === true,
  EMAIL_OTP: mfa => mfa.EmailMfaConfiguration !== undefined,
}

export const offeredFactors = (mfa: MfaSettings) => FACTORS.filter(factor => IS_OFFERED[factor](mfa))

/**
 * What the pool offers by its settings alone, where SMS comes with its configuration.
 *
 * @param mfa What SetUserPoolMfaConfig set.
 */
export function withSms(settings: PoolSettings, mfa: MfaSettings): MfaSettings {
  const { SmsMfaConfiguration: _, ...rest } = mfa
  const { SmsConfiguration } = settings
  return SmsConfiguration === undefined ? rest : { ...rest, SmsMfaConfiguration: { SmsConfiguration } }
}

/** @throws {ServiceError} InvalidParameterException where MFA is on and nothing is offered. */
export function assertMfaSettings(mode: PoolSettings['MfaConfiguration'], mfa: MfaSettings): void {
  if (mode !== undefined && mode !== 'OFF' && offeredFactors(mfa).length === 0) {
    throw invalidParameter(`MfaConfiguration ${mode} needs SMS, a software token or e-mail to be configured.`)
  }
}
