import { EventEmitter } from 'node:events'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import axios, {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  type AxiosInstance,
  type CreateAxiosDefaults,
  type InternalAxiosRequestConfig,
} from 'axios'
import axiosRetry from 'axios-retry'
import { isPoolpassError, OriginError } from 'poolpass'
import { withAuth } from 'poolpass/axios'
import { staticAuth } from 'poolpass/testing'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { through } from './cases/redirects.js'
import { axiosClients } from './clients/axios.js'
import { type Context, gate, type Setting, times, tokenIn, until, withContext } from './context.js'
import { failureOf } from './failures.js'

const withPool =
  (run: (context: Context) => Promise<void>, setting: Setting = {}) =>
  () =>
    withContext(axiosClients[0]!, setting, run)

type Auth = Parameters<typeof withAuth>[1]

/** An instance with the token, as a program would have it. */
function authed(auth: Auth, defaults: CreateAxiosDefaults = {}): AxiosInstance {
  const instance = axios.create(defaults)
  withAuth(instance, auth)
  return instance
}

/** Older versions of axios lose them, and with them what is known of a config that has another beforeRedirect. */
const areSymbolsCopied = !axios.VERSION.startsWith('1.15.')

const KEY = { httpHeader: 'X-Api-Key', httpHeaderPrefix: '' }
const INVALID = { code: 'ERR_POOLPASS_INVALID_OPTION' }
const ADAPTERS: [name: string, defaults: CreateAxiosDefaults][] = [
  ['http', {}],
  ['fetch', { adapter: 'fetch' }],
]

describe('attaching', () => {
  test(
    'the undo takes all of it off, and another auth may come then',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create()
      const undo = withAuth(instance, await signedIn())
      await instance.get(`${api.origin}/open`)
      undo()
      await instance.get(`${api.origin}/open`)
      expect(api.requests.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false])
      expect(instance.interceptors.request.handlers?.filter(Boolean)).toEqual([])
      expect(instance.interceptors.response.handlers?.filter(Boolean)).toEqual([])
      withAuth(instance, staticAuth('other'))
      await instance.get(`${api.origin}/open`)
      expect(tokenIn(api.requests[2])).toBe('other')
    }),
  )

  test('a second auth, something that is no instance, and no Auth are refused by name', () => {
    const instance = axios.create()
    withAuth(instance, staticAuth('one'))
    const twice = () => withAuth(instance, staticAuth('two'))
    expect(twice).toThrow(expect.objectContaining({ ...INVALID, message: expect.stringContaining('already') }))
    for (const other of [undefined, {}, () => {}]) {
      const wrong = () => withAuth(other as never, staticAuth('one'))
      expect(wrong).toThrow(expect.objectContaining({ ...INVALID, message: expect.stringContaining('`instance`') }))
    }
    const noAuth = () => withAuth(axios.create(), {} as never)
    expect(noAuth).toThrow(expect.objectContaining({ ...INVALID, message: expect.stringContaining('`auth`') }))
  })

  test('the instance keeps its type, and the undo takes nothing', () => {
    expectTypeOf(withAuth).toBeCallableWith(axios, staticAuth('one'))
    expectTypeOf(withAuth).toBeCallableWith(axios.create({ adapter: ['http', 'fetch'] }), staticAuth('one'))
    expectTypeOf(withAuth).returns.toEqualTypeOf<() => void>()
  })

  test(
    'what a patched create() puts on every instance does not come over a replay',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create()
      const { create } = instance
      let passed = 0
      instance.create = defaults => {
        const made = create(defaults)
        made.interceptors.request.use(config => {
          passed++
          return config
        })
        return made
      }
      withAuth(instance, await signedIn())
      api.refuseNext(1)
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      expect([api.requests.length, passed]).toEqual([2, 0])
    }),
  )

  test(
    'other instances, and those made of it, are without the token',
    withPool(async ({ signedIn, api }) => {
      const instance = authed(await signedIn())
      await instance.create().get(`${api.origin}/open`)
      await axios.get(`${api.origin}/open`)
      expect(api.sawToken).toBe(false)
    }),
  )
})

