import { createHmac } from 'node:crypto'
import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { inputsOf } from './support/wire.js'
import { ALICE, failure, gate, startWorld, turn, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const ROTATING = { client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } } } as const
const clientSecret = 'theClientSecretOfThisTest0123456789'
const EMAIL = { username: 'alice@example.com', password: ALICE.password }

async function startSignedIn(options: Parameters<typeof startWorld>[0] = {}, more: object = {}) {
  const world = await startWorld(options)
  const session = world.cognito(more as never)
  await session.authenticate()
  return { ...world, session }
}

describe('renewal', () => {
  test('R17 is GetTokensFromRefreshToken with the raw client secret and no username', async () => {
    const { local, session } = await startSignedIn({ clientSecret }, { clientSecret })
    const { refreshToken } = session
    await session.renewAccessToken()
    expect(inputsOf(local, 'GetTokensFromRefreshToken')).toEqual([
      { RefreshToken: refreshToken, ClientId: local.clientId, ClientSecret: clientSecret },
    ])
    expect(session.refreshToken).toBe(refreshToken)
  })

  test('R17 whose answer is lost is repeated at once', async () => {
    const { local, clock, session, settle } = await startSignedIn()
    local.failNext({ operation: 'GetTokensFromRefreshToken', dropConnection: 'after' })
    const before = clock.monotonicMs()
    await settle(session.renewAccessToken(), { stepSeconds: 0 })
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(2)
    expect(clock.monotonicMs()).toBe(before)
  })

  test.each([
    ['UnknownOperationException', { error: 'UnknownOperationException' }],
    ['…#UnknownOperationException', { error: 'com.amazon.coral.service#UnknownOperationException' }],
    ['…#Unsupported', { error: 'com.amazonaws.cognito#Unsupported' }],
    ['404 without a name', { status: 404, body: 'not found' }],
    ['405 without a name', { status: 405, body: '' }],
    ['501 without a name', { status: 501, body: '<html>' }],
  ])('R17 falls back to REFRESH_TOKEN_AUTH after %s, and remembers it for the pool', async (_, fault) => {
    const { local, session, pool, cognito } = await startSignedIn()
    local.failNext({ operation: 'GetTokensFromRefreshToken', ...fault })
    const first = session.accessToken
    const refreshToken = session.refreshToken as string
    await session.renewAccessToken()
    expect(session.accessToken).not.toBe(first)
    expect(inputsOf(local, 'InitiateAuth').at(-1)).toMatchObject({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    })
    await session.renewAccessToken()
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    const fresh = cognito({ pool: pool(), refreshToken, password: undefined })
    await fresh.renewAccessToken()
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(2)
  })

  test('R17 that falls back hashes the secret over the real username', async () => {
    const options = { clientSecret, pool: { UsernameAttributes: ['email'] as const }, users: [EMAIL] }
    const { local, session } = await startSignedIn(options, { ...EMAIL, clientSecret })
    const realName = local.user(EMAIL.username).username
    local.failNext({ operation: 'GetTokensFromRefreshToken', error: 'UnknownOperationException' })
    await session.renewAccessToken()
    const SECRET_HASH = createHmac('sha256', clientSecret)
      .update(realName + local.clientId)
      .digest('base64')
    expect(inputsOf(local, 'InitiateAuth').at(-1)).toMatchObject({ AuthParameters: { SECRET_HASH } })
    expect(inputsOf(local, 'InitiateAuth').at(-1)?.AuthParameters).not.toHaveProperty('USERNAME')
  })

  test.each([
    ['NotAuthorizedException', 'Invalid Refresh Token'],
    ['InvalidParameterException', 'wrong'],
    ['ResourceNotFoundException', 'no such client'],
    ['InternalErrorException', 'oops'],
    ['TooManyRequestsException', 'slow down'],
  ])('R17 does not fall back after %s', async (error, message) => {
    const { local, session, settle } = await startSignedIn({}, { deadlineSeconds: 2 })
    local.failNext({ operation: 'GetTokensFromRefreshToken', times: 100, error, message })
    await settle(
      session.renewAccessToken().catch(() => {}),
      { stepSeconds: 1 },
    )
    const flows = inputsOf(local, 'InitiateAuth').map(input => String(input.AuthFlow))
    expect(flows).not.toContain('REFRESH_TOKEN_AUTH')
  })
})

