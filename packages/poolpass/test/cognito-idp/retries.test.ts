import { createAppClient, renew, revokeRefreshToken, signInWithSrp, signOutEverywhere } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { ALICE, failure, startWorld, type World } from '../session/support/world.js'

const THROTTLED = { error: 'TooManyRequestsException', message: 'Rate exceeded' }
const LOST = ['before', 'after'] as const

async function start() {
  const world = await startWorld()
  const client = createAppClient(world.config)
  return { world, client, signIn: () => signInWithSrp(client, ALICE) }
}

async function startSignedIn() {
  const { world, client, signIn } = await start()
  const { tokens } = await signIn()
  const refreshToken = tokens.refreshToken as string
  const calls: Record<(typeof SIGNED_IN)[number], () => Promise<unknown>> = {
    GetTokensFromRefreshToken: () => renew(client, { refreshToken, username: 'alice' }),
    RevokeToken: () => revokeRefreshToken(client, refreshToken),
    GlobalSignOut: () => signOutEverywhere(client, tokens.accessToken),
    GetUser: () => client.call('GetUser', { AccessToken: tokens.accessToken }),
  }
  return { world, calls }
}

/** The exact text of each call's body. */
const sent = (world: World, operation: string) =>
  world.sent.filter(request => request.operation === operation).map(({ body }) => body)
/** How many different SRP_A were sent. */
const freshKeys = (world: World) =>
  new Set(sent(world, 'InitiateAuth').map(body => JSON.parse(body).AuthParameters.SRP_A)).size

const SIGNED_IN = ['GetTokensFromRefreshToken', 'RevokeToken', 'GlobalSignOut', 'GetUser'] as const

