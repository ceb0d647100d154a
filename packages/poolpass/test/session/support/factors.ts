import type { LocalCognitoOptions, LocalUser } from '@poolpass/local'
import { TOTP_SECRET } from './totp.js'
import { ALICE } from './world.js'

const CONTACTS = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+4930901820',
  phone_number_verified: 'true',
}

/** A pool with all second factors, and Alice in it with some. */
export function withFactors(
  factors: NonNullable<LocalUser['mfa']>,
  more: LocalCognitoOptions = {},
): LocalCognitoOptions {
  const softwareToken = factors.includes('SOFTWARE_TOKEN_MFA') ? { softwareToken: TOTP_SECRET } : {}
  return {
    mfa: {
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Your code is {####}' },
    },
    users: [{ ...ALICE, attributes: CONTACTS, mfa: factors, ...softwareToken }],
    ...more,
    pool: { MfaConfiguration: 'OPTIONAL', ...more.pool },
  }
}
