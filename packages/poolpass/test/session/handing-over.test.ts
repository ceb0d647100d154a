import { Cognito, SessionState, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { ALICE, failure, startWorld, thrown } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

async function startHandedOver(more: object = {}) {
  const world = await startWorld()
  const session = world.cognito()
  await session.authenticate()
  const json = JSON.parse(JSON.stringify(session.exportState()))
  const { clock, fetch } = world.config
  const restore = (options: object = {}) => Cognito.restore(json, { clock, fetch, ...more, ...options } as never)
  return { ...world, session, json, restore }
}

describe('exportState() and restore()', () => {
  test('R18 through JSON: the tokens are used after their verification, without a sign-in', async () => {
    const { local, session, restore } = await startHandedOver()
    local.counts.reset()
    const restored = restore()
    expect(restored).toMatchObject({ username: 'alice', idToken: session.idToken, tokenType: 'Bearer' })
    expect(await restored.token(ACCESS)).toBe(session.accessToken)
    expect(await restored.token(TokenType.ID_TOKEN)).toBe(session.idToken)
    expect(local.counts.all()).toEqual({ jwks: 1 })
  })

  test('R18 without JSON', async () => {
    const { session, config } = await startHandedOver()
    const state = session.exportState()
    expect(state).toBeInstanceOf(SessionState)
    const restored = Cognito.restore(state, { clock: config.clock })
    expect(await restored.token(ACCESS)).toBe(session.accessToken)
  })

  test('R16 expired tokens are renewed', async () => {
    const { local, clock, session, restore } = await startHandedOver()
    clock.advance({ seconds: 7_200 })
    const restored = restore()
    expect(await restored.token(ACCESS)).not.toBe(session.accessToken)
    expect(restored.refreshToken).toBe(session.refreshToken)
    expect(local.counts.all()).toMatchObject({ InitiateAuth: 1, GetTokensFromRefreshToken: 1 })
  })

  test('R5 revoked tokens need a sign-in, where a password is at hand', async () => {
    const { local, clock, restore } = await startHandedOver()
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 7_200 })
    const helpless = restore()
    expect(await failure(helpless.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SESSION_EXPIRED' })
    const helped = restore({ password: ALICE.password })
    expect(await helped.token(ACCESS)).toBe(helped.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R19 into a shared pool', async () => {
    const { json, pool, session } = await startHandedOver()
    const shared = pool()
    const restored = Cognito.restore(json, { pool: shared })
    expect(restored.pool).toBe(shared)
    expect(await restored.token(ACCESS)).toBe(session.accessToken)
  })

  test('R1 of a session that never signed in', async () => {
    const { cognito, config } = await startWorld()
    const json = JSON.parse(JSON.stringify(cognito().exportState()))
    const restored = Cognito.restore(json, { clock: config.clock, password: ALICE.password } as never)
    expect(restored.accessToken).toBeUndefined()
    expect(await restored.token(ACCESS)).toBe(restored.accessToken)
  })

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['empty', {}],
    ['without tokens', { userPoolId: 'us-east-1_AbC', clientId: 'c' }],
    ['with tokens that are null', { userPoolId: 'us-east-1_AbC', clientId: 'c', tokens: null }],
    ['with tokens that are a string', { userPoolId: 'us-east-1_AbC', clientId: 'c', tokens: 'x' }],
  ])('R15 a state that is none is refused by name: %s', (_, state) => {
    expect(thrown(() => Cognito.restore(state as never))).toMatchObject({
      code: 'ERR_POOLPASS_INVALID_OPTION',
      option: 'state',
    })
  })

  test('R19 a state of another pool does not go into this one', async () => {
    const { json, pool } = await startHandedOver()
    const another = pool({ userPoolId: 'us-east-1_Another' })
    const restore = () => Cognito.restore(json, { pool: another }).token(ACCESS)
    const error = await failure((async () => await restore())())
    expect(['ERR_POOLPASS_INVALID_OPTION', 'ERR_POOLPASS_TOKEN_INVALID', 'ERR_POOLPASS_UNAVAILABLE']).toContain(
      error.code,
    )
  })
})
