import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { ALICE, gate, startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

describe('what the store has of the same user', () => {
  test('R5 is read again when the refresh token is refused: another’s newer session is adopted', async () => {
    const { local, clock, cognito, pool } = await startWorld({
      client: { RefreshTokenRotation: { Feature: 'ENABLED' } },
    })
    const shared = pool()
    const second = cognito({ pool: shared, password: undefined })
    await second.authenticate({ password: ALICE.password })
    const first = cognito({ pool: shared })
    await first.token(ACCESS)
    clock.advance({ seconds: 3_600 })
    const held = gate()
    local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.promise, error: 'RefreshTokenReuseException' })
    const waiting = second.token(ACCESS)
    await until(() => local.counts.of('GetTokensFromRefreshToken') === 1)
    await first.token(ACCESS)
    held.open()
    expect(await waiting).toBe(first.accessToken)
    expect(second.refreshToken).toBe(first.refreshToken)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R5 is not adopted when it is older than what the session holds', async () => {
    const { clock, cognito, pool } = await startWorld()
    const memory = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
    let stored = 0
    let isFull = false
    const store = {
      read: (key: string) => memory.read(key),
      delete: (key: string) => memory.delete(key),
      write: async (...args: Parameters<MemoryTokenStore['write']>) => {
        if (isFull) throw new Error('disk full')
        stored++
        return memory.write(...args)
      },
    }
    await cognito({ pool: pool({ store }) }).authenticate()
    await until(() => stored === 1)
    clock.advance({ seconds: 10 })
    isFull = true
    const session = cognito({ pool: pool({ store }) })
    await session.authenticate()
    const { refreshToken } = session
    clock.advance({ seconds: 3_600 })
    await session.token(ACCESS)
    expect(session.refreshToken).toBe(refreshToken)
  })
})
