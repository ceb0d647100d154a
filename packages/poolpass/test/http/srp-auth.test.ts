import { Cognito, isPoolpassError, SignedOutError, SrpAuth, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { fetchClients as clients } from './clients/fetch.js'
import { ALICE, type Context, gate, times, until, withContext } from './context.js'
import { failureOf } from './failures.js'

const EXPIRED = { seconds: 3_700 }
const withPool = (run: (context: Context) => Promise<void>) => () => withContext(clients[0]!, {}, run)

describe('invalidate', () => {
  test(
    'R7 the next token is a renewed one, at most once a minute',
    withPool(async context => {
      const { signedIn, clock } = context
      const auth = await signedIn()
      const first = await auth.token()
      auth.invalidate(first)
      const second = await auth.token()
      expect(second).not.toBe(first)
      auth.invalidate(second)
      expect(await auth.token()).toBe(second)
      clock.advance({ seconds: 59 })
      auth.invalidate(second)
      expect(await auth.token()).toBe(second)
      clock.advance({ seconds: 1 })
      auth.invalidate(second)
      const third = await auth.token()
      expect(third).not.toBe(second)
      clock.advance({ seconds: 60 })
      auth.invalidate(third)
      expect(await auth.token()).not.toBe(third)
      expect([context.renewals, context.signIns]).toEqual([3, 1])
      expect(auth.explain().originsThatAnswer401).toEqual([])
    }),
  )

  test(
    'R7 the next request has a renewed one, too',
    withPool(async context => {
      const { signedIn, send, api } = context
      const auth = await signedIn()
      expect((await send(auth)).status).toBe(200)
      auth.invalidate(await auth.token())
      expect((await send(auth)).status).toBe(200)
      const [first, second] = api.requests.map(({ headers }) => headers.authorization)
      expect(second).not.toBe(first)
      expect(context.renewals).toBe(1)
    }),
  )

  test(
    'R7 a token that is not the current one invalidates nothing',
    withPool(async context => {
      const { signedIn } = context
      const auth = await signedIn()
      const old = await auth.token()
      auth.invalidate('eyJhbGciOiJub25lIn0.e30.')
      auth.invalidate(old)
      const current = await auth.token()
      auth.invalidate(old)
      expect(await auth.token()).toBe(current)
      expect(context.renewals).toBe(1)
    }),
  )

  test(
    'R7 before any sign-in it does nothing',
    withPool(async context => {
      const auth = context.auth()
      auth.invalidate('eyJhbGciOiJub25lIn0.e30.')
      expect(await auth.token()).toMatch(/^eyJ/)
      expect([context.renewals, context.signIns]).toEqual([0, 1])
    }),
  )
})

describe('views', () => {
  test(
    'R4 an access view and an ID view of one session share sign-in and renewal',
    withPool(async context => {
      const { connection, clock, api, startApi } = context
      const idApi = await startApi({ tokenUse: 'id', header: 'x-id', prefix: '' })
      const cognito = new Cognito({ ...connection(), ...ALICE })
      const access = new SrpAuth({ cognito })
      const options = { authTokenType: TokenType.ID_TOKEN, httpHeader: 'X-Id', httpHeaderPrefix: '' }
      const id = new SrpAuth({ cognito, ...options })
      const both = () =>
        Promise.all(
          times(20, i => (i % 2 ? access.fetch(`${api.origin}/protected`) : id.fetch(`${idApi.origin}/protected`))),
        )
      expect((await both()).every(({ status }) => status === 200)).toBe(true)
      expect([context.renewals, context.signIns]).toEqual([0, 1])
      clock.advance(EXPIRED)
      expect((await both()).every(({ status }) => status === 200)).toBe(true)
      expect([context.renewals, context.signIns]).toEqual([1, 1])
      expect(access.cognito).toBe(id.cognito)
    }),
  )

  test(
    'R8 fetch works detached from its object',
    withPool(async ({ auth, api }) => {
      const { fetch: detached } = auth()
      const answers = await Promise.all(['/protected', '/protected/2'].map(path => detached(new URL(path, api.origin))))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
    }),
  )

  test(
    'R8 fetch uses the global fetch of the moment, and wrapFetch the one it was given',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const original = globalThis.fetch
      let calls = 0
      const counting: typeof fetch = (input, init) => {
        calls++
        return original(input, init)
      }
      const wrapped = auth.wrapFetch(counting)
      await wrapped(`${api.origin}/protected`)
      expect(calls).toBe(1)
      await auth.fetch(`${api.origin}/protected`)
      expect(calls).toBe(1)
      try {
        globalThis.fetch = counting
        await auth.fetch(`${api.origin}/protected`)
      } finally {
        globalThis.fetch = original
      }
      expect(calls).toBe(2)
    }),
  )

  test(
    'R7 what the given fetch adds to the headers of one request is not in its replay',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const given = new Headers({ 'x-own': 'kept' })
      const traced = auth.wrapFetch((input, init) => {
        if (init?.headers instanceof Headers) init.headers.append('x-trace', 'one')
        return fetch(input, init)
      })
      api.refuseNext(1)
      expect((await traced(`${api.origin}/protected`, { headers: given })).status).toBe(200)
      expect(api.requests.map(({ headers }) => [headers['x-own'], headers['x-trace']])).toEqual([
        ['kept', 'one'],
        ['kept', 'one'],
      ])
      expect([...given]).toEqual([['x-own', 'kept']])
    }),
  )

  test(
    'R8 a replaced global fetch may spread the headers, and what it adds is not in the next request',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const original = globalThis.fetch
      try {
        globalThis.fetch = (input, init) =>
          original(input, { ...init, headers: { ...(init?.headers as Record<string, string>), 'x-trace': 'one' } })
        await auth.fetch(`${api.origin}/protected`)
        await auth.fetch(`${api.origin}/protected`, { headers: { 'X-Own': 'kept' } })
      } finally {
        globalThis.fetch = original
      }
      await auth.fetch(`${api.origin}/protected`, { headers: { 'X-Own': 'kept', AUTHORIZATION: 'mine' } })
      await auth.fetch(`${api.origin}/protected`)
      const authorization = `Bearer ${await auth.token()}`
      expect(api.requests.map(({ headers }) => [headers.authorization, headers['x-own'], headers['x-trace']])).toEqual([
        [authorization, undefined, 'one'],
        [authorization, 'kept', 'one'],
        [authorization, 'kept', undefined],
        [authorization, undefined, undefined],
      ])
    }),
  )
})

