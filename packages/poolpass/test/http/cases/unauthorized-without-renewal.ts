import { Cognito, SrpAuth } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import { ALICE, type Context, gate, tokenIn, until } from '../context.js'
import { failureOf } from '../failures.js'

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

type Fetch = typeof globalThis.fetch

/** What may go wrong between an answer and what is done about it. */
const failuresAfterAnAnswer: readonly {
  readonly what: string
  readonly status: number
  readonly fail: (context: Context, answer: Fetch) => Promise<Error>
}[] = [
  {
    what: 'retryUnauthorized throws',
    status: 401,
    async fail({ signedIn, api }, answer) {
      const auth = await signedIn({
        retryUnauthorized: () => {
          throw new Error('retryUnauthorized throws')
        },
      })
      return (await failureOf(auth.wrapFetch(answer)(api.origin))) as Error
    },
  },
  {
    what: 'the caller leaves during the renewal',
    status: 401,
    async fail(context, answer) {
      const { signedIn, api, local } = context
      const auth = await signedIn()
      const held = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: held.opened })
      const leaving = new AbortController()
      const failed = failureOf(auth.wrapFetch(answer)(api.origin, { signal: leaving.signal }))
      await until(() => context.renewals === 1)
      leaving.abort(new Error('the caller leaves during the renewal'))
      const error = await failed
      held.open()
      return error as Error
    },
  },
  {
    what: 'a redirect to a URL that is not http(s)',
    status: 302,
    async fail({ signedIn, api }, answer) {
      return (await failureOf((await signedIn()).wrapFetch(answer)(api.origin))) as Error
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
    ({ what, status, fail }): Case => ({
      rule: 'R7',
      name: `an answer that nobody gets to see is cancelled: ${what}`,
      async run(context) {
        let isCancelled = false
        const body = new ReadableStream<Uint8Array>({
          pull: controller => controller.enqueue(new Uint8Array(65_536)),
          cancel() {
            isCancelled = true
          },
        })
        const headers = { location: 'ftp://127.0.0.1/' }
        const answer = async () => new Response(body, { status, headers })
        const error = await fail(context, answer)
        expect(error.message).toContain(what)
        await until(() => isCancelled)
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
      let isAnswered = false
      const answer = client.stream(auth, { url: new Request(`${api.origin}/early?status=401`, init) }).then(() => {
        isAnswered = true
      })
      await until(() => isAnswered)
      stop.abort()
      await answer
      expect(pulled).toBeGreaterThan(3)
    },
  },
  {
    rule: 'R8',
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
