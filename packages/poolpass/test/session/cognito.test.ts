import { createSigningKeys } from '@poolpass/local'
import { Cognito, TokenType, UserPool } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { makeToken } from './support/tokens.js'
import { tokensNext } from './support/wire.js'
import { ALICE, failure, startWorld, thrown } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const CONFIG = { userPoolId: 'us-east-1_AbCdEfGhI', clientId: 'exampleclient' }

describe('constructing', () => {
  test.each<[string, object]>([
    ['username', { ...CONFIG, username: '' }],
    ['username', { ...CONFIG, username: 7 }],
    ['password', { ...CONFIG, username: 'alice', password: '' }],
    ['password', { ...CONFIG, username: 'alice', password: 7 }],
    ['pool', { pool: { userPoolId: CONFIG.userPoolId } }],
    ['accessToken', { ...CONFIG, accessToken: '' }],
    ['refreshToken', { ...CONFIG, refreshToken: 7 }],
    ['accessToken', { ...CONFIG, idToken: 'a.b.c' }],
    ['userPoolId', { ...CONFIG, userPoolId: 'nonsense' }],
  ])('R15 a wrong %s is named', (option, options) => {
    expect(thrown(() => new Cognito(options as never))).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
  })

  test.each([undefined, null, 'us-east-1_AbC'])('R15 %s is no options', options => {
    expect(thrown(() => new Cognito(options as never))).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION' })
  })

  test('R15 a token that is no JWT is refused without being quoted', () => {
    const error = thrown(() => new Cognito({ ...CONFIG, accessToken: 'opaque-access-token' }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION' })
    expect(error.message).not.toContain('opaque')
  })

  test('R2 does no I/O', async () => {
    const { cognito, sent } = await startWorld()
    cognito()
    expect(sent).toEqual([])
  })

  test('R19 takes a UserPool to share', () => {
    const pool = new UserPool(CONFIG)
    const session = new Cognito({ pool, username: 'alice' })
    expect(session).toMatchObject({ pool, ...CONFIG, username: 'alice' })
  })
})

describe('before a sign-in', () => {
  test('R1 there is nothing to see', () => {
    const session = new Cognito({ ...CONFIG, username: 'alice' })
    for (const name of ['accessToken', 'idToken', 'refreshToken', 'tokenType', 'accessClaims', 'idClaims'] as const) {
      expect(session[name]).toBeUndefined()
    }
    expect(session.accessTokenExpiresAt).toBeUndefined()
    expect(session.idTokenExpiresAt).toBeUndefined()
    expect(session.explain()).toMatchObject({ state: 'not-signed-in', username: 'alice', lastSignInReason: undefined })
  })

  test('R1 what needs a session says so', async () => {
    const session = new Cognito({ ...CONFIG, username: 'alice' })
    for (const work of [
      session.token(ACCESS),
      session.checkToken(),
      session.renewAccessToken(),
      session.verifyTokens(),
    ]) {
      expect(await failure(work)).toMatchObject({ name: 'NotSignedInError', code: 'ERR_POOLPASS_NOT_SIGNED_IN' })
    }
  })

  test.each([
    ['username', { password: 'Some-Horse-9' }, {}],
    ['password', {}, { username: 'alice' }],
    ['password', { password: 7 }, { username: 'alice' }],
    ['username', { username: '' }, { username: 'alice', password: 'Some-Horse-9' }],
  ])('R15 authenticate() names a missing or wrong %s', async (option, given, constructed) => {
    const session = new Cognito({ ...CONFIG, ...constructed })
    expect(await failure(session.authenticate(given as never))).toMatchObject({
      code: 'ERR_POOLPASS_INVALID_OPTION',
      option,
    })
  })
})

describe('after a sign-in', () => {
  test('R1 tokens, claims and expiry are there', async () => {
    const { cognito, clock, local } = await startWorld({
      users: [{ ...ALICE, attributes: { given_name: 'Älice' } }],
      tokenLifetimes: { accessTokenSeconds: 600, idTokenSeconds: 1_200 },
    })
    const session = cognito()
    await session.authenticate()
    expect(session.tokenType).toBe('Bearer')
    expect(session.accessClaims).toMatchObject({ username: 'alice', client_id: local.clientId })
    expect(session.idClaims).toMatchObject({ 'cognito:username': 'alice', given_name: 'Älice' })
    const nowMs = Math.floor(clock.wallMs() / 1_000) * 1_000
    expect(session.accessTokenExpiresAt).toEqual(new Date(nowMs + 600_000))
    expect(session.idTokenExpiresAt).toEqual(new Date(nowMs + 1_200_000))
    expect(await session.token(TokenType.ID_TOKEN)).toBe(session.idToken)
  })

  test('R1 authenticate() may bring another username and a password function', async () => {
    const { cognito } = await startWorld()
    const session = cognito({ username: undefined, password: undefined })
    await session.authenticate({ username: 'alice', password: async () => ALICE.password })
    expect(session.username).toBe('alice')
  })

  test('R5 username is the real one, not the alias', async () => {
    const email = 'alice@example.com'
    const { local, cognito } = await startWorld({
      pool: { UsernameAttributes: ['email'] },
      users: [{ ...ALICE, username: email }],
    })
    const session = cognito({ username: email })
    expect(session.username).toBe(email)
    await session.authenticate()
    expect(session.username).toBe(local.user(email).username)
  })

  test('R4 checkToken() renews an expired token, and tells that it had expired', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    expect(await session.checkToken()).toBe(false)
    clock.advance({ seconds: 3_601 })
    const expired = session.accessToken
    expect(await session.checkToken({ renew: false })).toBe(true)
    expect(session.accessToken).toBe(expired)
    expect(await session.checkToken()).toBe(true)
    expect(session.accessToken).not.toBe(expired)
    expect(await session.checkToken()).toBe(false)
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
  })

  test('R5 renewAccessToken() signs in again where the refresh token is refused', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    await session.renewAccessToken()
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    local.user('alice').revokeRefreshTokens()
    await session.renewAccessToken()
    expect(local.counts.of('InitiateAuth')).toBe(2)
    expect(session.explain().lastSignInReason).toContain('renewal was refused')
  })

  test('R5 renewAccessToken() without a password says that the session has expired', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito({ password: undefined })
    await session.authenticate({ password: ALICE.password })
    local.user('alice').revokeRefreshTokens()
    const error = await failure(session.renewAccessToken())
    expect(error).toMatchObject({ name: 'SessionExpiredError', code: 'ERR_POOLPASS_SESSION_EXPIRED' })
  })

  test('R18 verifyTokens() and verifyToken()', async () => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    await session.verifyTokens()
    expect(await session.verifyToken(session.idToken as string, { tokenUse: 'id' })).toEqual(session.idClaims)
    const wrongUse = session.verifyToken(session.idToken as string, { tokenUse: 'access' })
    expect(await failure(wrongUse)).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    expect(await failure(session.verifyToken(7 as never, { tokenUse: 'id' }))).toMatchObject({ option: 'token' })
    const anyUse = session.verifyToken(session.idToken as string, ...([] as unknown as [{ tokenUse: 'id' }]))
    const error = await failure(anyUse)
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'options' })
    expect(error.message).toContain('{ tokenUse }')
    world.clock.advance({ seconds: 3_601 })
    expect(await failure(session.verifyTokens())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
  })

  test('R18 verifyToken() says so when no key of the pool has signed a token', async () => {
    const world = await startWorld()
    const foreign = await makeToken(world, 'access', { key: (await createSigningKeys()).access })
    const error = await failure(world.cognito().verifyToken(foreign, { tokenUse: 'access' }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    expect(error.message).toContain('no key known of this user pool has signed the token')
  })

  test('R4 a pool that issued no ID token says so when one is asked for', async () => {
    const world = await startWorld()
    const AccessToken = await makeToken(world, 'access')
    tokensNext(world.local, { AccessToken })
    const session = world.cognito()
    expect(await session.token(ACCESS)).toBe(AccessToken)
    expect(await failure(session.token(TokenType.ID_TOKEN))).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    expect(world.local.counts.all()).toMatchObject({ InitiateAuth: 1, RespondToAuthChallenge: 1 })
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(0)
  })
})

