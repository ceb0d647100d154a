import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear } from './support/events.js'
import { isHonoured } from './support/wire.js'
import { ALICE, failure, failures, gate, startWorld, turn, until, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

/** Every refresh token that ever left the pool, seen on its way. */
function recordRefreshTokens(world: World) {
  const issued: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await (world.config.fetch as typeof globalThis.fetch)(input, init)
    const text = await response.text()
    for (const [, token] of text.matchAll(/"RefreshToken":"([^"]+)"/g)) issued.push(token as string)
    return new Response(text, { status: response.status, headers: response.headers })
  }
  return { issued, fetch }
}

async function nothingIsHonoured(world: World, issued: readonly string[]): Promise<void> {
  expect(issued.length).toBeGreaterThan(0)
  for (const token of issued) expect(await isHonoured(world.local, token)).toBe(false)
}

describe('logout', () => {
  test('R14 ends the session here first, then in the store, then at the pool', async () => {
    const { local, cognito, pool } = await startWorld()
    const shared = pool()
    const session = cognito({ pool: shared })
    await session.authenticate()
    const refreshToken = session.refreshToken as string
    const held = gate()
    local.failNext({ operation: 'RevokeToken', until: held.promise })
    const heard = hear(session)
    const logout = session.logout()
    expect(session.accessToken).toBeUndefined()
    await until(() => local.counts.of('RevokeToken') === 1)
    expect(await isHonoured(local, refreshToken)).toBe(true)
    const fromStore = cognito({ pool: shared, username: 'alice' })
    await fromStore.token(ACCESS)
    expect(local.counts.of('InitiateAuth')).toBe(2)
    held.open()
    await logout
    expect(await isHonoured(local, refreshToken)).toBe(false)
    expect(local.counts.of('RevokeToken')).toBe(1)
    expect(heard).toEqual([{ event: 'signedOut', payload: { username: 'alice', everywhere: false } }])
  })

  test('R14 requests get a SignedOutError until authenticate()', async () => {
    const { local, auth, api } = await startWorld()
    const { origin, requests } = await api()
    const client = auth()
    expect((await client.fetch(`${origin}/protected`)).status).toBe(200)
    await client.logout()
    const errors = await failures(10, () => client.fetch(`${origin}/protected`))
    expect(errors.every(({ name, code }) => name === 'SignedOutError' && code === 'ERR_POOLPASS_SIGNED_OUT')).toBe(true)
    expect(new Set(errors).size).toBe(10)
    expect(requests).toHaveLength(1)
    expect(client.explain().state).toBe('signed-out')
    expect(local.counts.of('InitiateAuth')).toBe(1)
    await client.cognito.authenticate()
    expect((await client.fetch(`${origin}/protected`)).status).toBe(200)
  })

  test('R14 with nobody signed in calls nobody', async () => {
    const { local, cognito } = await startWorld()
    await cognito().logout()
    expect(local.requests).toEqual([])
  })

  test('R14 twice revokes once', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    await session.logout()
    await session.logout()
    expect(local.counts.of('RevokeToken')).toBe(1)
  })

  test('R14 sends the client secret with RevokeToken', async () => {
    const clientSecret = 'theClientSecretOfThisTest0123456789'
    const { local, config, pool, cognito } = await startWorld({ clientSecret })
    const session = cognito({ pool: pool({ ...config, clientSecret }) })
    await session.authenticate()
    const refreshToken = session.refreshToken as string
    await session.logout()
    expect(await isHonoured(local, refreshToken)).toBe(false)
  })

  test('R14 that the pool refuses is reported, and the session is over', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    local.failNext({ operation: 'RevokeToken', error: 'NotAuthorizedException', message: 'not today' })
    expect(await failure(session.logout())).toMatchObject({ operation: 'RevokeToken' })
    expect(session.accessToken).toBeUndefined()
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R14 that is aborted goes on', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    const refreshToken = session.refreshToken as string
    const held = gate()
    local.failNext({ operation: 'RevokeToken', until: held.promise })
    const controller = new AbortController()
    const logout = failure(session.logout({ signal: controller.signal }))
    await until(() => local.counts.of('RevokeToken') === 1)
    controller.abort(new Error('gone'))
    expect((await logout).message).toBe('gone')
    held.open()
    await until(() => local.requests.at(-1)?.status === 200)
    expect(await isHonoured(local, refreshToken)).toBe(false)
  })
})

