import { Cognito, SrpAuth } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import type { Capability } from '../clients/client.js'
import { ALICE, type Context, gate, tokenIn, until } from '../context.js'
import { abortReason, failureOf } from '../failures.js'

/** A session that can neither renew nor sign in. */
async function withAccessTokenOnly({ connection, signedIn }: Context) {
  const accessToken = (await signedIn()).cognito.accessToken as string
  return { accessToken, auth: new SrpAuth({ ...connection(), accessToken }) }
}

/** A session that was signed in by hand, and whose refresh token the pool has revoked. */
async function withRevokedRefreshToken({ connection, local }: Context) {
  const cognito = new Cognito({ ...connection(), username: ALICE.username })
  await cognito.authenticate({ password: ALICE.password })
  local.user(ALICE.username).revokeRefreshTokens()
  return { accessToken: cognito.accessToken as string, auth: new SrpAuth({ cognito }) }
}

/** What may go wrong between an answer and what is done about it. */
const failuresAfterAnAnswer: readonly {
  readonly what: string
  readonly rule: string
  readonly answer: string
  readonly needs: readonly Capability[]
  /** @returns Whether it failed with what it should. */
  readonly fail: (context: Context, url: string) => Promise<boolean>
}[] = [
  {
    what: 'retryUnauthorized throws',
    rule: 'R7',
    answer: 'status=401',
    needs: ['response-streams', 'replays'],
    async fail({ client, signedIn }, url) {
      // What has no code is to undici's retry interceptor a failure of the connection.
      const thrown = Object.assign(new Error('mine'), { code: 'MINE' })
      const auth = await signedIn({
        retryUnauthorized: () => {
          throw thrown
        },
      })
      const error = await failureOf(client.stream(auth, { url }))
      return error === thrown || (error as Error).cause === thrown
    },
  },
  {
    what: 'the caller leaves during the renewal',
    rule: 'R7',
    answer: 'status=401',
    needs: ['response-streams', 'replays'],
    async fail(context, url) {
      const { client, signedIn, local } = context
      const auth = await signedIn()
      const held = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.opened })
      const caller = new AbortController()
      const failed = failureOf(client.stream(auth, { url, signal: caller.signal }))
      await until(() => context.renewals === 1)
      const reason = new Error('mine')
      caller.abort(reason)
      const error = await failed
      held.open()
      return abortReason(error) === reason
    },
  },
  {
    what: 'a redirect to a URL that is not http(s)',
    rule: 'R9',
    answer: 'status=302&to=ftp://127.0.0.1/',
    needs: ['response-streams', 'request-objects'],
    async fail({ client, signedIn }, url) {
      return (await failureOf(client.stream(await signedIn(), { url }))) instanceof TypeError
    },
  },
]

