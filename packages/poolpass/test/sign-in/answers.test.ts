import { type ChallengeAnswers, ChallengeError } from 'poolpass'
import { type AppClientOptions, createAppClient, respondToChallenge, signIn, signInWithSrp } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { challengeNext, sentTo, tokensNext } from '../session/support/wire.js'
import { ALICE, failure, startWorld, type World } from '../session/support/world.js'

async function startAt(name: string, parameters: Record<string, string> = {}, options: Partial<AppClientOptions> = {}) {
  const world = await startWorld(options.clientSecret ? { clientSecret: String(options.clientSecret) } : {})
  const client = createAppClient({ ...world.config, ...options })
  const { tokens } = await signInWithSrp(client, ALICE)
  challengeNext(world.local, name, parameters)
  const error = await failure(signInWithSrp(client, ALICE))
  if (!(error instanceof ChallengeError)) throw error
  const giveTokens = () => tokensNext(world.local, { AccessToken: tokens.accessToken })
  return { ...world, client, challenge: error.challenge, giveTokens }
}

const lastAnswer = (sent: World['sent']) => sentTo(sent, 'RespondToAuthChallenge').at(-1)

const ONE_STEP: readonly [keyof ChallengeAnswers, unknown, object][] = [
  ['SMS_MFA', '123456', { SMS_MFA_CODE: '123456' }],
  ['SMS_OTP', '123456', { SMS_OTP_CODE: '123456' }],
  ['EMAIL_OTP', '12345678', { EMAIL_OTP_CODE: '12345678' }],
  ['SOFTWARE_TOKEN_MFA', '123456', { SOFTWARE_TOKEN_MFA_CODE: '123456' }],
  ['SELECT_MFA_TYPE', 'SMS_MFA', { ANSWER: 'SMS_MFA' }],
  ['CUSTOM_CHALLENGE', 'forty-two', { ANSWER: 'forty-two' }],
  ['SELECT_CHALLENGE', 'EMAIL_OTP', { ANSWER: 'EMAIL_OTP' }],
  [
    'SELECT_CHALLENGE',
    { answer: 'PASSWORD', password: 'Correct-Horse-9' },
    { ANSWER: 'PASSWORD', PASSWORD: 'Correct-Horse-9' },
  ],
  ['PASSWORD', 'Correct-Horse-9', { PASSWORD: 'Correct-Horse-9' }],
  ['MFA_SETUP', { email: 'alice@example.com' }, { EMAIL: 'alice@example.com' }],
  ['NEW_PASSWORD_REQUIRED', { newPassword: 'Brand-New-Horse-1' }, { NEW_PASSWORD: 'Brand-New-Horse-1' }],
]

describe('an answer on the wire', () => {
  test.each(ONE_STEP)('R13 to %s: %j', async (name, answer, responses) => {
    const { local, sent, client, challenge, giveTokens } = await startAt(name)
    giveTokens()
    expect(await respondToChallenge(client, challenge, answer)).toMatchObject({ username: 'alice' })
    expect(lastAnswer(sent)).toEqual({
      ClientId: local.clientId,
      ChallengeName: name,
      Session: 'AYABe-session-of-the-challenge',
      ChallengeResponses: { USERNAME: 'alice', ...responses },
    })
  })

  test.each(ONE_STEP)('R13 to %s comes from its JSON as well: %j', async (name, answer, responses) => {
    const { sent, config, challenge, giveTokens } = await startAt(name)
    giveTokens()
    await respondToChallenge(createAppClient(config), JSON.parse(JSON.stringify(challenge)), answer)
    expect(lastAnswer(sent)).toMatchObject({ ChallengeResponses: { USERNAME: 'alice', ...responses } })
  })

  test('R13 holds a SECRET_HASH where there is a client secret', async () => {
    const { sent, client, challenge, giveTokens } = await startAt(
      'SMS_MFA',
      {},
      { clientSecret: 'aSecretOfThisTest0123456789' },
    )
    giveTokens()
    await respondToChallenge(client, challenge, '123456')
    expect(lastAnswer(sent)).toHaveProperty('ChallengeResponses.SECRET_HASH')
  })

  test.each(['PASSWORD_SRP', 'SELECT_CHALLENGE'])('R13 to %s begins a proof and ends it', async name => {
    const { local, sent, client, challenge } = await startAt(name)
    const parameters = {
      SALT: 'a1b2',
      SRP_B: 'abcdef',
      SECRET_BLOCK: 'AAAA',
      USERNAME: 'alice',
      USER_ID_FOR_SRP: 'alice',
    }
    challengeNext(local, 'PASSWORD_VERIFIER', parameters, 'RespondToAuthChallenge', 'AYABe-session-of-the-proof')
    const answer = name === 'PASSWORD_SRP' ? ALICE.password : { answer: 'PASSWORD_SRP', password: ALICE.password }
    await failure(respondToChallenge(client, challenge, answer))
    const [begin, end] = sentTo(sent, 'RespondToAuthChallenge').slice(-2)
    expect(begin).toMatchObject({
      ChallengeName: name,
      ChallengeResponses: { SRP_A: expect.stringMatching(/^[\da-f]+$/) },
    })
    expect(begin).not.toHaveProperty('ChallengeResponses.PASSWORD')
    expect(end).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: 'AYABe-session-of-the-proof',
      ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE: expect.any(String), PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' },
    })
  })

  test.each([
    ['SMS_MFA', undefined],
    ['SMS_MFA', 123456],
    ['SMS_MFA', ''],
    ['EMAIL_OTP', { answer: '123456' }],
    ['SELECT_CHALLENGE', {}],
    ['MFA_SETUP', undefined],
    ['MFA_SETUP', { email: '' }],
    ['CUSTOM_CHALLENGE', null],
  ])('R13 to %s that does not fit is refused before anything is sent: %j', async (name, answer) => {
    const { client, challenge, sent } = await startAt(name)
    const before = sent.length
    expect(await failure(respondToChallenge(client, challenge, answer))).toMatchObject({
      code: 'ERR_POOLPASS_INVALID_OPTION',
      option: 'answer',
    })
    expect(sent).toHaveLength(before)
  })

  test.each(['WEB_AUTHN', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'])('R13 there is none to %s', async name => {
    const { client, challenge, sent } = await startAt(name)
    const before = sent.length
    expect(await failure(respondToChallenge(client, challenge, 'anything'))).toMatchObject({ option: 'challenge' })
    expect(sent).toHaveLength(before)
  })
})

describe('what may be chosen from', () => {
  test.each([
    ['SELECT_MFA_TYPE', 'MFAS_CAN_CHOOSE'],
    ['MFA_SETUP', 'MFAS_CAN_SETUP'],
  ])('R13 is listed by %s', async (name, parameter) => {
    const { challenge } = await startAt(name, { [parameter]: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' })
    expect(challenge.availableChallenges).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
  })

  test('R13 a known factor that is offered is chosen and answered in one step', async () => {
    const { local, sent, client, giveTokens } = await startAt('SMS_MFA')
    const body = {
      ChallengeName: 'SELECT_CHALLENGE',
      Session: 'AYABe-session',
      AvailableChallenges: ['PASSWORD', 'EMAIL_OTP'],
    }
    local.failNext({ operation: 'InitiateAuth', body: JSON.stringify(body) })
    giveTokens()
    await signIn(client, { ...ALICE, authFlow: 'USER_AUTH', preferredChallenge: 'PASSWORD' })
    expect(lastAnswer(sent)).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      ChallengeResponses: { ANSWER: 'PASSWORD', PASSWORD: ALICE.password },
    })
  })
})
