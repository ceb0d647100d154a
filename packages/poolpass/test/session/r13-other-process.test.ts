import type { LocalCognitoOptions } from '@poolpass/local'
import type {
  ChallengeAnswer,
  ChallengeError,
  ChallengeJson,
  CognitoOptions,
  DeviceCredentials,
  SoftwareTokenSetup,
} from 'poolpass'
import { afterAll, describe, expect, test } from 'vitest'
import { withFactors } from './support/factors.js'
import { type OtherError, OtherProcess } from './support/other-process.js'
import { answerRiddle, RIDDLES } from './support/riddles.js'
import { totp } from './support/totp.js'
import { inputsOf } from './support/wire.js'
import { ALICE, failure, startWorld, type World } from './support/world.js'

const NOBODY = { username: undefined, password: undefined }
const NEW_PASSWORD = 'Another-Horse-8'

const other = await OtherProcess.fork()
afterAll(() => other.kill())

type Answer = (world: World, challenge: ChallengeJson) => ChallengeAnswer

interface Case {
  readonly pool: LocalCognitoOptions
  /** Of the process that begins the sign-in. */
  readonly options?: Partial<CognitoOptions>
  /** Challenge by challenge, each answered by a session that has not seen the one before. */
  readonly answers: readonly (readonly [challengeName: string, Answer])[]
}

const code: Answer = ({ local }) => local.inbox.at(-1)?.code ?? ''
const appCode: Answer = ({ clock }) => totp(clock.wallMs())
const riddle: Answer = (_, { parameters }) => answerRiddle(parameters)
const select = (choice: string, password?: string): Case['answers'][number] => [
  'SELECT_CHALLENGE',
  (_, { availableChallenges }) => {
    expect(availableChallenges).toContain(choice)
    return password === undefined ? choice : { answer: choice, password }
  },
]

const temporary = (options: LocalCognitoOptions) => ({
  ...options,
  users: (options.users ?? [ALICE]).map(user => ({ ...user, temporaryPassword: true })),
})

/** A sign-in that begins with a choice of all first factors. */
const chosen = (...answers: Case['answers']): Case => ({
  pool: withFactors([], {
    client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } } },
  }),
  options: { authFlow: 'USER_AUTH', password: undefined },
  answers,
})

const CASES: Readonly<Record<string, Case>> = {
  SMS_MFA: { pool: withFactors(['SMS_MFA']), answers: [['SMS_MFA', code]] },
  'EMAIL_OTP as the second factor': { pool: withFactors(['EMAIL_OTP']), answers: [['EMAIL_OTP', code]] },
  SOFTWARE_TOKEN_MFA: { pool: withFactors(['SOFTWARE_TOKEN_MFA']), answers: [['SOFTWARE_TOKEN_MFA', appCode]] },
  SELECT_MFA_TYPE: {
    pool: withFactors(['SMS_MFA', 'EMAIL_OTP']),
    answers: [
      ['SELECT_MFA_TYPE', () => 'EMAIL_OTP'],
      ['EMAIL_OTP', code],
    ],
  },
  NEW_PASSWORD_REQUIRED: {
    pool: temporary(withFactors(['SMS_MFA'])),
    answers: [
      ['NEW_PASSWORD_REQUIRED', () => ({ newPassword: NEW_PASSWORD })],
      ['SMS_MFA', code],
    ],
  },
  CUSTOM_CHALLENGE: {
    pool: { triggers: RIDDLES },
    options: { authFlow: 'CUSTOM_AUTH', password: undefined },
    answers: [
      ['CUSTOM_CHALLENGE', riddle],
      ['CUSTOM_CHALLENGE', riddle],
    ],
  },
  'CUSTOM_CHALLENGE after SRP': {
    pool: { triggers: RIDDLES },
    options: { authFlow: 'CUSTOM_AUTH' },
    answers: [
      ['CUSTOM_CHALLENGE', riddle],
      ['CUSTOM_CHALLENGE', riddle],
    ],
  },
  'SELECT_CHALLENGE, then SMS_OTP': chosen(select('SMS_OTP'), ['SMS_OTP', code]),
  'SELECT_CHALLENGE, then EMAIL_OTP': chosen(select('EMAIL_OTP'), ['EMAIL_OTP', code]),
  'SELECT_CHALLENGE, then PASSWORD': chosen(select('PASSWORD'), ['PASSWORD', () => ALICE.password]),
  'SELECT_CHALLENGE, then PASSWORD_SRP': chosen(select('PASSWORD_SRP'), ['PASSWORD_SRP', () => ALICE.password]),
  'SELECT_CHALLENGE with the password': chosen(select('PASSWORD', ALICE.password)),
  'SELECT_CHALLENGE with the proof': chosen(select('PASSWORD_SRP', ALICE.password)),
}