describe('a refresh token that rotates', () => {
  test('R17 replaces the one before, again and again', async () => {
    const { local, session } = await startSignedIn(ROTATING)
    const seen = new Set([session.refreshToken])
    for (let i = 0; i < 3; i++) {
      await session.renewAccessToken()
      seen.add(session.refreshToken)
    }
    expect(seen.size).toBe(4)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R17 is saved before the new access token is handed out', async () => {
    const { clock, cognito, pool, local } = await startWorld(ROTATING)
    const memory = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
    let held: ReturnType<typeof gate> | undefined
    let writes = 0
    const store = {
      read: (key: string) => memory.read(key),
      delete: (key: string) => memory.delete(key),
      write: async (...args: Parameters<MemoryTokenStore['write']>) => {
        writes++
        await held?.promise
        return memory.write(...args)
      },
    }
    const session = cognito({ pool: pool({ store }) })
    await session.authenticate()
    await until(() => writes === 1)
    const first = session.accessToken
    held = gate()
    clock.advance({ seconds: 3_600 })
    let handedOut: string | undefined
    const waiting = session.token(ACCESS).then(token => {
      handedOut = token
    })
    await until(() => writes === 2)
    for (let i = 0; i < 50; i++) await turn()
    expect(handedOut).toBeUndefined()
    expect(session.accessToken).toBe(first)
    held.open()
    await waiting
    expect(handedOut).not.toBe(first)
    const another = cognito({ pool: pool({ store }) })
    expect(await another.token(ACCESS)).toBe(handedOut)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R17 that cannot be saved is used, and saved later, with an event', async () => {
    const { clock, cognito, pool, settle } = await startWorld(ROTATING)
    const memory = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
    let failing = 0
    const saved: string[] = []
    const store = {
      read: (key: string) => memory.read(key),
      delete: (key: string) => memory.delete(key),
      write: async (...args: Parameters<MemoryTokenStore['write']>) => {
        if (failing-- > 0) throw new Error('disk full')
        saved.push(args[1].tokens.refreshToken as string)
        return memory.write(...args)
      },
    }
    const session = cognito({ pool: pool({ store }) })
    await session.authenticate()
    await until(() => saved.length === 1)
    const heard = hear(session)
    clock.advance({ seconds: 3_600 })
    failing = 2
    const token = await settle(session.token(ACCESS), { stepSeconds: 0 })
    expect(token).toBe(session.accessToken)
    await settle(until(() => saved.length === 2))
    expect(saved[1]).toBe(session.refreshToken)
    expect(names(heard)).toEqual(['storeFailed', 'renewed', 'storeFailed'])
    expect(heard[0]?.payload).toMatchObject({ operation: 'write', error: { message: 'disk full' } })
    expect(await session.token(ACCESS)).toBe(token)
  })

  test('R17 that was spent by a lost answer leads to one sign-in', async () => {
    const { local, session, settle } = await startSignedIn(ROTATING)
    local.failNext({ operation: 'GetTokensFromRefreshToken', dropConnection: 'after' })
    await settle(session.renewAccessToken())
    expect(local.counts.of('InitiateAuth')).toBe(2)
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R17 falls back nowhere: the pool refuses REFRESH_TOKEN_AUTH then', async () => {
    const { local, session } = await startSignedIn(ROTATING, {})
    local.failNext({ operation: 'GetTokensFromRefreshToken', error: 'UnknownOperationException' })
    const error = await failure(session.renewAccessToken())
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_CONFIGURATION' })
    expect(session.accessToken).toBeDefined()
  })
})