describe('a throttled call', () => {
  test.each(['InitiateAuth', 'RespondToAuthChallenge'] as const)('R12 %s is repeated byte by byte', async operation => {
    const { world, signIn } = await start()
    world.local.failNext({ operation, times: 2, ...THROTTLED })
    await world.settle(signIn())
    const [first, ...others] = sent(world, operation)
    expect(others).toEqual([first, first])
  })

  test.each(SIGNED_IN)('R12 %s is repeated byte by byte', async operation => {
    const { world, calls } = await startSignedIn()
    world.local.failNext({ operation, ...THROTTLED })
    await world.settle(calls[operation]())
    const [first, ...others] = sent(world, operation)
    expect(others).toEqual([first])
  })

  test('R12 is repeated for a bare 429 too', async () => {
    const { world, signIn } = await start()
    world.local.failNext({ operation: 'InitiateAuth', status: 429, body: 'slow down' })
    await world.settle(signIn())
    expect(world.local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R12 waits before it repeats, and longer each time', async () => {
    const { world } = await start()
    const client = createAppClient({ ...world.config, random: length => new Uint8Array(length).fill(0xff) })
    world.local.failNext({ operation: 'GetUser', times: 4, ...THROTTLED })
    await failure(world.settle(client.call('GetUser', { AccessToken: 'x.y.z' }), { stepSeconds: 0.01 }))
    const times = world.local.requests.filter(({ operation }) => operation === 'GetUser').map(({ atMs }) => atMs)
    const waits = times.slice(1).map((at, i) => at - (times[i] as number))
    expect(waits.map(ms => Math.round(ms / 100) * 100)).toEqual([200, 400, 800, 1_600])
  })
})

describe('a lost answer', () => {
  test.each(LOST)('R12 InitiateAuth, lost %s it was handled: starts over with a fresh SRP_A', async dropConnection => {
    const { world, signIn } = await start()
    world.local.failNext({ operation: 'InitiateAuth', dropConnection })
    const { username } = await world.settle(signIn())
    expect(username).toBe('alice')
    expect(freshKeys(world)).toBe(2)
    expect(world.local.counts.of('InitiateAuth')).toBe(2)
  })

  test.each(LOST)(
    'R12 RespondToAuthChallenge, lost %s it was handled: the sign-in starts over',
    async dropConnection => {
      const { world, signIn } = await start()
      world.local.failNext({ operation: 'RespondToAuthChallenge', dropConnection })
      await world.settle(signIn())
      expect(world.local.counts.of('InitiateAuth')).toBe(2)
      expect(world.local.counts.of('RespondToAuthChallenge')).toBe(2)
      expect(freshKeys(world)).toBe(2)
    },
  )

  test.each([500, 503])('R12 %i in a sign-in counts as lost', async status => {
    const { world, signIn } = await start()
    world.local.failNext({ operation: 'RespondToAuthChallenge', status, body: 'unavailable' })
    await world.settle(signIn())
    expect(world.local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R12 a sign-in that finds no pool gives up at its deadline', async () => {
    const { world, signIn } = await start()
    world.local.failNext({ operation: 'InitiateAuth', times: 1_000, dropConnection: 'before' })
    const error = await failure(world.settle(signIn(), { stepSeconds: 1 }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(world.clock.monotonicMs()).toBeLessThanOrEqual(31_000)
    expect(world.local.counts.of('InitiateAuth')).toBeGreaterThan(5)
  })

  test('R17 GetTokensFromRefreshToken is repeated at once, byte by byte', async () => {
    const { world, calls } = await startSignedIn()
    world.local.failNext({ operation: 'GetTokensFromRefreshToken', dropConnection: 'after' })
    await world.settle(calls.GetTokensFromRefreshToken(), { stepSeconds: 0 })
    const [first, ...others] = sent(world, 'GetTokensFromRefreshToken')
    expect(others).toEqual([first])
    expect(world.clock.monotonicMs()).toBe(0)
  })

  test('R12 GetTokensFromRefreshToken waits from the second time on', async () => {
    const { world, calls } = await startSignedIn()
    world.local.failNext({ operation: 'GetTokensFromRefreshToken', times: 2, dropConnection: 'after' })
    await world.settle(calls.GetTokensFromRefreshToken(), { stepSeconds: 0.001 })
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(3)
    expect(world.clock.monotonicMs()).toBeGreaterThan(0)
  })

  test.each(['RevokeToken', 'GetUser'] as const)('R12 %s is repeated', async operation => {
    const { world, calls } = await startSignedIn()
    world.local.failNext({ operation, dropConnection: 'after' })
    await world.settle(calls[operation]())
    expect(world.local.counts.of(operation)).toBe(2)
  })
})

describe('a quota of the user’s own', () => {
  test.each(['InitiateAuth', 'RespondToAuthChallenge'] as const)(
    'R12 LimitExceededException from %s is never retried',
    async operation => {
      const { world, signIn } = await start()
      world.local.failNext({ operation, error: 'LimitExceededException', message: 'Attempt limit exceeded' })
      const error = await failure(world.settle(signIn()))
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_LIMIT_EXCEEDED', retryable: false })
      expect(world.local.counts.of(operation)).toBe(1)
    },
  )

  test.each(SIGNED_IN)('R12 LimitExceededException from %s is never retried', async operation => {
    const { world, calls } = await startSignedIn()
    world.local.failNext({ operation, error: 'LimitExceededException', message: 'Attempt limit exceeded' })
    expect(await failure(world.settle(calls[operation]()))).toMatchObject({ code: 'ERR_POOLPASS_LIMIT_EXCEEDED' })
    expect(world.local.counts.of(operation)).toBe(1)
  })

  test('R12 a refusal is not retried either', async () => {
    const { world, signIn } = await start()
    world.local.failNext({ operation: 'InitiateAuth', error: 'NotAuthorizedException', message: 'User is disabled.' })
    expect(await failure(signIn())).toMatchObject({ code: 'ERR_POOLPASS_USER_DISABLED', retryable: false })
    expect(world.local.counts.of('InitiateAuth')).toBe(1)
  })
})
