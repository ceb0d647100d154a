import type { LocalCognito } from '@poolpass/local'
import type { CognitoOptions } from 'poolpass'
import type { FakeClock } from 'poolpass/testing'
import { totp } from '../../../session/support/totp.js'
import { meaningOf } from './document.js'
import { ANSWER, PASSWORD } from './pools.js'

type Means = Pick<CognitoOptions, 'authFlow' | 'password' | 'preferredChallenge' | 'challenges'>

const choosing = (answer: string, password?: string): Means['challenges'] => ({
  selectChallenge: ({ availableChallenges }) =>
    availableChallenges.includes(answer) ? { answer, password } : undefined,
})

const FLOWS: ReadonlyMap<string, Means> = new Map([
  ['USER_SRP_AUTH', { authFlow: 'USER_SRP_AUTH', password: PASSWORD }],
  ['USER_PASSWORD_AUTH', { authFlow: 'USER_PASSWORD_AUTH', password: PASSWORD }],
  ['CUSTOM_AUTH', { authFlow: 'CUSTOM_AUTH' }],
  ['CUSTOM_AUTH after SRP', { authFlow: 'CUSTOM_AUTH', password: PASSWORD }],
  ['USER_AUTH PASSWORD', { authFlow: 'USER_AUTH', preferredChallenge: 'PASSWORD', password: PASSWORD }],
  ['USER_AUTH PASSWORD_SRP', { authFlow: 'USER_AUTH', preferredChallenge: 'PASSWORD_SRP', password: PASSWORD }],
  ['USER_AUTH EMAIL_OTP', { authFlow: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' }],
  ['USER_AUTH SMS_OTP', { authFlow: 'USER_AUTH', preferredChallenge: 'SMS_OTP' }],
  ['USER_AUTH choice of PASSWORD_SRP', { authFlow: 'USER_AUTH', challenges: choosing('PASSWORD_SRP', PASSWORD) }],
  ['USER_AUTH choice of EMAIL_OTP', { authFlow: 'USER_AUTH', challenges: choosing('EMAIL_OTP') }],
])

/** How one of the document's flows is asked for. */
export const meansOf = (flow: string): Means => meaningOf(FLOWS, flow)

/** Where codes come from. */
export interface CodeSource {
  readonly local: Pick<LocalCognito, 'inbox'>
  readonly clock: FakeClock
}

/** Somebody who has all that a pool may ask for, and takes SMS where there is a choice. */
export function wellPrepared({ local, clock }: CodeSource) {
  const lastCode = () => local.inbox.at(-1)?.code
  return {
    smsMfa: lastCode,
    smsOtp: lastCode,
    emailOtp: lastCode,
    softwareTokenMfa: () => totp(clock.wallMs()),
    selectMfaType: () => 'SMS_MFA',
    customChallenge: () => ANSWER,
  } satisfies Means['challenges']
}

/** An authenticator's code is good for one sign-in. */
export const waitForNextCode = ({ clock }: CodeSource) => clock.advance({ seconds: 31 })
