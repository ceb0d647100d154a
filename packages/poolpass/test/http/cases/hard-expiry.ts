import { TokenType } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import { type AuthOptions, type Context, gate, quietMoment, times, tokenIn, until } from '../context.js'
import { through } from './redirects.js'

/** Whether a request at that age, in seconds, waits for the renewal. */
async function waitsAt(context: Context, ageSeconds: number, options: AuthOptions = {}) {
  const { signedIn, clock, send, api, local } = context
  const auth = await signedIn(options)
  const renewal = gate()
  local.failNext({ operation: 'GetTokensFromRefreshToken', until: renewal.opened })
  clock.advance({ seconds: ageSeconds })
  const tried = context.renewals
  const before = api.requests.length
  const answer = send(auth)
  await until(() => context.renewals > tried)
  await quietMoment(api)
  const waited = !api.requests.slice(before).some(({ url }) => url === '/protected')
  renewal.open()
  expect((await answer).status).toBe(200)
  return waited
}

const bounds = (seconds: number, waitsFrom: number): Case => ({
  rule: 'R4',
  name: `a token of ${seconds} s is waited for from ${waitsFrom} s on`,
  setting: { pool: { tokenLifetimes: { accessTokenSeconds: seconds, idTokenSeconds: 86_400 } } },
  async run(context) {
    const step = seconds > 1_000 ? 1 : 0.1
    expect(await waitsAt(context, waitsFrom - step)).toBe(false)
    expect(await waitsAt(context, waitsFrom + step)).toBe(true)
  },
})

export const hardExpiryCases: readonly Case[] = [
  {
    rule: 'R4',
    name: '1,000 concurrent requests at expiry make one renewal and all go with the new token',
    async run(context) {
      const { api, signedIn, send, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      clock.advance({ seconds: 3_601 })
      const answers = await Promise.all(times(1_000, () => send(auth)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(new Set(api.requests.map(tokenIn))).toEqual(new Set([auth.cognito.accessToken]))
      expect(auth.cognito.accessToken).not.toBe(old)
      expect([context.renewals, context.signIns]).toEqual([1, 1])
    },
  },
  bounds(3_600, 3_570),
  bounds(300, 285),
  bounds(8, 7),
  {
    rule: 'R4',
    name: 'the ID token’s lifetime decides where that is what is sent',
    setting: {
      pool: { tokenLifetimes: { accessTokenSeconds: 3_600, idTokenSeconds: 600 } },
      api: { tokenUse: 'id' },
    },
    async run(context) {
      const authTokenType = TokenType.ID_TOKEN
      expect(await waitsAt(context, 568, { authTokenType })).toBe(false)
      expect(await waitsAt(context, 571, { authTokenType })).toBe(true)
    },
  },
  {
    rule: 'R4',
    name: 'an expired ID token delays no request that goes with the access token',
    setting: { pool: { tokenLifetimes: { accessTokenSeconds: 3_600, idTokenSeconds: 300 } } },
    async run(context) {
      const { signedIn, send, clock, api } = context
      const auth = await signedIn()
      clock.advance({ seconds: 2_000 })
      expect((await send(auth)).status).toBe(200)
      await quietMoment(api)
      expect(context.renewals).toBe(0)
    },
  },
  {
    rule: 'R4',
    name: 'a token that expires between two hops of a redirect is replaced',
    needs: ['redirects'],
    async run(context) {
      const { signedIn, send, clock, api } = context
      const auth = await signedIn()
      const old = await auth.token()
      const slow = gate()
      api.holdNext(slow.opened)
      const answer = send(auth, { url: through(api, [api.origin, '/protected']) })
      await until(() => api.requests.length === 1)
      clock.advance({ seconds: 3_700 })
      slow.open()
      expect((await answer).status).toBe(200)
      const { accessToken } = auth.cognito
      expect(api.requests.map(tokenIn)).toEqual([old, accessToken, accessToken])
      expect([context.renewals, context.signIns]).toEqual([1, 1])
    },
  },
  {
    rule: 'R4',
    name: 'ten lifetimes one after the other cost ten renewals and one sign-in',
    async run(context) {
      const { signedIn, send, clock } = context
      const auth = await signedIn()
      for (let i = 0; i < 10; i++) {
        clock.advance({ seconds: 3_700 })
        for (let j = 0; j < 3; j++) expect((await send(auth)).status).toBe(200)
      }
      expect([context.renewals, context.signIns]).toEqual([10, 1])
    },
  },
]
