import { authorize } from '../pool/access-token.js'
import type { Account } from '../pool/account.js'
import { setMfaPreference } from '../pool/mfa/preference.js'
import { assertSoftwareTokensOffered, enrolSoftwareToken, newSecret } from '../pool/mfa/software-token.js'
import { toBase32 } from '../pool/mfa/totp.js'
import { invalidParameter, notAuthorized } from '../pool/service-error.js'
import { configuredFactors } from '../pool/sign-in/first-factors.js'
import { associateInSession, noSecret, verifyInSession } from '../pool/sign-in/mfa-setup.js'
import type { MfaFactor, User } from '../pool/user.js'
import type { UserPool } from '../pool/user-pool.js'
import { findUser } from '../pool/users.js'
import { boolean, type Input, oneOf, required, string, structure, unsupported } from './input/members.js'
import { session, token, username, userPoolId } from './input/scalars.js'
import { mfaSettings } from './input/settings.js'
import { defineOperation } from './operation.js'
import { mfaFields } from './output.js'

function describeMfa({ settings, mfa }: UserPool) {
  const { MfaConfiguration = 'OFF', SmsAuthenticationMessage } = settings
  const { SmsMfaConfiguration, ...others } = mfa
  return {
    ...(SmsMfaConfiguration && {
      SmsMfaConfiguration: {
        ...(SmsAuthenticationMessage !== undefined && { SmsAuthenticationMessage }),
        ...SmsMfaConfiguration,
      },
    }),
    ...others,
    MfaConfiguration,
  }
}

const setUserPoolMfaConfig = defineOperation({
  name: 'SetUserPoolMfaConfig',
  access: 'signed',
  input: {
    UserPoolId: required(userPoolId),
    ...mfaSettings,
    MfaConfiguration: oneOf('OFF', 'ON', 'OPTIONAL'),
    WebAuthnConfiguration: unsupported('WebAuthnConfiguration', () => false),
  },
  run({ account }, { UserPoolId, WebAuthnConfiguration: _, MfaConfiguration, ...mfa }) {
    const pool = account.pool(UserPoolId)
    account.updateMfa(pool, MfaConfiguration, mfa)
    return describeMfa(pool)
  },
})

const getUserPoolMfaConfig = defineOperation({
  name: 'GetUserPoolMfaConfig',
  access: 'signed',
  input: { UserPoolId: required(userPoolId) },
  run: ({ account }, { UserPoolId }) => describeMfa(account.pool(UserPoolId)),
})

const accessTokenOrSession = { AccessToken: token, Session: session }

function assertOneOfBoth({ AccessToken, Session }: Input<typeof accessTokenOrSession>): void {
  if ((AccessToken === undefined) === (Session === undefined)) {
    throw invalidParameter('Exactly one of AccessToken and Session must be given.')
  }
}

/** A session says by itself which pool it is of. */
function poolOfSession(account: Account, text: string): UserPool {
  const pool = account.pools.find(({ sessions }) => sessions.isOwn(text))
  if (pool === undefined) throw notAuthorized('Invalid session for the user.')
  return pool
}

const associateSoftwareToken = defineOperation({
  name: 'AssociateSoftwareToken',
  access: 'public',
  input: accessTokenOrSession,
  async run({ account }, given) {
    assertOneOfBoth(given)
    if (given.Session !== undefined) {
      const { secretCode, session } = await associateInSession(poolOfSession(account, given.Session), given.Session)
      return { SecretCode: secretCode, Session: session }
    }
    const { pool, user } = await authorize(account, given.AccessToken ?? '')
    assertSoftwareTokensOffered(pool)
    const offeredSecret = newSecret()
    pool.users.change(user, { offeredSecret })
    return { SecretCode: toBase32(offeredSecret) }
  },
})

const verifySoftwareToken = defineOperation({
  name: 'VerifySoftwareToken',
  access: 'public',
  input: {
    ...accessTokenOrSession,
    UserCode: required(string({ min: 6, max: 6, pattern: /[0-9]+/, isSensitive: true })),
    FriendlyDeviceName: string({ max: 131_072 }),
  },
  async run({ account }, { UserCode, FriendlyDeviceName, ...given }) {
    assertOneOfBoth(given)
    if (given.Session !== undefined) {
      const pool = poolOfSession(account, given.Session)
      return { Status: 'SUCCESS', Session: await verifyInSession(pool, given.Session, UserCode, FriendlyDeviceName) }
    }
    const { pool, user } = await authorize(account, given.AccessToken ?? '')
    assertSoftwareTokensOffered(pool)
    if (user.offeredSecret === undefined) throw noSecret()
    enrolSoftwareToken(pool, user, user.offeredSecret, UserCode, FriendlyDeviceName)
    pool.users.change(user, { offeredSecret: undefined })
    return { Status: 'SUCCESS' }
  },
})

const factorSettings = structure({ Enabled: boolean, PreferredMfa: boolean })
const preferences = {
  SMSMfaSettings: factorSettings,
  SoftwareTokenMfaSettings: factorSettings,
  EmailMfaSettings: factorSettings,
  WebAuthnMfaSettings: unsupported('WebAuthnMfaSettings', () => false),
}

const FACTOR_OF = {
  SMSMfaSettings: 'SMS_MFA',
  SoftwareTokenMfaSettings: 'SOFTWARE_TOKEN_MFA',
  EmailMfaSettings: 'EMAIL_OTP',
} as const satisfies Record<string, MfaFactor>

function setPreference(pool: UserPool, user: User, given: Input<typeof preferences>): void {
  const names = Object.keys(FACTOR_OF) as (keyof typeof FACTOR_OF)[]
  const named = names.flatMap(name => {
    const preference = given[name]
    return preference ? [[FACTOR_OF[name], preference] as const] : []
  })
  setMfaPreference(pool, user, new Map(named))
}

const setUserMfaPreference = defineOperation({
  name: 'SetUserMFAPreference',
  access: 'public',
  input: { AccessToken: required(token), ...preferences },
  async run({ account }, given) {
    const { pool, user } = await authorize(account, given.AccessToken)
    setPreference(pool, user, given)
    return {}
  },
})

const adminSetUserMfaPreference = defineOperation({
  name: 'AdminSetUserMFAPreference',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), Username: required(username), ...preferences },
  run({ account }, given) {
    const pool = account.pool(given.UserPoolId)
    setPreference(pool, findUser(pool, given.Username), given)
    return {}
  },
})

const getUserAuthFactors = defineOperation({
  name: 'GetUserAuthFactors',
  access: 'public',
  input: { AccessToken: required(token) },
  async run({ account }, { AccessToken }) {
    const { pool, user } = await authorize(account, AccessToken)
    const ConfiguredUserAuthFactors = configuredFactors(pool, user)
    return { Username: user.username, ...mfaFields(user), ConfiguredUserAuthFactors }
  },
})

export const mfaOperations = [
  setUserPoolMfaConfig,
  getUserPoolMfaConfig,
  associateSoftwareToken,
  verifySoftwareToken,
  setUserMfaPreference,
  adminSetUserMfaPreference,
  getUserAuthFactors,
]
