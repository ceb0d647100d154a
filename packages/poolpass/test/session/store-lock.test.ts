import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear } from './support/events.js'
import { startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

/** A store whose keys are locked by one at a time, and that tells what happened in which order. */
class LockingStore extends MemoryTokenStore {
  readonly log: string[] = []
  #last = Promise.resolve()

  async lock(): Promise<() => void> {
    const before = this.#last
    let release = () => {}
    this.#last = new Promise(resolve => {
      release = resolve
    })
    await before
    this.log.push('locked')
    return () => {
      this.log.push('released')
      release()
    }
  }
}

describe('a store with a lock', () => {
  test('R17 sessions that share it renew once between them', async () => {
    const { local, clock, cognito, pool } = await startWorld()
    const store = new LockingStore({ nowMs: () => clock.wallMs() })
    const sessions = Array.from({ length: 10 }, () => cognito({ pool: pool({ store }) }))
    for (const session of sessions) await session.token(ACCESS)
    clock.advance({ seconds: 3_600 })
    const tokens = await Promise.all(sessions.map(session => session.token(ACCESS)))
    expect(new Set(tokens).size).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    expect(store.log).toEqual(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 'locked' : 'released')))
  })

  test('R17 that is released when the renewal fails', async () => {
    const { local, clock, cognito, pool } = await startWorld()
    const store = new LockingStore({ nowMs: () => clock.wallMs() })
    const session = cognito({ pool: pool({ store }), password: undefined })
    await session.authenticate({ password: 'Correct-Horse-9' })
    clock.advance({ seconds: 3_600 })
    local.user('alice').revokeRefreshTokens()
    await expect(session.token(ACCESS)).rejects.toMatchObject({ code: 'ERR_POOLPASS_SESSION_EXPIRED' })
    expect(store.log).toEqual(['locked', 'released'])
  })

  test('R17 that fails keeps nobody from renewing', async () => {
    const { clock, cognito, pool } = await startWorld()
    const store = Object.assign(new MemoryTokenStore({ nowMs: () => clock.wallMs() }), {
      lock: () => Promise.reject(new Error('the lock server is gone')),
    })
    const session = cognito({ pool: pool({ store }) })
    const first = await session.token(ACCESS)
    const heard = hear(session)
    clock.advance({ seconds: 3_600 })
    expect(await session.token(ACCESS)).not.toBe(first)
    expect(heard.map(({ event }) => event)).toEqual(['storeFailed', 'renewed'])
  })
})
