import { expect } from 'vitest'
import type { Case } from '../case.js'
import { type Context, gate, times, tokenIn, until } from '../context.js'

const LONG_LIVED = { pool: { tokenLifetimes: { accessTokenSeconds: 86_400, idTokenSeconds: 86_400 } } }
const MINUTE = 60

/** Whether a 401 at `/always-401`, that many seconds from now, forces a renewal. */
async function forcesRenewalAfter({ client, api, clock, local }: Context, auth: Auth, seconds: number) {
  clock.advance({ seconds })
  const before = local.counts.of('GetTokensFromRefreshToken')
  expect((await client.send(auth, { url: `${api.origin}/always-401` })).status).toBe(401)
  return local.counts.of('GetTokensFromRefreshToken') > before
}
type Auth = Awaited<ReturnType<Context['signedIn']>>

export const unauthorizedCases: readonly Case[] = [
  {
    rule: 'R7',
    name: 'a 401 is followed by one renewal and one replay with the new token',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api } = context
      const auth = await signedIn()
      const old = await auth.token()
      api.refuseToken(old)
      expect((await send(auth)).status).toBe(200)
      expect(api.requests.map(tokenIn)).toEqual([old, auth.cognito.accessToken])
      expect([context.renewals, context.signIns]).toEqual([1, 1])
    },
  },
  ...(['HEAD', 'OPTIONS', 'DELETE'] as const).map(
    (method): Case => ({
      rule: 'R7',
      name: `${method} is replayed`,
      needs: ['replays'],
      async run({ signedIn, send, api }) {
        const auth = await signedIn()
        api.refuseNext(1)
        expect((await send(auth, { method })).status).toBe(200)
        expect(api.requests.map(request => request.method)).toEqual([method, method])
      },
    }),
  ),
  {
    rule: 'R7',
    name: 'a second 401 is returned, with its body',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api } = context
      const auth = await signedIn()
      api.refuseNext(2)
      const answer = await send(auth)
      expect(answer.status).toBe(401)
      expect(answer.text).toContain('refused on request of the test')
      expect([api.requests.length, context.renewals]).toEqual([2, 1])
    },
  },
  {
    rule: 'R7',
    name: '1,000 requests to an API that always answers 401 force one renewal',
    async run(context) {
      const { client, signedIn, send, api } = context
      const auth = await signedIn()
      for (let i = 0; i < 1_000; i++) {
        expect((await send(auth, { url: `${api.origin}/always-401` })).status).toBe(401)
      }
      expect([context.renewals, context.signIns]).toEqual([1, 1])
      expect(api.requests).toHaveLength(client.can.has('replays') ? 1_001 : 1_000)
    },
  },
  {
    rule: 'R7',
    name: 'an origin’s 401s force no renewal for 1 minute, then 2, 4, 8 and 15',
    needs: ['replays'],
    setting: LONG_LIVED,
    async run(context) {
      const auth = await context.signedIn()
      expect(await forcesRenewalAfter(context, auth, 0)).toBe(true)
      for (const minutes of [1, 2, 4, 8, 15, 15]) {
        expect(await forcesRenewalAfter(context, auth, minutes * MINUTE - 1)).toBe(false)
        expect(await forcesRenewalAfter(context, auth, 1)).toBe(true)
      }
    },
  },
  {
    rule: 'R7',
    name: 'any other answer of the origin ends that wait, and the next one is a minute again',
    needs: ['replays'],
    setting: LONG_LIVED,
    async run(context) {
      const { signedIn, send } = context
      const auth = await signedIn()
      expect(await forcesRenewalAfter(context, auth, 0)).toBe(true)
      expect(await forcesRenewalAfter(context, auth, MINUTE)).toBe(true)
      expect(await forcesRenewalAfter(context, auth, MINUTE)).toBe(false)
      expect((await send(auth)).status).toBe(200)
      expect(await forcesRenewalAfter(context, auth, 0)).toBe(true)
      expect(await forcesRenewalAfter(context, auth, MINUTE - 1)).toBe(false)
      expect(await forcesRenewalAfter(context, auth, 1)).toBe(true)
    },
  },
  {
    rule: 'R7',
    name: 'one origin’s wait is not another’s',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, startApi } = context
      const auth = await signedIn()
      const other = await startApi()
      expect(await forcesRenewalAfter(context, auth, 0)).toBe(true)
      other.refuseToken(await auth.token())
      expect((await send(auth, { url: `${other.origin}/protected` })).status).toBe(200)
      expect(context.renewals).toBe(2)
    },
  },
  {
    rule: 'R7',
    name: '64 concurrent 401s to the same token make one renewal and 64 replays',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api } = context
      const auth = await signedIn()
      const old = await auth.token()
      api.refuseToken(old)
      const answers = await Promise.all(times(64, () => send(auth)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(context.renewals).toBe(1)
      const sent = api.requests.map(tokenIn)
      expect(sent.filter(token => token === old)).toHaveLength(64)
      expect(sent.filter(token => token === auth.cognito.accessToken)).toHaveLength(64)
    },
  },
  {
    rule: 'R7',
    name: 'a 401 to a token that has been replaced meanwhile is replayed without another renewal',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api } = context
      const auth = await signedIn()
      const old = await auth.token()
      const slow = gate()
      api.holdNext(slow.opened)
      const first = send(auth)
      await until(() => api.requests.length === 1)
      await auth.cognito.renewAccessToken()
      api.refuseToken(old)
      slow.open()
      expect((await first).status).toBe(200)
      expect(api.requests.map(tokenIn)).toEqual([old, auth.cognito.accessToken])
      expect(context.renewals).toBe(1)
    },
  },
  {
    rule: 'R7',
    name: 'a 401 with a refused refresh token leads to a sign-in and a replay',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api, local } = context
      const auth = await signedIn()
      api.refuseToken(await auth.token())
      local.user('alice').revokeRefreshTokens()
      expect((await send(auth)).status).toBe(200)
      expect([context.renewals, context.signIns]).toEqual([1, 2])
    },
  },
  {
    rule: 'R7',
    name: 'when the renewal fails for the moment, the API’s own 401 is returned with its body',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api, breakPool, advanceUntil } = context
      const auth = await signedIn({ deadlineSeconds: 1 })
      breakPool({ operation: 'GetTokensFromRefreshToken', status: 500 })
      api.refuseNext(1)
      const answer = await advanceUntil(send(auth))
      expect(answer.status).toBe(401)
      expect(answer.text).toContain('refused on request of the test')
      expect(api.requests).toHaveLength(1)
      expect((await send(auth)).status).toBe(200)
      expect(context.signIns).toBe(1)
    },
  },
  {
    rule: 'R7',
    name: 'the API’s connections do not pile up over 60 replays',
    needs: ['replays'],
    setting: { api: { refusalBytes: 200_000 } },
    async run({ signedIn, send, api }) {
      const auth = await signedIn()
      for (let i = 0; i < 60; i++) {
        api.refuseNext(1)
        expect((await send(auth)).status).toBe(200)
      }
      expect(api.requests).toHaveLength(120)
      expect(api.openConnections).toBeLessThan(10)
    },
  },
]
