import { expect } from 'vitest'
import type { Case } from '../case.js'
import { type Context, gate, quietMoment, times, tokenIn, until } from '../context.js'

const HOUR = 3_600

/** Whether one request at that age, in seconds, makes the session renew. */
async function renewsAt({ signedIn, clock, send, api, local }: Context, ageSeconds: number, fraction?: number) {
  const auth = await signedIn(fraction === undefined ? {} : { fraction })
  clock.advance({ seconds: ageSeconds })
  const before = local.counts.of('GetTokensFromRefreshToken')
  expect((await send(auth)).status).toBe(200)
  await quietMoment(api)
  return local.counts.of('GetTokensFromRefreshToken') - before
}

export const softExpiryCases: readonly Case[] = [
  {
    rule: 'R3',
    name: 'past the soft expiry the request leaves with the current token while the renewal is still under way',
    async run(context) {
      const { api, signedIn, send, local, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const renewal = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: renewal.opened })
      clock.advance({ seconds: HOUR * 0.75 })
      expect((await send(auth)).status).toBe(200)
      await until(() => context.renewals === 1)
      expect((await send(auth)).status).toBe(200)
      expect(api.requests.map(tokenIn)).toEqual([old, old])
      renewal.open()
      await until(() => auth.cognito.accessToken !== old)
      expect((await send(auth)).status).toBe(200)
      expect(tokenIn(api.requests.at(-1))).toBe(auth.cognito.accessToken)
      expect(context.renewals).toBe(1)
      expect(context.signIns).toBe(1)
    },
  },
  {
    rule: 'R3',
    name: '200 concurrent requests past the soft expiry make one renewal and none of them waits',
    async run(context) {
      const { api, signedIn, send, local, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const renewal = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: renewal.opened })
      clock.advance({ seconds: HOUR * 0.8 })
      const answers = await Promise.all(times(200, () => send(auth)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(new Set(api.requests.map(tokenIn))).toEqual(new Set([old]))
      renewal.open()
      await until(() => auth.cognito.accessToken !== old)
      await Promise.all(times(200, () => send(auth)))
      expect(context.renewals).toBe(1)
    },
  },
  {
    rule: 'R3',
    name: 'the soft expiry lies between 65 % and 75 % of the lifetime, drawn once a token',
    async run(context) {
      expect(await renewsAt(context, HOUR * 0.65 - 1, 0)).toBe(0)
      expect(await renewsAt(context, HOUR * 0.65, 0)).toBe(1)
      expect(await renewsAt(context, HOUR * 0.75 - 1, 1)).toBe(0)
      expect(await renewsAt(context, HOUR * 0.75, 1)).toBe(1)
    },
  },
  {
    rule: 'R3',
    name: 'no draw makes a token renew at 64 %, and every draw does at 75 %',
    async run(context) {
      for (const fraction of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
        expect(await renewsAt(context, HOUR * 0.64, fraction)).toBe(0)
        expect(await renewsAt(context, HOUR * 0.75, fraction)).toBe(1)
      }
    },
  },
  {
    rule: 'R3',
    name: 'a refresh token refused in the soft window starts no sign-in before the hard expiry',
    async run(context) {
      const { signedIn, send, local, clock, api } = context
      const auth = await signedIn()
      local.user('alice').revokeRefreshTokens()
      clock.advance({ seconds: HOUR * 0.76 })
      expect((await send(auth)).status).toBe(200)
      await until(() => auth.explain().lastRefusal !== undefined)
      for (let i = 0; i < 10; i++) expect((await send(auth)).status).toBe(200)
      await quietMoment(api)
      expect([context.renewals, context.signIns]).toEqual([1, 1])
      clock.advance({ seconds: HOUR * 0.24 })
      expect((await send(auth)).status).toBe(200)
      expect([context.renewals, context.signIns]).toEqual([1, 2])
    },
  },
  {
    rule: 'R3',
    name: 'a renewal that fails in the soft window fails no request and is not tried again at once',
    async run(context) {
      const { signedIn, send, clock, breakPool, advanceUntil, api } = context
      const auth = await signedIn({ deadlineSeconds: 1 })
      const repair = breakPool({ operation: 'GetTokensFromRefreshToken', status: 500 })
      const failed = new Promise(resolve => auth.on('renewalFailed', resolve))
      clock.advance({ seconds: HOUR * 0.76 })
      expect((await send(auth)).status).toBe(200)
      await advanceUntil(failed)
      const tried = context.renewals
      expect(tried).toBeGreaterThan(0)
      for (let i = 0; i < 10; i++) expect((await send(auth)).status).toBe(200)
      await quietMoment(api)
      expect(context.renewals).toBe(tried)
      repair()
      clock.advance({ seconds: 60 })
      const renewed = new Promise(resolve => auth.on('renewed', resolve))
      expect((await send(auth)).status).toBe(200)
      await renewed
      expect(context.renewals).toBe(tried + 1)
      expect(context.signIns).toBe(1)
    },
  },
]
