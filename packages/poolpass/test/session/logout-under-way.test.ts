import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { isHonoured } from './support/wire.js'
import { ALICE, BOB, failure, gate, startWorld, until, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const ROTATING = { client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 } } } as const
const GET_TOKENS = 'GetTokensFromRefreshToken'

async function startRecording(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld(options)
  const issued: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await (world.config.fetch as typeof globalThis.fetch)(input, init)
    const text = await response.text()
    for (const [, token] of text.matchAll(/"RefreshToken":"([^"]+)"/g)) issued.push(token as string)
    return new Response(text, { status: response.status, headers: response.headers })
  }
  return { ...world, world, issued, pool: () => world.pool({ fetch }) }
}

async function honoured({ local }: Pick<World, 'local'>, issued: readonly string[]) {
  const answers = await Promise.all(issued.map(token => isHonoured(local, token)))
  return answers.filter(Boolean).length
}

describe('logout while work goes on that does not count any more', () => {
  test('R14 a sign-in that another one took the place of: its refresh token is revoked too', async () => {
    const { world, local, cognito, pool, issued } = await startRecording({ users: [ALICE, BOB] })
    const session = cognito({ pool: pool(), username: undefined, password: undefined })
    const held = gate()
    local.failNext({ operation: 'RespondToAuthChallenge', until: held.promise })
    const first = failure(session.authenticate(ALICE))
    await until(() => local.counts.of('RespondToAuthChallenge') === 1)
    await session.authenticate(BOB)
    const logout = session.logout()
    held.open()
    await Promise.all([logout, first])
    expect(issued).toHaveLength(2)
    expect(await honoured(world, issued)).toBe(0)
  })
})

describe('logout everywhere that cannot be had', () => {
  test('R14 as the access token is not to be renewed: this session’s refresh token is revoked', async () => {
    const { local, clock, cognito, settle } = await startWorld()
    const session = cognito()
    await session.authenticate()
    const refreshToken = session.refreshToken as string
    clock.advance({ seconds: 3_601 })
    const fault = { operation: GET_TOKENS, times: 1_000, status: 503, body: 'down' }
    local.failNext(fault)
    const error = await failure(settle(session.logout({ everywhere: true }), { stepSeconds: 1 }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(local.counts.of('RevokeToken')).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    fault.operation = 'over'
    expect(await isHonoured(local, refreshToken)).toBe(false)
  })

  test('R14 as the access token was revoked: this session’s refresh token is revoked, and the error told', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    const refreshToken = session.refreshToken as string
    const message = 'Access Token has been revoked'
    local.failNext({ operation: 'GlobalSignOut', error: 'NotAuthorizedException', message })
    expect(await failure(session.logout({ everywhere: true }))).toMatchObject({ operation: 'GlobalSignOut' })
    expect(await isHonoured(local, refreshToken)).toBe(false)
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R14 as nobody is signed in: nobody is signed in for it', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    expect(await failure(session.logout({ everywhere: true }))).toMatchObject({ code: 'ERR_POOLPASS_NOT_SIGNED_IN' })
    expect(local.requests).toEqual([])
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R14 as renewal is refused: no sign-in with the password at hand', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    await failure(session.logout({ everywhere: true }))
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R14 as the caller gave up waiting: the session is over, and what the renewal brings is revoked', async () => {
    const { world, local, clock, cognito, pool, issued } = await startRecording(ROTATING)
    const session = cognito({ pool: pool() })
    await session.authenticate()
    clock.advance({ seconds: 3_601 })
    const held = gate()
    local.failNext({ operation: GET_TOKENS, until: held.promise })
    const revoking = gate()
    local.failNext({ operation: 'RevokeToken', until: revoking.promise })
    const controller = new AbortController()
    const logout = failure(session.logout({ everywhere: true, signal: controller.signal }))
    await until(() => local.counts.of(GET_TOKENS) === 1)
    controller.abort(new Error('enough'))
    expect((await logout).message).toBe('enough')
    expect(session.accessToken).toBeUndefined()
    const answered = (operation: string) =>
      local.requests.filter(request => request.operation === operation && request.status !== undefined).length
    held.open()
    await until(() => answered(GET_TOKENS) === 1)
    revoking.open()
    await until(() => answered('RevokeToken') === 2)
    expect(issued).toHaveLength(2)
    expect(await honoured(world, issued)).toBe(0)
  })
})
