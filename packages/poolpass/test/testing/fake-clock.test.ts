import { getEventListeners } from 'node:events'
import { FakeClock, staticAuth } from 'poolpass/testing'
import { describe, expect, test } from 'vitest'
import { failure } from '../session/support/world.js'

describe('FakeClock', () => {
  test('R16 begins where it is told, or now', () => {
    expect(new FakeClock(new Date(5_000)).wallMs()).toBe(5_000)
    expect(new FakeClock(7_000).wallMs()).toBe(7_000)
    expect(Math.abs(new FakeClock().wallMs() - Date.now())).toBeLessThan(1_000)
    expect(new FakeClock().monotonicMs()).toBe(0)
  })

  test('R16 advance moves both clocks, jumpWall only one', () => {
    const clock = new FakeClock(0)
    clock.advance({ seconds: 1.5 })
    clock.jumpWall({ seconds: -10 })
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([-8_500, 1_500])
  })

  test('R12 sleepers wake when their time has come, in no earlier step', async () => {
    const clock = new FakeClock()
    const woken: string[] = []
    const short = clock.sleep(1_000).then(() => woken.push('short'))
    const long = clock.sleep(2_000).then(() => woken.push('long'))
    expect(clock.sleeping).toBe(2)
    clock.advance({ seconds: 0.999 })
    clock.jumpWall({ seconds: 1_000 })
    expect(clock.sleeping).toBe(2)
    clock.advance({ seconds: 0.001 })
    await short
    expect(woken).toEqual(['short'])
    clock.advance({ seconds: 5 })
    await long
    expect(woken).toEqual(['short', 'long'])
    expect(clock.sleeping).toBe(0)
  })

  test('R10 a sleep ends with the signal’s reason', async () => {
    const clock = new FakeClock()
    const controller = new AbortController()
    const sleep = failure(clock.sleep(1_000, controller.signal))
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await sleep).toBe(reason)
    expect(clock.sleeping).toBe(0)
    expect(await failure(clock.sleep(1_000, controller.signal))).toBe(reason)
  })

  test('R10 many that sleep with one signal have one listener on it, which goes with the last of them', async () => {
    const clock = new FakeClock()
    const controller = new AbortController()
    const listeners = () => getEventListeners(controller.signal, 'abort').length
    const sleeps = [1_000, 2_000].map(ms => clock.sleep(ms, controller.signal))
    expect(listeners()).toBe(1)
    clock.advance({ seconds: 1 })
    await sleeps[0]
    expect(listeners()).toBe(1)
    clock.advance({ seconds: 1 })
    await sleeps[1]
    expect(listeners()).toBe(0)
    const endless = [clock.sleep(1_000, controller.signal), clock.sleep(2_000, controller.signal)].map(failure)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await Promise.all(endless)).toEqual([reason, reason])
    expect([listeners(), clock.sleeping]).toEqual([0, 0])
  })
})

describe('staticAuth', () => {
  test('R8 always gives the same token', async () => {
    const auth = staticAuth('abc')
    expect(await auth.token()).toBe('abc')
    expect(await auth.headers({ url: 'https://api.example.com' })).toEqual({ Authorization: 'Bearer abc' })
    auth.invalidate('abc')
    expect(await auth.token()).toBe('abc')
  })

  test('R8 with another header and prefix', async () => {
    const auth = staticAuth('abc', { httpHeader: 'X-Token', httpHeaderPrefix: '' })
    expect(await auth.headers()).toEqual({ 'X-Token': 'abc' })
  })
})
