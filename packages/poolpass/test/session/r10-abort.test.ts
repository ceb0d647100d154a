import { getEventListeners } from 'node:events'
import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { watchUnhandled } from './support/rejections.js'
import { failure, gate, startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const reason = new Error('the caller went away')

describe('a caller that goes away', () => {
  test('R10 gets its own reason, while the sign-in goes on for the others', async () => {
    const { local, cognito } = await startWorld()
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    const session = cognito()
    const controller = new AbortController()
    const leaving = failure(session.token(ACCESS, { signal: controller.signal }))
    const staying = session.token(ACCESS)
    await until(() => local.counts.of('InitiateAuth') === 1)
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    held.open()
    expect(await staying).toBe(session.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R10 leaves work that succeeds without anybody waiting', async () => {
    const { local, cognito } = await startWorld()
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    const session = cognito()
    const controller = new AbortController()
    const leaving = failure(session.authenticate({ signal: controller.signal }))
    await until(() => local.counts.of('InitiateAuth') === 1)
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    expect(session.accessToken).toBeUndefined()
    held.open()
    await until(() => session.accessToken !== undefined)
  })

  test('R10 with a signal that has aborted starts nothing', async () => {
    const { local, cognito } = await startWorld()
    const session = cognito()
    const options = { signal: AbortSignal.abort(reason) }
    expect(await failure(session.token(ACCESS, options))).toBe(reason)
    expect(await failure(session.authenticate(options))).toBe(reason)
    expect(await failure(session.renewAccessToken(options))).toBe(reason)
    expect(local.requests).toEqual([])
  })

  test('R10 leaves no listener on its signal', async () => {
    const { cognito } = await startWorld()
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--
      remove(...args)
    }
    const session = cognito()
    await session.token(ACCESS, { signal })
    await session.renewAccessToken({ signal })
    expect(listeners).toBe(0)
  })

  test('R10 many that wait with one signal have one listener on it, and Node warns of nothing', async () => {
    const { local, cognito } = await startWorld()
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    const warnings: Error[] = []
    const warned = (warning: Error) => warnings.push(warning)
    process.on('warning', warned)
    try {
      const session = cognito()
      const controller = new AbortController()
      const waiting = Array.from({ length: 64 }, () => failure(session.token(ACCESS, { signal: controller.signal })))
      await until(() => local.counts.of('InitiateAuth') === 1)
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1)
      controller.abort(reason)
      expect(await Promise.all(waiting)).toEqual(waiting.map(() => reason))
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
      held.open()
      await until(() => session.accessToken !== undefined)
      expect(warnings).toEqual([])
    } finally {
      process.off('warning', warned)
    }
  })

  test('R10 a renewal that was sent completes and is saved', async () => {
    const { local, clock, cognito, pool } = await startWorld()
    const shared = pool()
    const session = cognito({ pool: shared })
    await session.authenticate()
    const first = session.accessToken
    clock.advance({ seconds: 3_590 })
    const held = gate()
    local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.promise })
    const controller = new AbortController()
    const leaving = failure(session.token(ACCESS, { signal: controller.signal }))
    await until(() => local.counts.of('GetTokensFromRefreshToken') === 1)
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    held.open()
    await until(() => session.accessToken !== first)
    const another = cognito({ pool: shared })
    expect(await another.token(ACCESS)).toBe(session.accessToken)
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R10 a renewal that was sent is kept when a sign-in beside it is refused', async () => {
    const { local, clock, cognito, settle } = await startWorld({
      client: { RefreshTokenRotation: { Feature: 'ENABLED' } },
    })
    const session = cognito()
    await session.authenticate()
    const first = session.refreshToken
    clock.advance({ seconds: 2_800 })
    const held = gate()
    local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.promise })
    await session.token(ACCESS)
    await until(() => local.counts.of('GetTokensFromRefreshToken') === 1)
    const refused = failure(session.authenticate({ password: 'Wrong-Horse-9' }))
    await settle(refused)
    held.open()
    await until(() => session.refreshToken !== first)
    expect(await refused).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
  })
})

describe('a failure in the background', () => {
  test('R10 is an event, and no unhandled rejection', async () => {
    const unhandled = watchUnhandled()
    const { local, clock, cognito, settle } = await startWorld()
    const session = cognito()
    await session.authenticate()
    const heard = hear(session)
    clock.advance({ seconds: 2_800 })
    local.failNext({ operation: 'GetTokensFromRefreshToken', times: 100, error: 'InternalErrorException' })
    expect(await session.token(ACCESS)).toBe(session.accessToken)
    const reported = until(() => heard.length > 0)
    await settle(reported, { stepSeconds: 1 })
    await unhandled.quiet()
    expect(names(heard)).toEqual(['renewalFailed'])
    expect(heard[0]?.payload).toMatchObject({ username: 'alice', error: { code: 'ERR_POOLPASS_UNAVAILABLE' } })
    expect(unhandled.rejections).toEqual([])
  })

  test('R10 of a sign-in whose callers have all gone is no unhandled rejection', async () => {
    const unhandled = watchUnhandled()
    const { local, cognito } = await startWorld()
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise, error: 'NotAuthorizedException' })
    const session = cognito()
    const controller = new AbortController()
    const leaving = failure(session.token(ACCESS, { signal: controller.signal }))
    await until(() => local.counts.of('InitiateAuth') === 1)
    controller.abort(reason)
    await leaving
    held.open()
    await until(() => session.explain().state === 'refused')
    await unhandled.quiet()
    expect(unhandled.rejections).toEqual([])
  })

  test('R10 of fetching the keys is no unhandled rejection', async () => {
    const unhandled = watchUnhandled()
    const { local, cognito } = await startWorld()
    local.failNext({ operation: 'jwks', times: 10, status: 500, body: 'no keys' })
    await cognito().authenticate()
    await unhandled.quiet()
    expect(unhandled.rejections).toEqual([])
  })
})
