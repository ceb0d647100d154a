import { createLocalCognito, type LocalCognito, type LocalTriggers, type LocalUser } from '@poolpass/local'
import type { FakeClock } from 'poolpass/testing'
import { TOTP_SECRET } from '../totp.js'
import { ALICE, signingKeys } from '../world.js'
import type { Story, UserName } from './actions.js'

const CONTACTS = { phone_number: '+4930901820', email: 'alice@example.com' }

const PEOPLE: Readonly<Record<UserName, Omit<LocalUser, 'username' | 'password'>>> = {
  plain: {},
  sms: { attributes: CONTACTS, mfa: ['SMS_MFA'] },
  totp: { softwareToken: TOTP_SECRET, mfa: ['SOFTWARE_TOKEN_MFA'] },
  two: { attributes: CONTACTS, mfa: ['SMS_MFA', 'EMAIL_OTP'] },
  temporary: { temporaryPassword: true, attributes: CONTACTS, mfa: ['SMS_MFA'] },
  bare: {},
  riddles: {},
}

/** Two riddles, each with an answer of its own. */
function riddles(): LocalTriggers {
  let asked = 0
  return {
    defineAuthChallenge({ request, response }) {
      const right = request.session.filter(({ challengeResult }) => challengeResult).length
      response.issueTokens = right === 2
      response.failAuthentication = request.session.length - right === 2
      response.challengeName = 'CUSTOM_CHALLENGE'
    },
    createAuthChallenge({ response }) {
      const question = `riddle ${++asked}`
      response.publicChallengeParameters = { question }
      response.privateChallengeParameters = { answer: `answer to ${question}` }
    },
    verifyAuthChallengeResponse({ request, response }) {
      response.answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer
    },
  }
}

/** The pool of a story, in memory, with one user in it. */
export function createPool(clock: FakeClock, { user, withDevices, graceSeconds }: Story): Promise<LocalCognito> {
  return createLocalCognito({
    signingKeys,
    clock: { nowMs: () => clock.wallMs() },
    triggers: riddles(),
    pool: {
      MfaConfiguration: user === 'bare' ? 'ON' : 'OPTIONAL',
      ...(withDevices && {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      }),
    },
    mfa: {
      SmsMfaConfiguration: { SmsConfiguration: {} },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {},
    },
    client: {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH'],
      ...(graceSeconds !== undefined && {
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: graceSeconds },
      }),
    },
    users: [{ ...ALICE, ...PEOPLE[user] }],
  })
}
