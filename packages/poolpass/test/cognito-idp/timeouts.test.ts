import { FakeClock } from 'poolpass/testing'
import { describe, expect, test } from 'vitest'
import { failure, until } from '../session/support/world.js'
import { refusal, startScript } from './support.js'

const SILENT = { silent: true }
const throttled = refusal('TooManyRequestsException', 'slow down')

describe('time limits of a call', () => {
  test('R12 one attempt ends after attemptTimeoutSeconds, and the next one begins', async () => {
    const { server, clock, getUser, waitOut } = await startScript([SILENT, { body: '{"Username":"alice"}' }])
    const call = getUser()
    await until(() => server.received.length === 1)
    clock.advance({ seconds: 4.999 })
    await until(() => server.received.length === 1 && clock.sleeping === 1)
    clock.advance({ seconds: 0.001 })
    await waitOut(call)
    expect(await call).toEqual({ Username: 'alice' })
    expect(server.received).toHaveLength(2)
  })

  test('R12 attemptTimeoutSeconds is what the caller says', { timeout: 5_000 }, async () => {
    const { server, clock, client } = await startScript([SILENT], { attemptTimeoutSeconds: 2 })
    const call = failure(client.call('InitiateAuth', { AuthFlow: 'X', ClientId: 'c', AuthParameters: {} }))
    await until(() => server.received.length === 1)
    clock.advance({ seconds: 2 })
    expect(await call).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect((await call).message).toContain('2000 ms')
  })

  test('R12 no attempt outlasts the deadline', async () => {
    const { server, clock, getUser } = await startScript([SILENT], { deadlineSeconds: 3 })
    const call = failure(getUser())
    await until(() => server.received.length === 1)
    clock.advance({ seconds: 3 })
    expect(await call).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(server.received).toHaveLength(1)
  })

  test('R12 retries end within the deadline', async () => {
    const { server, clock, getUser, waitOut } = await startScript([throttled], { deadlineSeconds: 10 })
    const call = failure(getUser())
    await waitOut(call, 0.5)
    expect(await call).toMatchObject({ code: 'ERR_POOLPASS_THROTTLED', retryable: true })
    expect(clock.monotonicMs()).toBeLessThanOrEqual(10_500)
    expect(server.received.length).toBeGreaterThan(3)
  })

  test('R12 Retry-After in seconds is waited for', async () => {
    const asked = { ...throttled, headers: { ...throttled.headers, 'retry-after': '7' } }
    const { server, clock, getUser, waitOut } = await startScript([asked, { body: '{}' }])
    const call = getUser()
    await waitOut(call, 0.5)
    expect(server.received).toHaveLength(2)
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(7_000)
    expect(clock.monotonicMs()).toBeLessThanOrEqual(8_000)
  })

  test('R12 Retry-After as a date is waited for', async () => {
    const clock = new FakeClock()
    const date = new Date(clock.wallMs() + 9_000).toUTCString()
    const asked = { ...throttled, headers: { 'retry-after': date } }
    const { server, getUser, waitOut } = await startScript([asked, { body: '{}' }], {}, clock)
    await waitOut(getUser(), 0.5)
    expect(server.received).toHaveLength(2)
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(8_000)
  })

  test('R12 a Retry-After beyond the deadline fails at once, and says when to come back', async () => {
    const asked = { ...throttled, headers: { 'retry-after': '45' } }
    const { server, clock, getUser } = await startScript([asked])
    const error = await failure(getUser())
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_THROTTLED', retryAt: new Date(clock.wallMs() + 45_000) })
    expect(server.received).toHaveLength(1)
  })

  test('R12 no Retry-After keeps a caller away for more than a minute', async () => {
    const { clock, getUser } = await startScript([{ ...throttled, headers: { 'retry-after': '86400' } }])
    expect(await failure(getUser())).toHaveProperty('retryAt', new Date(clock.wallMs() + 60_000))
  })
})

describe('aborting a call', () => {
  const reason = new Error('the caller went away')
  const call = (client: Awaited<ReturnType<typeof startScript>>['client'], signal: AbortSignal) =>
    failure(client.call('GetUser', { AccessToken: 'a' }, { signal }))

  test('R10 before it starts sends nothing', async () => {
    const { server, client } = await startScript([{ body: '{}' }])
    expect(await call(client, AbortSignal.abort(reason))).toBe(reason)
    expect(server.received).toHaveLength(0)
  })

  test('R10 ends a request under way with the caller’s reason', async () => {
    const { server, client, clock } = await startScript([SILENT])
    const controller = new AbortController()
    const error = call(client, controller.signal)
    await until(() => server.received.length === 1)
    controller.abort(reason)
    expect(await error).toBe(reason)
    expect(clock.sleeping).toBe(0)
  })

  test('R10 ends the wait between two attempts', async () => {
    const { server, client, clock, inFlight } = await startScript([
      { ...throttled, headers: { 'retry-after': '20' } },
      { body: '{}' },
    ])
    const controller = new AbortController()
    const error = call(client, controller.signal)
    await until(() => server.received.length === 1 && inFlight() === 0 && clock.sleeping === 1)
    controller.abort(reason)
    expect(await error).toBe(reason)
    expect(clock.sleeping).toBe(0)
    expect(server.received).toHaveLength(1)
  })
})
