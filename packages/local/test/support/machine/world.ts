import {
  createLocalCognito,
  type LocalCognito,
  type LocalSigningKeys,
  type LocalTriggers,
  type LocalUser,
  type PoolSettings,
} from '@poolpass/local'
import { PASSWORD } from '../wire.js'
import { decide, type Round } from './custom-rounds.js'

/** The pools, clients and people that random sequences are played with. */

const TEMPORARY = 'Temporary-Horse-9'
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const SESSION_SECONDS = 180
export const ACCESS_SECONDS = 600
export const REFRESH_SECONDS = 3600
export const TEMPORARY_PASSWORD_SECONDS = 86_400

export type SecondFactor = 'SMS_MFA' | 'EMAIL_OTP' | 'SOFTWARE_TOKEN_MFA'

export interface Setting {
  readonly mfa: 'OPTIONAL' | 'ON'
  readonly secondFactors: readonly SecondFactor[]
  readonly firstFactors: readonly ('PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP')[]
  readonly devices: PoolSettings['DeviceConfiguration']
  /** Of the main client's rotation; `undefined`: it does not rotate. */
  readonly graceSeconds: number | undefined
}

export const SETTINGS = {
  withoutDevices: {
    mfa: 'OPTIONAL',
    secondFactors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
    devices: undefined,
    graceSeconds: 60,
  },
  /** MFA for all, and no authenticator apps. */
  codesOnly: {
    mfa: 'ON',
    secondFactors: ['SMS_MFA', 'EMAIL_OTP'],
    firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
    devices: undefined,
    graceSeconds: undefined,
  },
  /** MFA for all, by whatever they like. */
  everyFactor: {
    mfa: 'ON',
    secondFactors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    firstFactors: ['PASSWORD'],
    devices: undefined,
    graceSeconds: 0,
  },
  /** Every device is remembered and stands in for the MFA that everybody needs. */
  everyDevice: {
    mfa: 'ON',
    secondFactors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    firstFactors: ['PASSWORD', 'EMAIL_OTP'],
    devices: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    graceSeconds: 0,
  },
  /** A device is remembered when its user says so, and proves itself after MFA. */
  chosenDevices: {
    mfa: 'OPTIONAL',
    secondFactors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    firstFactors: ['PASSWORD', 'SMS_OTP'],
    devices: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: true },
    graceSeconds: undefined,
  },
} as const satisfies Record<string, Setting>
export type SettingName = keyof typeof SETTINGS

const PHONE = { phone_number: '+4930901820', phone_number_verified: 'true' }
const EMAIL = { email: 'person@example.com', email_verified: 'true' }

/** Whom there may be. One name more than the pool knows: `ghost`. */
export const PEOPLE = {
  plain: { attributes: { ...PHONE, ...EMAIL } },
  totp: { softwareToken: TOTP_SECRET, mfa: ['SOFTWARE_TOKEN_MFA'] },
  sms: { attributes: PHONE, mfa: ['SMS_MFA'] },
  two: { attributes: { ...PHONE, ...EMAIL }, softwareToken: TOTP_SECRET, mfa: ['SMS_MFA', 'EMAIL_OTP'] },
  unverified: { attributes: { phone_number: PHONE.phone_number, email: EMAIL.email } },
  temporary: { password: TEMPORARY, temporaryPassword: true, attributes: { ...PHONE, ...EMAIL } },
  bare: {},
  unconfirmed: { confirmed: false },
  /** Has signed up, and has an address to confirm. */
  signedUp: { confirmed: false, attributes: { email: EMAIL.email } },
} as const satisfies Record<string, Omit<LocalUser, 'username' | 'password'> & { readonly password?: string }>
export type PersonName = keyof typeof PEOPLE | 'ghost'

/** How somebody is known to a pool: with those of the second factors that it offers. */
export function userOf(setting: Setting, name: keyof typeof PEOPLE): LocalUser {
  const given: Partial<LocalUser> = PEOPLE[name]
  const mfa = given.mfa?.filter(factor => setting.secondFactors.includes(factor)) ?? []
  return { username: name, password: PASSWORD, ...given, mfa }
}

export type ClientName = 'main' | 'other'
export const CLIENT_IDS: Readonly<Record<ClientName, string>> = { main: 'mainclient', other: 'otherclient' }
export const CLIENT_SECRET = 'secretOfTheOtherClient00001'

const MAIN_FLOWS = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH'] as const
const OTHER_FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const

const clientsOf = ({ graceSeconds }: Setting) => [
  {
    clientId: CLIENT_IDS.main,
    PreventUserExistenceErrors: 'ENABLED' as const,
    ExplicitAuthFlows: graceSeconds === undefined ? [...MAIN_FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH' as const] : MAIN_FLOWS,
    ...(graceSeconds !== undefined && {
      RefreshTokenRotation: { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: graceSeconds },
    }),
  },
  { clientId: CLIENT_IDS.other, clientSecret: CLIENT_SECRET, ExplicitAuthFlows: OTHER_FLOWS },
]

/** What DefineAuthChallenge was told, in order. */
export interface Defined {
  readonly rounds: readonly Round[]
}

/** Every question has an answer of its own. */
export const answerTo = (question: string) => `answer to ${question}`

function triggers(defined: Defined[]): LocalTriggers {
  let questions = 0
  return {
    defineAuthChallenge({ request, response }) {
      defined.push({ rounds: structuredClone(request.session) as Round[] })
      const decision = decide(request.session)
      response.issueTokens = decision === 'issue'
      response.failAuthentication = decision === 'fail'
      response.challengeName = decision === 'prove' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE'
    },
    createAuthChallenge({ response }) {
      const question = `question ${++questions}`
      response.publicChallengeParameters = { question }
      response.privateChallengeParameters = { answer: answerTo(question) }
      response.challengeMetadata = question
    },
    verifyAuthChallengeResponse({ request, response }) {
      response.answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer
    },
  }
}

export interface World {
  readonly local: LocalCognito
  readonly defined: readonly Defined[]
}

/** A pool in memory with these people in it, on a clock that stands still unless a test moves it. */
export async function createWorld(
  signingKeys: LocalSigningKeys,
  setting: Setting,
  names: readonly PersonName[],
): Promise<World> {
  const defined: Defined[] = []
  const users = [...new Set(names)].flatMap(name => (name === 'ghost' ? [] : userOf(setting, name)))
  const local = await createLocalCognito({
    signingKeys,
    // At the start of a TOTP step, so that no code runs out under way.
    clock: { nowMs: () => Date.UTC(2026, 0, 1) },
    triggers: triggers(defined),
    tokenLifetimes: { accessTokenSeconds: ACCESS_SECONDS, refreshTokenSeconds: REFRESH_SECONDS },
    pools: [
      {
        userPoolId: 'us-east-1_LocalPool',
        MfaConfiguration: setting.mfa,
        AutoVerifiedAttributes: ['email'],
        ...(setting.devices && { DeviceConfiguration: setting.devices }),
        Policies: {
          PasswordPolicy: { TemporaryPasswordValidityDays: 1 },
          SignInPolicy: { AllowedFirstAuthFactors: setting.firstFactors },
        },
        mfa: {
          ...(setting.secondFactors.includes('SMS_MFA') && { SmsMfaConfiguration: { SmsConfiguration: {} } }),
          ...(setting.secondFactors.includes('EMAIL_OTP') && { EmailMfaConfiguration: {} }),
          SoftwareTokenMfaConfiguration: { Enabled: setting.secondFactors.includes('SOFTWARE_TOKEN_MFA') },
        },
        clients: clientsOf(setting),
        users,
      },
    ],
  })
  return { local, defined }
}
