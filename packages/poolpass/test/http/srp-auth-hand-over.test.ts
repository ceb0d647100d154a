import { OriginError, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { fetchClients as clients } from './clients/fetch.js'
import { type Context, gate, until, withContext } from './context.js'
import { failureOf } from './failures.js'

const EXPIRED = { seconds: 3_700 }
const withPool = (run: (context: Context) => Promise<void>) => () => withContext(clients[0]!, {}, run)

describe('handing the token over', () => {
  test(
    'R8 authenticate(request) gives a request of the same kind with the header on',
    withPool(async ({ auth, api }) => {
      const view = auth()
      const original = new Request(`${api.origin}/protected?x=1`, {
        method: 'POST',
        body: 'the body',
        headers: { 'X-Other': 'kept', authorization: 'Basic YTpi' },
      })
      const request = await view.authenticate(original)
      expect(original.headers.get('authorization')).toBe('Basic YTpi')
      expect(request.headers.get('authorization')).toBe(`Bearer ${view.cognito.accessToken}`)
      expect((await fetch(request)).status).toBe(200)
      expect(api.requests[0]).toMatchObject({ method: 'POST', url: '/protected', headers: { 'x-other': 'kept' } })
      expect(api.requests[0]?.body.toString()).toBe('the body')
    }),
  )

  test(
    'R8 headers() and token() give what fetch would send',
    withPool(async ({ auth, signedIn, connection }) => {
      const view = await signedIn()
      expect(await view.headers()).toEqual({ Authorization: `Bearer ${view.cognito.accessToken}` })
      expect(await view.token()).toBe(view.cognito.accessToken)
      const other = auth({ httpHeader: 'X-Api-Key', httpHeaderPrefix: '', authTokenType: TokenType.ID_TOKEN })
      expect(await other.headers()).toEqual({ 'X-Api-Key': await other.token() })
      expect(await other.token()).toBe(other.cognito.idToken)
      expect(connection().endpoint).toBe(other.cognito.pool.endpoint)
    }),
  )

  test(
    'R9 authenticate, headers and token refuse an origin before anything is sent',
    withPool(async ({ auth, local }) => {
      const view = auth()
      const url = 'http://api.example.com/'
      for (const attempt of [
        view.authenticate(new Request(url)),
        view.headers({ url }),
        view.headers({ url: new URL(url) }),
        view.token({ url }),
        view.headers({ url: local.endpoint }),
        view.authenticate(new Request(local.endpoint)),
        auth({ origins: ['https://a.example.com'] }).headers({ url: 'https://b.example.com' }),
      ]) {
        expect(await failureOf(attempt)).toBeInstanceOf(OriginError)
      }
      expect(local.counts.all()).toEqual({})
    }),
  )

  test(
    'R9 headers() goes by the default rule: any https origin, and every form of loopback',
    withPool(async ({ signedIn }) => {
      const auth = await signedIn()
      for (const url of ['https://api.example.com/x', 'http://127.0.0.1:1', 'http://127.9.8.7', 'http://[::1]:3000']) {
        expect(await auth.headers({ url })).toHaveProperty('Authorization')
      }
      for (const url of ['http://[::2]/', 'http://128.0.0.1', 'http://0.0.0.0', 'file:///x']) {
        expect(await failureOf(auth.headers({ url })), url).toBeInstanceOf(OriginError)
      }
    }),
  )

  test(
    'R9 a WebSocket’s URL counts as what its handshake is: wss as https, ws as http',
    withPool(async ({ signedIn }) => {
      const auth = await signedIn()
      for (const url of ['wss://api.example.com/x', new URL('ws://127.0.0.1:1'), 'WSS://api.example.com']) {
        expect(await auth.headers({ url })).toHaveProperty('Authorization')
      }
      expect(await failureOf(auth.headers({ url: 'ws://api.example.com/x' }))).toBeInstanceOf(OriginError)
      const listing = await signedIn({ origins: ['https://api.example.com'] })
      expect(await listing.token({ url: 'wss://api.example.com/x' })).toMatch(/^ey/)
      expect(await failureOf(listing.token({ url: 'wss://other.example.com' }))).toBeInstanceOf(OriginError)
    }),
  )

  test(
    'R9 an http origin that is listed gets the token',
    withPool(async ({ signedIn }) => {
      const auth = await signedIn({ origins: ['http://intranet:8080'] })
      expect(await auth.headers({ url: 'http://intranet:8080/x' })).toHaveProperty('Authorization')
      expect(await failureOf(auth.headers({ url: 'http://intranet/x' }))).toBeInstanceOf(OriginError)
    }),
  )

  test(
    'R8 arguments of the wrong kind are the caller’s mistake, and nothing is sent',
    withPool(async ({ auth, local }) => {
      const view = auth()
      const mistakes = [
        [view.authenticate('https://api.example.com' as never), 'request'],
        [view.headers({ url: 'not a URL' }), 'url'],
        [view.token({ url: '' }), 'url'],
      ] as const
      for (const [attempt, option] of mistakes) {
        const error = await failureOf(attempt)
        expect(error).toBeInstanceOf(TypeError)
        expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
      }
      expect(local.counts.all()).toEqual({})
    }),
  )

  test(
    'R10 headers, token and authenticate stop waiting when their caller does',
    withPool(async context => {
      const { auth, local } = context
      const view = auth()
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const caller = new AbortController()
      const { signal } = caller
      const waiting = [
        view.token({ signal }),
        view.headers({ signal }),
        view.authenticate(new Request('https://api.example.com', { signal })),
      ]
      await until(() => context.signIns === 1)
      const reason = { why: 'left' }
      caller.abort(reason)
      for (const attempt of waiting) expect(await failureOf(attempt)).toBe(reason)
      pool.open()
      expect(await view.token()).toMatch(/^eyJ/)
    }),
  )

  test(
    'R10 nothing is left on a signal once the token is there',
    withPool(async ({ auth, clock }) => {
      const view = auth()
      const { signal } = new AbortController()
      const listening = new Set<unknown>()
      const add = signal.addEventListener.bind(signal)
      const remove = signal.removeEventListener.bind(signal)
      let added = 0
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        added++
        listening.add(args[1])
        add(...args)
      }
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        listening.delete(args[1])
        remove(...args)
      }
      for (let i = 0; i < 3; i++) {
        await view.token({ signal })
        clock.advance(EXPIRED)
      }
      expect(added).toBeGreaterThan(0)
      expect(listening.size).toBe(0)
    }),
  )
})
