import { Cognito, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const HOUR = 3_600

type World = Awaited<ReturnType<typeof startWorld>>

/** The local clock jumps; what the pool and the API think stays. */
function jumpLocalClock(world: World, seconds: number): void {
  world.clock.jumpWall({ seconds })
  world.local.clock.advance({ seconds: -seconds })
}

describe('wrong clocks', () => {
  test.each([3, -3, 24, -24])('R16 a local clock that is %i h off signs in, and its requests succeed', async hours => {
    const world = await startWorld()
    world.local.clock.setOffsetMs(hours * HOUR * 1_000)
    const session = world.cognito()
    await session.authenticate()
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(world.local.counts.of('RespondToAuthChallenge')).toBe(1)
    expect(Math.abs((session.explain().clockOffsetMs as number) - hours * HOUR * 1_000)).toBeLessThan(1_001)
    world.clock.advance({ seconds: 600 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(0)
  })

  test('R16 the proof’s timestamp is the service’s time, whatever the local clock says', async () => {
    const world = await startWorld({}, new Date('2025-03-04T05:06:07Z'))
    world.local.clock.setOffsetMs(3 * HOUR * 1_000)
    await world.cognito().authenticate()
    const answer = world.local.requests.find(({ operation }) => operation === 'RespondToAuthChallenge')
    expect(answer?.input).toMatchObject({ ChallengeResponses: { TIMESTAMP: 'Tue Mar 4 08:06:07 UTC 2025' } })
  })

  test.each([5, -5, 48, -48])('R16 a jump by %i h costs at most one renewal, and no request', async hours => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    jumpLocalClock(world, hours * HOUR)
    for (let i = 0; i < 20; i++) {
      expect(await session.token(ACCESS)).toBe(session.accessToken)
      world.clock.advance({ seconds: 1 })
    }
    await until(() => world.inFlight === 0)
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(hours > 0 ? 1 : 0)
    expect(world.local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R16 a clock that jumps there and back costs at most one renewal', async () => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    jumpLocalClock(world, -5 * HOUR)
    await session.token(ACCESS)
    jumpLocalClock(world, 5 * HOUR)
    await session.token(ACCESS)
    jumpLocalClock(world, 5 * HOUR)
    await session.token(ACCESS)
    jumpLocalClock(world, -5 * HOUR)
    for (let i = 0; i < 10; i++) await session.token(ACCESS)
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBeLessThanOrEqual(1)
  })

  test('R16 a token that expired while the machine slept is renewed: the monotonic clock stood still', async () => {
    const world = await startWorld()
    const api = await world.api()
    const client = world.auth()
    expect((await client.fetch(`${api.origin}/protected`)).status).toBe(200)
    world.clock.jumpWall({ seconds: 2 * HOUR })
    expect((await client.fetch(`${api.origin}/protected`)).status).toBe(200)
    expect(api.requests.every(({ authorized }) => authorized)).toBe(true)
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(1)
  })

  test('R16 a wall clock that stands still does not keep a token alive', async () => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    const first = session.accessToken
    world.clock.advance({ seconds: HOUR })
    jumpLocalClock(world, -HOUR)
    expect(await session.token(ACCESS)).not.toBe(first)
  })

  test.each<[string, (world: World) => void]>([
    ['both clocks went on', world => world.clock.advance({ seconds: HOUR })],
    ['the monotonic clock stood still', world => world.clock.jumpWall({ seconds: HOUR })],
    [
      'the wall clock stood still',
      world => {
        world.clock.advance({ seconds: HOUR })
        jumpLocalClock(world, -HOUR)
      },
    ],
    [
      'the wall clock was set back further',
      world => {
        world.clock.advance({ seconds: HOUR })
        jumpLocalClock(world, -2 * HOUR)
      },
    ],
  ])('R16 an hour after two requests a third has another token: %s', async (_, pass) => {
    const world = await startWorld()
    const api = await world.api()
    const client = world.auth()
    const answers = [await client.fetch(`${api.origin}/protected`), await client.fetch(`${api.origin}/protected`)]
    pass(world)
    answers.push(await client.fetch(`${api.origin}/protected`))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(api.requests.map(({ authorized }) => authorized)).toEqual([true, true, true])
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(1)
  })

  test.each([3, -3])('R16 restored tokens are judged by the service’s time: local clock %i h off', async hours => {
    const world = await startWorld()
    const session = world.cognito()
    await session.authenticate()
    const state = session.exportState()
    jumpLocalClock(world, hours * HOUR)
    const restored = Cognito.restore(state, { clock: world.clock })
    // Any answer of the service tells the time; here the renewal that a fast local clock seems to ask for does.
    const token = await restored.token(ACCESS)
    expect(restored.accessToken).toBe(token)
    for (let i = 0; i < 10; i++) await restored.token(ACCESS)
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(hours > 0 ? 1 : 0)
  })

  test('R16 restored tokens that have expired by the service’s time are renewed, whatever the local clock says', async () => {
    const world = await startWorld()
    const shared = world.pool()
    await world.cognito({ pool: shared }).authenticate()
    const state = world.cognito({ pool: shared })
    await state.authenticate()
    const exported = state.exportState()
    world.local.clock.advance({ seconds: 2 * HOUR })
    await world.cognito({ pool: shared }).authenticate()
    const restored = Cognito.restore(exported, { pool: shared })
    const before = world.local.counts.of('GetTokensFromRefreshToken')
    await restored.token(ACCESS)
    expect(world.local.counts.of('GetTokensFromRefreshToken')).toBe(before + 1)
  })
})
