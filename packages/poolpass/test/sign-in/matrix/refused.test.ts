import type { ChallengeError } from 'poolpass'
import { createAppClient, type DeviceCredentials, renew } from 'poolpass/sign-in'
import { afterAll, describe, expect, test } from 'vitest'
import { admin, SIGV4, send } from '../../../../local/test/support/wire.js'
import { totp, wrong } from '../../session/support/totp.js'
import { BOB, failure, startWorld } from '../../session/support/world.js'
import { Matrix } from './support/cells.js'
import { meaningOf } from './support/document.js'
import { SIGN_IN_FLOWS, TRACKING } from './support/pools.js'
import { aliceWith, type Case, casesOf, type Stage, stage } from './support/stage.js'
import { refusalOf } from './support/wire-tap.js'

/** What came of a case: its stage, and what the client said where it could not go on. */
interface Tried {
  readonly on: Stage
  readonly error?: Error
}
type Attempt = (about: Case) => Promise<Tried>
type Setting = NonNullable<Parameters<typeof stage>[1]>
type Own = Parameters<Stage['session']>[0]

const WRONG_PASSWORD = 'Wrong-Horse-1'
const UNVERIFIED = { alice: { attributes: { email: 'alice@example.com', phone_number: '+4930901820' } } }

/** Alice signs in, and is refused. */
const signingIn =
  (own: Own, setting?: (about: Case) => Setting): Attempt =>
  async about => {
    const on = await stage(about, setting?.(about))
    return { on, error: await failure(on.session(own).authenticate()) }
  }

const without = ({ flow }: Case): Setting => ({
  settings: { ExplicitAuthFlows: SIGN_IN_FLOWS.filter(name => name !== `ALLOW_${flow.split(' ')[0]}`) },
})

/** Alice gets as far as the question for a code, and gives the answer that is made of the right one. */
const answering =
  (setting: Setting, answer: (on: Stage) => string): Attempt =>
  async about => {
    const on = await stage(about, setting)
    const nobody = { smsMfa: undefined, smsOtp: undefined, emailOtp: undefined, softwareTokenMfa: undefined }
    const alice = on.session({ challenges: nobody })
    const { challenge } = (await failure(alice.authenticate())) as ChallengeError
    return { on, error: await failure(alice.respond(challenge, answer(on))) }
  }

const wrongCode = ({ codes }: Stage) => wrong(codes.smsMfa() ?? '')

const usingCodeTwice: Attempt = async about => {
  const on = await stage(about, { alice: aliceWith(['SOFTWARE_TOKEN_MFA']) })
  await on.session().authenticate()
  const alice = on.session({ challenges: { softwareTokenMfa: undefined } })
  const { challenge } = (await failure(alice.authenticate())) as ChallengeError
  return { on, error: await failure(alice.respond(challenge, totp(on.clock.wallMs()))) }
}

/** Alice names a device that is not what it seems: the client does without it then. */
const namingDevice =
  (deviceFor: (on: Stage) => Promise<DeviceCredentials | undefined>): Attempt =>
  async about => {
    const on = await stage(about, { pool: TRACKING })
    const device = await deviceFor(on)
    on.heard.length = 0
    const alice = on.session({ device })
    await alice.authenticate()
    expect(alice.accessClaims?.device_key).not.toBe(device?.deviceKey)
    return { on }
  }

async function bobsDevice({ session }: Stage) {
  const bob = session(BOB, 'USER_SRP_AUTH')
  await bob.authenticate()
  return bob.exportState().toJSON().device
}

async function forgottenDevice({ deviceOfAlice }: Stage) {
  const { alice, device } = await deviceOfAlice()
  await alice.forgetDevice()
  return device
}

const impostor = async ({ deviceOfAlice }: Stage) => {
  const { device } = await deviceOfAlice()
  return { ...device, devicePassword: 'bm90IHRoZSBvbmU=' }
}

type Renewal = Partial<Parameters<typeof renew>[1]> & { readonly client?: Parameters<typeof createAppClient>[0] }

/** Alice has signed in from a device, and renews otherwise. */
const renewing =
  (otherwise: (on: Stage) => Promise<Renewal>, own: Own = {}): Attempt =>
  async about => {
    const on = await stage(about, { pool: TRACKING })
    const alice = on.session(own)
    await alice.authenticate()
    const device = alice.exportState().toJSON().device?.deviceKey
    const { client = on.config, ...more } = await otherwise(on)
    const options = { refreshToken: alice.refreshToken ?? '', username: 'alice', deviceKey: device, ...more }
    return { on, error: await failure(renew(createAppClient(client), options)) }
  }

const newDeviceKey = async ({ heard }: Stage) => ({
  deviceKey: heard.at(-1)?.output.AuthenticationResult.NewDeviceMetadata.DeviceKey as string,
})

async function otherDeviceKey({ deviceOfAlice }: Stage) {
  const { device } = await deviceOfAlice()
  return { deviceKey: device.deviceKey }
}

async function otherClient({ local, config }: Stage) {
  const { body } = await admin(local, 'CreateUserPoolClient', { ClientName: 'other', GenerateSecret: true })
  const { ClientId: clientId, ClientSecret: clientSecret } = body.UserPoolClient
  return { client: { ...config, clientId, clientSecret } }
}

