import { isPoolpassError } from 'poolpass'
import { createAppClient, decodeClaims, respondToChallenge, signInWithSrp } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { inputsOf, isHonoured, tokensNext } from '../session/support/wire.js'
import { ALICE, failure, startWorld, thrown } from '../session/support/world.js'

async function start(options: Parameters<typeof startWorld>[0] = {}, secret?: string) {
  const world = await startWorld(options)
  const client = createAppClient({ ...world.config, clientSecret: secret })
  return { ...world, client }
}

describe('signing in by SRP', () => {
  test('R1 gives three tokens of the user, in two requests', async () => {
    const { local, client, clock } = await start()
    const result = await signInWithSrp(client, ALICE)
    expect(decodeClaims(result.tokens.accessToken)).toMatchObject({
      username: 'alice',
      token_use: 'access',
      sub: local.user('alice').sub,
    })
    expect(decodeClaims(result.tokens.idToken as string)).toMatchObject({ token_use: 'id', aud: local.clientId })
    expect(await isHonoured(local, result.tokens.refreshToken as string)).toBe(true)
    expect(result).toMatchObject({ username: 'alice', requestedAt: { wallMs: clock.wallMs(), monotonicMs: 0 } })
    expect(local.requests.slice(0, 2).map(({ operation }) => operation)).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
    ])
    expect(local.counts.of('InitiateAuth') + local.counts.of('RespondToAuthChallenge')).toBe(2)
  })

  test.each([
    ['Ümläut', 'Pässwörd-1'],
    ['пользователь', 'пароль-ABC-1'],
    ['用户', '密码-Abc-1'],
    ['e\u0301', 'e\u0301-Abcdef-1'],
    ['emoji🔑', '🔑🔑🔑-Abc-1'],
  ])('R1 %s with password %s', async (username, password) => {
    const { client } = await start({ users: [{ username, password }] })
    expect((await signInWithSrp(client, { username, password })).username).toBe(username)
    const wrong = {
      username,
      password: password.normalize('NFD') === password ? `${password} ` : password.normalize('NFD'),
    }
    expect(await failure(signInWithSrp(client, wrong))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
  })

  test('R1 the password never leaves', async () => {
    const { sent, client } = await start()
    await signInWithSrp(client, ALICE)
    expect(JSON.stringify(sent)).not.toContain(ALICE.password)
  })

  test('R12 clientMetadata goes with both requests', async () => {
    const { local, client } = await start()
    await signInWithSrp(client, { ...ALICE, clientMetadata: { trace: '7' } })
    for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
      expect(inputsOf(local, operation)[0]).toHaveProperty('ClientMetadata', { trace: '7' })
    }
  })

  test.each(['native', 'bigint'] as const)('R1 by the %s engine', async srpEngine => {
    const { config } = await start()
    expect((await signInWithSrp(createAppClient({ ...config, srpEngine }), ALICE)).username).toBe('alice')
  })

  test.each([
    ['username', { username: '' }],
    ['username', { username: undefined }],
    ['password', { password: '' }],
    ['password', { password: 7 }],
    ['clientMetadata', { clientMetadata: { a: 1 } }],
    ['clientMetadata', { clientMetadata: null }],
  ])('R15 a wrong %s is named, and nothing is sent: %j', async (option, wrong) => {
    const { local, client } = await start()
    const error = await failure(signInWithSrp(client, { ...ALICE, ...wrong } as never))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
    expect(local.requests).toEqual([])
  })

  test('R10 an abort ends it with the caller’s reason', async () => {
    const { local, client } = await start()
    const reason = new Error('gone')
    expect(await failure(signInWithSrp(client, { ...ALICE, signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(local.requests).toEqual([])
  })

  test('R13 a table of steps of one’s own decides what is answered', async () => {
    const { client } = await start()
    const error = await failure(signInWithSrp(client, { ...ALICE, steps: {} }))
    expect(error.name).toBe('PasswordVerifierChallengeError')
  })
})

describe('refused credentials', () => {
  test.each([
    ['a wrong password', { ...ALICE, password: 'Wrong-Horse-9' }, 'ERR_POOLPASS_WRONG_CREDENTIALS'],
    ['an unknown user', { ...ALICE, username: 'nobody' }, 'ERR_POOLPASS_WRONG_CREDENTIALS'],
    ['a disabled user', { username: 'dora', password: 'Disabled-Horse-9' }, 'ERR_POOLPASS_USER_DISABLED'],
    ['an unconfirmed user', { username: 'una', password: 'Unconfirmed-Horse-9' }, 'ERR_POOLPASS_USER_UNCONFIRMED'],
  ])('R11 %s', async (_, credentials, code) => {
    const users = [
      ALICE,
      { username: 'dora', password: 'Disabled-Horse-9', enabled: false },
      { username: 'una', password: 'Unconfirmed-Horse-9', confirmed: false },
    ]
    const { client } = await start({ users })
    const error = await failure(signInWithSrp(client, credentials))
    expect(isPoolpassError(error)).toBe(true)
    expect(error).toMatchObject({ code, retryable: false, requestId: expect.stringMatching(/^[\da-f-]{36}$/) })
  })

  test('R11 an unknown user of a client that hides who exists looks like a wrong password', async () => {
    const { local, client } = await start({ client: { PreventUserExistenceErrors: 'ENABLED' } })
    const error = await failure(signInWithSrp(client, { username: 'nobody', password: 'Whatever-Horse-9' }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS', operation: 'RespondToAuthChallenge' })
    expect(local.counts.of('RespondToAuthChallenge')).toBe(1)
  })

  test('R11 too many wrong passwords lock out the right one', async () => {
    const { client } = await start()
    for (let i = 0; i < 5; i++) await failure(signInWithSrp(client, { ...ALICE, password: 'Wrong-Horse-9' }))
    expect(await failure(signInWithSrp(client, ALICE))).toMatchObject({ code: 'ERR_POOLPASS_LOCKED_OUT' })
  })
})

describe('a client secret', () => {
  const clientSecret = 'theClientSecretOfThisTest0123456789'

  test('R1 as a string', async () => {
    const { client } = await start({ clientSecret }, clientSecret)
    expect((await signInWithSrp(client, ALICE)).username).toBe('alice')
  })

  test.each<[string, () => string | Promise<string>]>([
    ['a function', () => clientSecret],
    ['an async function', async () => clientSecret],
  ])('R1 as %s', async (_, source) => {
    const { config } = await start({ clientSecret })
    expect((await signInWithSrp(createAppClient({ ...config, clientSecret: source }), ALICE)).username).toBe('alice')
  })

  test('R15 a function that fails is reported, with its error as the cause, and nothing is sent', async () => {
    const { local, config } = await start({ clientSecret })
    const cause = new Error('vault sealed')
    const client = createAppClient({ ...config, clientSecret: () => Promise.reject(cause) })
    expect(await failure(signInWithSrp(client, ALICE))).toMatchObject({ code: 'ERR_POOLPASS_CALLBACK', cause })
    const empty = createAppClient({ ...config, clientSecret: () => '' })
    expect(await failure(signInWithSrp(empty, ALICE))).toMatchObject({ code: 'ERR_POOLPASS_CALLBACK' })
    expect(local.requests).toEqual([])
  })

  test.each([
    ['wrong', clientSecret, 'anotherClientSecret0123456789'],
    ['missing', clientSecret, undefined],
    ['superfluous', undefined, 'anotherClientSecret0123456789'],
  ])('R5 that is %s means a secret mismatch', async (_, ofPool, ofClient) => {
    const { config } = await start(ofPool === undefined ? {} : { clientSecret: ofPool })
    const error = await failure(signInWithSrp(createAppClient({ ...config, clientSecret: ofClient }), ALICE))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_SECRET_MISMATCH', retryable: false })
  })

  test('R15 that is no string is refused by name', () => {
    expect(thrown(() => createAppClient({ userPoolId: 'a_b', clientId: 'c', clientSecret: 1 as never }))).toMatchObject(
      {
        option: 'clientSecret',
      },
    )
  })
})

test('R18 tokens that are no JWT never count as a session', async () => {
  const { local, client } = await start()
  tokensNext(local, { AccessToken: 'opaque', RefreshToken: 'r' })
  expect(await failure(signInWithSrp(client, ALICE))).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
})

test('R13 a challenge can be answered by the plain functions', async () => {
  const { client } = await start({ users: [{ ...ALICE, temporaryPassword: true }] })
  const error = (await failure(signInWithSrp(client, ALICE))) as never as { challenge: never }
  const result = await respondToChallenge(client, error.challenge, { newPassword: 'Another-Horse-8' })
  expect(result.username).toBe('alice')
  expect((await signInWithSrp(client, { ...ALICE, password: 'Another-Horse-8' })).username).toBe('alice')
})
