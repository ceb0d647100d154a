import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Duplex, PassThrough, Readable } from 'node:stream'
import { inspect } from 'node:util'
import { type Auth, Cognito, SrpAuth } from 'poolpass'
import { staticAuth } from 'poolpass/testing'
import { authInterceptor } from 'poolpass/undici'
import * as undici from 'undici'
import { Agent, Client, type Dispatcher, interceptors, Pool, request } from 'undici'
import { describe, expect, test } from 'vitest'
import { undiciClients } from './clients/undici.js'
import {
  ALICE,
  type AuthOptions,
  type Context,
  gate,
  type Setting,
  times,
  tokenIn,
  until,
  withContext,
} from './context.js'
import { failureOf } from './failures.js'
import { countListeners } from './listeners.js'

const withPool =
  (run: (context: Context) => Promise<void>, setting: Setting = {}) =>
  () =>
    withContext(undiciClients[0]!, setting, run)

const EXPIRED = { seconds: 3_700 }
const IN_X_API_KEY: AuthOptions = { httpHeader: 'X-Api-Key', httpHeaderPrefix: '' }
const isUndici8 = 'Dispatcher1Wrapper' in undici
const { Dispatcher1Wrapper: Wrapper } = undici as unknown as {
  Dispatcher1Wrapper: new (dispatcher: Dispatcher) => object
}

const invalidOption = (option: string) => expect.objectContaining({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
const agentWith = (auth: SrpAuth, ...origins: readonly string[]) =>
  new Agent().compose(authInterceptor(auth, { origins }))
const seenIn = (requests: readonly { readonly headers: object }[]) =>
  requests.map(({ headers }) => /eyJ/.test(JSON.stringify(headers)))
const redirectTo = (...stations: readonly string[]): string =>
  stations.reduceRight((to, station) => `${station}/redirect?to=${encodeURIComponent(to)}`)

/** Runs with a server of the test's own. */
const serving = (listener: RequestListener, run: (origin: string) => Promise<void>) =>
  listening(createServer(listener), run)

async function listening(server: Server, run: (origin: string) => Promise<void>): Promise<void> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** Has a token and no way to another: its 401s stand. */
async function withoutRenewal({ connection, signedIn }: Context): Promise<SrpAuth> {
  const { accessToken } = (await signedIn()).cognito
  return new SrpAuth({ ...connection(), accessToken: accessToken as string })
}

/** Has an invalid refresh token, and tries it: its 401s stand after a while. */
async function withVainRenewal({ connection, local }: Context): Promise<SrpAuth> {
  const cognito = new Cognito({ ...connection(), username: ALICE.username })
  await cognito.authenticate({ password: ALICE.password })
  local.user(ALICE.username).revokeRefreshTokens()
  return new SrpAuth({ cognito })
}

/** A signal, and how many listeners it has. */
function countedSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = countListeners(signal)
  return { signal, abort: (reason: unknown) => controller.abort(reason), listeners }
}

function sendEndless401(response: ServerResponse, onCut: () => void): void {
  response.writeHead(401)
  const more = () => response.write('x'.repeat(30_000), error => void (error || setImmediate(more)))
  more()
  response.on('close', onCut)
}

async function* neverEnding() {
  yield 'once'
  await new Promise(() => {})
}

function formData(): undici.FormData {
  const form = new undici.FormData()
  form.set('a', '1')
  return form
}

describe('undici: origins', () => {
  test(
    'have to be listed, here or on the auth; where both do, both count',
    withPool(async ({ auth, signedIn, api, startApi }) => {
      expect(() => authInterceptor(auth())).toThrow(invalidOption('origins'))
      expect(() => authInterceptor(staticAuth('t'), {})).toThrow(invalidOption('origins'))
      expect(() => authInterceptor(auth(), { origins: ['https://*.example.com'] })).toThrow(invalidOption('origins'))
      expect(() => authInterceptor(auth(), { origin: api.origin } as never)).toThrow(invalidOption('origin'))
      expect(() => authInterceptor({} as never, { origins: [api.origin] })).toThrow(invalidOption('auth'))

      const other = await startApi()
      const signed = await signedIn({ origins: [api.origin] })
      for (const dispatcher of [
        new Agent().compose(authInterceptor(signed)),
        agentWith(signed, api.origin, other.origin),
      ]) {
        expect((await request(`${api.origin}/protected`, { dispatcher })).statusCode).toBe(200)
        expect((await request(`${other.origin}/protected`, { dispatcher })).statusCode).toBe(401)
      }
      expect((await request(api.origin, { dispatcher: agentWith(signed, other.origin) })).statusCode).toBe(401)
      expect([seenIn(api.requests), other.sawToken]).toEqual([[true, true, false], false])
    }),
  )

  test(
    'one that is not listed gets the request as it is, and nobody signs in',
    withPool(async ({ auth, api, local }) => {
      const dispatcher = agentWith(auth(), 'https://api.example.com', api.origin.replace('127.0.0.1', 'localhost'))
      const headers = { Authorization: 'Basic YTpi' }
      const { statusCode } = await request(`${api.origin}/protected`, { dispatcher, headers })
      expect([statusCode, local.counts.all(), api.requests[0]?.headers.authorization]).toEqual([401, {}, 'Basic YTpi'])
    }),
  )

  test(
    'are known by any name that a request has for them',
    withPool(async ({ signedIn, api }) => {
      const dispatcher = agentWith(await signedIn(), api.origin)
      for (const origin of [new URL(api.origin), `${api.origin}/`, api.origin.replace('http', 'HTTP')]) {
        const { statusCode } = await dispatcher.request({ origin, path: '/protected', method: 'GET' })
        expect(statusCode).toBe(200)
      }
      const nowhere = failureOf(dispatcher.request({ origin: 'nowhere', path: '/', method: 'GET' }))
      expect(await nowhere).toHaveProperty('code', expect.stringMatching(/^(UND_)?ERR_INVALID/))
    }),
  )

  test(
    'of a Pool or Client: its requests have to name it in undici 7, in undici 8 it is known',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      for (const dispatcher of [new Pool(api.origin), new Client(api.origin)]) {
        const composed = dispatcher.compose(authInterceptor(auth, { origins: [api.origin] }))
        const named = await composed.request({ origin: api.origin, path: '/protected', method: 'GET' })
        await named.body.dump()
        const unnamed = composed.request({ path: '/protected', method: 'GET' })
        if (isUndici8) expect((await unnamed).statusCode).toBe(200)
        else expect(await failureOf(unnamed)).toEqual(invalidOption('origin'))
        expect(named.statusCode).toBe(200)
        await dispatcher.destroy()
      }
    }),
  )
})

