import { createSigningKeys } from '@poolpass/local'
import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { makeToken } from './support/tokens.js'
import { tokensNext } from './support/wire.js'
import { failure, startWorld, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const formerKeys = await createSigningKeys()
const newKeys = await createSigningKeys()
const NO_KEYS = { operation: 'jwks', status: 503, body: 'no keys' }
const ROTATING = { client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } } } as const

/** A client that knows only keys which the pool has put out of use, both of them, more than a minute ago. */
async function poolWithFormerKeys({ local, clock, pool, cognito }: World, options: object = {}) {
  const shared = pool(options)
  const keys = [formerKeys.access, formerKeys.id].map(({ kid, jwk: { kty, n, e } }) => ({ kid, kty, n, e }))
  local.failNext({ operation: 'jwks', body: JSON.stringify({ keys }) })
  const neverSigned = `${Buffer.from('{"alg":"RS256","kid":"x"}').toString('base64url')}.e30.c2ln`
  await failure(cognito({ pool: shared }).verifyToken(neverSigned, { tokenUse: 'access' }))
  clock.advance({ seconds: 61 })
  local.counts.reset()
  return shared
}

describe('a pool that changes the keys of both tokens', () => {
  test('R18 is asked for them once, and the sign-in succeeds', async () => {
    const world = await startWorld()
    const session = world.cognito({ pool: await poolWithFormerKeys(world) })
    await session.authenticate()
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    await session.verifyTokens()
    expect(world.local.counts.of('jwks')).toBe(1)
  })

  test('R18 is asked for them once by a renewal, whose tokens are taken', async () => {
    const world = await startWorld(ROTATING)
    const donor = world.cognito()
    await donor.authenticate()
    const { refreshToken } = donor
    const pool = await poolWithFormerKeys(world)
    const session = world.cognito({ pool, refreshToken, password: undefined })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(world.local.counts.of('jwks')).toBe(1)
  })

  test('R18 and is out of reach: sign-ins are deferred, also while nobody asks again', async () => {
    const world = await startWorld()
    const pool = await poolWithFormerKeys(world)
    world.local.failNext(NO_KEYS)
    for (let i = 0; i < 3; i++) {
      const session = world.cognito({ pool })
      const heard = hear(session)
      await session.authenticate()
      expect(names(heard)).toEqual(['verificationDeferred', 'signedIn'])
      expect(heard[0]?.payload).toMatchObject({ error: { code: 'ERR_POOLPASS_UNAVAILABLE' } })
    }
    expect(world.local.counts.of('jwks')).toBe(1)
  })

  test('R18 and is out of reach: strict says so, and does not call genuine tokens forged', async () => {
    const world = await startWorld()
    const pool = await poolWithFormerKeys(world, { verifyTokens: 'strict' })
    world.local.failNext(NO_KEYS)
    const session = world.cognito({ pool })
    for (let i = 0; i < 2; i++) {
      expect(await failure(session.authenticate())).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    }
    world.clock.advance({ seconds: 61 })
    await session.authenticate()
  })
})

describe('strict verification while the keys are out of reach', () => {
  test('R17 keeps the refresh token that a renewal brought: the next one sends it', async () => {
    const world = await startWorld()
    const { local, clock } = world
    const session = world.cognito({ verifyTokens: 'strict', password: undefined })
    await session.authenticate({ password: 'Correct-Horse-9' })
    clock.advance({ seconds: 3_601 })
    const AccessToken = await makeToken(world, 'access', { key: newKeys.access })
    tokensNext(local, { AccessToken, RefreshToken: 'rotated-once' }, 'GetTokensFromRefreshToken')
    local.failNext(NO_KEYS)
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    clock.advance({ seconds: 61 })
    tokensNext(local, { AccessToken: await makeToken(world, 'access') }, 'GetTokensFromRefreshToken')
    await session.token(ACCESS)
    const renewals = world.sent.filter(({ operation }) => operation === 'GetTokensFromRefreshToken')
    const refreshTokens = renewals.map(({ body }) => JSON.parse(body).RefreshToken)
    expect(refreshTokens).toEqual([expect.not.stringMatching('rotated'), 'rotated-once'])
  })

  test('R17 keeps it for a session that began with nothing but a refresh token', async () => {
    const world = await startWorld(ROTATING)
    const { local, clock } = world
    const donor = world.cognito()
    await donor.authenticate()
    const { refreshToken } = donor
    const session = world.cognito({ verifyTokens: 'strict', refreshToken, password: undefined })
    local.failNext({ ...NO_KEYS, times: 3 })
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(session.refreshToken).not.toBe(refreshToken)
    for (let i = 0; i < 4; i++) {
      clock.advance({ seconds: 61 })
      await session.token(ACCESS).catch(() => {})
    }
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })
})
