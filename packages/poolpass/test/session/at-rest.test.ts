import { createLocalCognito } from '@poolpass/local'
import { Cognito, SrpAuth, TokenType } from 'poolpass'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ALICE, signingKeys, startWorld } from './support/world.js'

/** The timers that are started from now on, and those of them that still run. */
function watchTimers() {
  const running = new Set<unknown>()
  let started = 0
  const { setTimeout: set, clearTimeout: clear } = globalThis
  globalThis.setTimeout = ((work: () => void, ms?: number) => {
    const timer = set(() => {
      running.delete(timer)
      work()
    }, ms)
    running.add(timer)
    started++
    return timer
  }) as typeof set
  globalThis.clearTimeout = timer => {
    running.delete(timer)
    clear(timer)
  }
  onTestFinished(() => void Object.assign(globalThis, { setTimeout: set, clearTimeout: clear }))
  return { running: () => running.size, started: () => started }
}

describe('a session at rest', () => {
  test('R2 holds no timer of the system’s clock', async () => {
    const local = await createLocalCognito({ users: [ALICE], signingKeys })
    const { userPoolId, clientId, endpoint, fetch } = local
    const timers = watchTimers()
    const session = new Cognito({ userPoolId, clientId, endpoint, fetch, ...ALICE })
    await session.authenticate()
    expect(timers.started()).toBeGreaterThan(0)
    await session.renewAccessToken()
    await session.token(TokenType.ACCESS_TOKEN)
    expect(timers.running()).toBe(0)
  })

  test('R2 has nobody asleep', async () => {
    const { clock, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    clock.advance({ seconds: 3_600 })
    await session.token(TokenType.ACCESS_TOKEN)
    expect(clock.sleeping).toBe(0)
  })

  test('R2 a fresh token costs no request and no parsing', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    await session.authenticate()
    local.counts.reset()
    const { parse } = JSON
    JSON.parse = () => {
      throw new Error('parsed')
    }
    try {
      for (let i = 0; i < 100; i++) expect(await session.token(TokenType.ACCESS_TOKEN)).toBe(session.accessToken)
    } finally {
      JSON.parse = parse
    }
    expect(local.counts.all()).toEqual({})
  })

  test('R20 `await using` closes a session, and a view of one', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    const events: string[] = []
    session.on('signedIn', () => void events.push('signedIn'))
    session.on('signedOut', () => void events.push('signedOut'))
    await session.authenticate()
    await session[Symbol.asyncDispose]()
    await new SrpAuth({ cognito: session })[Symbol.asyncDispose]()
    await session.logout()
    expect(events).toEqual(['signedIn'])
    expect(local.counts.of('RevokeToken')).toBe(1)
  })
})
