import { createSigningKeys } from '@poolpass/local'
import { Cognito, type CognitoOptions, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { makeToken } from './support/tokens.js'
import { ALICE, BOB, failure, failures, startWorld, thrown } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const foreignKeys = await createSigningKeys()

async function startWithTokens(options: Parameters<typeof startWorld>[0] = {}, user = ALICE) {
  const world = await startWorld(options)
  const donor = world.cognito(user)
  await donor.authenticate()
  const { accessToken, idToken, refreshToken } = donor
  world.local.counts.reset()
  return { ...world, world, donor, accessToken, idToken, refreshToken }
}

describe('a session made of a refresh token alone', () => {
  test('R19 can be handed over before its first use', async () => {
    const { local, config, cognito, refreshToken } = await startWithTokens()
    const state = JSON.parse(JSON.stringify(cognito({ refreshToken }).exportState()))
    expect(state.tokens).not.toHaveProperty('accessToken')
    const { clock } = config
    const restored = Cognito.restore(state, { clock })
    expect(await restored.token(ACCESS)).toBe(restored.accessToken)
    expect(local.counts.all()).toMatchObject({ GetTokensFromRefreshToken: 1 })
    expect(local.counts.of('InitiateAuth')).toBe(0)
  })

  test('R18 has no tokens to verify yet, and says so', async () => {
    const { cognito, refreshToken } = await startWithTokens()
    expect(await failure(cognito({ refreshToken }).verifyTokens())).toMatchObject({
      code: 'ERR_POOLPASS_NOT_SIGNED_IN',
    })
  })
})

describe('a session without an ID token', () => {
  test('R19 gets one by a renewal, also while its access token is fresh', async () => {
    const { local, cognito, accessToken, refreshToken } = await startWithTokens()
    const session = cognito({ accessToken, refreshToken, password: undefined })
    expect(await session.token(ACCESS)).toBe(accessToken)
    expect(await session.token(TokenType.ID_TOKEN)).toBe(session.idToken)
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
  })
})

describe('given tokens', () => {
  test('R18 with a foreign signature are given up for a sign-in where there is a password, with an event', async () => {
    const { world, local, cognito } = await startWithTokens()
    const accessToken = await makeToken(world, 'access', { key: foreignKeys.access })
    const session = cognito({ accessToken, refreshToken: 'not of this pool either' })
    const heard = hear(session)
    const tokens = [await session.token(ACCESS), await session.token(ACCESS)]
    expect(tokens).toEqual([session.accessToken, session.accessToken])
    expect(tokens).not.toContain(accessToken)
    expect(names(heard)).toEqual(['renewalFailed', 'signedIn'])
    expect(heard[0]?.payload).toMatchObject({ error: { code: 'ERR_POOLPASS_TOKEN_INVALID' } })
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R19 tell the username where none was given', async () => {
    const email = { username: 'alice@example.com', password: ALICE.password }
    const options = { pool: { UsernameAttributes: ['email'] as const }, users: [email] }
    const { local, cognito, accessToken } = await startWithTokens(options, email)
    const { username } = local.user(email.username)
    expect(username).not.toBe(email.username)
    for (const given of [undefined, email.username]) {
      expect(cognito({ accessToken, username: given, password: undefined }).username).toBe(username)
    }
  })
})

describe('what does not belong together', () => {
  test('R19 a state is not restored into another pool, nor for another client', async () => {
    const { donor, pool } = await startWithTokens()
    const state = donor.exportState()
    for (const other of [{ userPoolId: 'us-east-1_Another' }, { clientId: 'anotherclient' }]) {
      const error = thrown(() => Cognito.restore(state, { pool: pool(other) }))
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'pool' })
    }
    expect(Cognito.restore(state, { pool: pool() }).accessToken).toBe(donor.accessToken)
  })

  test.each([
    { endpoint: 'http://127.0.0.1:1' },
    { userPoolId: 'us-east-1_Another' },
    { clientId: 'anotherclient' },
    { clientSecret: 'secret' },
    { verifyTokens: 'strict' },
    { background: false },
  ])('R19 beside a shared pool %j is refused, not ignored', async more => {
    const { pool } = await startWorld()
    const error = thrown(() => new Cognito({ pool: pool(), ...BOB, ...more } as CognitoOptions))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: Object.keys(more)[0] })
  })
})

test.each(['id', 'access', '', undefined, null])(
  'R19 there is no token type %j, and nothing is asked for',
  async type => {
    const { local, cognito, accessToken, refreshToken } = await startWithTokens()
    const session = cognito({ accessToken, refreshToken })
    for (const error of await failures(3, async () => session.token(type as never))) {
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'tokenType' })
    }
    expect(local.counts.all()).toEqual({})
  },
)
