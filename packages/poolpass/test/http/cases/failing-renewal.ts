import type { Fault } from '@poolpass/local'
import type { PoolpassErrorCode } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import { times, tokenIn } from '../context.js'
import { failureOf, failuresOf, rootCause } from '../failures.js'

const failures: readonly { what: string; code: PoolpassErrorCode; fault: Fault }[] = [
  { what: '500s', code: 'ERR_POOLPASS_UNAVAILABLE', fault: { error: 'InternalErrorException', status: 500 } },
  { what: 'a proxy’s 502s', code: 'ERR_POOLPASS_UNAVAILABLE', fault: { status: 502, body: '<h1>Bad gateway</h1>' } },
  { what: 'throttling', code: 'ERR_POOLPASS_THROTTLED', fault: { error: 'TooManyRequestsException' } },
  { what: 'lost requests', code: 'ERR_POOLPASS_UNAVAILABLE', fault: { dropConnection: 'before' } },
  { what: 'lost answers', code: 'ERR_POOLPASS_UNAVAILABLE', fault: { dropConnection: 'after' } },
]

const outlives = ({ what, code, fault }: (typeof failures)[number]): Case => ({
  rule: 'R6',
  name: `renewal fails by ${what}: the token serves until its true expiry, the refresh token beyond`,
  async run(context) {
    const { signedIn, send, clock, breakPool, advanceUntil, api } = context
    const auth = await signedIn({ deadlineSeconds: 2 })
    const old = await auth.token()
    const repair = breakPool({ operation: 'GetTokensFromRefreshToken', ...fault })

    clock.advance({ seconds: 3_575 })
    expect((await advanceUntil(send(auth))).status).toBe(200)
    const triedWhileGood = context.renewals
    expect(triedWhileGood).toBeGreaterThan(0)
    for (let i = 0; i < 5; i++) expect((await send(auth)).status).toBe(200)
    expect(context.renewals).toBe(triedWhileGood)
    expect(new Set(api.requests.map(tokenIn))).toEqual(new Set([old]))

    clock.advance({ seconds: 60 })
    const error = await advanceUntil(failureOf(send(auth)))
    expect(error).toMatchObject({ code, retryable: true })
    const triedAfterExpiry = context.renewals
    expect(triedAfterExpiry).toBeGreaterThan(triedWhileGood)
    const errors = await failuresOf(times(20, () => send(auth)))
    expect(new Set(errors.map(rootCause))).toEqual(new Set([rootCause(error)]))
    expect(new Set(errors).size).toBe(20)
    expect(context.renewals).toBe(triedAfterExpiry)
    expect(api.requests).toHaveLength(6)

    repair()
    clock.advance({ seconds: 60 })
    expect((await send(auth)).status).toBe(200)
    expect(context.signIns).toBe(1)
  },
})

export const failingRenewalCases: readonly Case[] = [
  ...failures.map(outlives),
  {
    rule: 'R6',
    name: 'the wait between failed renewals grows, up to a minute',
    async run(context) {
      const { signedIn, send, clock, breakPool, advanceUntil } = context
      const auth = await signedIn({ deadlineSeconds: 1, fraction: 1 })
      breakPool({ operation: 'GetTokensFromRefreshToken', status: 503 })
      clock.advance({ seconds: 3_700 })
      const waits: number[] = []
      for (let i = 0; i < 9; i++) {
        await advanceUntil(failureOf(send(auth)))
        const tried = context.renewals
        const from = clock.monotonicMs()
        while (context.renewals === tried) {
          clock.advance({ seconds: 0.25 })
          await advanceUntil(failureOf(send(auth)))
        }
        waits.push(clock.monotonicMs() - from)
      }
      const grown = waits.slice(1).filter((wait, i) => wait > (waits[i] as number))
      expect(grown.length).toBeGreaterThanOrEqual(5)
      expect(Math.max(...waits)).toBeLessThanOrEqual(62_000)
      expect(Math.max(...waits)).toBeGreaterThanOrEqual(55_000)
    },
  },
  {
    rule: 'R6',
    name: 'an answer lost once is asked for again at once, and no request notices',
    async run(context) {
      const { signedIn, send, clock, local } = context
      const auth = await signedIn()
      local.failNext({ operation: 'GetTokensFromRefreshToken', dropConnection: 'after' })
      clock.advance({ seconds: 3_700 })
      expect((await send(auth)).status).toBe(200)
      expect([context.renewals, context.signIns]).toEqual([2, 1])
    },
  },
]
