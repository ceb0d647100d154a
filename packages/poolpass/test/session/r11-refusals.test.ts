import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { inputsOf } from './support/wire.js'
import { ALICE, failure, failures, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const WRONG = { ...ALICE, password: 'Wrong-Horse-9' }
const codes = (errors: { code?: string }[]) => [...new Set(errors.map(({ code }) => code))]

describe('refused credentials', () => {
  test('R11 100 requests after a wrong password make one InitiateAuth', async () => {
    const { local, auth, api } = await startWorld()
    const { origin, requests } = await api()
    const client = auth(WRONG)
    const errors = await failures(100, () => client.fetch(`${origin}/protected`))
    expect(codes(errors)).toEqual(['ERR_POOLPASS_WRONG_CREDENTIALS'])
    expect(new Set(errors).size).toBe(100)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(requests).toEqual([])
  })

  test('R11 100 requests at once share one refusal, each with an error object of its own', async () => {
    const { local, auth } = await startWorld()
    const client = auth(WRONG)
    const errors = await Promise.all(Array.from({ length: 100 }, () => failure(client.token())))
    expect(codes(errors)).toEqual(['ERR_POOLPASS_WRONG_CREDENTIALS'])
    expect(new Set(errors).size).toBe(100)
    expect(new Set(errors.map(({ cause }) => cause)).size).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R11 the same password is tried again after 1 minute, 5 minutes, then every 20', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito(WRONG)
    await failures(2, () => session.token(ACCESS))
    const triedAfter: number[] = []
    for (const waitSeconds of [60, 300, 1_200, 1_200, 1_200]) {
      clock.advance({ seconds: waitSeconds - 1 })
      const before = local.counts.of('InitiateAuth')
      await failures(10, () => session.token(ACCESS))
      expect(local.counts.of('InitiateAuth')).toBe(before)
      clock.advance({ seconds: 1 })
      await failures(10, () => session.token(ACCESS))
      expect(local.counts.of('InitiateAuth')).toBe(before + 1)
      triedAfter.push(waitSeconds)
    }
    expect(local.counts.of('InitiateAuth')).toBe(6)
    expect(triedAfter).toHaveLength(5)
  })

  test('R11 every error says when it is tried again', async () => {
    const { clock, cognito } = await startWorld()
    const session = cognito(WRONG)
    const refusedAt = clock.wallMs()
    const [first] = await failures(1, () => session.token(ACCESS))
    clock.advance({ seconds: 20 })
    const [second] = await failures(1, () => session.token(ACCESS))
    expect(second).toHaveProperty('retryAt', new Date(refusedAt + 60_000))
    expect(first).toHaveProperty('retryAt', new Date(refusedAt + 60_000))
    expect(session.explain()).toMatchObject({ state: 'refused', nextAttemptAt: new Date(refusedAt + 60_000) })
  })

  test('R11 every error says in words when that is, and what else it may be', async () => {
    const { clock, local, cognito } = await startWorld()
    const session = cognito(WRONG)
    const until = new Date(clock.wallMs() + 60_000).toISOString()
    const remark = `(not tried again unasked before ${until}; a wrong \`userPoolId\` looks the same)`
    const errors = await failures(3, () => session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(1)
    for (const { message, stack } of errors) {
      expect(message).toBe(`RespondToAuthChallenge: Incorrect username or password. ${remark}`)
      expect(stack).toContain(message)
    }
    local.user('alice').setEnabled(false)
    const { message } = await failure(session.authenticate(ALICE))
    expect(message).toBe(`RespondToAuthChallenge: User is disabled. (not tried again unasked before ${until})`)
  })

  test('R11 errors say so to the millisecond, though clocks differ by less; and tell when a clock was set', async () => {
    const { clock, cognito } = await startWorld()
    let aheadMs = 0
    const monotonicMs = () => clock.monotonicMs() + aheadMs
    const shaky = { monotonicMs, wallMs: () => clock.wallMs(), sleep: clock.sleep.bind(clock) }
    const session = cognito({ ...WRONG, clock: shaky })
    const [first] = await failures(1, () => session.token(ACCESS))
    const told: unknown[] = []
    for (aheadMs of [0, 0.6, 1.7]) told.push(...(await failures(1, () => session.token(ACCESS))))
    const { retryAt } = first as unknown as { retryAt: Date }
    expect(told).toMatchObject(Array(3).fill({ retryAt }))
    aheadMs = 5_000
    const [later] = await failures(1, () => session.token(ACCESS))
    expect(later).toHaveProperty('retryAt', new Date(retryAt.getTime() - 5_000))
  })

  test('R11 a wall clock that goes on in sleep counts as waiting', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito(WRONG)
    await failures(1, () => session.token(ACCESS))
    clock.jumpWall({ seconds: 61 })
    await failures(1, () => session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R11 a password function that gives another one is asked, and tried at once', async () => {
    const { local, cognito } = await startWorld()
    let password = WRONG.password
    let asked = 0
    const session = cognito({
      password: () => {
        asked++
        return password
      },
    })
    await failures(10, () => session.token(ACCESS))
    expect(asked).toBe(10)
    password = ALICE.password
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R11 another wrong password begins with the first wait again', async () => {
    const { local, clock, cognito } = await startWorld()
    let password = WRONG.password
    const session = cognito({ password: () => password })
    await failures(1, () => session.token(ACCESS))
    clock.advance({ seconds: 60 })
    await failures(1, () => session.token(ACCESS))
    password = 'Wrong-Too-9'
    await failures(2, () => session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(3)
    clock.advance({ seconds: 60 })
    await failures(1, () => session.token(ACCESS))
    expect(local.counts.of('InitiateAuth')).toBe(4)
  })

  test('R11 an explicit authenticate() is tried at once, and ends the refusal when it succeeds', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito(WRONG)
    await failures(3, () => session.token(ACCESS))
    await failures(1, () => session.authenticate())
    expect(local.counts.of('InitiateAuth')).toBe(2)
    await session.authenticate({ password: ALICE.password })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(session.explain()).toMatchObject({ state: 'signed-in', lastRefusal: undefined, nextAttemptAt: undefined })
  })

  test('R11 a password given to authenticate() is not kept', async () => {
    const { local, clock, cognito } = await startWorld()
    const session = cognito({ password: undefined })
    await session.authenticate({ password: ALICE.password })
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_SESSION_EXPIRED' })
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R11 a failure of the moment is not remembered', async () => {
    const { local, cognito, settle } = await startWorld()
    const session = cognito({ deadlineSeconds: 1 })
    local.failNext({ operation: 'InitiateAuth', times: 100, error: 'InternalErrorException' })
    await failure(settle(session.token(ACCESS), { stepSeconds: 2 }))
    const before = local.counts.of('InitiateAuth')
    await failure(settle(session.token(ACCESS), { stepSeconds: 2 }))
    expect(local.counts.of('InitiateAuth')).toBeGreaterThan(before)
  })

  test('R11 a password function that fails is not remembered, and nothing was sent', async () => {
    const { local, cognito } = await startWorld()
    let works = false
    const session = cognito({
      password: () => {
        if (!works) throw new Error('vault sealed')
        return ALICE.password
      },
    })
    expect(await failure(session.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_CALLBACK' })
    expect(local.requests).toEqual([])
    works = true
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })
})

describe('other refusals', () => {
  test.each([
    [
      'a disabled user',
      { username: 'dora', password: 'Disabled-Horse-9', enabled: false },
      'ERR_POOLPASS_USER_DISABLED',
    ],
    [
      'an unconfirmed user',
      { username: 'una', password: 'Plain-Horse-9', confirmed: false },
      'ERR_POOLPASS_USER_UNCONFIRMED',
    ],
  ])('R11 %s is asked for once', async (_, user, code) => {
    const { local, cognito } = await startWorld({ users: [user] })
    const session = cognito({ username: user.username, password: user.password })
    expect(codes(await failures(100, () => session.token(ACCESS)))).toEqual([code])
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R11 a user that does not exist is asked for once', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito({ username: 'nobody' })
    expect(codes(await failures(100, () => session.token(ACCESS)))).toEqual(['ERR_POOLPASS_WRONG_CREDENTIALS'])
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R11 a user that is locked out is left in peace', async () => {
    const { local, clock, cognito } = await startWorld()
    for (let i = 0; i < 5; i++) await failure(cognito(WRONG).authenticate())
    const session = cognito()
    local.counts.reset()
    expect(codes(await failures(100, () => session.token(ACCESS)))).toEqual(['ERR_POOLPASS_LOCKED_OUT'])
    expect(local.counts.of('InitiateAuth')).toBe(1)
    clock.advance({ seconds: 60 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
  })

  test('R11 a disabled user is tried again after the wait, and signed in once enabled', async () => {
    const { local, clock, cognito } = await startWorld({ users: [{ ...ALICE, enabled: false }] })
    const session = cognito()
    await failures(1, () => session.token(ACCESS))
    local.user('alice').setEnabled(true)
    await failures(1, () => session.token(ACCESS))
    clock.advance({ seconds: 60 })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    expect(inputsOf(local, 'InitiateAuth')).toHaveLength(2)
  })
})
