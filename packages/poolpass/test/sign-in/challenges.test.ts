import * as poolpass from 'poolpass'
import { Challenge, ChallengeError, isPoolpassError } from 'poolpass'
import { createAppClient, respondToChallenge, signInWithSrp } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { challengeNext } from '../session/support/wire.js'
import { ALICE, failure, startWorld } from '../session/support/world.js'

const NAMES = [
  ['SMS_MFA', 'SmsMfaChallengeError'],
  ['SMS_OTP', 'SmsOtpChallengeError'],
  ['EMAIL_OTP', 'EmailOtpChallengeError'],
  ['SOFTWARE_TOKEN_MFA', 'SoftwareTokenMfaChallengeError'],
  ['SELECT_MFA_TYPE', 'SelectMfaTypeChallengeError'],
  ['MFA_SETUP', 'MfaSetupChallengeError'],
  ['SELECT_CHALLENGE', 'SelectChallengeChallengeError'],
  ['PASSWORD', 'PasswordChallengeError'],
  ['PASSWORD_SRP', 'PasswordSrpChallengeError'],
  ['CUSTOM_CHALLENGE', 'CustomChallengeChallengeError'],
  ['DEVICE_SRP_AUTH', 'DeviceSrpAuthChallengeError'],
  ['DEVICE_PASSWORD_VERIFIER', 'DevicePasswordVerifierChallengeError'],
  ['WEB_AUTHN', 'WebAuthnChallengeError'],
  ['NEW_PASSWORD_REQUIRED', 'NewPasswordRequiredChallengeError'],
] as const

const exported = new Map<string, unknown>(Object.entries(poolpass))

async function start(name: string, parameters: Record<string, string> = { CODE_DELIVERY_DESTINATION: '+*******1234' }) {
  const world = await startWorld()
  const client = createAppClient(world.config)
  challengeNext(world.local, name, parameters)
  const error = await failure(signInWithSrp(client, ALICE))
  if (!(error instanceof ChallengeError)) throw error
  return { ...world, client, error }
}

describe('a challenge that nobody answers', () => {
  test.each(NAMES)('R13 %s raises %s', async (name, className) => {
    const { error, clock } = await start(name)
    expect(error.name).toBe(className)
    expect(error).toBeInstanceOf(exported.get(className))
    expect(isPoolpassError(error, 'ERR_POOLPASS_CHALLENGE')).toBe(true)
    expect(error.retryable).toBe(false)
    expect(error.challenge).toBeInstanceOf(Challenge)
    expect(error.challenge).toMatchObject({
      name,
      username: 'alice',
      parameters: { CODE_DELIVERY_DESTINATION: '+*******1234' },
      receivedAt: new Date(clock.wallMs()),
    })
  })

  test('R13 a challenge of a later day raises a class of its own', async () => {
    const { error } = await start('RETINA_SCAN')
    expect(error.name).toBe('RetinaScanChallengeError')
    expect(error).not.toBeInstanceOf(poolpass.SmsMfaChallengeError)
  })

  test('R13 a challenge of InitiateAuth raises too', async () => {
    const world = await startWorld()
    challengeNext(world.local, 'CUSTOM_CHALLENGE', {}, 'InitiateAuth')
    const error = await failure(signInWithSrp(createAppClient(world.config), ALICE))
    expect(error).toBeInstanceOf(poolpass.CustomChallengeChallengeError)
  })

  test('R15 its challenge is not enumerable, and survives JSON with all that an answer needs', async () => {
    const { error, local } = await start('SMS_MFA')
    expect(Object.keys(error)).not.toContain('challenge')
    expect(JSON.parse(JSON.stringify(error.challenge))).toMatchObject({
      name: 'SMS_MFA',
      userPoolId: local.userPoolId,
      clientId: local.clientId,
      username: 'alice',
      session: 'AYABe-session-of-the-challenge',
    })
  })

  test('R13 parameters that are not JSON give no required attributes', async () => {
    const { error } = await start('NEW_PASSWORD_REQUIRED', { requiredAttributes: 'given_name' })
    expect(error.challenge.requiredAttributes).toEqual([])
  })

  test('R13 what may be chosen from is listed', async () => {
    const world = await startWorld()
    const body = JSON.stringify({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ['PASSWORD', 'EMAIL_OTP'] })
    world.local.failNext({ operation: 'InitiateAuth', body })
    const error = (await failure(signInWithSrp(createAppClient(world.config), ALICE))) as ChallengeError
    expect(error.challenge.availableChallenges).toEqual(['PASSWORD', 'EMAIL_OTP'])
  })
})

describe('an answer to what is not one’s own', () => {
  test.each<[string, (json: Record<string, unknown>) => unknown]>([
    ['of another pool', json => ({ ...json, userPoolId: 'us-east-1_Another' })],
    ['of another client', json => ({ ...json, clientId: 'anotherclient' })],
    ['without a name', json => ({ ...json, name: undefined })],
    ['with a name that is no string', json => ({ ...json, name: 7 })],
    ['without a username', json => ({ ...json, username: undefined })],
    ['without parameters', json => ({ ...json, parameters: undefined })],
    ['with parameters that are null', json => ({ ...json, parameters: null })],
    ['that is a string', () => 'NEW_PASSWORD_REQUIRED'],
    ['that is empty', () => ({})],
    ['that is null', () => null],
    ['that is undefined', () => undefined],
  ])('R13 a challenge %s is refused before anything is sent', async (_, change) => {
    const { client, error, sent } = await start('NEW_PASSWORD_REQUIRED')
    const before = sent.length
    const changed = change(JSON.parse(JSON.stringify(error.challenge)))
    const refused = await failure(respondToChallenge(client, changed as never, { newPassword: 'Another-Horse-8' }))
    expect(refused).toBeInstanceOf(TypeError)
    expect(refused).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'challenge' })
    expect(sent).toHaveLength(before)
  })

  test.each(['PASSWORD_VERIFIER', 'RETINA_SCAN', 'constructor'])(
    'R13 a challenge that has no step for an answer is refused: %s',
    async name => {
      const { client, error, sent } = await start('NEW_PASSWORD_REQUIRED')
      const before = sent.length
      const changed = { ...error.challenge.toJSON(), name }
      expect(await failure(respondToChallenge(client, changed, {}))).toMatchObject({ option: 'challenge' })
      expect(sent).toHaveLength(before)
    },
  )
})