describe('undici: headers', () => {
  const AUTHORIZATION = /^Bearer eyJ[^,]+$/
  const given: readonly { what: string; headers: () => NonNullable<Dispatcher.DispatchOptions['headers']> }[] = [
    { what: 'an object', headers: () => ({ AUTHORIZATION: 'Basic YTpi', 'X-Other': 'kept' }) },
    {
      what: 'an object with one name twice',
      headers: () => ({ Authorization: 'a', authorization: 'b', 'x-other': 'kept' }),
    },
    {
      what: 'names and values in turn',
      headers: () => ['authorization', 'Basic YTpi', 'X-Other', 'kept', 'Authorization', 'b'],
    },
    { what: 'a Headers', headers: () => new Headers({ authorization: 'Basic YTpi', 'x-other': 'kept' }) },
    {
      what: 'a Map',
      headers: () =>
        new Map([
          ['AuthorizatioN', 'Basic YTpi'],
          ['x-other', 'kept'],
        ]),
    },
    {
      what: 'what can be read once',
      headers: () => Object.entries({ authorization: 'a', 'x-other': 'kept' }).values(),
    },
    { what: 'a list of pairs', headers: () => Object.entries({ authorization: 'a', 'x-other': 'kept' }) },
  ]
  for (const { what, headers } of given) {
    test(
      `given as ${what}: the token replaces its own, also in a replay, and the rest stays`,
      withPool(async ({ signedIn, api }) => {
        const dispatcher = agentWith(await signedIn(), api.origin)
        api.refuseNext(1)
        const own = headers()
        const options = { origin: api.origin, path: '/protected', method: 'GET', headers: own } as const
        expect((await dispatcher.request(options)).statusCode).toBe(200)
        expect(api.requests).toHaveLength(2)
        for (const { rawHeaders, headers: sent } of api.requests) {
          expect(rawHeaders.filter(name => /^authorization$/i.test(name))).toHaveLength(1)
          expect(sent).toMatchObject({ authorization: expect.stringMatching(AUTHORIZATION), 'x-other': 'kept' })
        }
        expect(tokenIn(api.requests[0])).not.toBe(tokenIn(api.requests[1]))
        expect(options.headers).toBe(own)
        if (!('next' in Object(own))) expect(own).toEqual(headers())
      }),
    )
  }
})

