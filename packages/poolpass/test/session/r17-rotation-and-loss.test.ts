import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { inputsOf, isHonoured } from './support/wire.js'
import { startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

/** A pool that rotates, a store that several processes share, and Alice signed in by the first of them. */
async function startRotating(RetryGracePeriodSeconds: number) {
  const world = await startWorld({ client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds } } })
  const memory = new MemoryTokenStore({ nowMs: () => world.clock.wallMs() })
  const store = {
    read: (key: string) => memory.read(key),
    delete: (key: string) => memory.delete(key),
    write: (...args: Parameters<MemoryTokenStore['write']>) => memory.write(...args),
  }
  const start = (more: object = {}) => world.cognito({ pool: world.pool({ store: { ...store, ...more } }) })
  const alice = start()
  await alice.token(ACCESS)
  await alice.close()
  expect(world.local.counts.of('InitiateAuth')).toBe(1)
  return { ...world, start, alice }
}

describe.each([0, 60])('a pool that rotates, with a grace of %d seconds', grace => {
  test('R17 a lost answer costs no session that the pool still honours', async () => {
    const { local, alice, settle } = await startRotating(grace)
    local.failNext({ operation: 'GetTokensFromRefreshToken', dropConnection: 'after' })
    await settle(alice.renewAccessToken())
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(2)
    expect(local.counts.of('InitiateAuth')).toBe(grace > 0 ? 1 : 2)
    expect(await isHonoured(local, alice.refreshToken as string)).toBe(true)
  })

  test('R17 a process that is killed between receipt and save leaves one that goes on', async () => {
    const { local, clock, start, settle } = await startRotating(grace)
    const killed = start({ write: () => new Promise(() => {}) })
    clock.advance({ seconds: 3_601 })
    const never = killed.token(ACCESS)
    never.catch(() => {})
    await until(() => local.counts.of('GetTokensFromRefreshToken') === 1)
    const next = start()
    expect(await settle(next.token(ACCESS), { stepSeconds: 0 })).toBe(next.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(grace > 0 ? 1 : 2)
    expect(await isHonoured(local, next.refreshToken as string)).toBe(true)
  })

  test('R17 a save that fails loses nothing: the session goes on with the new token, and saves it later', async () => {
    const { local, clock, start, settle } = await startRotating(grace)
    let failing = 1
    const memory = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
    const session = start({
      read: (key: string) => memory.read(key),
      write: async (...args: Parameters<MemoryTokenStore['write']>) => {
        if (failing-- > 0) throw new Error('disk full')
        return memory.write(...args)
      },
    })
    await session.authenticate()
    failing = 1
    await settle(session.renewAccessToken(), { stepSeconds: 0 })
    await settle(session.renewAccessToken(), { stepSeconds: 0 })
    expect(local.counts.of('InitiateAuth')).toBe(2)
    expect(await isHonoured(local, session.refreshToken as string)).toBe(true)
  })

  test('R5 two processes that renew at once both go on, with one session the pool honours', async () => {
    const { local, clock, start, settle } = await startRotating(grace)
    const processes = [start(), start()]
    await Promise.all(processes.map(each => each.token(ACCESS)))
    clock.advance({ seconds: 3_601 })
    await settle(Promise.all(processes.map(each => each.token(ACCESS))), { stepSeconds: 0 })
    for (const each of processes) expect(await each.token(ACCESS)).toBe(each.accessToken)
    clock.advance({ seconds: 3_601 })
    await settle(Promise.all(processes.map(each => each.token(ACCESS))), { stepSeconds: 0 })
    for (const each of processes) await each.verifyTokens()
    expect(local.counts.of('InitiateAuth')).toBeLessThanOrEqual(grace > 0 ? 1 : 3)
  })
})

test('R5 a refresh token that was used twice leads to one sign-in', async () => {
  const { local, alice, start, clock } = await startRotating(0)
  const stale = start()
  await stale.token(ACCESS)
  local.failNext({
    operation: 'GetTokensFromRefreshToken',
    error: 'RefreshTokenReuseException',
    message: 'Refresh token has been reused',
  })
  const heard = hear(stale)
  clock.advance({ seconds: 3_601 })
  await stale.token(ACCESS)
  expect(names(heard)).toEqual(['renewalFailed', 'signedIn'])
  expect(inputsOf(local, 'InitiateAuth')).toHaveLength(2)
  expect(stale.accessToken).not.toBe(alice.accessToken)
})
