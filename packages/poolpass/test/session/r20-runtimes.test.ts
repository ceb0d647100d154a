import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { gate, startWorld, turn, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const SOFT_EXPIRY_SECONDS = 2_800

describe('work beside a request', () => {
  test('R20 is handed to `background`, and the request does not wait for it', async () => {
    const { local, clock, cognito } = await startWorld()
    const works: Promise<unknown>[] = []
    const session = cognito({ background: work => void works.push(work) })
    await session.authenticate()
    const first = session.accessToken
    clock.advance({ seconds: SOFT_EXPIRY_SECONDS })
    const held = gate()
    local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.promise })
    const before = works.length
    expect(await session.token(ACCESS)).toBe(first)
    expect(works.length).toBeGreaterThan(before)
    held.open()
    await Promise.all(works)
    expect(session.accessToken).not.toBe(first)
  })

  test('R20 a failure of it is no rejection of what `background` was given', async () => {
    const { local, clock, cognito } = await startWorld()
    const works: Promise<unknown>[] = []
    const session = cognito({ background: work => void works.push(work) })
    await session.authenticate()
    clock.advance({ seconds: SOFT_EXPIRY_SECONDS })
    local.failNext({ operation: 'GetTokensFromRefreshToken', error: 'InvalidParameterException' })
    await session.token(ACCESS)
    expect((await Promise.allSettled(works)).every(({ status }) => status === 'fulfilled')).toBe(true)
  })

  test('R20 with `background: false` the request waits for it', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito({ background: false })
    await session.authenticate()
    const first = session.accessToken
    clock.advance({ seconds: SOFT_EXPIRY_SECONDS })
    const token = await session.token(ACCESS)
    expect(token).not.toBe(first)
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
  })

  test('R20 with `background: false` the session is stored when the sign-in is done', async () => {
    const { cognito, pool } = await startWorld()
    const log: string[] = []
    const store = {
      read: async () => undefined,
      delete: async () => {},
      write: async () => {
        for (let i = 0; i < 20; i++) await turn()
        log.push('written')
        return '1'
      },
    }
    await cognito({ pool: pool({ background: false, store }) }).authenticate()
    expect(log).toEqual(['written'])
  })
})

describe('a process that was frozen', () => {
  test('R20 a flight older than its deadline is taken over, and its late answer changes nothing', {
    timeout: 5_000,
  }, async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    const held = gate()
    local.failNext({ operation: 'RespondToAuthChallenge', until: held.promise })
    const frozen = session.token(ACCESS)
    await until(() => local.counts.of('RespondToAuthChallenge') === 1)
    clock.jumpWall({ seconds: 36 })
    const token = await session.token(ACCESS)
    expect(local.counts.of('InitiateAuth')).toBe(2)
    const { refreshToken } = session
    held.open()
    expect(await frozen).toBe(token)
    await until(() => local.requests.every(({ status }) => status !== undefined))
    for (let i = 0; i < 50; i++) await turn()
    expect(session).toMatchObject({ accessToken: token, refreshToken })
  })

  test('R20 a flight within its deadline is joined', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    const held = gate()
    local.failNext({ operation: 'RespondToAuthChallenge', until: held.promise })
    const first = session.token(ACCESS)
    await until(() => local.counts.of('RespondToAuthChallenge') === 1)
    clock.jumpWall({ seconds: 29 })
    const second = session.token(ACCESS)
    held.open()
    expect(await first).toBe(await second)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R20 a late refusal changes nothing either', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito()
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise, error: 'NotAuthorizedException' })
    const frozen = session.token(ACCESS)
    await until(() => local.counts.of('InitiateAuth') === 1)
    clock.jumpWall({ seconds: 36 })
    const token = await session.token(ACCESS)
    held.open()
    await frozen.catch(() => {})
    expect(await session.token(ACCESS)).toBe(token)
    expect(session.explain()).toMatchObject({ state: 'signed-in', lastRefusal: undefined })
  })
})
