import type { LocalUser } from '@poolpass/local'
import { ChallengeError, type Cognito, type CognitoOptions } from 'poolpass'
import { afterAll, describe, expect, test } from 'vitest'
import { totp } from '../../session/support/totp.js'
import { Matrix } from './support/cells.js'
import { meaningOf } from './support/document.js'
import { TRACKING } from './support/pools.js'
import { aliceWith, type Case, casesOf, type Stage, stage } from './support/stage.js'
import { storyOf } from './support/wire-tap.js'

type Challenges = NonNullable<CognitoOptions['challenges']>

const ON = { MfaConfiguration: 'ON' } as const
const NO_CONTACTS = { attributes: {} }
const UNVERIFIED = { attributes: { email: 'alice@example.com', phone_number: '+4930901820' } }
const TEMPORARY = { temporaryPassword: true }

const newPassword: Challenges = { newPasswordRequired: () => ({ newPassword: 'Battery-Staple-7' }) }
const choosing = (type: string): Challenges => ({ selectMfaType: () => type })

const setUp = ({ clock }: Stage): Challenges => ({
  async mfaSetup(_, { associateSoftwareToken }) {
    const { secret } = await associateSoftwareToken()
    return totp(clock.wallMs(), secret)
  },
})

type Setting = NonNullable<Parameters<typeof stage>[1]>

/** Alice as the case has her, and what she answers. */
const withAlice =
  (alice: Partial<LocalUser>, pool: Setting['pool'] = {}, answers: (stage: Stage) => Challenges = () => ({})) =>
  async (about: Case) => {
    const on = await stage(about, { alice, pool })
    return { heard: on.heard, cognito: on.session({ challenges: answers(on) }) }
  }

/** She has signed in before, where the pool asks users about devices. */
const withOptIn = (isRemembered: boolean) => async (about: Case) => {
  const DeviceConfiguration = { ...TRACKING.DeviceConfiguration, DeviceOnlyRememberedOnUserPrompt: true }
  const on = await stage(about, { alice: aliceWith(['SMS_MFA']), pool: { DeviceConfiguration } })
  const { alice, device } = await on.deviceOfAlice()
  if (isRemembered) await alice.updateDeviceStatus('remembered')
  return { heard: on.heard, cognito: on.session({ device }) }
}

type Prepared = { readonly cognito: Cognito; readonly heard: Stage['heard'] }

const CASES: ReadonlyMap<string, (about: Case) => Promise<Prepared>> = new Map([
  ['MFA is off, and the user had enabled SMS', withAlice(aliceWith(['SMS_MFA']), { MfaConfiguration: 'OFF' })],
  ['MFA is on, an authenticator is verified', withAlice({ ...aliceWith(['SOFTWARE_TOKEN_MFA']), mfa: [] }, ON)],
  ['MFA is on, a telephone number is there', withAlice({ attributes: { phone_number: '+4930901820' } }, ON)],
  ['MFA is on, nothing is set up', withAlice(NO_CONTACTS, ON, setUp)],
  [
    'SMS and TOTP, and TOTP is preferred',
    withAlice(aliceWith(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], { preferredMfa: 'SOFTWARE_TOKEN_MFA' })),
  ],
  [
    'SMS and e-mail, and e-mail is chosen',
    withAlice(aliceWith(['SMS_MFA', 'EMAIL_OTP']), {}, () => choosing('EMAIL_OTP')),
  ],
  [
    'TOTP and e-mail, and TOTP is chosen',
    withAlice(aliceWith(['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']), {}, () => choosing('SOFTWARE_TOKEN_MFA')),
  ],
  ['a temporary password', withAlice(TEMPORARY, {}, () => newPassword)],
  ['a temporary password and SMS', withAlice(aliceWith(['SMS_MFA'], TEMPORARY), {}, () => newPassword)],
  [
    'a temporary password, MFA is on, nothing is set up',
    withAlice({ ...NO_CONTACTS, ...TEMPORARY }, ON, on => ({ ...setUp(on), ...newPassword })),
  ],
  ['a temporary password, and a code is preferred', withAlice(TEMPORARY)],
  ['address and number are not verified', withAlice(UNVERIFIED)],
  ['the user was not asked about the device, SMS', withOptIn(false)],
  ['the user let the device be remembered, SMS', withOptIn(true)],
])

const matrix = new Matrix()
const lines = matrix.under('Further sign-ins').flatMap(table => table.lines)
let count = 0

afterAll(() => console.info(`${count} further sign-ins of the matrix ran`))

describe.each(lines.map(line => [line.case ?? '', line] as const))('%s', (name, { flow = '', challenges = '' }) => {
  test.each(casesOf(matrix, flow))('%s', async (_, about) => {
    count++
    const { cognito, heard } = await meaningOf(CASES, name)(about)
    const error = await cognito.authenticate().then(
      () => undefined,
      cause => cause,
    )
    const cell = { ...about, MFA: 'none', device: 'none', rotation: 'off', name: 'username' }
    const expected = matrix.challenges(cell, challenges)
    expect(storyOf(heard)).toBe(expected)
    if (expected.endsWith('no tokens')) expect(error).toBeInstanceOf(ChallengeError)
    else expect(cognito.accessClaims?.username).toBe('alice')
  })
})

test('every case that there is here is in the document', () => {
  expect([...CASES.keys()]).toEqual(lines.map(line => line.case))
})