describe.each(ADAPTERS)('%s adapter', (_, defaults) => {
  test(
    'takes any Auth',
    withPool(async ({ api }) => {
      await authed(staticAuth('opaque'), defaults).get(`${api.origin}/open`)
      await authed(staticAuth('opaque', KEY), defaults).get(`${api.origin}/open`)
      expect(api.requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([
        ['Bearer opaque', undefined],
        [undefined, 'opaque'],
      ])
    }),
  )

  test(
    'the base URL’s origin is the only one that gets the token, unless others are listed',
    withPool(async ({ auth, api, local, startApi }) => {
      const other = await startApi()
      const refused = authed(auth(), { ...defaults, baseURL: `${api.origin}/protected` })
      const error = await failureOf(refused.get(`${other.origin}/protected`))
      expect(error).toBeInstanceOf(OriginError)
      expect((error as Error).message).toContain(other.origin)
      expect([local.counts.all(), other.requests.length]).toEqual([{}, 0])
      expect((await refused.get('notes', { params: { page: 2 } })).status).toBe(200)
      expect(api.requests.map(({ url }) => url)).toEqual(['/protected/notes'])
      expect(await failureOf(refused.get(`${other.origin}/protected`))).toBeInstanceOf(OriginError)
      expect((await refused.get('/notes')).status).toBe(200)
      expect([api.requests.length, other.requests.length]).toEqual([2, 0])
      const listing = authed(auth({ origins: [other.origin] }), { ...defaults, baseURL: api.origin })
      expect((await listing.get(`${other.origin}/protected`)).status).toBe(200)
      expect(await failureOf(listing.get('/protected'))).toBeInstanceOf(OriginError)
    }),
  )

  test(
    'basic auth, as an option or in the URL, gives way to the token where both want the same header',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const basic = { auth: { username: 'a', password: 'b' } }
      const instance = authed(auth, { ...defaults, ...basic })
      const withUser = `${api.origin.replace('//', '//a:b@')}/protected`
      api.refuseNext(1)
      await instance.get(`${api.origin}/open`)
      const { config } = await instance.get(withUser, { params: { page: 2 } })
      expect(config).toMatchObject({ ...basic, url: withUser })
      expect(api.requests.map(({ headers }) => headers.authorization?.slice(0, 9))).toEqual(times(3, () => 'Bearer ey'))
      await authed(await signedIn(KEY), { ...defaults, ...basic }).get(`${api.origin}/open`)
      expect(api.requests[3]?.headers).toMatchObject({
        authorization: 'Basic YTpi',
        'x-api-key': expect.stringMatching(/^ey/),
      })
    }),
  )

  test(
    'basic auth in the base URL gives way to the token, also after a request to the same origin without it',
    withPool(async ({ signedIn, api }) => {
      const baseURL = api.origin.replace('//', '//a:b@')
      const instance = authed(await signedIn(), { ...defaults, baseURL })
      for (const url of ['/open', `${api.origin}/open`, '/open']) await instance.get(url)
      expect(api.requests.map(({ headers }) => headers.authorization?.slice(0, 9))).toEqual(times(3, () => 'Bearer ey'))
    }),
  )

  test(
    'interceptors and transformations run once, and the answer is what axios makes of it',
    withPool(async ({ auth, signedIn, api }) => {
      const defaultRequest = [axios.defaults.transformRequest ?? []].flat()
      const defaultResponse = [axios.defaults.transformResponse ?? []].flat()
      const hasToken = await signedIn()
      for (const { session, refusals, more } of [
        { session: hasToken, refusals: 1 },
        { session: auth(), refusals: 1 },
        { session: auth(), refusals: 0 },
        // Where the first that runs is fetch, though not the first that is named.
        { session: hasToken, refusals: 1, more: { adapter: ['xhr', 'fetch'] } },
        { session: auth(), refusals: 1, more: { adapter: ['xhr', 'fetch'] } },
      ] satisfies { session: Auth; refusals: number; more?: CreateAxiosDefaults }[]) {
        const before = api.requests.length
        const ran: string[] = []
        const note =
          (what: string) =>
          <T>(value: T): T => {
            ran.push(what)
            return value
          }
        const instance = axios.create({
          ...defaults,
          ...more,
          transformRequest: [note('transformRequest'), ...defaultRequest],
          transformResponse: [...defaultResponse, (data, _, status) => (status === 200 ? note('parsed')(data) : data)],
        })
        instance.interceptors.request.use(note('request'))
        withAuth(instance, session)
        instance.interceptors.request.use(note('request'))
        instance.interceptors.response.use(note('response'))
        api.refuseNext(refusals)
        const { data, config } = await instance.put(`${api.origin}/protected`, { a: 1 })
        expect(data).toEqual({ method: 'PUT', body: btoa('{"a":1}') })
        expect(ran).toEqual(['request', 'request', 'transformRequest', 'parsed', 'response'])
        const sent = api.requests.slice(before).map(({ body, headers }) => [body.toString(), headers['content-type']])
        expect(sent).toEqual(times(refusals + 1, () => ['{"a":1}', 'application/json']))
        expect([config.transformRequest].flat()).toHaveLength(2)
        expect(config.adapter).toEqual(instance.defaults.adapter)
        expect(config.env).toEqual(instance.defaults.env)
        expect(config.headers.has('authorization')).toBe(false)
      }
    }),
  )

  test(
    'where the request goes is looked at behind the interceptors, also those that were there before',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const instance = axios.create({ ...defaults, baseURL: api.origin })
      instance.interceptors.request.use(config => ({ ...config, url: `${other.origin}/open` }) as typeof config)
      withAuth(instance, await signedIn())
      expect(await failureOf(instance.get('/open'))).toBeInstanceOf(OriginError)
      expect([api.requests.length, other.requests.length]).toEqual([0, 0])
    }),
  )

  test(
    'a token that expires while the request waits for an interceptor is replaced',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const instance = axios.create(defaults)
      instance.interceptors.request.use(async config => {
        clock.advance({ seconds: 3_600 })
        return config
      })
      withAuth(instance, auth)
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      expect(tokenIn(api.requests[0])).not.toBe(old)
      expect(context.renewals).toBe(1)
    }),
  )

  test(
    'a 401 that stands is what validateStatus makes of it, with its body',
    withPool(async ({ signedIn, api }) => {
      const instance = authed(await signedIn({ retryUnauthorized: false }), defaults)
      const error = await failureOf(instance.get(`${api.origin}/always-401`))
      expect(error).toBeInstanceOf(AxiosError)
      expect(error).toMatchObject({
        code: 'ERR_BAD_REQUEST',
        response: { status: 401, data: { message: 'no token is good enough' } },
      })
      const { status, data } = await instance.get(`${api.origin}/always-401`, { validateStatus: null })
      expect([status, data]).toEqual([401, { message: 'no token is good enough' }])
    }),
  )

  test(
    'a 401 that validateStatus lets pass is answered too',
    withPool(async ({ signedIn, api }) => {
      const instance = authed(await signedIn(), { ...defaults, validateStatus: () => true })
      api.refuseNext(1)
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      expect(api.requests).toHaveLength(2)
    }),
  )

  test(
    'a streamed 401 is drained before the replay, and connections do not pile up',
    withPool(
      async ({ signedIn, api }) => {
        const instance = authed(await signedIn(), { ...defaults, responseType: 'stream' })
        for (let i = 0; i < 30; i++) {
          api.refuseNext(1)
          const { data } = await instance.get(`${api.origin}/protected`)
          for await (const _ of data) void _
        }
        expect(api.requests).toHaveLength(60)
        expect(api.openConnections).toBeLessThan(5)
      },
      { api: { refusalBytes: 20_000 } },
    ),
  )

  test(
    'a streamed 401 is drained also when retryUnauthorized throws, whose error is given as it is',
    withPool(
      async ({ signedIn, api }) => {
        const own = new Error('mine')
        const retryUnauthorized = () => {
          throw own
        }
        const instance = authed(await signedIn({ retryUnauthorized }), { ...defaults, responseType: 'stream' })
        for (let i = 0; i < 30; i++) {
          const error = await failureOf(instance.get(`${api.origin}/always-401`))
          expect([error, (error as AxiosError).cause]).toContain(own)
        }
        expect(api.openConnections).toBeLessThan(5)
      },
      { api: { refusalBytes: 20_000 } },
    ),
  )

  test(
    'a hop carries the token of its own time, not of the request’s beginning',
    withPool(async context => {
      const { signedIn, api } = context
      const auth = await signedIn()
      const old = await auth.token()
      const slow = gate()
      api.holdNext(slow.opened)
      const answer = authed(auth, defaults).get(through(api, ['/protected']))
      await until(() => api.requests.length === 1)
      await auth.cognito.renewAccessToken()
      slow.open()
      expect((await answer).status).toBe(200)
      expect(api.requests.map(tokenIn)).toEqual([old, await auth.token()])
    }),
  )

  test.each(['before', 'after'])(
    'with axios-retry, attached %s it, each attempt has a token that is good then and a replay of its own',
    withOrder(defaults),
  )

  test(
    'cancelling ends the wait for a token by axios’ own means, and leaves no listener',
    withPool(async ({ auth, api, local }) => {
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const instance = authed(auth(), defaults)
      const source = axios.CancelToken.source()
      const controller = new AbortController()
      const url = `${api.origin}/protected`
      const byToken = failureOf(instance.get(url, { cancelToken: source.token, signal: new AbortController().signal }))
      const bySignal = failureOf(
        instance.get(url, { signal: controller.signal, cancelToken: axios.CancelToken.source().token }),
      )
      await until(() => local.counts.of('InitiateAuth') === 1)
      source.cancel('not wanted')
      controller.abort('left')
      expect(await byToken).toMatchObject({ message: 'not wanted', code: 'ERR_CANCELED' })
      const error = await bySignal
      expect([axios.isCancel(await byToken), axios.isCancel(error)]).toEqual([true, true])
      expect((error as AxiosError).config?.signal).toMatchObject({ reason: 'left' })
      pool.open()
      const long = axios.CancelToken.source()
      expect((await instance.get(url, { cancelToken: long.token })).status).toBe(200)
      await until(() => !(long.token as unknown as { _listeners?: unknown[] })._listeners?.length)
      expect(api.requests).toHaveLength(1)
    }),
  )

  test.each([{}, { timeoutErrorMessage: 'too slow', transitional: { clarifyTimeoutError: true } }])(
    'the wait for a token has axios’ timeout and fails as axios does with %o; the sign-in goes on',
    withTimeout(defaults),
  )

  test(
    'cancelling while a 401 is dealt with gives axios’ own error',
    withPool(async context => {
      const { signedIn, api, local } = context
      let refusals = 0
      const retryUnauthorized = () => ++refusals > 0
      const instance = authed(await signedIn({ retryUnauthorized }), defaults)
      const pool = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: pool.opened })
      api.refuseNext(2)
      const source = axios.CancelToken.source()
      const controller = new AbortController()
      const byToken = failureOf(instance.get(`${api.origin}/protected`, { cancelToken: source.token }))
      const bySignal = failureOf(instance.get(`${api.origin}/protected`, { signal: controller.signal }))
      await until(() => context.renewals === 1 && refusals === 2)
      source.cancel('not wanted')
      controller.abort('left')
      const errors = [await byToken, await bySignal]
      expect(errors.map(error => axios.isCancel(error))).toEqual([true, true])
      expect(errors[0]).toHaveProperty('message', 'not wanted')
      pool.open()
      expect(api.requests).toHaveLength(2)
    }),
  )

  test(
    'what was cancelled before it was sent can be sent again, with one token and one replay',
    withPool(async ({ signedIn, api }) => {
      const instance = authed(await signedIn(), defaults)
      const url = `${api.origin}/protected`
      const { config } = (await failureOf(instance.post(url, { a: 1 }, { signal: AbortSignal.abort() }))) as AxiosError
      api.refuseNext(2)
      const again = { ...config, signal: new AbortController().signal } as InternalAxiosRequestConfig
      expect(await failureOf(instance(again))).toMatchObject({ response: { status: 401 } })
      expect(api.requests.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}'])
    }),
  )

  test(
    'what an interceptor before ours sends again by fetch has one replay',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create(defaults)
      instance.interceptors.response.use(null, error => {
        if (error.status !== 503) throw error
        return instance.request({ ...error.config, adapter: 'fetch' })
      })
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      api.refuseNext(9)
      const error = (await failureOf(instance.get(`${api.origin}/protected`))) as AxiosError
      expect(api.requests).toHaveLength(3)
      expect(inspect(error, { depth: Number.POSITIVE_INFINITY })).not.toContain(tokenIn(api.requests[0]))
    }),
  )

  test(
    'what an interceptor before ours sends again by http has no fetch of ours in its config',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create(defaults)
      instance.interceptors.response.use(null, ({ config }: AxiosError) =>
        instance.request({ ...config, adapter: 'http' }),
      )
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const { status, config } = await instance.get(`${api.origin}/protected`)
      expect([status, config.env?.fetch, config.adapter]).toEqual([200, undefined, 'http'])
      expect(api.requests.map(({ authorized }) => authorized)).toEqual([true, true])
    }),
  )

  test(
    'what goes to the pool keeps its basic auth',
    withPool(async ({ signedIn, local }) => {
      const seen: unknown[] = []
      const adapter: AxiosAdapter = async config => {
        seen.push(config.auth, config.headers.Authorization)
        return { config, data: '', status: 200, statusText: 'OK', headers: {} }
      }
      const sent: typeof fetch = async input => {
        seen.push((input as Request).headers.get('authorization'))
        return new Response()
      }
      const auth = { username: 'client', password: 'secret' }
      const instance = authed(await signedIn(), defaults.adapter ? { ...defaults, env: { fetch: sent } } : { adapter })
      await instance.post(`${local.endpoint}/oauth2/token`, 'grant_type=client_credentials', { auth })
      expect(seen).toEqual(defaults.adapter ? ['Basic Y2xpZW50OnNlY3JldA=='] : [auth, undefined])
    }),
  )

  test(
    'what another instance sends again has that one’s token, and gives the config back',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create(defaults)
      const other = authed(staticAuth('other'), defaults)
      instance.interceptors.response.use(null, error => {
        if (error.status !== 503) throw error
        // Without its symbols, of which older versions of axios copy none.
        return other.request(Object.fromEntries(Object.entries(error.config)))
      })
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const error = (await failureOf(instance.get(`${api.origin}/protected`))) as AxiosError
      expect(tokenIn(api.requests[0])).toMatch(/^ey/)
      expect(tokenIn(api.requests[1])).toBe('other')
      expect(error.status).toBe(401)
      expect(error.config?.env?.fetch).toBeUndefined()
    }),
  )

  test(
    'what another instance sends again has no token of before, whatever the two call their headers',
    withPool(async ({ signedIn, api, startApi }) => {
      const elsewhere = await startApi()
      const instance = axios.create(defaults)
      const other = axios.create(defaults)
      withAuth(other, staticAuth('other', { httpHeader: 'X-Token', httpHeaderPrefix: '' }))
      instance.interceptors.response.use(null, ({ config }: AxiosError) =>
        other.request({ ...config, url: `${elsewhere.origin}/open` }),
      )
      instance.defaults.headers.common.authorization = 'given'
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const { config } = await instance.get(`${api.origin}/protected`)
      const [sent] = elsewhere.requests
      expect(sent?.headers['x-token']).toBe('other')
      expect([undefined, 'given']).toContain(sent?.headers.authorization)
      expect(inspect(config.headers)).not.toContain(tokenIn(api.requests[0]))
    }),
  )

  test(
    'what an interceptor before ours sends to the pool is answered as it is',
    withPool(async ({ signedIn, api, local }) => {
      const adapter = axios.getAdapter('http')
      // Axios trims the second.
      for (const [httpHeaderPrefix, more] of [['Bearer '], [' JWT '], ['Bearer ', { adapter }]] as const) {
        const instance = axios.create({ ...defaults, ...more })
        instance.interceptors.response.use(null, error => {
          if (error.status !== 503) throw error
          return instance.request({ ...error.config, url: local.endpoint })
        })
        withAuth(instance, await signedIn({ httpHeaderPrefix }))
        api.answerNext(1, 503)
        const error = (await failureOf(instance.get(`${api.origin}/protected`))) as AxiosError
        expect(error.config?.url).toBe(local.endpoint)
        // What is sent is made of these.
        expect(error.config?.headers.Authorization).toBeUndefined()
      }
    }),
  )

  test(
    'an interceptor before ours may put another beforeRedirect in the place of ours: a 401 is answered, and shows no token',
    withPool(async context => {
      const { api } = context
      const instance = axios.create(defaults)
      instance.interceptors.response.use(null, error => {
        delete error.config.beforeRedirect
        throw error
      })
      withAuth(instance, await context.signedIn())
      api.refuseNext(1)
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      api.answerNext(1, 503)
      const error = (await failureOf(instance.get(`${api.origin}/protected`))) as AxiosError
      expect(error.config?.headers.Authorization).toBeUndefined()
      expect(context.renewals).toBe(1)
    }),
  )

  if (areSymbolsCopied) {
    test(
      'what another instance sends again with another beforeRedirect has that one’s token only',
      withPool(async ({ signedIn, api, startApi }) => {
        const other = await startApi()
        const second = axios.create(defaults)
        withAuth(second, staticAuth('second', KEY))
        const first = axios.create(defaults)
        first.interceptors.response.use(null, ({ config }) =>
          second.request({ ...config, url: `${other.origin}/open`, beforeRedirect: () => {} }),
        )
        withAuth(first, await signedIn())
        api.answerNext(1, 503)
        const { config } = await first.get(`${api.origin}/protected`)
        expect(other.requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([
          [undefined, 'second'],
        ])
        expect(config.headers.Authorization).toBeUndefined()
      }),
    )
  }

  test(
    'what an interceptor before ours sends again is a request like any other, over all its redirects',
    withPool(async ({ signedIn, clock, api }) => {
      const slow = gate()
      const instance = axios.create(defaults)
      instance.interceptors.response.use(null, ({ config }: AxiosError) => {
        api.holdNext(slow.opened)
        // As axios-retry does it: what was transformed is not to be transformed again.
        const transformRequest = [(data: unknown) => data]
        return instance.request({ ...config, transformRequest, headers: { ...config?.headers, 'x-attempt': '2' } })
      })
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const answer = instance.get(through(api, ['/protected']))
      await until(() => api.requests.length === 3)
      clock.advance({ seconds: 3_700 })
      slow.open()
      expect((await answer).status).toBe(200)
      expect(api.requests.map(({ headers }) => headers['x-attempt'])).toEqual([undefined, undefined, '2', '2'])
    }),
  )

  test(
    'what is sent again goes by another adapter and to another URL where it says so',
    withPool(async ({ signedIn, api }) => {
      const tried: unknown[] = []
      const instance = axios.create(defaults)
      const byAnother: AxiosAdapter = config => {
        tried.push(config.url)
        return axios.getAdapter('http')(config)
      }
      const url = `${api.origin}/open`
      instance.interceptors.response.use(null, ({ config }: AxiosError) =>
        instance.request({ ...config, adapter: byAnother, url }),
      )
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const first = `${api.origin.replace('//', '//user:secret@')}/protected`
      expect((await instance.get(first)).status).toBe(200)
      expect(tried).toEqual([url])
      expect(api.requests.map(({ url }) => url)).toEqual(['/protected', '/open'])
    }),
  )

  test(
    'what an interceptor before ours sends again when no token came in time goes where it says, as it was given',
    withPool(async context => {
      const { auth, api, local } = context
      const instance = axios.create({ ...defaults, timeout: 200 })
      const seen: unknown[] = []
      instance.interceptors.response.use(null, ({ code, config }: AxiosError) => {
        seen.push(code)
        // Without its symbols, of which older versions of axios copy none.
        const again = Object.fromEntries(Object.entries(config ?? {}))
        return instance.request({ ...again, url: `${api.origin}/open`, timeout: 0 })
      })
      withAuth(instance, auth())
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const answer = instance.get(`${api.origin}/protected`)
      await until(() => seen.length === 1)
      pool.open()
      const { status, config } = await answer
      expect([status, context.signIns]).toEqual([200, 1])
      // As either adapter calls it.
      expect(seen).toEqual([expect.stringMatching(/^(ECONNABORTED|ETIMEDOUT)$/)])
      expect(api.requests.map(({ url }) => url)).toEqual(['/open'])
      expect(config.adapter).toEqual(instance.defaults.adapter)
    }),
  )

  test(
    'what another instance sends again by fetch, where its own adapters come first, has that one’s token',
    withPool(async ({ signedIn, api }) => {
      const adapters: CreateAxiosDefaults = { adapter: ['xhr', 'fetch'] }
      const instance = axios.create(adapters)
      const other = authed(staticAuth('other'), adapters)
      instance.interceptors.response.use(null, error => {
        if (error.status !== 503) throw error
        return other.request({ ...error.config })
      })
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const error = (await failureOf(instance.get(`${api.origin}/protected`))) as AxiosError
      expect(api.requests.map(tokenIn)).toEqual([expect.stringMatching(/^ey/), 'other'])
      expect(error.config?.adapter).toEqual(['xhr', 'fetch'])
    }),
  )

  test(
    'each request goes by the adapter and the fetch that it names, whatever the last one named',
    withPool(async ({ signedIn, api }) => {
      const fetched: number[] = []
      const byNumber = (number: number): typeof fetch => {
        return (input, init) => {
          fetched.push(number)
          return fetch(input, init)
        }
      }
      const [first, second] = [byNumber(1), byNumber(2)]
      // Of an interceptor's own: axios copies what it is given, but not this.
      const list: ('fetch' | 'http' | AxiosAdapter)[] = ['fetch']
      const instance = axios.create({ ...defaults, headers: { 'x-request': 'mine' } })
      instance.interceptors.request.use(config => {
        if (config.adapter === undefined || Array.isArray(config.adapter)) config.adapter = list
        return config
      })
      withAuth(instance, await signedIn())
      const url = `${api.origin}/protected`
      await instance.get(url, { adapter: 'fetch', env: { fetch: first } })
      await instance.get(url, { adapter: 'fetch', env: { fetch: second } })
      await instance.get(url, { adapter: axios.getAdapter('http'), env: { fetch: first } })
      await instance.get(url, { adapter: [], env: { fetch: first } })
      for (const http of [axios.getAdapter('http'), 'http'] as const) {
        list[0] = http
        await instance.get(url, { adapter: [], env: { fetch: second } })
        await instance.get(url, { adapter: http, env: { fetch: second } })
      }
      expect(fetched).toEqual([1, 2, 1])
      expect(api.requests.map(({ authorized }) => authorized)).toEqual(Array(8).fill(true))
    }),
  )

  test(
    'a request whose interceptor names no adapter goes by those of axios',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create(defaults)
      instance.interceptors.request.use(config => {
        delete config.adapter
        return config
      })
      withAuth(instance, await signedIn())
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
    }),
  )

  test(
    'an adapter of the user’s may hand over to the same instance, which sends it once',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const instance = authed(auth, {
        adapter: config => instance.request({ ...config, adapter: defaults.adapter ?? 'http' }),
      })
      api.refuseNext(1)
      expect((await instance.put(`${api.origin}/protected`, { a: 1 })).status).toBe(200)
      expect(api.requests.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}'])
    }),
  )

  test(
    'an adapter of the user’s may send a copy with another beforeRedirect and headers: a 401 is answered, and shows no token',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const send = axios.getAdapter(defaults.adapter ?? 'http')
      const instance = authed(auth, {
        adapter: config => {
          const headers = AxiosHeaders.from(config.headers).concat({ 'x-signature': 'of the adapter' })
          return send({ ...config, headers, beforeRedirect: () => {} })
        },
      })
      api.refuseNext(1)
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      expect(api.requests.map(({ headers }) => headers['x-signature'])).toEqual(Array(2).fill('of the adapter'))
      const error = await failureOf(instance.get(`${api.origin}/always-401`))
      expect(inspect((error as AxiosError).config, { depth: 9 })).not.toContain(await auth.token())
    }),
  )

  test(
    'where only the fetch adapter is left, a request that waits for its token has one replay too',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const instance = axios.create({ adapter: ['xhr', 'fetch'] })
      instance.interceptors.response.use(answer => answer)
      withAuth(instance, auth)
      expect(await failureOf(instance.get(`${api.origin}/always-401`))).toMatchObject({ response: { status: 401 } })
      expect(api.requests).toHaveLength(2)
    }),
  )

  test(
    'an adapter of the user’s may send by another axios, with transforms of its own',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const adapter = defaults.adapter ?? 'http'
      const transformRequest = [(data: unknown) => data]
      const instance = authed(auth, { adapter: config => axios.request({ ...config, adapter, transformRequest }) })
      api.refuseNext(1)
      expect((await instance.put(`${api.origin}/protected`, { a: 1 })).status).toBe(200)
      expect(api.requests.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}'])
      const error = await failureOf(instance.get(`${api.origin}/always-401`))
      // Older ones keep the other's error as its cause, with a config of its own.
      expect(inspect((error as AxiosError).config, { depth: 9 })).not.toContain(await auth.token())
    }),
  )

  test(
    'what axios refuses in transformRequest is refused, and nothing is sent',
    withPool(async ({ signedIn, api }) => {
      const instance = authed(await signedIn(), defaults)
      const transformRequest = [(data: unknown) => JSON.stringify(data), undefined as never]
      expect(await failureOf(instance.post(`${api.origin}/protected`, { a: 1 }, { transformRequest }))).toBeInstanceOf(
        TypeError,
      )
      expect(api.requests).toEqual([])
    }),
  )

  test(
    'R15 no error of axios shows the token, and a plug-in still finds what it needs',
    withPool(async ({ signedIn, api, startApi }) => {
      const auth = await signedIn({ retryUnauthorized: false })
      const instance = authed(auth, defaults)
      const gone = await startApi()
      await gone.close()
      api.answerNext(1, 500)
      const urls = [
        `${api.origin}/always-401`,
        `${api.origin}/protected`,
        `${api.origin}/loop`,
        `${gone.origin}/protected`,
      ]
      for (const url of urls) {
        const error = (await failureOf(instance.post(url, { a: 1 }))) as AxiosError
        expect(error).toBeInstanceOf(AxiosError)
        const printed = inspect(error, { depth: 9 }) + JSON.stringify(error)
        expect(printed).toContain(url)
        expect(printed).not.toContain(await auth.token())
        expect(error.config).toMatchObject({ url, method: 'post', data: '{"a":1}' })
        expect(error.request).toBeDefined()
      }
    }),
  )

  test(
    'an auth that fails is seen as itself, once an attempt',
    withPool(async ({ auth, api, local }) => {
      const instance = authed(auth({ password: 'Wrong-Horse-9' }), defaults)
      const error = await failureOf(instance.get(`${api.origin}/protected`))
      expect(isPoolpassError(error, 'ERR_POOLPASS_WRONG_CREDENTIALS')).toBe(true)
      expect([api.requests.length, local.counts.of('InitiateAuth')]).toEqual([0, 1])
    }),
  )

  test(
    'maxRedirects: 0 gives what it gives without us: the redirect itself, where axios can',
    withPool(async ({ signedIn, api }) => {
      const options = { ...defaults, maxRedirects: 0, validateStatus: () => true }
      const answerOf = async (instance: AxiosInstance) => {
        const before = api.requests.length
        const { status, headers } = await instance.get(through(api, ['/open']))
        return { status, location: headers.location, requests: api.requests.length - before }
      }
      const bare = await answerOf(axios.create(options))
      expect(api.sawToken).toBe(false)
      expect(await answerOf(authed(await signedIn(), options))).toEqual(bare)
      expect(api.sawToken).toBe(true)
    }),
  )
})