test(
  'undici: an Auth of one’s own is told the URL, whatever its path looks like',
  withPool(async ({ api }) => {
    const told: unknown[] = []
    const own: Auth = {
      ...staticAuth('opaque'),
      headers: async ({ url } = {}) => {
        told.push(String(url))
        return { 'X-Key': 'opaque' }
      },
    }
    const dispatcher = new Agent().compose(authInterceptor(own, { origins: [api.origin] }))
    for (const path of ['/open?a=b', '//host.example/open', '/open/../open']) {
      await (await dispatcher.request({ origin: api.origin, path, method: 'GET' })).body.dump()
    }
    const paths = ['/open?a=b', '//host.example/open', '/open']
    expect(told).toEqual(paths.map(path => api.origin + path))
    expect(api.requests.map(({ headers }) => headers['x-key'])).toEqual(times(3, () => 'opaque'))
  }),
)

describe('undici: redirects', () => {
  for (const options of [{}, IN_X_API_KEY]) {
    const header = options.httpHeader ?? 'Authorization'
    test(
      `${header}: an origin that is not listed never sees the token; a listed one that is come back to does`,
      withPool(async ({ signedIn, api, startApi }) => {
        const stranger = await startApi()
        const following = agentWith(await signedIn(options), api.origin).compose(
          interceptors.redirect({ maxRedirections: 9 }),
        )
        const url = redirectTo(api.origin, stranger.origin, api.origin, stranger.origin, `${api.origin}/open`)
        for (const send of [request, undici.fetch]) await send(url, { dispatcher: following })
        expect(seenIn(api.requests)).toEqual(times(6, () => true))
        expect(seenIn(stranger.requests)).toEqual(times(4, () => false))
      }),
    )

    test(
      `${header}: nor from https down to http, which is not listed`,
      withPool(
        async ({ signedIn, api, startApi }) => {
          const plain = await startApi()
          const following = agentWith(await signedIn(options), api.origin).compose(
            interceptors.redirect({ maxRedirections: 9 }),
          )
          await request(redirectTo(api.origin, `${plain.origin}/open`), { dispatcher: following })
          expect([seenIn(api.requests), seenIn(plain.requests)]).toEqual([[true], [false]])
        },
        { api: { tls: true } },
      ),
    )

    test(
      `${header}: a redirect interceptor that was composed before follows nothing`,
      withPool(async ({ signedIn, api, startApi }) => {
        const other = await startApi()
        const auth = await signedIn(options)
        const dispatcher = new Agent().compose(
          interceptors.redirect({ maxRedirections: 9 }),
          authInterceptor(auth, { origins: [api.origin] }),
        )
        const url = redirectTo(api.origin, `${other.origin}/open`)
        for (const more of [{}, { maxRedirections: 5 }]) {
          const answer = await request(url, { dispatcher, ...more })
          expect([answer.statusCode, answer.headers.location]).toEqual([302, `${other.origin}/open`])
        }
        expect([other.requests.length, other.sawToken]).toEqual([0, false])
      }),
    )
  }
})

