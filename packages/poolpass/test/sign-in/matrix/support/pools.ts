import {
  type ClientSettings,
  createLocalCognito,
  type LocalCognito,
  type LocalCognitoOptions,
  type LocalPoolConfig,
  type LocalTriggers,
  type LocalUser,
  type PoolSettings,
} from '@poolpass/local'
import { FakeClock } from 'poolpass/testing'
import { TOTP_SECRET } from '../../../session/support/totp.js'
import { ALICE, signingKeys } from '../../../session/support/world.js'
import type { Cell } from './cells.js'
import { meaningOf } from './document.js'

export const { password: PASSWORD } = ALICE

/** What each of the document's words for a user's second factors means. */
const FACTORS: ReadonlyMap<string, NonNullable<LocalUser['mfa']>> = new Map([
  ['none', []],
  ['SMS', ['SMS_MFA']],
  ['TOTP', ['SOFTWARE_TOKEN_MFA']],
  ['e-mail', ['EMAIL_OTP']],
  ['SMS and TOTP', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA']],
])

const tracking = (ChallengeRequiredOnNewDevice: boolean) => ({
  DeviceConfiguration: { ChallengeRequiredOnNewDevice, DeviceOnlyRememberedOnUserPrompt: false },
})

/** A pool whose remembered devices stand in for MFA. */
export const TRACKING = tracking(true)

/** What each of the document's words for devices means of the pool. */
const POOLS = new Map<string, PoolSettings>([
  ['none', {}],
  ['new', TRACKING],
  ['remembered', TRACKING],
  ['remembered beside MFA', tracking(false)],
])

const SECRETS: ReadonlyMap<string, { readonly clientSecret?: string }> = new Map([
  ['no secret', {}],
  ['secret', { clientSecret: 'aSecretOfTheMatrix0123456789abcd' }],
])

/** The client secret, where the document's word says that there is one. */
export const secretOf = (client: string) => meaningOf(SECRETS, client)

export const SIGN_IN_FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
] as const

const ROTATIONS: ReadonlyMap<string, ClientSettings> = new Map([
  ['off', { ExplicitAuthFlows: [...SIGN_IN_FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH'] }],
  [
    'on',
    {
      ExplicitAuthFlows: SIGN_IN_FLOWS,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    },
  ],
])

/** Asks one question; after SRP_A has the password proven first. */
export const ONE_QUESTION: LocalTriggers = {
  defineAuthChallenge(event) {
    const last = event.request.session.at(-1)
    event.response.challengeName = last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE'
    event.response.issueTokens = last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult
    event.response.failAuthentication = last?.challengeResult === false
  },
  createAuthChallenge(event) {
    event.response.publicChallengeParameters = { question: 'Who goes there?' }
    event.response.privateChallengeParameters = { answer: 'a friend' }
  },
  verifyAuthChallengeResponse(event) {
    event.response.answerCorrect = event.request.challengeAnswer === event.request.privateChallengeParameters.answer
  },
}
export const ANSWER = 'a friend'

/** A user, and what may be typed to mean them. */
export interface Person {
  readonly username: string
  readonly email: string
  readonly phone: string
}

export function personWith(mfa: string): Person {
  const number = [...FACTORS.keys()].indexOf(mfa)
  return { username: `user${number}`, email: `user${number}@example.com`, phone: `+4930901820${number}` }
}

const userWith = (mfa: string): LocalUser => {
  const { username, email, phone } = personWith(mfa)
  const factors = meaningOf(FACTORS, mfa)
  return {
    username,
    password: PASSWORD,
    attributes: { email, email_verified: 'true', phone_number: phone, phone_number_verified: 'true' },
    mfa: factors,
    ...(factors.includes('SOFTWARE_TOKEN_MFA') && { softwareToken: TOTP_SECRET }),
  }
}

const clientIdOf = (client: string, rotation: string, device: string) =>
  `${device}${client}${rotation}`.replaceAll(/\W/g, '')

/** What a pool needs to offer every factor, first or second. */
export const EVERYTHING: LocalPoolConfig = {
  AliasAttributes: ['email', 'phone_number'],
  MfaConfiguration: 'OPTIONAL',
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
  mfa: {
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: {},
  },
}

function poolFor(device: string, values: ReadonlyMap<string, readonly string[]>): LocalPoolConfig {
  const clients = (values.get('client') ?? []).flatMap(client =>
    (values.get('rotation') ?? []).map(rotation => ({
      clientId: clientIdOf(client, rotation, device),
      ...secretOf(client),
      ...meaningOf(ROTATIONS, rotation),
    })),
  )
  return {
    ...EVERYTHING,
    userPoolId: poolIdOf(device),
    ...meaningOf(POOLS, device),
    clients,
    users: (values.get('MFA') ?? []).map(userWith),
  }
}

const poolIdOf = (device: string) => `us-east-1_${device.replaceAll(' ', '')}`

export interface Pools {
  readonly local: LocalCognito
  readonly clock: FakeClock
  /** What a client of the cell's pool and app client is configured with. */
  config(cell: Pick<Cell, 'client' | 'rotation' | 'device'>): {
    readonly userPoolId: string
    readonly clientId: string
    readonly clientSecret?: string
    readonly endpoint: string
    readonly clock: FakeClock
  }
}

/**
 * A pool for each of the document's words for devices, with all users and app clients.
 *
 * @param create Default: a server in memory, which takes half the time.
 */
export async function createPools(
  values: ReadonlyMap<string, readonly string[]>,
  create: (options: LocalCognitoOptions) => Promise<LocalCognito> = createLocalCognito,
): Promise<Pools> {
  const clock = new FakeClock()
  const local = await create({
    pools: (values.get('device') ?? []).map(device => poolFor(device, values)),
    triggers: ONE_QUESTION,
    signingKeys,
    clock: { nowMs: () => clock.wallMs() },
  })
  return {
    local,
    clock,
    config: ({ client, rotation, device }) => ({
      userPoolId: poolIdOf(device),
      clientId: clientIdOf(client, rotation, device),
      ...secretOf(client),
      endpoint: local.endpoint,
      clock,
    }),
  }
}