function withOrder(defaults: CreateAxiosDefaults) {
  return (order: string) =>
    withContext(axiosClients[0]!, {}, async context => {
      const { signedIn, api, clock } = context
      const auth = await signedIn()
      const instance = axios.create(defaults)
      if (order === 'before') withAuth(instance, auth)
      axiosRetry(instance, { retries: 2, retryDelay: () => 0, onRetry: () => clock.advance({ seconds: 3_600 }) })
      if (order === 'after') withAuth(instance, auth)
      api.answerNext(2, 503)
      expect((await instance.put(`${api.origin}/protected`, { a: 1 })).status).toBe(200)
      expect(api.requests.map(({ body }) => body.toString())).toEqual(times(3, () => '{"a":1}'))
      expect(new Set(api.requests.map(tokenIn)).size).toBe(3)
      expect([context.renewals, context.signIns]).toEqual([2, 1])
      api.answerNext(1, 503)
      api.refuseNext(1)
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      expect(api.requests).toHaveLength(6)
    })
}

function withTimeout(defaults: CreateAxiosDefaults) {
  return (more: CreateAxiosDefaults) =>
    withContext(axiosClients[0]!, {}, async context => {
      const { auth, api, local } = context
      const options = { ...defaults, ...more, timeout: 200 }
      const url = `${api.origin}/protected`
      const never = gate()
      api.holdNext(never.opened)
      const expected = (await failureOf(axios.create(options).get(url))) as AxiosError
      const failsLikeBare = async (view: Auth) => {
        const { name, message, code, config } = (await failureOf(authed(view, options).get(url))) as AxiosError
        expect({ name, message, code }).toEqual({ name: 'AxiosError', message: expected.message, code: expected.code })
        expect(config).toMatchObject({ url, timeout: 200 })
      }
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const view = auth()
      const served = authed(view, defaults).get(url)
      await failsLikeBare(view)
      expect(api.requests).toHaveLength(1)
      pool.open()
      expect((await served).status).toBe(200)
      expect(context.signIns).toBe(1)
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: never.opened })
      api.refuseNext(1)
      await failsLikeBare(view)
      never.open()
    })
}

