import { getEventListeners } from 'node:events'
import { FakeClock } from 'poolpass/testing'
import { describe, expect, test } from 'vitest'
import { ageMs, instant, ServiceClock, systemClock } from '../../src/cognito-idp/index.js'
import { failure } from '../session/support/world.js'

const SERVICE_TIME = 'Wed, 01 Jan 2025 12:00:00 GMT'
const SERVICE_MS = Date.parse(SERVICE_TIME)

describe('the service’s clock', () => {
  test('R16 before the first answer it is the local one', () => {
    const clock = new FakeClock(5_000)
    const service = new ServiceClock(clock)
    expect(service.nowMs()).toBe(5_000)
    expect(service.offsetMs()).toBeUndefined()
  })

  test('R16 is the last Date header and what has elapsed since', () => {
    const clock = new FakeClock(SERVICE_MS - 3_600_000)
    const service = new ServiceClock(clock)
    service.observe(SERVICE_TIME)
    clock.advance({ seconds: 10 })
    expect(service.nowMs()).toBe(SERVICE_MS + 10_000)
    expect(service.offsetMs()).toBe(3_600_000)
  })

  test.each([null, '', 'soon'])('R16 a Date header of %j changes nothing', header => {
    const clock = new FakeClock(SERVICE_MS)
    const service = new ServiceClock(clock)
    service.observe(header)
    expect(service.offsetMs()).toBeUndefined()
  })

  test('R16 a wall clock that is set back does not turn the service’s time back', () => {
    const clock = new FakeClock(SERVICE_MS)
    const service = new ServiceClock(clock)
    service.observe(SERVICE_TIME)
    clock.advance({ seconds: 60 })
    clock.jumpWall({ seconds: -7_200 })
    expect(service.nowMs()).toBe(SERVICE_MS + 60_000)
  })

  test('R16 age is the greater of both clocks’ differences', () => {
    const clock = new FakeClock()
    const then = instant(clock)
    clock.advance({ seconds: 5 })
    clock.jumpWall({ seconds: 100 })
    expect(ageMs(clock, then)).toBe(105_000)
    clock.jumpWall({ seconds: -500 })
    expect(ageMs(clock, then)).toBe(5_000)
  })
})

describe('the system’s clock', () => {
  test('R16 tells the time of the machine', () => {
    expect(Math.abs(systemClock.wallMs() - Date.now())).toBeLessThan(1_000)
    expect(systemClock.monotonicMs()).toBeLessThanOrEqual(performance.now())
  })

  test('R10 a sleep ends with the signal’s reason, and leaves no timer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
    const before = timers()
    const controller = new AbortController()
    const sleep = failure(systemClock.sleep(60_000, controller.signal))
    expect(timers()).toBe(before + 1)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await sleep).toBe(reason)
    expect(timers()).toBe(before)
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test('R10 a sleep with a signal that has aborted does not begin', async () => {
    const reason = new Error('too late')
    const signal = AbortSignal.abort(reason)
    expect(await failure(systemClock.sleep(60_000, signal))).toBe(reason)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('R10 a sleep takes its listener off the signal', async () => {
    const listeners = { added: 0, removed: 0 }
    const { signal } = new AbortController()
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners.added++
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners.removed++
      remove(...args)
    }
    await systemClock.sleep(0, signal)
    expect(listeners).toEqual({ added: 1, removed: 1 })
  })
})