describe('undici: aborts', () => {
  test(
    'end the wait for a token at once, and leave no listener',
    withPool(async context => {
      const { auth, local, api } = context
      const dispatcher = agentWith(auth(), api.origin)
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const { signal, abort, listeners } = countedSignal()
      const answers = times(3, () => failureOf(request(`${api.origin}/protected`, { dispatcher, signal })))
      await until(() => context.signIns === 1)
      const reason = new Error('mine')
      abort(reason)
      expect(await Promise.all(answers)).toEqual([reason, reason, reason])
      expect([listeners(), api.requests.length]).toEqual([0, 0])
      pool.open()
    }),
  )

  test(
    'a signal that is not aborted keeps no listener, with and without a wait and a replay',
    withPool(async ({ auth, api }) => {
      const dispatcher = agentWith(auth(), api.origin)
      const { signal, listeners } = countedSignal()
      for (let i = 0; i < 3; i++) {
        if (i > 0) api.refuseNext(1)
        const { statusCode, body } = await request(`${api.origin}/protected`, { dispatcher, signal })
        await body.dump()
        expect(statusCode).toBe(200)
      }
      await until(() => listeners() === 0)
    }),
  )

  test(
    'of before: an Auth of one’s own is not asked',
    withPool(async ({ api }) => {
      let asked = 0
      const own = {
        ...staticAuth('opaque'),
        headers: async () => {
          asked++
          return { 'X-Key': 'opaque' }
        },
      }
      const dispatcher = new Agent().compose(authInterceptor(own, { origins: [api.origin] }))
      const reason = new Error('mine')
      const options = { dispatcher, signal: AbortSignal.abort(reason) }
      expect(await failureOf(request(`${api.origin}/open`, options))).toBe(reason)
      expect([asked, api.requests.length]).toEqual([0, 0])
    }),
  )

  test(
    'an emitter will do as signal',
    withPool(async context => {
      const { auth, local, api } = context
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const signal = new EventEmitter()
      const answer = failureOf(
        request(`${api.origin}/protected`, { dispatcher: agentWith(auth(), api.origin), signal }),
      )
      await until(() => context.signIns === 1)
      signal.emit('abort')
      expect(await answer).toMatchObject({ name: 'AbortError' })
      pool.open()
    }),
  )
})

describe('undici: the queue', () => {
  /** One connection, whose answer to the first request is held while the clock moves on and others queue. */
  async function whileQueued({ api, clock }: Context, dispatcher: Dispatcher, queue: () => Promise<unknown>) {
    const first = gate()
    api.holdNext(first.opened)
    const answer = request(`${api.origin}/open/first`, { dispatcher })
    await until(() => api.requests.length === 1)
    const queued = queue()
    clock.advance(EXPIRED)
    first.open()
    await (await answer).body.dump()
    return queued
  }

  test(
    'a token that expires there is replaced, whatever the body, and the connection stays',
    withPool(async context => {
      const { signedIn, api } = context
      const auth = await signedIn()
      const dispatcher = new Agent({ connections: 1 }).compose(authInterceptor(auth, { origins: [api.origin] }))
      const bodies = () => [null, 'text', Readable.from(['str', 'eam']), new Blob(['blob']).stream()]
      const options = { dispatcher, method: 'POST' } as const
      const statuses = await whileQueued(context, dispatcher, () =>
        Promise.all(
          bodies().map(async body => {
            const answer = await request(`${api.origin}/protected`, { ...options, body: body as string })
            await answer.body.dump()
            return answer.statusCode
          }),
        ),
      )
      expect(statuses).toEqual([200, 200, 200, 200])
      const sent = api.requests.slice(1)
      expect(sent.map(({ body }) => body.toString())).toEqual(['', 'text', 'stream', 'blob'])
      expect(new Set(sent.map(tokenIn))).toEqual(new Set([auth.cognito.accessToken]))
      expect([context.renewals, api.openConnections]).toEqual([1, 1])
    }),
  )

  test(
    'who aborts there is not sent',
    withPool(async context => {
      const { signedIn, api } = context
      const dispatcher = new Agent({ connections: 1 }).compose(
        authInterceptor(await signedIn(), { origins: [api.origin] }),
      )
      const caller = new AbortController()
      await whileQueued(context, dispatcher, async () => {
        const answer = request(`${api.origin}/protected`, { dispatcher, signal: caller.signal })
        caller.abort(new Error('mine'))
        expect(await failureOf(answer)).toMatchObject({ message: 'mine' })
      })
      expect(api.requests).toHaveLength(1)
    }),
  )

  test(
    'an Auth of one’s own is asked once for each request',
    withPool(async context => {
      const { api } = context
      let asked = 0
      const own = {
        ...staticAuth('opaque'),
        headers: async () => {
          asked++
          return { 'X-Key': `opaque-${asked}` }
        },
      }
      const dispatcher = new Agent({ connections: 1 }).compose(authInterceptor(own, { origins: [api.origin] }))
      const send = async () => (await request(`${api.origin}/open`, { dispatcher })).body.dump()
      await whileQueued(context, dispatcher, () => Promise.all([send(), send()]))
      expect(api.requests.map(({ headers }) => headers['x-key'])).toEqual(['opaque-1', 'opaque-2', 'opaque-3'])
    }),
  )
})