describe('http adapter alone', () => {
  test(
    'a beforeRedirect of the user’s own comes first: it sees the hop, and cannot keep the token on it',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const seen: unknown[] = []
      const url = through(api, [`${other.origin}/open`], 307)
      const instance = authed(await signedIn(KEY), {
        // Axios before 1.16 does not tell from where.
        beforeRedirect(options, { statusCode }, from?: { readonly url: string }) {
          seen.push([options.href, statusCode, from?.url ?? url])
          options.headers['x-hint'] = 'yes'
          options.headers['X-API-KEY'] = 'eyJh.eyJi.c'
        },
      })
      const { config } = await instance.get(url)
      expect(seen).toEqual([[`${other.origin}/open`, 307, url]])
      expect(other.requests[0]?.headers['x-hint']).toBe('yes')
      expect([api.sawToken, other.sawToken]).toEqual([true, false])
      expect(config.beforeRedirect).toBe(instance.defaults.beforeRedirect)
    }),
  )

  test(
    'a hop that is sent again is what the redirect made of the request',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi({ header: 'x-api-key', prefix: '' })
      const shown: string[] = []
      const retryUnauthorized = ({ url }: Request) => shown.push(url) > 0
      const auth = await signedIn({ ...KEY, retryUnauthorized, origins: [api.origin, other.origin] })
      const instance = authed(auth, {
        auth: { username: 'a', password: 'b' },
        headers: { Cookie: 'a=b', 'X-Other': 'kept' },
      })
      other.refuseNext(1)
      const url = through(api, [`${other.origin}/protected?page=2`], 303)
      const { status, config } = await instance.post(url, { a: 1 }, { params: { first: 'only' } })
      expect(status).toBe(200)
      expect(config).toMatchObject({ url, method: 'post', data: '{"a":1}' })
      const [first, again] = other.requests.map(({ rawHeaders: _, headers, ...rest }) => {
        const { 'x-api-key': token, ...others } = headers
        return { ...rest, others, token, authorized: true }
      })
      expect({ ...again, token: '' }).toEqual({ ...first, token: '' })
      expect(again?.token).not.toBe(first?.token)
      expect(again).toMatchObject({ method: 'GET', others: { 'x-other': 'kept' } })
      for (const name of ['authorization', 'cookie', 'content-type']) expect(again?.others).not.toHaveProperty(name)
      expect(api.requests.map(({ method }) => method)).toEqual(['POST'])
      expect(shown).toEqual([`${other.origin}/protected?page=2`])
      other.refuseNext(2)
      const error = (await failureOf(instance.post(url, { a: 1 }))) as AxiosError
      expect(error).toMatchObject({ response: { status: 401 }, config: { url, method: 'post', data: '{"a":1}' } })
      expect(inspect(error, { depth: 9 })).not.toContain(await auth.token())
    }),
  )

  test(
    'a request that waits for a token at each hop is to the user and to the API what it is without',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const seen: unknown[] = []
      const instance = axios.create({
        maxRedirects: 3,
        beforeRedirect({ href, headers }) {
          seen.push(href)
          headers['x-hop'] = String(seen.length)
          clock.advance({ seconds: 3_600 })
        },
      })
      instance.interceptors.response.use(null, error => {
        seen.push('a failure')
        throw error
      })
      for (const withInstance of [axios.create(instance.defaults as CreateAxiosDefaults), instance]) {
        withAuth(withInstance, await signedIn())
        const before = { requests: api.requests.length, renewals: context.renewals }
        const url = through(api, [api.origin, api.origin, '/protected/end'], 307)
        const { data, config } = await withInstance.put(url, { a: 1 }, { transformResponse: text => [text] })
        expect(data).toEqual([JSON.stringify({ method: 'PUT', body: btoa('{"a":1}') })])
        expect(config).toMatchObject({ url, method: 'put', data: '{"a":1}', maxRedirects: 3 })
        const requests = api.requests.slice(before.requests)
        expect(requests.map(({ body }) => body.toString())).toEqual(times(4, () => '{"a":1}'))
        expect(requests.map(({ headers }) => headers['x-hop'])).toEqual([undefined, '1', '2', '3'])
        expect(new Set(requests.map(tokenIn)).size).toBe(4)
        expect(context.renewals - before.renewals).toBe(3)
        expect(seen.splice(0)).toHaveLength(3)
        expect(await failureOf(withInstance.get(`${api.origin}/loop`))).toMatchObject({
          code: 'ERR_FR_TOO_MANY_REDIRECTS',
        })
        expect(api.requests.length - before.requests).toBe(8)
        seen.splice(0)
      }
    }),
  )

  test(
    'the hop of a body that can be sent but once, and of a transport of the user’s own, does not wait for a token',
    withPool(async ({ signedIn, api, clock }) => {
      const transport = { request: requestFollowing }
      for (const config of [{ method: 'PUT', data: Readable.from([Buffer.from('a body')]) }, { transport }]) {
        const instance = authed(await signedIn())
        const slow = gate()
        const before = api.requests.length
        api.holdNext(slow.opened)
        const url = through(api, [`${api.origin}/open`], config.data ? 307 : 302)
        const answer = instance.request({ ...config, url })
        await until(() => api.requests.length > before)
        clock.advance({ seconds: 3_600 })
        slow.open()
        expect((await answer).status).toBe(200)
        const [first, second] = api.requests.slice(before)
        expect(second?.body.toString()).toBe(config.data ? 'a body' : '')
        expect(tokenIn(second)).toBe(tokenIn(first))
      }
    }),
  )

  test(
    'while a hop waits for a token, cancelling ends it by axios’ own means, and an auth that fails is seen as itself',
    withPool(async context => {
      const { signedIn, api, clock, local } = context
      const beforeRedirect = () => clock.advance({ seconds: 3_600 })
      const url = through(api, ['/protected'])
      const pool = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: pool.opened })
      const controller = new AbortController()
      const cancelled = authed(await signedIn(), { beforeRedirect, signal: controller.signal }).get(url)
      await until(() => context.renewals === 1)
      controller.abort('left')
      const error = await failureOf(cancelled)
      expect([axios.isCancel(error), (error as AxiosError).config]).toEqual([true, expect.objectContaining({ url })])
      pool.open()
      const auth = await signedIn()
      const signOut = () => {
        beforeRedirect()
        void auth.logout()
      }
      const failed = await failureOf(authed(auth, { beforeRedirect: signOut }).get(url))
      expect(isPoolpassError(failed, 'ERR_POOLPASS_SIGNED_OUT')).toBe(true)
      expect(api.requests.map(request => request.url)).toEqual(['/redirect', '/redirect'])
    }),
  )

  test(
    'a transport of the user’s own that follows redirects takes no token to other origins',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const instance = authed(await signedIn(KEY), { transport: { request: requestFollowing } })
      expect((await instance.get(through(api, [`${other.origin}/open`]))).status).toBe(200)
      expect([other.requests.length, api.sawToken, other.sawToken]).toEqual([1, true, false])
    }),
  )

  test(
    'what is sent again is given back as the user wrote it, with what it says of its own',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create({ auth: { username: 'default', password: 'secret' } })
      instance.interceptors.response.use(null, ({ config }: AxiosError) =>
        instance.request({ ...config, headers: { ...config?.headers, 'x-attempt': '2' } }),
      )
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const url = `${api.origin.replace('//', '//other:one@')}/protected`
      const { config } = await instance.get(url, { auth: { username: 'user', password: 'secret' } })
      expect(api.requests.map(({ headers }) => headers['x-attempt'])).toEqual([undefined, '2'])
      expect(api.requests.map(({ authorized }) => authorized)).toEqual([true, true])
      expect(config).toMatchObject({ url, auth: { username: 'user' }, adapter: instance.defaults.adapter })
    }),
  )

  test(
    'what another instance sends again goes where it went before, not below that one’s base',
    withPool(async ({ signedIn, api, startApi }) => {
      const elsewhere = await startApi()
      const instance = axios.create({ baseURL: `${api.origin.replace('//', '//user:secret@')}/` })
      const other = authed(staticAuth('other'), { baseURL: elsewhere.origin })
      instance.interceptors.response.use(null, error => {
        if (error.status !== 503) throw error
        return other.request({ ...error.config })
      })
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const error = (await failureOf(instance.get('protected'))) as AxiosError
      expect(error.status).toBe(401)
      expect(api.requests.map(tokenIn)).toEqual([expect.stringMatching(/^ey/), 'other'])
      expect(elsewhere.requests).toHaveLength(0)
      expect(error.config).toMatchObject({ baseURL: instance.defaults.baseURL, url: 'protected' })
    }),
  )

  test(
    'the base URL of another instance limits what that one sends again, also where the URL held credentials',
    withPool(async ({ signedIn, api, startApi }) => {
      const elsewhere = await startApi()
      const instance = axios.create()
      const other = authed(staticAuth('other'), { baseURL: elsewhere.origin })
      instance.interceptors.response.use(null, error => {
        if (error.status !== 503) throw error
        return other.request({ ...error.config })
      })
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const url = `${api.origin.replace('//', '//user:secret@')}/protected`
      expect(await failureOf(instance.get(url))).toBeInstanceOf(OriginError)
      expect([api.requests.length, elsewhere.requests.length]).toEqual([1, 0])
    }),
  )

  test(
    'a transport of the user’s own is told of each hop once, also when an interceptor before ours sends to another origin',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      let told = 0
      const transport = {
        request(options: Parameters<typeof requestFollowing>[0], onResponse: (answer: unknown) => void) {
          const { config } = options.beforeRedirects as { config: (...args: unknown[]) => void }
          const beforeRedirect = options.beforeRedirect as (...args: unknown[]) => void
          const counted = (...args: unknown[]) => {
            told++
            beforeRedirect(...args)
          }
          expect(config).toBeTypeOf('function')
          return requestFollowing({ ...options, beforeRedirect: counted }, onResponse)
        },
      }
      // As an adapter of the user's that wraps it would have it.
      const adapter: AxiosAdapter = config =>
        axios.getAdapter('http')({ ...config, transport: { ...config.transport } })
      const instance = axios.create({ transport, adapter })
      instance.interceptors.response.use(null, ({ config }: AxiosError) =>
        instance.request({ ...config, url: through(other, [`${other.origin}/protected`]) }),
      )
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      const { status, config } = await instance.get(`${api.origin}/protected`)
      expect([status, config.transport, told]).toEqual([200, transport, 1])
      expect(other.requests.map(({ authorized }) => authorized)).toEqual([true, true])
    }),
  )

  test(
    'what FormData of axios’ own makes is a stream: sent once, its 401 returned, the next goes with a new token',
    withPool(async context => {
      const { signedIn, api } = context
      const instance = authed(await signedIn())
      api.refuseNext(1)
      const error = await failureOf(instance.postForm(`${api.origin}/protected`, { a: 'b' }))
      expect(error).toMatchObject({ response: { status: 401 } })
      expect((await instance.get(`${api.origin}/protected`)).status).toBe(200)
      expect([api.requests.length, context.renewals]).toEqual([2, 1])
    }),
  )

  test(
    'an adapter that is a function gets the token; its 401 is answered, and told nothing of us',
    withPool(async ({ signedIn }) => {
      const sent: InternalAxiosRequestConfig[] = []
      const tokens: unknown[] = []
      const adapter = async (config: InternalAxiosRequestConfig) => {
        sent.push(config)
        tokens.push(config.headers.get('authorization'))
        return { status: sent.length === 1 ? 401 : 200, statusText: '', headers: {}, data: 'data', config }
      }
      const instance = authed(await signedIn(), { adapter, validateStatus: () => true })
      const { status, config } = await instance.get('https://api.example.com/')
      expect([status, sent.length, new Set(tokens).size]).toEqual([200, 2, 2])
      expect([config.adapter, config.headers.has('authorization')]).toEqual([adapter, false])
    }),
  )

  test(
    'below a relative base URL no spelling of another origin gets the token',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const { host } = new URL(other.origin)
      const location = new URL(`${api.origin}/app`)
      const adapter = async (config: InternalAxiosRequestConfig) => {
        const headers = Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)])
        const { status } = await fetch(new URL(axios.getUri(config), location), {
          headers: Object.fromEntries(headers),
        })
        return { status, statusText: '', headers: {}, data: '', config }
      }
      Object.assign(globalThis, { location })
      try {
        const instance = authed(await signedIn(), { adapter, baseURL: '/' })
        expect((await instance.get('/protected')).status).toBe(200)
        for (const url of [`/\\${host}/open`, `/\t/${host}/open`]) {
          expect(await failureOf(instance.get(url))).toBeInstanceOf(OriginError)
        }
      } finally {
        Reflect.deleteProperty(globalThis, 'location')
      }
      expect([api.requests.length, other.requests.length]).toEqual([1, 0])
    }),
  )

  test(
    'an answer that an XMLHttpRequest brought from another origin, without the token, renews nothing',
    withPool(async context => {
      const request = { responseURL: 'https://other.example.com/' }
      const adapter = async (config: InternalAxiosRequestConfig) => ({
        status: 401,
        statusText: '',
        headers: {},
        data: '',
        request,
        config,
      })
      const instance = authed(await context.signedIn(), { adapter })
      expect((await instance.get('https://api.example.com/')).status).toBe(401)
      expect(context.renewals).toBe(0)
    }),
  )

  test(
    'where axios would use an XMLHttpRequest, a header of another name goes by fetch, which can be guarded',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const answers: number[] = []
      const fetched: string[] = []
      const own: typeof fetch = (input, init) => {
        fetched.push((input as Request).url ?? String(input))
        return fetch(input, init)
      }
      Object.assign(globalThis, { XMLHttpRequest: class {} })
      try {
        for (const options of [{}, KEY]) {
          const instance = authed(await signedIn(options), { env: { fetch: own } })
          expect((await instance.get(through(api, [`${other.origin}/open`]))).status).toBe(200)
          const before = api.requests.length
          expect(await failureOf(instance.get(`${api.origin}/always-401`))).toMatchObject({ response: { status: 401 } })
          answers.push(api.requests.length - before)
        }
      } finally {
        Reflect.deleteProperty(globalThis, 'XMLHttpRequest')
      }
      expect([fetched.length, answers]).toEqual([4, [2, 2]])
      expect([other.requests.length, other.sawToken]).toEqual([2, false])
    }),
  )

  test(
    'what went by fetch, and is sent again by http without auth, gets no token at a redirect',
    withPool(async ({ signedIn, api }) => {
      const instance = axios.create({ adapter: 'fetch' })
      const url = through(api, [`${api.origin}/open`])
      instance.interceptors.response.use(null, ({ config }) => axios.request({ ...config, adapter: 'http', url }))
      withAuth(instance, await signedIn())
      api.answerNext(1, 503)
      await instance.get(`${api.origin}/protected`)
      const hadToken = api.requests.map(({ headers }) => headers.authorization !== undefined)
      expect(hadToken).toEqual([true, false, false])
    }),
  )

  test(
    'errors of a fetch adapter that is not the first show no token',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const instance = authed(auth, { adapter: ['xhr', 'fetch'] })
      api.answerNext(1, 503)
      const printed = inspect(await failureOf(instance.get(`${api.origin}/protected`)), { depth: 9 })
      expect(printed).toContain('503')
      expect(printed).not.toContain(await auth.token())
    }),
  )

  test(
    'where axios has nothing of Node’s to send by, it goes by fetch, which is guarded',
    withPool(async ({ signedIn, api, startApi }) => {
      const other = await startApi()
      const require = createRequire(import.meta.url)
      const browsers: typeof axios = require(
        join(dirname(require.resolve('axios/package.json')), 'dist/browser/axios.cjs'),
      )
      for (const options of [{}, KEY]) {
        const instance = browsers.create()
        withAuth(instance, await signedIn(options))
        expect((await instance.get(through(api, [`${other.origin}/open`]))).status).toBe(200)
        const before = api.requests.length
        expect(await failureOf(instance.get(`${api.origin}/always-401`))).toMatchObject({ response: { status: 401 } })
        expect(api.requests.length - before).toBe(2)
      }
      expect([other.requests.length, other.sawToken]).toEqual([2, false])
    }),
  )

  test(
    'a URL that is no text is taken as axios takes it, each time',
    withPool(async ({ signedIn, api }) => {
      const instance = authed(await signedIn({ retryUnauthorized: () => true }))
      const url = new URL(`${api.origin}/protected`) as URL & string
      api.refuseNext(1)
      for (const params of [{ page: 2 }, undefined]) expect((await instance.get(url, { params })).status).toBe(200)
      expect((await instance.get(String(url))).status).toBe(200)
      expect((await instance.get(url)).status).toBe(200)
      expect(api.requests).toHaveLength(5)
    }),
  )

  test(
    'retryUnauthorized is shown the whole URL, and an answer that axios has parsed',
    withPool(async ({ signedIn, api }) => {
      const shown: unknown[] = []
      const auth = await signedIn({
        retryUnauthorized: ({ url }, response) => {
          shown.push(url, response.status)
          void response.json().then(({ message }) => shown.push(message))
          return true
        },
      })
      api.refuseNext(1)
      const instance = authed(auth, { baseURL: api.origin })
      expect((await instance.get('/protected', { params: { page: 2 } })).status).toBe(200)
      expect(shown).toEqual([`${api.origin}/protected?page=2`, 401, 'refused on request of the test'])
    }),
  )
})

/** As the package follow-redirects would, as far as axios asks for it. */
function requestFollowing(options: RequestOptions & Record<string, unknown>, onResponse: (answer: unknown) => void) {
  const outer = Object.assign(new EventEmitter(), { setTimeout() {}, end() {}, write() {}, destroy() {} })
  const send = (hop: RequestOptions) =>
    httpRequest(hop, answer => {
      if (answer.statusCode !== 302) return onResponse(answer)
      answer.resume()
      const { href, hostname, port, pathname, search } = new URL(String(answer.headers.location))
      const next = { ...options, href, hostname, port, path: pathname + search }
      const { protocol, host, path } = hop as { protocol: string; host: string; path: string }
      ;(options.beforeRedirect as (...args: unknown[]) => void)(next, {}, { url: `${protocol}//${host}${path}` })
      send(next)
    }).end()
  send(options)
  return outer
}
