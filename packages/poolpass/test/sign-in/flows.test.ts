import type { LocalCognitoOptions } from '@poolpass/local'
import { type ChallengeError, CustomChallengeChallengeError, TokenType } from 'poolpass'
import { createAppClient, signIn } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { challengeNext, inputsOf, sentTo, tokensNext } from '../session/support/wire.js'
import { ALICE, failure, startWorld, thrown } from '../session/support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const ALL_FLOWS: LocalCognitoOptions = {
  client: {
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  },
  pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
  users: [{ ...ALICE, attributes: { email: 'alice@example.com', email_verified: 'true' } }],
}

describe('USER_PASSWORD_AUTH', () => {
  test('signs in with one call', async () => {
    const { local, cognito } = await startWorld(ALL_FLOWS)
    const alice = cognito({ authFlow: 'USER_PASSWORD_AUTH' })
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(local.counts.of('RespondToAuthChallenge')).toBe(0)
    expect(inputsOf(local, 'InitiateAuth')[0]).toMatchObject({ AuthFlow: 'USER_PASSWORD_AUTH' })
  })

  test('is told by authenticate() too', async () => {
    const { local, cognito } = await startWorld(ALL_FLOWS)
    await cognito().authenticate({ authFlow: 'USER_PASSWORD_AUTH' })
    expect(local.counts.of('RespondToAuthChallenge')).toBe(0)
  })

  test('refuses a wrong password', async () => {
    const { cognito } = await startWorld(ALL_FLOWS)
    const alice = cognito({ authFlow: 'USER_PASSWORD_AUTH', password: 'Wrong-Horse-1' })
    expect(await failure(alice.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
  })
})

describe('USER_AUTH', () => {
  test('R13 proves a known password in two calls, without sending it', async () => {
    const { local, cognito, sent } = await startWorld(ALL_FLOWS)
    const alice = cognito({ authFlow: 'USER_AUTH' })
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(local.counts.of('RespondToAuthChallenge')).toBe(1)
    expect(sentTo(sent, 'InitiateAuth')[0]).toMatchObject({ AuthParameters: { PREFERRED_CHALLENGE: 'PASSWORD_SRP' } })
    expect(JSON.stringify(sent)).not.toContain(ALICE.password)
  })

  test('R13 sends it in one call where that is preferred', async () => {
    const { local, cognito } = await startWorld(ALL_FLOWS)
    await cognito({ authFlow: 'USER_AUTH', preferredChallenge: 'PASSWORD' }).authenticate()
    expect(local.counts.of('RespondToAuthChallenge')).toBe(0)
  })

  test('R13 needs no password for a code by e-mail', async () => {
    const { local, cognito } = await startWorld(ALL_FLOWS)
    const alice = cognito({
      password: undefined,
      authFlow: 'USER_AUTH',
      preferredChallenge: 'EMAIL_OTP',
      challenges: { emailOtp: () => local.inbox.at(-1)?.code },
    })
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(local.counts.of('RespondToAuthChallenge')).toBe(1)
  })

  test('R13 lets choose where nothing is preferred', async () => {
    const { local, cognito } = await startWorld(ALL_FLOWS)
    const alice = cognito({ password: undefined, authFlow: 'USER_AUTH' })
    const error = (await failure(alice.authenticate())) as ChallengeError
    expect(error.name).toBe('SelectChallengeChallengeError')
    expect(error.challenge.availableChallenges).toEqual(
      expect.arrayContaining(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']),
    )
    const next = (await failure(alice.respond(error.challenge, 'EMAIL_OTP'))) as ChallengeError
    await alice.respond(next.challenge, local.inbox.at(-1)?.code ?? '')
    expect(alice.username).toBe('alice')
  })

  test.each(['PASSWORD', 'PASSWORD_SRP'])('R13 a password may be chosen, and given, afterwards: %s', async answer => {
    const { cognito } = await startWorld(ALL_FLOWS)
    const alice = cognito({ password: undefined, authFlow: 'USER_AUTH' })
    const { challenge } = (await failure(alice.authenticate())) as ChallengeError
    await alice.respond(challenge, { answer, password: ALICE.password })
    expect(alice.username).toBe('alice')
  })

  test('R13 without a password, a request sends nobody a code that nobody will answer', async () => {
    const { local, cognito } = await startWorld(ALL_FLOWS)
    const alice = cognito({ password: undefined, authFlow: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' })
    expect(await failure(alice.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_NOT_SIGNED_IN' })
    expect(local.counts.of('InitiateAuth')).toBe(0)
  })
})

describe('CUSTOM_AUTH', () => {
  test('R13 begins without a password where there is none', async () => {
    const { local, sent, config } = await startWorld()
    challengeNext(local, 'CUSTOM_CHALLENGE', { question: 'who?' }, 'InitiateAuth')
    const error = await failure(signIn(createAppClient(config), { username: 'alice', authFlow: 'CUSTOM_AUTH' }))
    expect(error).toBeInstanceOf(CustomChallengeChallengeError)
    expect((error as ChallengeError).challenge.parameters).toEqual({ question: 'who?' })
    expect(sentTo(sent, 'InitiateAuth')).toEqual([
      { AuthFlow: 'CUSTOM_AUTH', ClientId: local.clientId, AuthParameters: { USERNAME: 'alice' } },
    ])
  })

  test('R13 begins with SRP where there is a password', async () => {
    const { local, sent, config } = await startWorld()
    challengeNext(local, 'CUSTOM_CHALLENGE', {}, 'InitiateAuth')
    await failure(signIn(createAppClient(config), { ...ALICE, authFlow: 'CUSTOM_AUTH' }))
    expect(sentTo(sent, 'InitiateAuth')[0]).toMatchObject({
      AuthParameters: { USERNAME: 'alice', CHALLENGE_NAME: 'SRP_A', SRP_A: expect.stringMatching(/^[\da-f]+$/) },
    })
  })

  test('R13 asks a handler in every round, however many there are', async () => {
    const { local, sent, cognito } = await startWorld()
    const issuer = cognito()
    await issuer.authenticate()
    const rounds = Array.from({ length: 20 }, (_, i) => String(i))
    for (const question of rounds) {
      challengeNext(local, 'CUSTOM_CHALLENGE', { question }, question === '0' ? 'InitiateAuth' : undefined)
    }
    tokensNext(local, { AccessToken: issuer.accessToken, IdToken: issuer.idToken })
    const alice = cognito({
      password: undefined,
      authFlow: 'CUSTOM_AUTH',
      challenges: { customChallenge: challenge => `answer ${challenge.parameters.question}` },
    })
    await alice.token(ACCESS)
    const answers = sentTo(sent, 'RespondToAuthChallenge').slice(1)
    expect(answers).toMatchObject(rounds.map(it => ({ ChallengeResponses: { ANSWER: `answer ${it}` } })))
  })
})

describe('the options of a flow', () => {
  test.each([
    ['authFlow', { authFlow: 'ADMIN_NO_SRP_AUTH' }],
    ['authFlow', { authFlow: 'constructor' }],
    ['preferredChallenge', { authFlow: 'USER_AUTH', preferredChallenge: 'SMS_MFA' }],
  ])('%s is checked: %j', async (option, options) => {
    const { cognito } = await startWorld()
    const expected = { code: 'ERR_POOLPASS_INVALID_OPTION', option }
    expect(thrown(() => cognito(options as never))).toMatchObject(expected)
    expect(await failure(cognito().authenticate(options as never))).toMatchObject(expected)
  })

  test('a password is needed where the flow proves one', async () => {
    const { cognito } = await startWorld()
    for (const authFlow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      const alice = cognito({ password: undefined, authFlow })
      expect(await failure(alice.authenticate())).toMatchObject({ option: 'password' })
    }
  })
})