describe('options that fetch takes', () => {
  class Options {
    get method() {
      return 'POST'
    }
    get headers() {
      return { 'content-type': 'text/x-own' }
    }
    get body() {
      return 'a body'
    }
  }

  test.each([
    [
      'a Request',
      (url: string) => new Request(url, { method: 'POST', headers: new Options().headers, body: 'a body' }),
    ],
    ['an object of a class', () => new Options()],
    [
      'an object without prototype',
      () => Object.assign(Object.create(null), { method: 'POST', headers: new Options().headers, body: 'a body' }),
    ],
  ])('are sent, and followed, as fetch does: %s', (_, optionsFor) =>
    withContext(clients[0]!, {}, async ({ signedIn, api }) => {
      const auth = await signedIn()
      const target = encodeURIComponent(`${api.origin}/protected`)
      for (const send of [fetch, auth.fetch]) {
        for (const path of ['/open', `/redirect?status=303&to=${target}`]) {
          await send(api.origin + path, optionsFor('http://127.0.0.1/elsewhere'))
        }
      }
      const seen = api.requests.map(({ method, url, headers, body }) => [
        method,
        url,
        headers['content-type'],
        `${body}`,
      ])
      expect(seen.slice(3)).toEqual(seen.slice(0, 3))
      expect(seen[3]).toEqual(['POST', '/open', 'text/x-own', 'a body'])
      expect(api.requests.slice(3).every(({ headers }) => headers.authorization?.startsWith('Bearer ey'))).toBe(true)
    }),
  )

  test(
    'may have no body: the Request’s own is sent, and sent again',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      api.refuseNext(1)
      const request = new Request(`${api.origin}/protected`, { method: 'POST', body: 'a body' })
      expect((await auth.fetch(request, { body: null })).status).toBe(200)
      expect(api.requests.map(({ body }) => `${body}`)).toEqual(['a body', 'a body'])
    }),
  )

  test(
    'may be null, and so may their headers',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const plain: typeof fetch = (input, init) => fetch(input, init)
      const target = encodeURIComponent(`${api.origin}/protected`)
      for (const send of [auth.fetch, auth.wrapFetch(plain)]) {
        for (const init of [null, { headers: null }]) {
          api.refuseNext(1)
          // Fetch takes null as options, though its types do not say so; headers that are null harm nobody.
          const options = init as unknown as RequestInit
          expect((await send(`${api.origin}/protected`, options)).status).toBe(200)
          expect((await send(`${api.origin}/redirect?status=302&to=${target}`, options)).status).toBe(200)
        }
      }
    }),
  )
})