export const withoutRenewalCases: readonly Case[] = [
  ...[
    { what: 'a given access token alone', make: withAccessTokenOnly, renewals: 0 },
    { what: 'a refused refresh token and no password', make: withRevokedRefreshToken, renewals: 1 },
  ].map(
    ({ what, make, renewals }): Case => ({
      rule: 'R7',
      name: `with ${what}: a 401 is the API’s answer, and other requests go on with the token`,
      async run(context) {
        const { send, api, startApi, clock } = context
        const { auth, accessToken } = await make(context)
        const other = await startApi()
        const refused = { url: `${api.origin}/always-401` }
        expect((await send(auth, { url: `${other.origin}/protected` })).status).toBe(200)
        for (let i = 0; i < 3; i++) {
          const answer = await send(auth, refused)
          expect(answer.status).toBe(401)
          expect(answer.text).toContain('no token is good enough')
          expect((await send(auth, { url: `${other.origin}/protected` })).status).toBe(200)
          clock.advance({ seconds: 120 })
        }
        expect((await send(auth)).status).toBe(200)
        const sent = [...api.requests, ...other.requests].map(tokenIn)
        expect(new Set(sent)).toEqual(new Set([accessToken]))
        expect([context.renewals, context.signIns, api.requests.length]).toEqual([renewals, 1, 4])
      },
    }),
  ),
  {
    rule: 'R7',
    name: 'with a given access token alone: a renewal that was asked for in vain leaves the token in use',
    async run(context) {
      const { auth, accessToken } = await withAccessTokenOnly(context)
      expect(await auth.token()).toBe(accessToken)
      expect(await failureOf(auth.cognito.renewAccessToken())).toHaveProperty('code', 'ERR_POOLPASS_SESSION_EXPIRED')
      expect(await auth.token()).toBe(accessToken)
      expect((await context.send(auth)).status).toBe(200)
    },
  },
  {
    rule: 'R7',
    name: 'while the pool is down a 401 costs one renewal, and is answered; nobody else waits for it again',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api, startApi, clock, advanceUntil, breakPool } = context
      const auth = await signedIn({ deadlineSeconds: 2 })
      const other = await startApi()
      const repair = breakPool({ operation: 'GetTokensFromRefreshToken', status: 503, body: 'down' })
      const refused = { url: `${api.origin}/always-401` }
      expect((await advanceUntil(send(auth, refused))).status).toBe(401)
      const { renewals } = context
      expect(renewals).toBeGreaterThan(0)
      const before = clock.monotonicMs()
      for (let i = 0; i < 5; i++) {
        clock.advance({ seconds: 10 })
        expect((await send(auth, refused)).status).toBe(401)
        expect((await send(auth, { url: `${other.origin}/protected` })).status).toBe(200)
      }
      expect([context.renewals, clock.monotonicMs() - before]).toEqual([renewals, 50_000])
      repair()
      clock.advance({ seconds: 3_600 })
      expect((await send(auth)).status).toBe(200)
      expect(context.signIns).toBe(1)
    },
  },
  {
    rule: 'R7',
    name: 'retryUnauthorized may read the 401’s body',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, api } = context
      const unhandled: unknown[] = []
      const note = (reason: unknown) => void unhandled.push(reason)
      process.on('unhandledRejection', note)
      const read: string[] = []
      const auth = await signedIn({
        retryUnauthorized: (_, response) => {
          response.text().then(text => read.push(text), note)
          return true
        },
      })
      api.refuseNext(1)
      expect((await send(auth)).status).toBe(200)
      await until(() => read.length === 1)
      expect(read[0]).toContain('refused on request of the test')
      await new Promise(resolve => setImmediate(resolve))
      process.off('unhandledRejection', note)
      expect([unhandled, context.renewals]).toEqual([[], 1])
    },
  },
  ...failuresAfterAnAnswer.map(
    ({ what, rule, answer, needs, fail }): Case => ({
      rule,
      name: `an answer without end that nobody gets to see is cancelled: ${what}`,
      needs,
      async run(context) {
        const { api } = context
        expect(await fail(context, `${api.origin}/stream?megabytes=1e9&${answer}`)).toBe(true)
        await until(() => api.abandoned === 1)
        expect(api.requests).toHaveLength(1)
      },
    }),
  ),
  {
    rule: 'R7',
    name: 'a Request that goes on sending beyond 1 MiB gets the 401 that came before its end',
    needs: ['request-objects', 'stream-bodies', 'response-streams'],
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      let pulled = 0
      const endless = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise(resolve => setImmediate(resolve))
          pulled++
          controller.enqueue(new Uint8Array(300_000))
        },
      })
      const stop = new AbortController()
      const init = { method: 'POST', body: endless, duplex: 'half', signal: stop.signal } as RequestInit
      await client.stream(auth, { url: new Request(`${api.origin}/early?status=401`, init) })
      stop.abort()
      expect(pulled).toBeGreaterThan(3)
    },
  },
  {
    rule: 'R9',
    name: 'an endpoint under a path of the API’s own origin: the API gets the token, that path does not',
    async run({ auth, send, api, local }) {
      const endpoint = `${api.origin}/open/idp`
      const proxied: typeof fetch = (input, init) => fetch(String(input).replace(endpoint, local.endpoint), init)
      const view = auth({ endpoint, issuer: local.issuer, fetch: proxied })
      expect((await send(view)).status).toBe(200)
      for (const path of ['/open/idp', '/open/idp/', '/open/idp/x?y']) {
        expect((await send(view, { url: `${api.origin}${path}` })).status).toBe(200)
        expect(api.requests.at(-1)?.headers).not.toHaveProperty('authorization')
      }
      expect((await send(view, { url: `${api.origin}/open/idpx` })).status).toBe(200)
      expect(tokenIn(api.requests.at(-1))).toBe(view.cognito.accessToken)
    },
  },
]
