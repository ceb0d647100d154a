import { inspect } from 'node:util'
import * as kyModule from 'ky'
import ky, { HTTPError, type KyInstance, type TimeoutError } from 'ky'
import type { Auth } from 'poolpass'
import { authOptions } from 'poolpass/ky'
import { staticAuth } from 'poolpass/testing'
import { describe, expect, test, vi } from 'vitest'
import { kyClients } from './clients/ky.js'
import { type Context, type Setting, tokenIn, withContext } from './context.js'
import { failureOf } from './failures.js'

const withPool =
  (run: (context: Context) => Promise<void>, setting: Setting = {}) =>
  () =>
    withContext(kyClients[0]!, setting, run)

/** What is `prefixUrl` in ky 1 is best said by `baseUrl` in ky 2; a hook's first parameter became a member of it. */
const isKy2 = 'NetworkError' in kyModule
type BaseOption = { readonly prefixUrl?: string; readonly baseUrl?: string }
const baseOf = (url: string): BaseOption => (isKy2 ? { baseUrl: url } : { prefixUrl: url })
const requestOf = ([first]: unknown[]) => (first instanceof Request ? first : (first as { request: Request }).request)

describe('ky', () => {
  test(
    'every attempt of its own retries goes with a token that is good then',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const hooks = { beforeRetry: [() => clock.advance({ seconds: 3_600 })] }
      const client = ky.extend(authOptions(auth)).extend({ retry: { limit: 2, delay: () => 1 }, hooks })
      api.answerNext(1, 503)
      expect((await client(`${api.origin}/protected`)).status).toBe(200)
      expect(api.requests.map(tokenIn)).toEqual([old, auth.cognito.accessToken])
      expect(old).not.toBe(auth.cognito.accessToken)
      expect(context.signIns).toBe(1)
    }),
  )

  test(
    'the replay after a 401 is none of its retries, and each attempt may have one',
    withPool(async context => {
      const { signedIn, api } = context
      const auth = await signedIn()
      const client = ky.extend({ ...authOptions(auth), retry: { limit: 1, delay: () => 1 } })
      api.refuseNext(1)
      expect((await client.put(`${api.origin}/protected`, { json: { a: 1 } })).status).toBe(200)
      expect(api.requests.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}'])
      expect(context.renewals).toBe(1)
    }),
  )

  test.each(['beforeRequest', 'beforeRetry'] as const)(
    'a Request that a %s hook puts in the place of ky’s is replayed with its own body',
    name =>
      withPool(async ({ signedIn, api }) => {
        const client = ky.extend(authOptions(await signedIn()))
        const url = `${api.origin}/protected`
        const replace = () => {
          api.answerNext(1, 401)
          return new Request(url, { method: 'PUT', body: 'of the hook' })
        }
        if (name === 'beforeRetry') api.answerNext(1, 503)
        const options = { json: { of: 'ky' }, retry: { limit: 1, delay: () => 1 } }
        expect((await client.extend({ hooks: { [name]: [replace] } }).put(url, options)).status).toBe(200)
        expect(api.requests.slice(-2).map(({ body }) => body.toString())).toEqual(['of the hook', 'of the hook'])
      })(),
  )

  test(
    'a body that ky made of its options is replayed without a clone of ours',
    withPool(async ({ signedIn, api }) => {
      const client = ky.extend({ ...authOptions(await signedIn()), retry: 0 })
      const clone = vi.spyOn(Request.prototype, 'clone')
      try {
        api.refuseNext(1)
        await client.put(`${api.origin}/protected`, { json: { a: 1 } })
        // Ky 1 makes one for its own retries; ky 2 none without any, but does not tell what it made.
        expect(clone).toHaveBeenCalledTimes(1)
        expect(api.requests.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}'])
      } finally {
        clone.mockRestore()
      }
    }),
  )

  test(
    'a 401 that stands is its HTTPError, and neither that nor its options hold the token',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const client = ky.extend({ ...authOptions(auth), retry: 0 })
      const error = await failureOf(client(`${api.origin}/always-401`))
      expect(error).toBeInstanceOf(HTTPError)
      const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
      expect(printed).toContain('401')
      expect(printed).not.toContain(await auth.token())
    }),
  )

  test(
    'its TimeoutError holds no token, but the header that the caller gave, for which that was sent',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      for (const given of [null, 'Basic own']) {
        api.holdNext(new Promise(() => {}))
        const headers: HeadersInit = given === null ? {} : { Authorization: given }
        const client = ky.extend({ ...authOptions(auth), retry: 0, timeout: 300, headers })
        const look = (error: TimeoutError) => [error.name, error.request.headers.get('authorization')]
        expect(await client(`${api.origin}/protected`).then(String, look)).toEqual(['TimeoutError', given])
      }
      const token = await auth.token()
      expect(api.requests.map(tokenIn)).toEqual([token, token])
    }),
  )

  test(
    'a stream beyond 1 MiB is sent once and whole, and its 401 returned',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const client = ky.extend({ ...authOptions(auth), throwHttpErrors: false })
      const whole = new Uint8Array(3_000_000).fill(7)
      api.refuseNext(1)
      const body = new Blob([whole]).stream()
      const response = await client.post(`${api.origin}/protected`, { body })
      expect([response.status, api.requests.length]).toEqual([401, 1])
      expect(api.requests[0]?.body.equals(whole)).toBe(true)
    }),
  )

  test(
    'works with a base URL, with hooks, and over another fetch',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const sent: string[] = []
      const client = ky
        .create({
          ...baseOf(api.origin),
          ...authOptions(auth, {
            fetch: (input, init) => {
              sent.push(new URL(input instanceof Request ? input.url : input).pathname)
              return fetch(input, init)
            },
          }),
        })
        .extend({ hooks: { beforeRequest: [(...state: unknown[]) => requestOf(state).headers.set('x-hint', 'yes')] } })
      expect(await client('protected/1').json()).toMatchObject({ method: 'GET' })
      expect(api.requests[0]?.headers).toMatchObject({
        'x-hint': 'yes',
        authorization: expect.stringMatching(/^Bearer ey/),
      })
      expect(sent).toEqual(['/protected/1'])
    }),
  )

  test(
    'takes any Auth',
    withPool(async ({ api }) => {
      const client = ky.extend(authOptions(staticAuth('opaque', { httpHeader: 'X-Key', httpHeaderPrefix: '' })))
      await client(`${api.origin}/open`)
      expect(api.requests[0]?.headers['x-key']).toBe('opaque')
      expect(() => authOptions({} as never)).toThrow(
        expect.objectContaining({ code: 'ERR_POOLPASS_INVALID_OPTION', message: expect.stringContaining('auth') }),
      )
    }),
  )
})