describe('events', () => {
  test('R10 tell what happens, until the listener is taken off', async () => {
    const { cognito } = await startWorld()
    const session = cognito()
    const heard = hear(session)
    const signIns: string[] = []
    const off = session.on('signedIn', ({ username }) => void signIns.push(username))
    await session.authenticate()
    await session.renewAccessToken()
    off()
    await session.authenticate()
    await session.logout()
    expect(names(heard)).toEqual(['signedIn', 'renewed', 'signedIn', 'signedOut'])
    expect(heard.every(({ payload }) => 'username' in payload && payload.username === 'alice')).toBe(true)
    expect(signIns).toEqual(['alice'])
  })

  test('R10 close() takes all listeners off and revokes nothing', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    const heard = hear(session)
    await session.authenticate()
    await session.close()
    await session.renewAccessToken()
    expect(names(heard)).toEqual(['signedIn'])
    expect(local.counts.of('RevokeToken')).toBe(0)
  })
})

test('R11 explain() tells why the session is in the state it is in', async () => {
  const { local, clock, cognito } = await startWorld()
  const session = cognito()
  await session.token(ACCESS)
  clock.advance({ seconds: 30 })
  expect(session.explain()).toMatchObject({
    state: 'signed-in',
    username: 'alice',
    lastSignInReason: 'there was no session',
    lastSignInAt: new Date(clock.wallMs() - 30_000),
    lastRefusal: undefined,
    nextAttemptAt: undefined,
    accessTokenAgeSeconds: 30,
    originsThatAnswer401: [],
  })
  local.failNext({ operation: 'GetTokensFromRefreshToken', error: 'InvalidParameterException', message: 'odd' })
  await failure(session.renewAccessToken())
  expect(session.explain().lastRefusal).toMatchObject({
    code: 'ERR_POOLPASS_CONFIGURATION',
    name: 'InvalidParameterException',
  })
  expect(session.explain().nextAttemptAt?.getTime()).toBeGreaterThan(clock.wallMs())
})
