import { ChallengeError, isPoolpassError, NewPasswordRequiredChallengeError } from 'poolpass'
import { createAppClient, respondToChallenge, signInWithSrp } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { inputsOf } from '../session/support/wire.js'
import { ALICE, failure, startWorld } from '../session/support/world.js'

const NEW_PASSWORD = 'Brand-New-Horse-1'

async function start(clientSecret?: string) {
  const world = await startWorld({
    users: [{ ...ALICE, temporaryPassword: true, attributes: { email: 'alice@example.com' } }],
    pool: { Schema: [{ Name: 'given_name', Required: true }] },
    ...(clientSecret && { clientSecret }),
  })
  const client = createAppClient({ ...world.config, clientSecret })
  const error = await failure(signInWithSrp(client, ALICE))
  if (!(error instanceof ChallengeError)) throw error
  return { ...world, client, error, challenge: error.challenge }
}

describe('NEW_PASSWORD_REQUIRED', () => {
  test('R13 is a challenge that tells what is demanded', async () => {
    const { error, challenge } = await start()
    expect(error).toBeInstanceOf(NewPasswordRequiredChallengeError)
    expect(challenge).toMatchObject({ name: 'NEW_PASSWORD_REQUIRED', username: 'alice' })
    expect(challenge.requiredAttributes).toEqual(['given_name'])
    expect(JSON.parse(challenge.parameters.userAttributes as string)).toMatchObject({ email: 'alice@example.com' })
  })

  test('R13 is answered with the password and the attributes', async () => {
    const { client, challenge, local } = await start()
    const answer = { newPassword: NEW_PASSWORD, userAttributes: { given_name: 'Alice' } }
    const { tokens, username } = await respondToChallenge(client, challenge, answer)
    expect(username).toBe('alice')
    expect(tokens.refreshToken).toBeDefined()
    expect(local.user('alice')).toMatchObject({ status: 'CONFIRMED', attributes: { given_name: 'Alice' } })
    await signInWithSrp(client, { ...ALICE, password: NEW_PASSWORD })
    expect(await failure(signInWithSrp(client, ALICE))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
  })

  test('R13 is answered with a SECRET_HASH where there is a client secret', async () => {
    const { client, challenge } = await start('theClientSecretOfThisTest0123456789')
    const answer = { newPassword: NEW_PASSWORD, userAttributes: { given_name: 'Alice' } }
    expect((await respondToChallenge(client, challenge, answer)).username).toBe('alice')
  })

  test('R13 can be answered from its JSON, in another process', async () => {
    const { config, challenge } = await start()
    const stored = JSON.parse(JSON.stringify(challenge))
    const answer = { newPassword: NEW_PASSWORD, userAttributes: { given_name: 'Alice' } }
    expect((await respondToChallenge(createAppClient(config), stored, answer)).username).toBe('alice')
  })

  test('R13 a password that the policy refuses is followed by a better one, with the same challenge', async () => {
    const { client, challenge, local } = await start()
    const userAttributes = { given_name: 'Alice' }
    const refused = await failure(respondToChallenge(client, challenge, { newPassword: 'weakweak', userAttributes }))
    expect(isPoolpassError(refused, 'ERR_POOLPASS_PASSWORD_POLICY')).toBe(true)
    expect(refused.message).not.toContain('weakweak')
    await respondToChallenge(client, challenge, { newPassword: NEW_PASSWORD, userAttributes })
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(local.user('alice').status).toBe('CONFIRMED')
  })

  test('R13 cannot be answered twice', async () => {
    const { client, challenge } = await start()
    const answer = { newPassword: NEW_PASSWORD, userAttributes: { given_name: 'Alice' } }
    await respondToChallenge(client, challenge, answer)
    expect(await failure(respondToChallenge(client, challenge, answer))).toMatchObject({
      code: 'ERR_POOLPASS_CODE_EXPIRED',
    })
  })

  test('R13 cannot be answered after its session’s end', async () => {
    const { client, challenge, clock } = await start()
    clock.advance({ seconds: 181 })
    const answer = { newPassword: NEW_PASSWORD, userAttributes: { given_name: 'Alice' } }
    expect(await failure(respondToChallenge(client, challenge, answer))).toMatchObject({
      code: 'ERR_POOLPASS_CODE_EXPIRED',
    })
  })

  test.each([
    ['newPassword', undefined],
    ['newPassword', {}],
    ['newPassword', { newPassword: '' }],
    ['userAttributes', { newPassword: NEW_PASSWORD }],
    ['userAttributes', { newPassword: NEW_PASSWORD, userAttributes: { nickname: 'Al' } }],
  ])('R13 an answer without %s is refused before anything is sent: %j', async (option, answer) => {
    const { client, challenge, local } = await start()
    const before = inputsOf(local, 'RespondToAuthChallenge').length
    const error = await failure(respondToChallenge(client, challenge, answer))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
    expect(inputsOf(local, 'RespondToAuthChallenge')).toHaveLength(before)
  })
})