describe('undici: a 401', () => {
  const stands = [
    { why: 'because there is nothing to renew with', make: withoutRenewal },
    { why: 'after a renewal in vain', make: withVainRenewal },
  ]
  const answers: readonly { what: string; method?: 'HEAD'; bytes: number; close?: boolean }[] = [
    { what: 'without a body', bytes: 0 },
    { what: 'with a short one', bytes: 100 },
    { what: 'with a long one', bytes: 3_000_000 },
    { what: 'to HEAD', bytes: 0, method: 'HEAD' },
    { what: 'whose connection closes', bytes: 100_000, close: true },
  ]
  for (const { what, method, bytes, close } of answers) {
    for (const { why, make } of stands) {
      test(
        `${what} that stands ${why} is what undici itself gives`,
        withPool(async context => {
          const refuse: RequestListener = (_, response) => {
            response.sendDate = false
            const headers = { 'set-cookie': ['a=1', 'b=2'], 'x-bytes': bytes, ...(close && { connection: 'close' }) }
            response.writeHead(401, 'Not you', { ...headers, ...(!method && { trailer: 'x-sum' }) })
            for (let sent = 0; sent < bytes; sent += 50_000) response.write('x'.repeat(Math.min(50_000, bytes - sent)))
            if (!method) response.addTrailers({ 'x-sum': '42' })
            response.end()
          }
          await serving(refuse, async origin => {
            const read = async (dispatcher: Dispatcher) => {
              const answer = await request(origin, { dispatcher, ...(method && { method }) })
              const { length } = await answer.body.text()
              const { statusCode, headers, trailers } = answer
              return { statusCode, headers, trailers, length }
            }
            const plain = await read(new Agent())
            expect(plain).toMatchObject({ statusCode: 401, length: bytes })
            expect(await read(agentWith(await make(context), origin))).toEqual(plain)
            const retrying = agentWith(await make(context), origin).compose(interceptors.retry())
            expect(await read(retrying)).toEqual(plain)
            // It takes all at once, and asks for nothing.
            const writable = new PassThrough({ highWaterMark: 5_000_000 })
            const options = { dispatcher: agentWith(await make(context), origin), method: method ?? 'GET' }
            const { trailers } = await undici.stream(origin, options, () => writable)
            expect([writable.readableLength + writable.writableLength, trailers]).toEqual([bytes, plain.trailers])
          })
        }),
      )
    }
  }

  for (const { when, isReplaced } of [
    { when: 'while a renewal is awaited', isReplaced: false },
    { when: 'where its token has been replaced before', isReplaced: true },
  ]) {
    test(
      `that never ends is cut off for the replay ${when}`,
      withPool(async ({ signedIn }) => {
        const auth = await signedIn()
        let isCut = false
        let requests = 0
        const answer: RequestListener = async (_, response) => {
          if (++requests > 1) return void response.end('fine')
          if (isReplaced) await auth.cognito.renewAccessToken()
          const onCut = () => {
            isCut = true
          }
          sendEndless401(response, onCut)
        }
        await serving(answer, async origin => {
          const { statusCode, body } = await request(origin, { dispatcher: agentWith(auth, origin) })
          expect([statusCode, await body.text()]).toEqual([200, 'fine'])
          await until(() => isCut)
        })
      }),
    )
  }

  test(
    'that stands after a renewal in vain can still be aborted',
    withPool(async context => {
      let isCut = false
      const answer: RequestListener = (_, response) => {
        const onCut = () => {
          isCut = true
        }
        sendEndless401(response, onCut)
      }
      await serving(answer, async origin => {
        for (const more of [undefined, interceptors.retry()]) {
          isCut = false
          const dispatcher = agentWith(await withVainRenewal(context), origin).compose(more as never)
          const { statusCode, body } = await request(origin, { dispatcher })
          body.on('error', () => {}).destroy()
          await until(() => isCut)
          expect(statusCode).toBe(401)
        }
      })
    }),
  )

  test(
    'shows retryUnauthorized its body, also if that says no',
    withPool(async ({ signedIn, api }) => {
      const read: Promise<string>[] = []
      const auth = await signedIn({
        retryUnauthorized: (_, response) => {
          read.push(response.text())
          return false
        },
      })
      const dispatcher = agentWith(auth, api.origin)
      for (const url of [`${api.origin}/always-401`, `${api.origin}/always-401?again`]) {
        const { body } = await request(url, { dispatcher })
        expect(await body.text()).toBe(await read.at(-1))
      }
      expect(await read[0]).toContain('no token is good enough')
    }),
  )

  test(
    'what retryUnauthorized throws is what the request fails with',
    withPool(async ({ signedIn, api }) => {
      const thrown = new Error('mine')
      const auth = await signedIn({
        retryUnauthorized: () => {
          throw thrown
        },
      })
      const dispatcher = agentWith(auth, api.origin)
      expect(await failureOf(request(`${api.origin}/always-401`, { dispatcher }))).toBe(thrown)
    }),
  )

  test(
    'what its user throws on it reaches the user',
    withPool(async context => {
      const auth = await withVainRenewal(context)
      const url = `${context.api.origin}/always-401`
      const thrown = new Error('not what I wanted')
      const stream = undici.pipeline(url, { dispatcher: agentWith(auth, context.api.origin), method: 'GET' }, () => {
        throw thrown
      })
      const failed = new Promise(resolve => stream.on('error', resolve))
      stream.end()
      expect(await failed).toBe(thrown)
    }),
  )

  const undiciBodies: readonly { what: string; make: () => unknown; sent: RegExp }[] = [
    { what: 'a FormData of undici’s', make: formData, sent: /name="a"\r\n\r\n1\r\n/ },
    { what: 'a Blob', make: () => new Blob(['blob']), sent: /^blob$/ },
    { what: 'a part of a buffer', make: () => Buffer.from('buffer').subarray(1, 4), sent: /^uff$/ },
  ]
  for (const { what, make, sent } of undiciBodies) {
    test(
      `${what} is sent again`,
      withPool(async ({ signedIn, api }) => {
        const dispatcher = agentWith(await signedIn(), api.origin)
        api.refuseNext(1)
        const options = { dispatcher, method: 'POST', body: make() as string } as const
        expect((await request(`${api.origin}/protected`, options)).statusCode).toBe(200)
        expect(api.requests.map(({ body }) => sent.test(body.toString()))).toEqual([true, true])
      }),
    )
  }

  const readOnce: readonly { what: string; make: () => unknown }[] = [
    {
      what: 'a generator',
      make: async function* () {
        yield 'once'
      },
    },
    { what: 'a stream', make: () => Readable.from(['once']) },
    { what: 'a stream that is not at its end', make: () => Readable.from(neverEnding()) },
  ]
  for (const { what, make } of readOnce) {
    test(
      `to ${what} is returned, and the next request has another token`,
      withPool(async context => {
        const { signedIn, api } = context
        const dispatcher = agentWith(await signedIn(), api.origin)
        const answer = await request(`${api.origin}/early?status=401`, {
          dispatcher,
          method: 'POST',
          body: make() as string,
        })
        expect(answer.statusCode).toBe(401)
        expect((await request(`${api.origin}/protected`, { dispatcher })).statusCode).toBe(200)
        expect([context.renewals, api.requests.length]).toEqual([1, 2])
        expect(tokenIn(api.requests[0])).not.toBe(tokenIn(api.requests[1]))
      }),
    )
  }

  test(
    'to a stream in which nothing was is followed by a replay',
    withPool(async ({ signedIn, api }) => {
      const dispatcher = agentWith(await signedIn(), api.origin)
      api.refuseNext(1)
      const options = { dispatcher, method: 'POST', body: Readable.from([]) } as const
      expect((await request(`${api.origin}/protected`, options)).statusCode).toBe(200)
      expect(api.requests.map(({ method, body }) => [method, body.length])).toEqual(times(2, () => ['POST', 0]))
    }),
  )
})

