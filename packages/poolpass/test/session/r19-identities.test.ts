import { Cognito, MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { ALICE, BOB, failure, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

describe('several identities in one process', () => {
  test('R19 two users of one UserPool keep their own tokens', async () => {
    const { cognito, pool } = await startWorld({ users: [ALICE, BOB] })
    const shared = pool()
    const [alice, bob] = [cognito({ pool: shared }), cognito({ pool: shared, ...BOB })]
    await Promise.all([alice.token(ACCESS), bob.token(ACCESS)])
    expect(alice.accessClaims?.username).toBe('alice')
    expect(bob.accessClaims?.username).toBe('bob')
    await alice.logout()
    expect(await bob.token(ACCESS)).toBe(bob.accessToken)
  })

  test('R19 equal passwords make no equal users', async () => {
    const twin = { username: 'twin', password: ALICE.password }
    const { local, cognito, pool } = await startWorld({ users: [ALICE, twin] })
    const shared = pool()
    await cognito({ pool: shared }).authenticate()
    const other = cognito({ pool: shared, ...twin })
    await other.token(ACCESS)
    expect(other.accessClaims?.username).toBe('twin')
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R19 two UserPools share nothing', async () => {
    const { local, cognito } = await startWorld()
    await cognito().token(ACCESS)
    await cognito().token(ACCESS)
    expect(local.counts.all()).toMatchObject({ InitiateAuth: 2, jwks: 2 })
  })

  test('R19 a stored session is adopted by the same credential, without a sign-in', async () => {
    const { local, cognito, pool } = await startWorld()
    const shared = pool()
    const first = cognito({ pool: shared })
    await first.authenticate()
    const second = cognito({ pool: shared, password: () => ALICE.password })
    expect(await second.token(ACCESS)).toBe(first.accessToken)
    expect(second).toMatchObject({ refreshToken: first.refreshToken, idToken: first.idToken, username: 'alice' })
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R19 a stored session is invisible to another credential', async () => {
    const { local, cognito, pool } = await startWorld()
    const shared = pool()
    await cognito({ pool: shared }).authenticate()
    const stranger = cognito({ pool: shared, password: 'Wrong-Horse-9' })
    expect(await failure(stranger.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
    const nobody = cognito({ pool: shared, password: undefined })
    expect(await failure(nobody.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_NOT_SIGNED_IN' })
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R19 a tag that was copied from another user’s entry does not open it', async () => {
    const twin = { username: 'twin', password: ALICE.password }
    const { cognito, pool, local, clock } = await startWorld({ users: [ALICE, twin] })
    const store = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
    await cognito({ pool: pool({ store }) }).authenticate()
    const key = (username: string) => `poolpass:${local.userPoolId}:${local.clientId}:${username}`
    const entry = await store.read(key('alice'))
    if (!entry) throw new Error('nothing was stored')
    await store.write(key('twin'), entry.value, { expiresInSeconds: 60 })
    const session = cognito({ pool: pool({ store }), ...twin })
    await session.token(ACCESS)
    expect(session.accessClaims?.username).toBe('twin')
  })

  test('R19 the stored tag tells nothing that the password does not', async () => {
    const { cognito, pool, local, clock } = await startWorld()
    const store = new MemoryTokenStore({ nowMs: () => clock.wallMs() })
    await cognito({ pool: pool({ store }) }).authenticate()
    const entry = await store.read(`poolpass:${local.userPoolId}:${local.clientId}:alice`)
    expect(JSON.stringify(entry)).not.toContain(ALICE.password)
    expect(entry?.value.credentialTag).toMatch(/^[\w+/]{43}=$/)
  })

  test('R19 authenticate() never reads the store', async () => {
    const { local, cognito, pool } = await startWorld()
    const shared = pool()
    await cognito({ pool: shared }).authenticate()
    await cognito({ pool: shared }).authenticate()
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R19 two sessions of one user share a renewal through the store', async () => {
    const { local, clock, cognito, pool } = await startWorld()
    const shared = pool()
    const [first, second] = [cognito({ pool: shared }), cognito({ pool: shared })]
    await first.token(ACCESS)
    await second.token(ACCESS)
    clock.advance({ seconds: 3_600 })
    await first.token(ACCESS)
    expect(await second.token(ACCESS)).toBe(first.accessToken)
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R5 a session whose refresh token was spent by another adopts what that one got', async () => {
    const { local, clock, cognito, pool } = await startWorld({
      client: { RefreshTokenRotation: { Feature: 'ENABLED' } },
    })
    const shared = pool()
    const [first, second] = [cognito({ pool: shared }), cognito({ pool: shared })]
    await first.token(ACCESS)
    await second.token(ACCESS)
    clock.advance({ seconds: 3_600 })
    await Promise.all([first.token(ACCESS), second.token(ACCESS)])
    clock.advance({ seconds: 3_600 })
    await first.token(ACCESS)
    expect(await second.token(ACCESS)).toBe(first.accessToken)
    expect(local.counts.of('InitiateAuth')).toBeLessThanOrEqual(2)
  })

  test('R19 a restored session of another user does not take this one’s place', async () => {
    const { cognito, pool } = await startWorld({ users: [ALICE, BOB] })
    const shared = pool()
    const bob = cognito({ pool: shared, ...BOB })
    await bob.authenticate()
    const restored = Cognito.restore(bob.exportState(), { pool: shared })
    const alice = cognito({ pool: shared })
    await alice.token(ACCESS)
    expect(await restored.token(ACCESS)).toBe(bob.accessToken)
    expect(restored.username).toBe('bob')
    expect(alice.accessClaims?.username).toBe('alice')
  })
})
