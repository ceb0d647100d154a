import { createLocalCognito } from '@poolpass/local'
import { SrpAuth } from 'poolpass'
import { FakeClock } from 'poolpass/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/cognito-idp/index.js'
import { monotonicReader } from '../../src/session/monotonic-reader.js'
import { ALICE, signingKeys } from './support/world.js'

const TICK_MS = 1_000
const HOUR_MS = 3_600_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] }))

afterEach(() => {
  // Whatever ticks ends by itself.
  vi.advanceTimersByTime(2 * TICK_MS)
  const stillTicking = vi.getTimerCount()
  vi.useRealTimers()
  expect(stillTicking).toBe(0)
})

describe('the clock that requests go by', () => {
  const read = (reader = monotonicReader(systemClock)) => reader(Date.now())

  test('R16 is the time of the last tick, and ticks only while it is read', () => {
    expect(vi.getTimerCount()).toBe(0)
    const started = read()
    expect(started).toBe(performance.now())
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(TICK_MS - 1)
    expect(read()).toBe(started)
    vi.advanceTimersByTime(1)
    expect(read()).toBe(started + TICK_MS)
    vi.advanceTimersByTime(TICK_MS)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(TICK_MS)
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(HOUR_MS)
    expect(read()).toBe(performance.now())
  })

  test('R16 has one timer for all sessions, which keeps no process up', () => {
    const starts = vi.spyOn(globalThis, 'setInterval')
    for (let i = 0; i < 3; i++) read(monotonicReader(systemClock))
    expect(starts.mock.results.map(({ value }) => value.hasRef())).toEqual([false])
    starts.mockRestore()
  })

  test('R16 a timer that was taken away is noticed by the wall clock, and has a successor', () => {
    read()
    vi.clearAllTimers()
    vi.advanceTimersByTime(2 * TICK_MS)
    expect(read()).toBe(performance.now())
    expect(vi.getTimerCount()).toBe(1)
  })

  test.each([10 * TICK_MS, -1])('R16 a wall clock that jumps by %i ms has the time read anew, by one timer', ms => {
    const started = read()
    vi.advanceTimersByTime(TICK_MS - 1)
    vi.setSystemTime(Date.now() - (TICK_MS - 1) + ms)
    expect(read()).toBe(started + TICK_MS - 1)
    expect(vi.getTimerCount()).toBe(1)
  })

  test('R16 is read each time where it is not the system’s', () => {
    const clock = new FakeClock()
    const reader = monotonicReader(clock)
    const started = read(reader)
    clock.advance({ seconds: 0.001 })
    expect(read(reader)).toBe(started + 1)
  })

  test('R16 is read each time where a timer is a number, and none is left running', async () => {
    vi.resetModules()
    const { monotonicReader } = await import('../../src/session/monotonic-reader.js')
    const { systemClock } = await import('../../src/cognito-idp/index.js')
    const running = new Set<number>()
    let started = 0
    vi.stubGlobal('setInterval', () => {
      running.add(++started)
      return started
    })
    vi.stubGlobal('clearInterval', (timer: number) => void running.delete(timer))
    const reader = monotonicReader(systemClock)
    for (let i = 0; i < 3; i++) {
      expect(read(reader)).toBe(performance.now())
      vi.advanceTimersByTime(TICK_MS - 1)
    }
    expect([started, running.size]).toEqual([1, 0])
    vi.unstubAllGlobals()
  })
})

describe('a token by the system’s clock', () => {
  test.each<[string, (startedAt: number) => void]>([
    ['both clocks went on', () => vi.advanceTimersByTime(HOUR_MS)],
    ['the machine slept: the monotonic clock stood still', startedAt => vi.setSystemTime(startedAt + HOUR_MS)],
    [
      'the wall clock was set back to what it was',
      startedAt => {
        vi.advanceTimersByTime(HOUR_MS)
        vi.setSystemTime(startedAt)
      },
    ],
    [
      'the wall clock was set back further',
      startedAt => {
        vi.advanceTimersByTime(HOUR_MS)
        vi.setSystemTime(startedAt - HOUR_MS)
      },
    ],
  ])('R16 is replaced after an hour in which requests were made and ended: %s', async (_, pass) => {
    // Of its own: what the machine's clock shows is nothing to the service.
    const service = new FakeClock()
    const local = await createLocalCognito({ users: [ALICE], signingKeys, clock: { nowMs: () => service.wallMs() } })
    const { userPoolId, clientId, endpoint } = local
    const sent: (string | null)[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (String(input).startsWith(endpoint)) return local.fetch(input, init)
      sent.push(new Headers(init?.headers).get('authorization'))
      return new Response()
    }
    const auth = new SrpAuth({ userPoolId, clientId, endpoint, fetch, ...ALICE })
    const api = auth.wrapFetch(fetch)
    const startedAt = Date.now()
    for (let i = 0; i < 2; i++) await api('https://api.example.com/')
    service.advance({ seconds: HOUR_MS / 1_000 })
    pass(startedAt)
    await api('https://api.example.com/')
    expect(new Set(sent.slice(0, 2)).size).toBe(1)
    expect(sent[2]).toMatch(/^Bearer eyJ/)
    expect(sent[2]).not.toBe(sent[1])
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(1)
    await auth.close()
  })
})
