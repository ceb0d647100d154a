import { createHmac } from 'node:crypto'
import { createAppClient, signInWithSrp } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { challengeNext, inputsOf, tokensNext } from '../session/support/wire.js'
import { ALICE, failure, startWorld } from '../session/support/world.js'

const clientSecret = 'theClientSecretOfThisTest0123456789'
const EMAIL = { username: 'alice@example.com', password: ALICE.password }

/** A pool where people sign in by e-mail, so that nobody knows the real username beforehand. */
async function start() {
  const world = await startWorld({ clientSecret, pool: { UsernameAttributes: ['email'] }, users: [EMAIL] })
  const client = createAppClient({ ...world.config, clientSecret })
  const realName = world.local.user(EMAIL.username).username
  return { ...world, client, realName }
}

const hashOver = (username: string, clientId: string) =>
  createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64')

describe('the real username', () => {
  test('R5 differs from the alias, is sent from the challenge on, and is what SECRET_HASH is over', async () => {
    const { local, client, realName } = await start()
    const { username } = await signInWithSrp(client, EMAIL)
    expect(realName).not.toBe(EMAIL.username)
    expect(username).toBe(realName)
    expect(inputsOf(local, 'InitiateAuth')[0]).toMatchObject({
      AuthParameters: { USERNAME: EMAIL.username, SECRET_HASH: hashOver(EMAIL.username, local.clientId) },
    })
    expect(inputsOf(local, 'RespondToAuthChallenge')[0]).toMatchObject({
      ChallengeResponses: { USERNAME: realName, SECRET_HASH: hashOver(realName, local.clientId) },
    })
  })

  test('R13 is carried by a challenge, learned from USERNAME before USER_ID_FOR_SRP', async () => {
    const { local, client } = await start()
    challengeNext(local, 'SMS_MFA', { USERNAME: 'from-username', USER_ID_FOR_SRP: 'from-srp' })
    const error = await failure(signInWithSrp(client, EMAIL))
    expect(error).toMatchObject({ challenge: { username: 'from-username' } })
  })

  test('R13 is learned from USER_ID_FOR_SRP where there is no USERNAME', async () => {
    const { local, client } = await start()
    challengeNext(local, 'SMS_MFA', { USER_ID_FOR_SRP: 'from-srp' })
    expect(await failure(signInWithSrp(client, EMAIL))).toMatchObject({ challenge: { username: 'from-srp' } })
  })

  test('R13 is kept from the challenge before where a challenge names none', async () => {
    const { local, client, realName } = await start()
    challengeNext(local, 'SMS_MFA')
    expect(await failure(signInWithSrp(client, EMAIL))).toMatchObject({ challenge: { username: realName } })
  })

  test('R13 is learned from the token where nothing before named it', async () => {
    const world = await startWorld()
    const { tokens } = await signInWithSrp(createAppClient(world.config), ALICE)
    tokensNext(world.local, { AccessToken: tokens.accessToken }, 'InitiateAuth')
    const { username } = await signInWithSrp(createAppClient(world.config), { ...ALICE, username: 'an-alias' })
    expect(username).toBe('alice')
  })
})

describe('the Session of a challenge', () => {
  test('R13 is not required', async () => {
    const { local, client } = await start()
    await signInWithSrp(client, EMAIL)
    expect(inputsOf(local, 'RespondToAuthChallenge')[0]).not.toHaveProperty('Session')
  })

  test('R13 is echoed when there is one', async () => {
    const { local, config } = await start()
    const withSession: typeof fetch = async (input, init) => {
      const response = await fetch(input, init)
      const body = (await response.json()) as { ChallengeName?: string }
      const answer = body.ChallengeName ? { ...body, Session: 'AYABe-echo-this-session' } : body
      return new Response(JSON.stringify(answer), { status: response.status, headers: response.headers })
    }
    await signInWithSrp(createAppClient({ ...config, clientSecret, fetch: withSession }), EMAIL)
    expect(inputsOf(local, 'RespondToAuthChallenge')[0]).toHaveProperty('Session', 'AYABe-echo-this-session')
  })
})