describe('the session behind it', () => {
  test(
    'R3 a request notices the soft expiry where others went before it',
    withPool(async context => {
      const { signedIn, send, clock } = context
      const auth = await signedIn()
      expect((await send(auth)).status).toBe(200)
      expect((await send(auth)).status).toBe(200)
      clock.advance({ seconds: 2_800 })
      expect((await send(auth)).status).toBe(200)
      await until(() => context.renewals === 1)
    }),
  )

  test(
    'R14 logout() ends it until authenticate()',
    withPool(async ({ signedIn, send, local, api }) => {
      const auth = await signedIn()
      expect((await send(auth)).status).toBe(200)
      await auth.logout()
      expect(local.counts.of('RevokeToken')).toBe(1)
      expect(auth.explain().state).toBe('signed-out')
      const error = await failureOf(send(auth))
      expect(error).toBeInstanceOf(SignedOutError)
      expect(isPoolpassError(error, 'ERR_POOLPASS_SIGNED_OUT')).toBe(true)
      expect([local.counts.of('InitiateAuth'), api.requests.length]).toEqual([1, 1])
      await auth.cognito.authenticate()
      expect((await send(auth)).status).toBe(200)
    }),
  )

  test(
    'R14 logout({ everywhere: true }) is GlobalSignOut',
    withPool(async ({ signedIn, local }) => {
      const auth = await signedIn()
      await auth.logout({ everywhere: true })
      expect(local.counts.of('GlobalSignOut')).toBe(1)
    }),
  )

  test(
    'R10 on() tells of what happens, until it is undone',
    withPool(async ({ auth, clock }) => {
      const view = auth()
      const told: string[] = []
      const undo = view.on('renewed', ({ username }) => told.push(`renewed ${username}`))
      view.on('signedIn', ({ username }) => told.push(`signed in ${username}`))
      await view.token()
      clock.advance(EXPIRED)
      await view.token()
      expect(told).toEqual(['signed in alice', 'renewed alice'])
      undo()
      undo()
      clock.advance(EXPIRED)
      await view.token()
      expect(told).toHaveLength(2)
    }),
  )

  test(
    'R7 explain() says what was refused, when it is tried again and which origins answer 401',
    withPool(async ({ auth, signedIn, clock, api }) => {
      const wrong = auth({ password: 'Wrong-Horse-9' })
      expect(wrong.explain()).toMatchObject({ state: 'not-signed-in', lastRefusal: undefined })
      await failureOf(wrong.token())
      expect(wrong.explain()).toMatchObject({
        state: 'refused',
        lastRefusal: { code: 'ERR_POOLPASS_WRONG_CREDENTIALS' },
        nextAttemptAt: new Date(clock.wallMs() + 60_000),
      })
      const right = await signedIn()
      clock.advance({ seconds: 90 })
      await (await right.fetch(`${api.origin}/protected`)).text()
      expect(right.explain()).toMatchObject({ state: 'signed-in', username: 'alice', originsThatAnswer401: [] })
      expect(right.explain().accessTokenAgeSeconds).toBe(90)
      await (await right.fetch(`${api.origin}/always-401`)).text()
      expect(right.explain().originsThatAnswer401).toEqual([api.origin])
    }),
  )

  test(
    'R14 close() waits for work under way and revokes nothing',
    withPool(async ({ auth, local }) => {
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const view = auth()
      const token = view.token()
      let isClosed = false
      const closed = view.close().then(() => {
        isClosed = true
      })
      await until(() => local.counts.of('InitiateAuth') === 1)
      expect(isClosed).toBe(false)
      pool.open()
      await Promise.all([token, closed])
      expect(local.counts.of('RevokeToken')).toBe(0)
    }),
  )
})

describe('where a server or a test tool has replaced the global Request', () => {
  /** As @hono/node-server does it: requests made before are not of that class, nor is a clone. */
  async function withAnotherRequest(run: (before: (url: string) => Request) => Promise<void>) {
    const Before = globalThis.Request
    globalThis.Request = class extends Before {}
    try {
      await run(url => new Before(url, { method: 'PUT', body: 'a body' }))
    } finally {
      globalThis.Request = Before
    }
  }

  test(
    'R8 requests from before are taken by fetch and by authenticate',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      await withAnotherRequest(async before => {
        api.refuseNext(1)
        expect((await auth.fetch(before(`${api.origin}/protected`))).status).toBe(200)
        const own = await auth.authenticate(new Request(`${api.origin}/protected`).clone())
        expect((await fetch(own)).status).toBe(200)
      })
      expect(api.requests.map(({ method, body }) => [method, body.toString()])).toEqual([
        ['PUT', 'a body'],
        ['PUT', 'a body'],
        ['GET', ''],
      ])
    }),
  )
})