describe('logout while something is under way', () => {
  test.each(['InitiateAuth', 'RespondToAuthChallenge'])(
    'R14 a sign-in held at %s: its refresh token is revoked too',
    async operation => {
      const world = await startWorld()
      const { issued, fetch } = recordRefreshTokens(world)
      const session = world.cognito({ pool: world.pool({ fetch }) })
      const held = gate()
      world.local.failNext({ operation, until: held.promise })
      const waiting = failure(session.token(ACCESS))
      await until(() => world.local.counts.of(operation) === 1)
      const logout = session.logout()
      held.open()
      await logout
      expect(await waiting).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
      expect(session.accessToken).toBeUndefined()
      await nothingIsHonoured(world, issued)
    },
  )

  test('R14 a renewal that rotates: the new refresh token is revoked too', async () => {
    const world = await startWorld({
      client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 } },
    })
    const { issued, fetch } = recordRefreshTokens(world)
    const session = world.cognito({ pool: world.pool({ fetch }) })
    await session.authenticate()
    world.clock.advance({ seconds: 3_600 })
    const held = gate()
    world.local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.promise })
    const waiting = failure(session.token(ACCESS))
    await until(() => world.local.counts.of('GetTokensFromRefreshToken') === 1)
    const revoking = gate()
    world.local.failNext({ operation: 'RevokeToken', until: revoking.promise })
    const logout = session.logout()
    held.open()
    await waiting
    revoking.open()
    await logout
    expect(issued).toHaveLength(2)
    expect(session.accessToken).toBeUndefined()
    await nothingIsHonoured(world, issued)
  })

  test('R14 a sign-in under way is revoked even if authenticate() follows at once', async () => {
    const world = await startWorld()
    const { issued, fetch } = recordRefreshTokens(world)
    const session = world.cognito({ pool: world.pool({ fetch }) })
    const held = gate()
    world.local.failNext({ operation: 'RespondToAuthChallenge', until: held.promise })
    const waiting = session.token(ACCESS).catch(() => {})
    await until(() => world.local.counts.of('RespondToAuthChallenge') === 1)
    const logout = session.logout()
    const again = session.authenticate()
    held.open()
    await Promise.all([logout, again, waiting])
    expect(issued).toHaveLength(2)
    const honoured = await Promise.all(issued.map(token => isHonoured(world.local, token)))
    expect(issued.filter((_, i) => honoured[i])).toEqual([session.refreshToken])
  })

  test('R14 a write that is under way leaves nothing in the store', async () => {
    const { cognito, pool, config } = await startWorld()
    const memory = new MemoryTokenStore({ nowMs: () => config.clock?.wallMs() ?? 0 })
    const held = gate()
    let isWriting = false
    const keys: string[] = []
    const shared = pool({
      store: {
        read: key => memory.read(key),
        delete: key => memory.delete(key),
        write: async (key, value, options) => {
          isWriting = true
          keys.push(key)
          await held.promise
          return memory.write(key, value, options)
        },
      },
    })
    const session = cognito({ pool: shared })
    await session.authenticate()
    await until(() => isWriting)
    const logout = session.logout()
    for (let i = 0; i < 20; i++) await turn()
    held.open()
    await logout
    for (let i = 0; i < 20; i++) await turn()
    expect(await memory.read(keys[0] as string)).toBeUndefined()
  })
})

describe('logout everywhere', () => {
  test('R14 is GlobalSignOut: no session of the user goes on', async () => {
    const { local, cognito } = await startWorld()
    const [here, there] = [cognito(), cognito()]
    await here.authenticate()
    await there.authenticate()
    const tokens = [here.refreshToken, there.refreshToken] as string[]
    await here.logout({ everywhere: true })
    expect(local.counts.of('GlobalSignOut')).toBe(1)
    expect(local.counts.of('RevokeToken')).toBe(0)
    for (const token of tokens) expect(await isHonoured(local, token)).toBe(false)
    expect(await failure(here.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R14 renews an expired access token first', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    clock.advance({ seconds: 3_601 })
    await session.logout({ everywhere: true })
    expect(local.counts.all()).toMatchObject({ GetTokensFromRefreshToken: 1, GlobalSignOut: 1, InitiateAuth: 1 })
  })

  test('R14 ends the session here even if the pool does not answer', async () => {
    const { local, clock, cognito, settle } = await startWorld()
    const session = cognito({ password: undefined })
    await session.authenticate({ password: ALICE.password })
    clock.advance({ seconds: 3_601 })
    local.failNext({ times: 1_000, status: 503, body: 'down for maintenance' })
    const error = await failure(settle(session.logout({ everywhere: true }), { stepSeconds: 1 }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(session.accessToken).toBeUndefined()
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })
})
