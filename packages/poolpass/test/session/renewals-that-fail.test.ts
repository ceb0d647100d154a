import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { makeToken } from './support/tokens.js'
import { inputsOf, tokensNext } from './support/wire.js'
import { ALICE, failure, gate, startWorld, turn, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const clientSecret = 'theClientSecretOfThisTest0123456789'
const GET_TOKENS = 'GetTokensFromRefreshToken'
const ROTATING = { client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } } } as const
const WITHOUT_FALL_BACK = { client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } } as const

async function startSignedIn(options: Parameters<typeof startWorld>[0] = {}, more: object = {}) {
  const world = await startWorld(options)
  const session = world.cognito(more as never)
  await session.authenticate()
  return { ...world, session }
}

describe('one answer of something in between', () => {
  test.each([
    ['a client whose refresh tokens rotate', ROTATING],
    ['a client without ALLOW_REFRESH_TOKEN_AUTH', WITHOUT_FALL_BACK],
  ])('R17 404 to %s is a failure of the moment, and does not stick', async (_, options) => {
    const { local, clock, session } = await startSignedIn(options)
    local.failNext({ operation: GET_TOKENS, status: 404, body: '<html>deploying</html>' })
    expect(await failure(session.renewAccessToken())).toMatchObject({
      code: 'ERR_POOLPASS_UNAVAILABLE',
      retryable: true,
    })
    const first = session.accessToken
    clock.advance({ seconds: 61 })
    await session.renewAccessToken()
    expect(session.accessToken).not.toBe(first)
    clock.advance({ seconds: 3_601 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of(GET_TOKENS)).toBe(3)
  })

  test('R17 404, and the fall-back is lost too: the next renewal begins anew', async () => {
    const { local, clock, session, settle } = await startSignedIn({}, { deadlineSeconds: 2 })
    local.failNext({ operation: GET_TOKENS, status: 404, body: '' })
    const fault = { operation: 'InitiateAuth', status: 503, body: 'deploying', times: 1_000 }
    local.failNext(fault)
    await failure(settle(session.renewAccessToken(), { stepSeconds: 1 }))
    fault.operation = 'over'
    clock.advance({ seconds: 61 })
    await session.renewAccessToken()
    expect(local.counts.of(GET_TOKENS)).toBe(2)
  })

  test('R5 a refresh token that the pool calls malformed leads to one sign-in', async () => {
    const { local, session } = await startSignedIn()
    const message = "1 validation error detected: Value at 'refreshToken' failed to satisfy constraint"
    local.failNext({ operation: GET_TOKENS, error: 'InvalidParameterException', message })
    await session.renewAccessToken()
    expect(local.counts.all()).toMatchObject({ [GET_TOKENS]: 1, InitiateAuth: 2 })
  })

  test('R5 a refresh token that is empty is refused by the pool, and leads to one sign-in', async () => {
    const world = await startWorld()
    const { local, clock } = world
    tokensNext(local, { AccessToken: await makeToken(world, 'access'), RefreshToken: '' })
    const session = world.cognito()
    await session.authenticate()
    clock.advance({ seconds: 3_601 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.all()).toMatchObject({ [GET_TOKENS]: 1, InitiateAuth: 2 })
    await session.logout()
  })
})

describe('a token that is still good', () => {
  test('R6 outlives a vault that failed once: the next renewal comes within seconds', async () => {
    let isSealed = false
    const source = () => {
      if (isSealed) throw new Error('vault sealed')
      return clientSecret
    }
    const { clock, session } = await startSignedIn({ clientSecret }, { clientSecret: source })
    const heard = hear(session)
    const first = session.accessToken
    isSealed = true
    clock.advance({ seconds: 2_800 })
    expect(await session.token(ACCESS)).toBe(first)
    await until(() => names(heard).includes('renewalFailed'))
    expect(heard[0]?.payload).toMatchObject({ error: { code: 'ERR_POOLPASS_CALLBACK' } })
    isSealed = false
    clock.advance({ seconds: 2 })
    await session.token(ACCESS)
    await until(() => session.accessToken !== first)
  })

  test.each([
    ['soft', 2_900, false],
    ['hard', 3_580, undefined],
  ])('R6 is used although the secret is wrong by now, at the %s expiry', async (_, seconds, background) => {
    let secret = clientSecret
    const { local, clock, session } = await startSignedIn({ clientSecret }, { clientSecret: () => secret, background })
    const heard = hear(session)
    const first = session.accessToken
    secret = 'anotherClientSecret0123456789012345'
    clock.advance({ seconds })
    for (let i = 0; i < 5; i++) expect(await session.token(ACCESS)).toBe(first)
    expect(heard).toMatchObject([
      { event: 'renewalFailed', payload: { error: { code: 'ERR_POOLPASS_SECRET_MISMATCH' } } },
    ])
    expect(local.counts.of(GET_TOKENS)).toBe(1)
    clock.advance({ seconds: 3_601 - seconds })
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SECRET_MISMATCH' })
  })
})

describe('two renewals at once, after a process was frozen', () => {
  test('R20 the later one’s refusal does not fall on the session that the earlier one brought', async () => {
    const { local, clock, cognito } = await startWorld(ROTATING)
    const session = cognito({ password: undefined })
    await session.authenticate({ password: ALICE.password })
    const heard = hear(session)
    const [first, second] = [gate(), gate()]
    local.failNext({ operation: GET_TOKENS, until: first.promise })
    local.failNext({ operation: GET_TOKENS, until: second.promise })
    clock.advance({ seconds: 3_601 })
    const early = session.token(ACCESS)
    await until(() => local.counts.of(GET_TOKENS) === 1)
    clock.jumpWall({ seconds: 40 })
    const late = session.token(ACCESS)
    await until(() => local.counts.of(GET_TOKENS) === 2)
    first.open()
    const token = await early
    second.open()
    expect(await late).toBe(token)
    expect(names(heard)).toEqual(['renewed'])
    clock.advance({ seconds: 3_601 })
    expect(await session.token(ACCESS)).not.toBe(token)
    expect(inputsOf(local, GET_TOKENS)).toHaveLength(3)
  })
})

describe('a password that takes its time', () => {
  test('R13 is asked for once, however long the answer takes', async () => {
    const { local, clock, cognito } = await startWorld()
    const typed = gate()
    let prompts = 0
    const session = cognito({
      password: async () => {
        prompts++
        await typed.promise
        return ALICE.password
      },
    })
    const waiting = [session.token(ACCESS)]
    for (let i = 0; i < 3; i++) {
      await turn()
      clock.advance({ seconds: 60 })
      waiting.push(session.token(ACCESS))
    }
    await turn()
    typed.open()
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([session.accessToken]))
    expect(prompts).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })
})