describe('undici: with its own interceptors', () => {
  test(
    'each attempt of retry goes with a token that is good then, and may have a replay',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const dispatcher = agentWith(auth, api.origin).compose(
        interceptors.redirect({ maxRedirections: 5 }),
        interceptors.retry({
          retry(_, __, again) {
            clock.advance(EXPIRED)
            api.refuseNext(1)
            again()
          },
        }),
      )
      api.answerNext(1, 503)
      expect((await request(`${api.origin}/protected`, { dispatcher })).statusCode).toBe(200)
      const [first, ...others] = api.requests.map(tokenIn)
      expect([first, others.length, others.at(-1)]).toEqual([old, 2, auth.cognito.accessToken])
      expect([new Set([old, ...others]).size, context.renewals]).toEqual([3, 2])
    }),
  )

  test(
    'responseError makes an error of a 401 that stands, and only of that',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const dispatcher = agentWith(auth, api.origin).compose(interceptors.responseError(), interceptors.decompress())
      api.refuseNext(1)
      expect((await request(`${api.origin}/protected`, { dispatcher })).statusCode).toBe(200)
      const error = await failureOf(request(`${api.origin}/always-401`, { dispatcher }))
      expect(error).toMatchObject({ statusCode: 401, body: { message: 'no token is good enough' } })
    }),
  )

  test(
    'dns and cache before it: it knows the origin’s name, and they see the token',
    withPool(async ({ signedIn }) => {
      const seen: unknown[] = []
      const answer: RequestListener = ({ headers }, response) => {
        seen.push(headers['x-who'])
        response.writeHead(200, { 'cache-control': 'max-age=60' }).end(`for ${headers['x-who']}`)
      }
      const lookup = ((_: URL, __: object, done: (error: null, addresses: readonly object[]) => void) =>
        done(null, [{ address: '127.0.0.1', family: 4, ttl: 1_000 }])) as never
      await serving(answer, async address => {
        const named = address.replace('127.0.0.1', 'api.internal')
        const shared = new Agent().compose(interceptors.dns({ lookup }), interceptors.cache())
        for (const who of ['alice', 'bob']) {
          const auth = await signedIn()
          const dispatcher = shared.compose(authInterceptor(auth, { origins: [named] }))
          const { body } = await request(named, { dispatcher, headers: { 'x-who': who } })
          expect(await body.text()).toBe(`for ${who}`)
        }
      })
      expect(seen).toEqual(['alice', 'bob'])
    }),
  )
})