const CASES: ReadonlyMap<string, Attempt> = new Map([
  ['the flow is not enabled', signingIn({}, without)],
  ['the pool has no triggers', signingIn({}, () => ({ hasTriggers: false }))],
  ['the client secret is missing', signingIn({ clientSecret: undefined })],
  ['the client secret is wrong', signingIn({ clientSecret: 'anotherSecret0123456789abcdefg' })],
  ['a client secret too many', signingIn({ clientSecret: 'anotherSecret0123456789abcdefg' })],
  ['nobody has the name', signingIn({ username: 'nobody' })],
  [
    'the name is an e-mail address that is not verified',
    signingIn({ username: 'alice@example.com' }, () => UNVERIFIED),
  ],
  ['the name is a telephone number that is not verified', signingIn({ username: '+4930901820' }, () => UNVERIFIED)],
  [
    'a wrong password',
    about => {
      if (!about.flow.includes('choice')) return signingIn({ password: WRONG_PASSWORD })(about)
      const selectChallenge = () => ({ answer: 'PASSWORD_SRP', password: WRONG_PASSWORD })
      return signingIn({ challenges: { selectChallenge } })(about)
    },
  ],
  ['a wrong answer to the question', signingIn({ challenges: { customChallenge: () => 'a foe' } })],
  ['a wrong code by SMS', answering({ alice: aliceWith(['SMS_MFA']) }, wrongCode)],
  ['a wrong code by e-mail', answering({ alice: aliceWith(['EMAIL_OTP']) }, wrongCode)],
  [
    'a wrong code of the authenticator',
    answering({ alice: aliceWith(['SOFTWARE_TOKEN_MFA']) }, ({ clock }) => wrong(totp(clock.wallMs()))),
  ],
  ['a code of the authenticator for the second time', usingCodeTwice],
  ['a wrong code as the only factor', answering({}, wrongCode)],
  [
    'a right code after 3 minutes',
    answering({}, ({ clock, codes }) => {
      clock.advance({ seconds: 181 })
      return codes.smsOtp() ?? ''
    }),
  ],
  [
    'MFA is enabled, and a code is chosen all the same',
    signingIn({ challenges: { selectChallenge: () => 'EMAIL_OTP' } }, () => ({ alice: aliceWith(['SMS_MFA']) })),
  ],
  ['the device is another user’s', namingDevice(bobsDevice)],
  ['the device was forgotten', namingDevice(forgottenDevice)],
  ['the device proves itself wrongly', namingDevice(impostor)],
  ['a renewal with a device that was not confirmed', renewing(newDeviceKey, { device: false })],
  ['a renewal that names no device', renewing(async () => ({ deviceKey: undefined }))],
  ['a renewal that names another device', renewing(otherDeviceKey)],
  ['a renewal by another app client', renewing(otherClient)],
])

const SETTINGS: ReadonlyMap<string, readonly [string, object]> = new Map([
  [
    'ALLOW_REFRESH_TOKEN_AUTH with rotation',
    [
      'CreateUserPoolClient',
      { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
    ],
  ],
  [
    'flows by their newer and older names',
    ['CreateUserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] }],
  ],
  ['ALLOW_USER_AUTH in tier LITE', ['CreateUserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }]],
  [
    'codes as the first factor in tier LITE',
    ['CreateUserPool', { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }],
  ],
])

const matrix = new Matrix()
const [refusals, settings] = matrix.under('Refused')
let count = 0

afterAll(() => console.info(`${count} refusals of the sign-in matrix ran`))

/** By its name alone where the document has no more. */
const inWordsOf = (expected: string, refusal: string) => (expected.includes(':') ? refusal : refusal.replace(/:.*/, ''))

describe.each((refusals?.lines ?? []).map(line => [line.case ?? '', line] as const))('%s', (name, line) => {
  const { flow = '', client = '', 'refused with': words = '' } = line

  test.each(casesOf(matrix, flow, client))('%s', async (_, about) => {
    count++
    const { on, error } = await meaningOf(CASES, name)(about)
    const expected = words.replace('CLIENT_ID', on.local.clientId)
    const heard = new Set(on.heard.flatMap(exchange => refusalOf(exchange) ?? []))
    expect([...heard].map(refusal => inWordsOf(expected, refusal))).toEqual([expected])
    if (error) expect(error.name).toBe(expected.replace(/:.*/, ''))
  })
})

describe('what cannot be set up', () => {
  test.each((settings?.lines ?? []).map(line => [line.setting ?? '', line['refused with'] ?? ''] as const))(
    '%s',
    async (setting, words) => {
      count++
      const [operation, input] = meaningOf(SETTINGS, setting)
      const { local } = await startWorld({ ...(setting.endsWith('LITE') && { pool: { UserPoolTier: 'LITE' } }) })
      const pool = { PoolName: 'lite', UserPoolTier: 'LITE' }
      const client = { UserPoolId: local.userPoolId, ClientName: 'app' }
      const about = operation === 'CreateUserPool' ? pool : client
      const { error } = await send(local, operation, { ...about, ...input }, SIGV4)
      expect(inWordsOf(words, error)).toBe(words)
    },
  )
})

test('every case that there is here is in the document', () => {
  expect([...CASES.keys()]).toEqual([...new Set(refusals?.lines.map(line => line.case))])
  expect([...SETTINGS.keys()]).toEqual(settings?.lines.map(line => line.setting))
})