/** What a sign-in here stops at, as it goes over to another process. */
async function begin(world: World, options: Partial<CognitoOptions>): Promise<ChallengeJson> {
  const { challenge } = (await failure(world.cognito(options).authenticate())) as ChallengeError
  return challenge.toJSON()
}

/** A pool whose remembered devices prove themselves after the second factor. */
const startTracking = (client: LocalCognitoOptions) =>
  startWorld({ ...withFactors(['SMS_MFA'], { pool: { DeviceConfiguration: {} } }), ...client })

async function rememberDevice(world: World, client: Partial<CognitoOptions>): Promise<DeviceCredentials> {
  const smsMfa = () => world.local.inbox.at(-1)?.code
  const session = world.cognito({ ...client, challenges: { smsMfa } })
  await session.authenticate()
  return session.exportState().toJSON().device as DeviceCredentials
}

/** The other process has Alice's session, which can be renewed there. */
async function expectSignedIn(world: World, client: Partial<CognitoOptions>) {
  const { username, accessToken } = await other.ask('state')
  expect(username).toBe('alice')
  await world.cognito({ ...client, accessToken }).verifyTokens()
  await other.call('renewAccessToken')
  expect(world.local.counts.of('InitiateAuth')).toBe(1)
  expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(1)
}

describe.each([
  ['no client secret', {}],
  ['a client secret', { clientSecret: 'aSecretOfThisTest0123456789abcd' }],
])('R13 a challenge that was serialised in one process is answered in another, with %s:', (_, client) => {
  test.each(Object.entries(CASES))('%s', async (_, { pool, options, answers }) => {
    const world = await startWorld({ ...pool, ...client })
    let challenge = await begin(world, { ...options, ...client })
    for (const [i, [name, answer]] of answers.entries()) {
      expect(challenge.name).toBe(name)
      await other.start(world, { ...NOBODY, ...client })
      const answered = other.call('respond', challenge, answer(world, challenge))
      if (i === answers.length - 1) await answered
      else challenge = ((await failure(answered)) as OtherError).challenge
    }
    await expectSignedIn(world, client)
  })

  test('MFA_SETUP, whose secret is made there', async () => {
    const world = await startWorld({
      ...withFactors([], { pool: { MfaConfiguration: 'ON' }, users: [ALICE] }),
      ...client,
    })
    const challenge = await begin(world, client)
    expect(challenge.name).toBe('MFA_SETUP')
    await other.start(world, { ...NOBODY, ...client })
    const setup = await other.call<SoftwareTokenSetup>('associateSoftwareToken', { challenge })
    await other.start(world, { ...NOBODY, ...client })
    await other.call('respond', setup.challenge, totp(world.clock.wallMs(), setup.secret))
    await expectSignedIn(world, client)
  })

  test('SMS_MFA from a new device, which is confirmed there', async () => {
    const world = await startTracking(client)
    const challenge = await begin(world, client)
    await other.start(world, { ...NOBODY, ...client })
    await other.call('respond', challenge, code(world, challenge))
    await expectSignedIn(world, client)
    expect((await other.ask('state')).events).toEqual(['deviceConfirmed', 'signedIn', 'renewed'])
  })

  test('SMS_MFA from a remembered device, which proves itself there', async () => {
    const world = await startTracking(client)
    const device = await rememberDevice(world, client)
    const before = world.local.requests.length
    const challenge = await begin(world, { ...client, device })
    await other.start(world, { ...NOBODY, ...client, device })
    await other.call('respond', challenge, code(world, challenge))
    expect(await other.ask('state')).toMatchObject({ username: 'alice', deviceKey: device.deviceKey })
    const answered = inputsOf(world.local, 'RespondToAuthChallenge', before).map(({ ChallengeName }) => ChallengeName)
    expect(answered).toEqual(['PASSWORD_VERIFIER', 'SMS_MFA', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'])
    await other.call('renewAccessToken')
    expect(inputsOf(world.local, 'InitiateAuth', before)).toHaveLength(1)
  })

  test('SMS_MFA from a remembered device is no use where the device is not known', async () => {
    const world = await startTracking(client)
    const device = await rememberDevice(world, client)
    const challenge = await begin(world, { ...client, device })
    await other.start(world, { ...NOBODY, ...client })
    const error = await failure(other.call('respond', challenge, code(world, challenge)))
    expect(error).toMatchObject({ name: 'DeviceSrpAuthChallengeError', code: 'ERR_POOLPASS_CHALLENGE' })
  })
})