describe('undici: upgrade and CONNECT', () => {
  test(
    'go with the token, waited for if need be, and are not replayed',
    withPool(async context => {
      const { auth, api } = context
      const server = createServer()
      const heads: unknown[] = []
      const accept = ({ headers: { authorization } }: IncomingMessage, socket: Duplex) => {
        heads.push(authorization)
        const status = heads.length > 2 ? '401 Unauthorized' : '101 Switching Protocols'
        socket.end(`HTTP/1.1 ${status}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`)
      }
      server.on('upgrade', accept)
      server.on('connect', ({ headers: { authorization } }, socket) => {
        heads.push(authorization)
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      })
      await listening(server, async origin => {
        const view = auth()
        const dispatcher = agentWith(view, origin)
        for (let i = 0; i < 2; i++) (await undici.upgrade(origin, { dispatcher, protocol: 'echo' })).socket.destroy()
        expect((await undici.connect(origin, { dispatcher })).statusCode).toBe(401)
        expect(heads).toEqual(times(3, () => `Bearer ${view.cognito.accessToken}`))
      })
      expect([context.signIns, context.renewals, api.requests.length]).toEqual([1, 0, 0])
    }),
  )
})

describe('undici: fetch', () => {
  /** An Agent that tells how many requests it was given. */
  function countingAgent() {
    const counts = { requests: 0 }
    const dispatcher = new Agent().compose(dispatch => (options, handler) => {
      counts.requests++
      return dispatch(options, handler)
    })
    return { counts, dispatcher }
  }
  /** What Node's own fetch takes from that undici. */
  const forNode = (dispatcher: Dispatcher) =>
    ({ dispatcher: isUndici8 ? new Wrapper(dispatcher) : dispatcher }) as RequestInit

  test(
    'auth.fetch over a dispatcher, and over undici’s fetch with one, replays bodies',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const { counts, dispatcher } = countingAgent()
      const overUndici = auth.wrapFetch(undici.fetch as unknown as typeof fetch)
      const sends = [
        (init: RequestInit) => auth.fetch(`${api.origin}/protected`, { ...init, ...forNode(dispatcher) }),
        (init: RequestInit) => overUndici(`${api.origin}/protected`, { ...init, dispatcher } as RequestInit),
      ]
      for (const send of sends) {
        api.refuseNext(1)
        expect((await send({ method: 'POST', body: 'a body' })).status).toBe(200)
      }
      expect(counts.requests).toBe(4)
      expect(api.requests.map(({ body }) => body.toString())).toEqual(times(4, () => 'a body'))
      expect(seenIn(api.requests)).toEqual(times(4, () => true))
    }),
  )

  for (const options of [{}, IN_X_API_KEY]) {
    test(
      `Node’s own fetch with the dispatcher sets ${options.httpHeader ?? 'Authorization'} and keeps to the origins`,
      withPool(async ({ signedIn, api, startApi }) => {
        const stranger = await startApi()
        const init = forNode(agentWith(await signedIn(options), api.origin))
        expect((await fetch(redirectTo(api.origin, `${stranger.origin}/open`), init)).status).toBe(200)
        expect([seenIn(api.requests), seenIn(stranger.requests)]).toEqual([[true], [false]])
      }),
    )
  }
})