/** Hooks in the place of poolpass's are seen through by what ky 1 tells `fetch`; ky 2 tells it nothing. */
const REFUSED_WITHOUT_OUR_HOOKS = isKy2 ? 'ERR_POOLPASS_INVALID_OPTION' : 'ERR_POOLPASS_ORIGIN'

describe('ky: a base URL', () => {
  const goTo = (url: string) => ({ beforeRequest: [(...state: unknown[]) => new Request(url, requestOf(state))] })
  const harmless = { beforeRequest: [() => {}] }

  const clients: readonly {
    what: string
    code?: string
    make(auth: Auth, base: BaseOption, there: string): KyInstance
  }[] = [
    {
      what: 'the last of a chain of extends',
      make: (auth, base) => ky.extend(base).extend(authOptions(auth)).extend({}),
    },
    { what: 'the first of a chain', make: (auth, base) => ky.extend(authOptions(auth)).extend({}).extend(base) },
    { what: 'create', make: (auth, base) => ky.create({ ...authOptions(auth), ...base }) },
    { what: 'no timeout', make: (auth, base) => ky.create({ ...authOptions(auth), ...base, timeout: false }) },
    {
      what: 'hooks of one’s own in an extend',
      make: (auth, base) => ky.extend(authOptions(auth)).extend({ ...base, hooks: harmless }),
    },
    {
      what: 'hooks in the place of ours',
      code: REFUSED_WITHOUT_OUR_HOOKS,
      make: (auth, base) => ky.create({ ...authOptions(auth), ...base, hooks: harmless }),
    },
    {
      what: 'a hook behind ours that returns another Request',
      make: (auth, base, there) => ky.extend(authOptions(auth)).extend({ ...base, hooks: goTo(there) }),
    },
    {
      what: 'a hook before ours that returns another Request',
      make: (auth, base, there) =>
        ky
          .extend({ hooks: goTo(there) })
          .extend(authOptions(auth))
          .extend(base),
    },
  ]
  for (const { what, code = 'ERR_POOLPASS_ORIGIN', make } of clients) {
    test(
      `keeps the token within its origin: ${what}`,
      withPool(async ({ auth, api, local, startApi }) => {
        const other = await startApi()
        const there = `${other.origin}/protected`
        const client = make(auth(), baseOf(api.origin), there).extend({ retry: 0 })
        expect(await failureOf(client(new URL(there)))).toHaveProperty('code', code)
        expect([local.counts.all(), other.requests.length]).toEqual([{}, 0])
      }),
    )
  }

  test(
    'of a request’s own takes the place of the client’s, there and back',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const client = ky.extend({ ...authOptions(await signedIn()), ...baseOf(api.origin), retry: 0 })
      const urls = [`${api.origin}/protected`, `${other.origin}/protected`].map(url => new URL(url))
      for (const here of [0, 1, 0]) {
        const [base, otherBase] = [baseOf(urls[here]!.origin), baseOf(urls[1 - here]!.origin)]
        expect((await client(urls[here]!, base)).status).toBe(200)
        expect((await client(urls[here]!, base)).status).toBe(200)
        expect(await failureOf(client(urls[here]!, otherBase))).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
      }
      expect([api.requests.length, other.requests.length]).toEqual([4, 2])
    }),
  )

  test(
    'holds for each attempt of a retry, whatever the attempt before it was allowed',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const leave = (...state: unknown[]) => new Request(`${other.origin}/protected`, requestOf(state))
      const client = ky.extend({ ...authOptions(await signedIn()), ...baseOf(api.origin) }).extend({
        retry: { limit: 1, delay: () => 1 },
        hooks: { beforeRetry: [leave] },
      })
      api.answerNext(1, 503)
      expect(await failureOf(client('protected'))).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
      expect([api.requests.length, other.requests.length]).toEqual([1, 0])
      api.answerNext(1, 503)
      const staying = client.extend({ hooks: { beforeRetry: undefined as never } })
      expect((await staying.put('protected', { json: { a: 1 } })).status).toBe(200)
      expect(api.requests.map(({ authorized }) => authorized)).toEqual([true, true, true])
    }),
  )

  test(
    'that does not exist limits nothing, and needs neither hooks nor `origins`',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const auth = await signedIn()
      const plain = ky.extend(authOptions(auth))
      const ownHooks = isKy2
        ? ky.create({ ...authOptions(auth), hooks: harmless, timeout: false })
        : ky.create({ ...authOptions(auth), hooks: harmless })
      for (const client of [plain, ownHooks]) {
        for (const { origin } of [api, other]) expect((await client(`${origin}/protected`)).status).toBe(200)
      }
    }),
  )

  test(
    'adds no hook where `origins` are listed, and has no say there',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const auth = await signedIn({ origins: [other.origin] })
      expect(authOptions(auth)).not.toHaveProperty('hooks')
      const client = ky.create({ ...authOptions(auth), ...baseOf(api.origin), hooks: harmless, retry: 0 })
      expect((await client(new URL(`${other.origin}/protected`))).status).toBe(200)
      expect(await failureOf(client('protected'))).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
    }),
  )

  test(
    'may be a path where there is a page, and is then of the page’s origin',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const client = ky.extend({ ...authOptions(await signedIn()), ...baseOf('/api'), retry: 0 })
      vi.stubGlobal('location', { href: `${api.origin}/page` })
      try {
        const error = await failureOf(client(new URL(`${other.origin}/protected`)))
        expect(error).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
        expect((await client(new URL(`${api.origin}/protected`))).status).toBe(200)
      } finally {
        vi.unstubAllGlobals()
      }
      expect((await client(new URL(`${other.origin}/protected`))).status).toBe(200)
      expect(other.requests).toHaveLength(1)
    }),
  )

  test(
    'in plain http on another machine gets no token, and the error tells what to do',
    withPool(async ({ auth, local }) => {
      const client = ky.extend({ ...authOptions(auth()), ...baseOf('http://api.internal'), retry: 0 })
      const refused =
        'no token may go to http://api.internal: plain http to another machine has to be listed in `origins`'
      expect(await failureOf(client('notes'))).toHaveProperty('message', expect.stringContaining(refused))
      expect(await failureOf(client(new URL('https://api.example.com/')))).toHaveProperty(
        'message',
        expect.stringContaining('without `origins`, none leaves the origin of the base URL, http://api.internal'),
      )
      expect(local.counts.all()).toEqual({})
    }),
  )

  if (isKy2)
    test(
      'in two parts is that of the first part that names an origin',
      withPool(async ({ signedIn, api, startApi }) => {
        const other = await startApi()
        const there = new URL(`${other.origin}/protected`)
        const both = { ...baseOf(api.origin), prefix: 'protected' }
        const client = ky.extend({ ...authOptions(await signedIn()), ...both, retry: 0 })
        expect((await client('1')).status).toBe(200)
        expect(await failureOf(client(there))).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
        const elsewhere = client.extend({ prefix: other.origin } as object)
        expect((await elsewhere('protected')).status).toBe(200)
      }),
    )
})