describe('undici: errors', () => {
  test(
    'R15 undici’s do not show the token',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const drop: RequestListener = ({ socket }) => void socket.destroy()
      await serving(drop, async broken => {
        const agent = agentWith(auth, api.origin, broken)
        const retrying = agent.compose(interceptors.retry({ maxRetries: 0 }))
        const errors = [
          await failureOf(request(broken, { dispatcher: agent })),
          await failureOf(undici.fetch(broken, { dispatcher: agent })),
          await failureOf(request(broken, { dispatcher: retrying })),
          await failureOf(
            request(`${api.origin}/always-401`, { dispatcher: agent.compose(interceptors.responseError()) }),
          ),
        ]
        api.answerNext(1, 503)
        errors.push(await failureOf(request(`${api.origin}/protected`, { dispatcher: retrying })))
        for (const error of errors) {
          expect(error).toBeInstanceOf(Error)
          const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
          expect(printed).not.toContain((await auth.token()).slice(0, 20))
        }
      })
      expect(api.sawToken).toBe(true)
    }),
  )
})

test('undici: types: it fits compose of all that can be composed, and takes any Auth', () => {
  const own: Dispatcher.DispatcherComposeInterceptor = authInterceptor(staticAuth('t'), {
    origins: ['https://a.example'],
  })
  const composed: Dispatcher[] = [
    new Agent().compose(own),
    new Pool('https://a.example').compose([own]),
    new Client('https://a.example').compose(own, undefined as never),
  ]
  expect(composed).toHaveLength(3)
})
