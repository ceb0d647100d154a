import { getEventListeners, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import got, { type ExtendOptions, type Got, type HandlerFunction, HTTPError, type Options, RequestError } from 'got'
import type { Auth } from 'poolpass'
import { authOptions } from 'poolpass/got'
import { staticAuth } from 'poolpass/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { through } from './cases/redirects.js'
import { gotClients } from './clients/got.js'
import { type Context, gate, type Setting, tokenIn, until, withContext } from './context.js'
import { failureOf } from './failures.js'

const withPool =
  (run: (context: Context) => Promise<void>, setting: Setting = {}) =>
  () =>
    withContext(gotClients[0]!, setting, run)

/** Its retries, without their waits. */
const retries = (limit: number) => ({
  retry: { limit, calculateDelay: (retry: { readonly computedValue: number }) => Math.min(retry.computedValue, 1) },
})

/** An API that answers as it is told, and knows no tokens. */
async function startServer(
  protocol: 'http' | 'http2',
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
) {
  const tokens: unknown[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    tokens.push(request.headers.authorization)
    answer(request, response)
  }
  const read = (name: string) => readFile(new URL(`../support/tls/${name}.pem`, import.meta.url))
  const server =
    protocol === 'http'
      ? createServer(listener)
      : createSecureServer({ key: await read('key'), cert: await read('certificate') }, listener as never)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { url: `${protocol === 'http' ? 'http' : 'https'}://127.0.0.1:${port}/`, tokens }
}

/** A jar that keeps nothing. */
const jarThat = (setCookie: () => Promise<unknown>) => ({ cookieJar: { getCookieString: async () => '', setCookie } })

/** Has `first` for a token until that is refused, and then `second`, after `wait`. */
function renewing(wait: () => Promise<unknown>, second = 'second'): Auth {
  let isRefused = false
  return {
    ...staticAuth('first'),
    async headers() {
      if (isRefused) await wait()
      return { Authorization: `Bearer ${isRefused ? second : 'first'}` }
    },
    invalidate() {
      isRefused = true
    },
  }
}

const tokensSeen = (requests: Context['api']['requests']) =>
  requests.map(({ headers }) => /eyJ/.test(JSON.stringify(headers)))

describe('got: retries and replays', () => {
  test(
    'every attempt of its own retries goes with a token that is good then',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const hooks = { beforeRetry: [() => clock.advance({ seconds: 3_600 })] }
      const client = got.extend(authOptions(auth), retries(2), { hooks })
      api.answerNext(1, 503)
      expect((await client(`${api.origin}/protected`)).statusCode).toBe(200)
      expect(api.requests.map(tokenIn)).toEqual([old, auth.cognito.accessToken])
      expect(old).not.toBe(auth.cognito.accessToken)
      expect(context.signIns).toBe(1)
    }),
  )

  test(
    'the replay after a 401 is none of its retries, and each attempt may have one',
    withPool(async context => {
      const { signedIn, api } = context
      const next = [() => api.answerNext(1, 503), () => api.refuseNext(1), () => {}]
      const hooks = { beforeRetry: [() => next.shift()?.()] }
      const client = got.extend(authOptions(await signedIn()), retries(1), { hooks })
      api.refuseNext(1)
      expect((await client.put(`${api.origin}/protected`, { json: { a: 1 } })).statusCode).toBe(200)
      expect(api.requests.map(({ body }) => body.toString())).toEqual(Array(4).fill('{"a":1}'))
      expect([context.renewals, next.length]).toEqual([2, 0])
    }),
  )

  test(
    'who has switched its retries off by calculateDelay gets the replay nevertheless',
    withPool(async ({ signedIn, api }) => {
      const client = got.extend(authOptions(await signedIn()), { retry: { calculateDelay: () => 0 } })
      api.refuseNext(1)
      expect((await client(`${api.origin}/protected`)).statusCode).toBe(200)
      api.answerNext(1, 503)
      expect(await failureOf(client(`${api.origin}/protected`))).toBeInstanceOf(HTTPError)
      expect(api.requests).toHaveLength(3)
    }),
  )

  test(
    'a redirect that goes without the token is tried again without it',
    withPool(async context => {
      const { signedIn, api, startApi } = context
      const stranger = await startApi()
      for (const options of [{}, { httpHeader: 'X-Api-Key', httpHeaderPrefix: '' }]) {
        const client = got.extend(authOptions(await signedIn(options)), retries(1))
        stranger.answerNext(1, 503)
        const url = `${api.origin}/redirect?to=${encodeURIComponent(`${stranger.origin}/protected`)}`
        expect(await failureOf(client(url))).toMatchObject({ response: { statusCode: 401 } })
      }
      expect(tokensSeen(api.requests)).toEqual([true, true])
      expect(tokensSeen(stranger.requests)).toEqual([false, false, false, false])
      expect(context.renewals).toBe(0)
    }),
  )

  test(
    'json, form and FormData arrive intact, twice',
    withPool(async ({ signedIn, api }) => {
      const client = got.extend(authOptions(await signedIn()))
      const form = new FormData()
      form.set('a', 'ä')
      for (const body of [{ json: { a: 'ä' } }, { form: { a: 'ä' } }, { body: form }]) {
        const before = api.requests.length
        api.refuseNext(1)
        expect((await client.post(`${api.origin}/protected`, body)).statusCode).toBe(200)
        const sent = api.requests.slice(before).map(request => request.body.toString())
        expect(sent).toHaveLength(2)
        for (const text of sent) expect(text).toMatch(/^({"a":"ä"}|a=%C3%A4|--.*name="a"\r\n\r\nä\r\n--.*--\s*)$/s)
      }
    }),
  )

  test(
    'streams and generators are sent once, and their 401 returned with its body; the next request has a new token',
    withPool(async context => {
      const { signedIn, api } = context
      const client = got.extend(authOptions(await signedIn()), { throwHttpErrors: false })
      const parts = function* () {
        yield Buffer.from('in ')
        yield Buffer.from('parts')
      }
      for (const body of [Readable.from(parts()), parts()]) {
        const before = api.requests.length
        api.refuseNext(1)
        const { statusCode, body: text } = await client.post(`${api.origin}/protected`, { body })
        expect([statusCode, text]).toEqual([401, expect.stringContaining('refused on request of the test')])
        expect(api.requests.slice(before).map(request => request.body.toString())).toEqual(['in parts'])
        expect((await client(`${api.origin}/protected`)).statusCode).toBe(200)
      }
      expect(context.renewals).toBe(2)
    }),
  )

  test(
    'retryUnauthorized is shown a request to a URL with credentials',
    withPool(async ({ signedIn, api }) => {
      const asked: string[] = []
      const retryUnauthorized = ({ url }: { readonly url: string }) => asked.push(url) > 0
      const client = got.extend(authOptions(await signedIn({ retryUnauthorized })))
      api.refuseNext(1)
      const url = `${api.origin.replace('//', '//user:secret@')}/protected`
      expect((await client(url)).statusCode).toBe(200)
      expect(asked).toEqual([`${api.origin}/protected`])
    }),
  )
})

describe('got: its user’s own hooks and options', () => {
  test(
    'hooks come before the token and see the answer that counts, also after a replay',
    withPool(async ({ signedIn, api }) => {
      const seen: unknown[] = []
      const client = got.extend(authOptions(await signedIn()), {
        headers: { authorization: 'given' },
        hooks: {
          beforeRequest: [
            ({ headers }) => {
              seen.push(headers.authorization)
              headers.Authorization = 'mine'
            },
          ],
          afterResponse: [
            response => {
              seen.push(response.statusCode)
              return response
            },
          ],
        },
      })
      api.refuseNext(1)
      await client(`${api.origin}/protected`)
      expect(seen).toEqual(['given', undefined, 200])
      const sent = api.requests.map(({ rawHeaders }) => rawHeaders.filter(name => /^authorization$/i.test(name)).length)
      expect([sent, tokensSeen(api.requests)]).toEqual([
        [1, 1],
        [true, true],
      ])
    }),
  )

  test(
    'a URL that a hook gives a request is the one that counts',
    withPool(async ({ auth, api, local, startApi }) => {
      const other = await startApi()
      const hooks: ExtendOptions['hooks'] = {
        beforeRequest: [
          options => {
            options.url = new URL(`${other.origin}/protected`)
          },
        ],
      }
      const client = got.extend(authOptions(auth({ origins: [api.origin] })), { hooks })
      expect(await failureOf(client(`${api.origin}/protected`))).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
      expect([local.counts.all(), api.requests.length, other.requests.length]).toEqual([{}, 0, 0])
    }),
  )

  const changers: readonly { by: string; changing(change: (options: Options) => void): ExtendOptions }[] = [
    {
      by: 'a beforeRequest hook',
      changing: change => ({ hooks: { beforeRequest: [options => change(options as Options)] } }),
    },
    {
      by: 'a handler',
      changing(change) {
        const handler: HandlerFunction = (options, next) => {
          change(options)
          return next(options)
        }
        return { handlers: [handler] }
      },
    },
  ]
  for (const { by, changing } of changers) {
    test(
      `a URL that ${by} gives a request after merge() is as much the caller’s`,
      withPool(async ({ signedIn, api, local, startApi }) => {
        const other = await startApi()
        const change = (options: Options) => {
          options.merge({ headers: { 'x-hint': 'yes' } })
          options.url = new URL(`${other.origin}/protected`)
        }
        const client = got.extend(changing(change))
        const anywhere = client.extend(authOptions(await signedIn()))
        expect(await anywhere(`${api.origin}/protected`)).toMatchObject({ statusCode: 200 })
        expect(other.requests[0]).toMatchObject({ authorized: true, headers: { 'x-hint': 'yes' } })
        const here = client.extend(authOptions(await signedIn({ origins: [api.origin] })))
        local.counts.reset()
        expect(await failureOf(here(`${api.origin}/protected`))).toHaveProperty('code', 'ERR_POOLPASS_ORIGIN')
        expect([local.counts.all(), api.requests.length, other.requests.length]).toEqual([{}, 0, 1])
      }),
    )
  }

  test(
    'a hook that answers by itself needs no token',
    withPool(async ({ auth, api, local }) => {
      const answer = () => Object.assign(Readable.from([Buffer.from('kept')]), { statusCode: 200, headers: {} })
      const hooks = { beforeRequest: [() => answer() as never] }
      const client = got.extend(authOptions(auth()), { hooks })
      expect((await client(`${api.origin}/protected`)).body).toBe('kept')
      expect(local.counts.all()).toEqual({})
    }),
  )

  test(
    'beforeError gets its RequestError, and the caller ours',
    withPool(async ({ auth, api }) => {
      const seen: unknown[] = []
      const hooks: ExtendOptions['hooks'] = {
        beforeError: [
          error => {
            seen.push(error)
            return error
          },
        ],
      }
      const client = got.extend(authOptions(auth({ password: 'Wrong-Horse-9' })), { hooks })
      const error = await failureOf(client(`${api.origin}/protected`).json())
      expect(error).toHaveProperty('code', 'ERR_POOLPASS_WRONG_CREDENTIALS')
      expect(seen).toHaveLength(1)
      expect(seen[0]).toBeInstanceOf(RequestError)
      expect(seen[0]).toMatchObject({ cause: error, options: { method: 'GET' } })
    }),
  )

  test(
    'prefixUrl’s origin is the only one that gets the token, unless others are listed',
    withPool(async ({ auth, api, local, startApi }) => {
      const other = await startApi()
      const client = got.extend({ ...authOptions(auth()), prefixUrl: `${api.origin}/protected` })
      const error = await failureOf(client(new URL(`${other.origin}/protected`)))
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_ORIGIN', message: expect.stringContaining(other.origin) })
      expect([local.counts.all(), other.requests.length]).toEqual([{}, 0])
      expect(await client('1').json()).toMatchObject({ method: 'GET' })
      const listing = got.extend(authOptions(auth({ origins: [other.origin] })), { prefixUrl: api.origin })
      expect((await listing(new URL(`${other.origin}/protected`))).statusCode).toBe(200)
    }),
  )

  test(
    'followRedirect: false gives the redirect itself',
    withPool(async ({ signedIn, api }) => {
      const client = got.extend(authOptions(await signedIn()), { followRedirect: false })
      expect((await client(`${api.origin}/redirect?to=/open`)).statusCode).toBe(302)
      expect(tokensSeen(api.requests)).toEqual([true])
    }),
  )

  test(
    'timeout.request ends the wait for a token; the sign-in goes on',
    withPool(async context => {
      const { auth, api, local } = context
      const view = auth()
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const client = got.extend(authOptions(view), { retry: { limit: 0 }, timeout: { request: 30 } })
      const patient = client.extend({ timeout: { request: 20_000 } })
      const { signal } = new AbortController()
      const served = patient(`${api.origin}/protected`, { signal })
      for (const options of [{}, { signal }]) {
        const error = await failureOf(client(`${api.origin}/protected`, options))
        expect(error).toMatchObject({ code: 'ETIMEDOUT', message: "Timeout awaiting 'token' for 30ms" })
      }
      expect(api.requests).toHaveLength(0)
      pool.open()
      expect((await served).statusCode).toBe(200)
      expect(context.signIns).toBe(1)
    }),
  )

  test(
    'nothing is left on a signal',
    withPool(async ({ auth, api, clock }) => {
      const client = got.extend(authOptions(auth()))
      const { signal } = new AbortController()
      for (let i = 0; i < 3; i++) {
        expect((await client(`${api.origin}/protected`, { signal })).statusCode).toBe(200)
        clock.advance({ seconds: 3_700 })
      }
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    }),
  )
})

describe('got: pages', () => {
  test(
    'pages of the same origin get the token, each one that is good then',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const client = got.extend(authOptions(await signedIn()), { prefixUrl: api.origin })
      const pages = client.paginate<unknown>('protected/1', {
        pagination: {
          transform: ({ url }) => [url],
          paginate: ({ response }) => {
            clock.advance({ seconds: 3_600 })
            api.refuseNext(1)
            const page = Number(response.url.at(-1)) + 1
            return page > 3 ? false : { url: new URL(`${api.origin}/protected/${page}`) }
          },
        },
      })
      const urls: unknown[] = []
      for await (const url of pages) urls.push(url)
      expect(urls).toEqual([1, 2, 3].map(page => `${api.origin}/protected/${page}`))
      expect(api.requests.map(({ authorized }) => authorized)).toEqual(Array(5).fill(true))
    }),
  )

  test(
    'a page of another origin goes without it, and those that follow',
    withPool(async ({ signedIn, api, startApi }) => {
      const stranger = await startApi()
      const [here, there] = [`${api.origin}/open`, `${stranger.origin}/open`]
      const auth = await signedIn()
      for (const prefixUrl of ['', api.origin]) {
        const next = [there, here]
        const client = got.extend(authOptions(auth), { prefixUrl })
        const pages = client.paginate<unknown>(prefixUrl ? 'open' : here, {
          pagination: {
            transform: ({ url }) => [url],
            paginate: () => (next.length > 0 ? { url: new URL(next.shift()!) } : false),
          },
        })
        for await (const url of pages) expect(url).toMatch(/open$/)
      }
      expect(tokensSeen(api.requests)).toEqual([true, false, true, false])
      expect(tokensSeen(stranger.requests)).toEqual([false, false])
    }),
  )
})

describe('got: streams', () => {
  test(
    'a 401 is replayed by what got does at a redirect, of which neither hooks, limits, listeners nor the response tell',
    withPool(async context => {
      const { signedIn, api } = context
      const told: string[] = []
      const client = got.extend(authOptions(await signedIn()), {
        followRedirect: false,
        maxRedirects: 0,
        hooks: { beforeRedirect: [() => void told.push('hook')] },
      })
      api.refuseNext(1)
      const stream = client.stream(`${api.origin}/protected`)
      stream.on('redirect', () => told.push('event'))
      stream.on('response', ({ statusCode, redirectUrls }) => told.push(`${statusCode} ${redirectUrls.length}`))
      expect((await stream.toArray()).join('')).toContain('GET')
      expect(told).toEqual(['200 0'])
      expect([stream.options.followRedirect, stream.options.maxRedirects]).toEqual([false, 0])
      expect(new Set(api.requests.map(tokenIn)).size).toBe(2)
      expect(context.renewals).toBe(1)
    }),
  )

  test(
    'redirects before and after a replay are told as ever',
    withPool(async ({ signedIn, api }) => {
      const told: string[] = []
      const client = got.extend(authOptions(await signedIn()), {
        hooks: { beforeRedirect: [({ url }) => void told.push((url as URL).pathname)] },
      })
      const stream = client.stream(through(api, ['/protected']))
      stream.on('redirect', () => api.refuseNext(told.push('event') === 2 ? 1 : 0))
      const [response] = await once(stream, 'response')
      await stream.toArray()
      expect(response.redirectUrls.map(String)).toEqual([`${api.origin}/protected`])
      expect(told).toEqual(['/protected', 'event'])
      expect(api.requests.map(({ url }) => url)).toEqual(['/redirect', '/protected', '/protected'])
    }),
  )

  test(
    'what the caller has written is not sent again: its 401 is its HTTPError, and the next request goes with another token',
    withPool(async context => {
      const { signedIn, api } = context
      const client = got.extend(authOptions(await signedIn()), { retry: { limit: 0 } })
      api.refuseNext(1)
      const stream = client.stream.post(`${api.origin}/protected`)
      stream.end('written')
      const error = await failureOf(stream.toArray())
      expect(error).toBeInstanceOf(HTTPError)
      expect(error).toMatchObject({ response: { statusCode: 401, body: expect.stringContaining('refused') } })
      expect((await client.stream(`${api.origin}/protected`).toArray()).join('')).toContain('GET')
      expect(new Set(api.requests.map(tokenIn)).size).toBe(2)
      expect(context.renewals).toBe(1)
    }),
  )

  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
  test.each(methods.flatMap(method => (['http', 'http2'] as const).map(protocol => [method, protocol] as const)))(
    '%s over %s that was ended without a body is replayed without one',
    async (method, protocol) => {
      const seen: unknown[] = []
      const server = await startServer(protocol, async (request, response) => {
        const body = (await request.toArray()).join('')
        const { 'content-length': length, 'transfer-encoding': coding } = request.headers
        seen.push({ method: request.method, body, length, coding })
        response.writeHead(seen.length === 1 ? 401 : 200).end()
      })
      const options = { method, http2: protocol === 'http2', https: { rejectUnauthorized: false } }
      const stream = got.extend(authOptions(renewing(async () => {}))).stream(server.url, options)
      stream.end()
      await stream.toArray()
      expect(seen).toEqual([seen[0], seen[0]])
      expect(seen[0]).toMatchObject({ method, body: '' })
    },
  )

  test.each(['http', 'http2'] as const)('a 401 over %s is replayed, cookies are kept, and timeouts hold', protocol =>
    withPool(async ({ signedIn }) => {
      const server = await startServer(protocol, (request, response) => {
        const isFirst = request.headers.cookie === undefined
        response.writeHead(isFirst ? 401 : 200, { 'set-cookie': 'seen=once' })
        response.end(isFirst ? 'refused' : `came with ${request.headers.cookie}`)
      })
      const jar = new Map<string, string>()
      const client = got.extend(authOptions(await signedIn()), {
        http2: protocol === 'http2',
        https: { rejectUnauthorized: false },
        timeout: { request: 5_000 },
        cookieJar: {
          getCookieString: async () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          setCookie: async (text: string) => {
            const [name = '', value = ''] = text.split('=')
            jar.set(name, value)
          },
        },
      })
      const stream = client.stream(server.url)
      expect((await stream.toArray()).join('')).toBe('came with seen=once')
      expect(server.tokens).toHaveLength(2)
      expect(new Set(server.tokens).size).toBe(2)
    })(),
  )

  test(
    'a 401 that closes its connection is replayed over another, and a second one has its body',
    withPool(async ({ signedIn }) => {
      const server = await startServer('http', (_, response) => {
        response.writeHead(401, { connection: 'close' }).end('refused')
      })
      const client = got.extend(authOptions(await signedIn()), { throwHttpErrors: false })
      expect((await client.stream(server.url).toArray()).join('')).toBe('refused')
      expect(server.tokens).toHaveLength(2)
    }),
  )

  test.each(['body', 'written'] as const)(
    'a 401 that comes before a large body has been sent (%s) is the caller’s',
    how =>
      withPool(async ({ signedIn }) => {
        const server = await startServer('http', (_, response) => response.writeHead(401).end('refused'))
        const client = got.extend(authOptions(await signedIn()), { throwHttpErrors: false })
        const body = Buffer.alloc(20_000_000)
        const stream = client.stream.post(server.url, how === 'body' ? { body } : {})
        if (how === 'written') stream.end(body)
        const [{ statusCode }] = await once(stream, 'response')
        stream.destroy()
        expect([statusCode, server.tokens.length]).toEqual([401, 1])
      })(),
  )

  test.each([
    ['without end', false],
    ['that is cut off', true],
  ])('a 401 %s holds up neither a replay nor the failure of one', (_, isCutOff) =>
    withPool(async ({ signedIn }) => {
      let cut = gate()
      const server = await startServer('http', async (request, response) => {
        if (server.tokens.length % 2 === 0) return void response.end('allowed')
        response.writeHead(401)
        const drip = setInterval(() => response.write('drip'), 1)
        request.on('close', () => clearInterval(drip))
        await cut.opened
        response.destroy()
      })
      for (const fails of [false, true]) {
        cut = gate()
        const closed = gate()
        let sent = 0
        const wait = async () => {
          if (++sent !== 2) return
          if (isCutOff) cut.open()
          if (isCutOff) await closed.opened
          if (fails) throw new Error('mine')
        }
        const client = got.extend(authOptions(await signedIn()), {
          hooks: { beforeRequest: [wait] },
          retry: { limit: 0 },
        })
        const stream = client.stream(server.url)
        stream.on('request', request =>
          request.once('response', (response: IncomingMessage) => response.once('close', closed.open)),
        )
        const answer = stream.toArray()
        if (fails) expect(await failureOf(answer)).toHaveProperty('message', 'mine')
        else expect((await answer).join('')).toBe('allowed')
        cut.open()
      }
      expect(server.tokens).toHaveLength(3)
    })(),
  )

  test('a 401 that is cut off while its token is renewed is an error, where there is no replay', async () => {
    const renewal = gate()
    const cut = gate()
    let invalidations = 0
    const auth: Auth = {
      ...staticAuth('always the same'),
      async headers() {
        if (invalidations > 0) await renewal.opened
        return { Authorization: 'Bearer always the same' }
      },
      invalidate: () => void invalidations++,
    }
    const server = await startServer('http', async (_, response) => {
      response.writeHead(401, { 'content-length': 100 }).write('some of it')
      await cut.opened
      response.destroy()
    })
    const client = got.extend(authOptions(auth), { throwHttpErrors: false, retry: { limit: 0 } })
    const stream = client.stream(server.url)
    const error = failureOf(stream.toArray())
    const [request] = await once(stream, 'request')
    const [refusal] = await once(request, 'response')
    await until(() => invalidations === 1)
    cut.open()
    await until(() => refusal.destroyed)
    renewal.open()
    expect(await error).toHaveProperty('code', 'ECONNRESET')
    expect(server.tokens).toHaveLength(1)
  })

  test('an answer’s body is there for got, where instrumentation throws away what nobody else listens for', async () => {
    const server = await startServer('http', (_, response) =>
      response.writeHead(200, { 'set-cookie': 'a=b' }).end('all'),
    )
    const instrumented = (...[url, options]: Parameters<typeof request>) => {
      const made = request(url, options)
      return made.prependListener('response', response => {
        if (made.listenerCount('response') <= 1) response.resume()
      })
    }
    const client = got.extend(authOptions(staticAuth('a token')), { request: instrumented as never })
    // What is thrown away is gone by then.
    const jar = jarThat(() => new Promise(resolve => setTimeout(resolve, 20)))
    expect((await client.stream(server.url, jar).toArray()).join('')).toBe('all')
  })

  test.each(['http', 'http2'] as const)(
    'timeout.send and timeout.response hold for a replay over %s',
    async protocol => {
      const server = await startServer(protocol, (_, response) => {
        if (server.tokens.length === 1) response.writeHead(401).end()
      })
      const client = got.extend(authOptions(renewing(async () => {})), {
        http2: protocol === 'http2',
        https: { rejectUnauthorized: false },
        retry: { limit: 0 },
        timeout: { send: 100, response: 200 },
      })
      const error = await failureOf(client.stream(server.url).toArray())
      expect(error).toMatchObject({ code: 'ETIMEDOUT', event: 'response' })
      expect(server.tokens).toHaveLength(2)
    },
  )

  test.each([
    ['replayed, where there is another token', 'second', [401, 200]],
    ['the caller’s, where there is none', 'first', [401]],
  ])('a 401 whose connection is reset while its token is renewed is %s', async (_, second, statuses) => {
    const arrived = gate()
    const closed = gate()
    const server = await startServer('http', async (request, response) => {
      const status = statuses[server.tokens.length - 1]!
      response.writeHead(status).end(`answered ${status}`)
      await arrived.opened
      if (status === 401) request.socket.resetAndDestroy()
    })
    const client = got.extend(authOptions(renewing(() => closed.opened, second)), { throwHttpErrors: false })
    const stream = client.stream(server.url)
    stream.once('request', (request: ClientRequest) => {
      request.once('response', arrived.open)
      request.once('close', closed.open)
    })
    expect((await stream.toArray()).join('')).toBe(`answered ${statuses.at(-1)}`)
    expect(server.tokens).toHaveLength(statuses.length)
  })

  test('a 401 whose connection is reset while its replay is under way does not end that', async () => {
    const closed = gate()
    let refused: IncomingMessage['socket'] | undefined
    const server = await startServer('http', async (request, response) => {
      if (!refused) {
        refused = request.socket
        response.writeHead(401, { 'content-length': 100 }).write('some of it')
        return
      }
      refused.resetAndDestroy()
      await closed.opened
      response.end('allowed')
    })
    const stream = got.extend(authOptions(renewing(async () => {})), { retry: { limit: 0 } }).stream(server.url)
    stream.once('request', (request: ClientRequest) => request.once('close', closed.open))
    expect((await stream.toArray()).join('')).toBe('allowed')
    expect(server.tokens).toHaveLength(2)
  })

  test.each(['identity', 'gzip'])(
    'a 401 (%s) whose cookies cannot be kept is in got’s error as it came',
    async encoding => {
      const server = await startServer('http', (_, response) => {
        response.writeHead(401, { 'set-cookie': 'a=b', location: '/given', 'content-encoding': encoding })
        response.end(encoding === 'gzip' ? gzipSync('refused') : 'refused')
      })
      const client = got.extend(authOptions(renewing(async () => {})), {
        ...jarThat(() => Promise.reject(new Error('no cookies'))),
        followRedirect: false,
        retry: { limit: 0 },
      })
      expect(await failureOf(client.stream(server.url).toArray())).toMatchObject({
        message: 'no cookies',
        response: { statusCode: 401, headers: { location: '/given' } },
        options: { followRedirect: false },
      })
    },
  )

  test('an attempt after a replay that could not begin has the caller’s options', async () => {
    const server = await startServer('http', (_, response) => response.writeHead(401, { 'set-cookie': 'a=b' }).end())
    const client = got.extend(authOptions(renewing(async () => {})), {
      ...jarThat(() => Promise.reject(Object.assign(new Error('no cookies'), { code: 'ECONNRESET' }))),
      followRedirect: false,
      retry: { limit: 1, calculateDelay: () => 1 },
    })
    const stream = client.stream(server.url)
    const [, , tryAgain] = await once(stream.resume(), 'retry')
    const another = tryAgain()
    another.on('error', () => {})
    expect(another.options.followRedirect).toBe(false)
    another.destroy()
  })

  test.each(['identity', 'gzip'])(
    'a 401 (%s) that is cut off while its cookies are kept is replayed',
    async encoding => {
      const cut = gate()
      const closed = gate()
      const server = await startServer('http', async (_, response) => {
        if (server.tokens.length === 2) return void response.end('allowed')
        response.writeHead(401, { 'set-cookie': 'a=b', 'content-encoding': encoding })
        response.write(gzipSync('refused').subarray(0, 12))
        await cut.opened
        response.destroy()
      })
      const jar = jarThat(async () => {
        cut.open()
        await closed.opened
      })
      const stream = got.extend(authOptions(renewing(async () => {})), jar).stream(server.url, { retry: { limit: 0 } })
      stream.once('request', (request: ClientRequest) => {
        request.once('response', response => response.once('close', closed.open))
      })
      expect((await stream.toArray()).join('')).toBe('allowed')
    },
  )

  test('a hop without a body that comes after one with a body is replayed', async () => {
    const seen: unknown[] = []
    const server = await startServer('http', async (request, response) => {
      const body = (await request.toArray()).join('')
      seen.push(`${request.method} ${request.headers.authorization} ${body}`)
      if (seen.length === 1) response.writeHead(303, { location: '/' }).end()
      else response.writeHead(seen.length === 2 ? 401 : 200).end('answer')
    })
    const client = got.extend(authOptions(renewing(async () => {})))
    expect((await client.stream.post(server.url, { json: 1 }).toArray()).join('')).toBe('answer')
    expect(seen).toEqual(['POST Bearer first 1', 'GET Bearer first ', 'GET Bearer second '])
  })

  test.each([
    ['Authorization', ['Bearer first', 'Bearer second']],
    ['X-Api-Key', Array(2).fill(`Basic ${Buffer.from('a@b:1%2').toString('base64')}`)],
  ])('credentials in a URL are the same for a replay, with the token in %s', async (header, sent) => {
    const server = await startServer('http', (_, response) => {
      response.writeHead(server.tokens.length === 1 ? 401 : 200).end('answer')
    })
    const auth = renewing(async () => {})
    const headers = async () => ({ [header]: (await auth.headers()).Authorization! })
    const url = server.url.replace('//', '//a%40b:1%252@')
    expect(
      (
        await got
          .extend(authOptions({ ...auth, headers }))
          .stream(url)
          .toArray()
      ).join(''),
    ).toBe('answer')
    expect(server.tokens).toEqual(sent)
  })

  test.each(['throws', 'answers by itself'])('where a hook %s, a replay leaves no trace', async how => {
    const server = await startServer('http', (_, response) => response.writeHead(401).end('refused'))
    let count = 0
    const hook = () => {
      if (++count === 1) return undefined
      if (how === 'throws') throw new Error('mine')
      return Object.assign(Readable.from([Buffer.from('kept')]), { statusCode: 200, headers: {} }) as never
    }
    const hooks = { beforeRequest: [hook] }
    const client = got.extend(authOptions(renewing(async () => {})), { hooks, retry: { limit: 0 } })
    const stream = client.stream(server.url)
    const listener = () => {}
    stream.on('redirect', listener)
    let redirects: unknown
    stream.on('response', response => {
      redirects = [...response.redirectUrls]
    })
    if (how === 'throws') expect(await failureOf(stream.toArray())).toHaveProperty('message', 'mine')
    else expect((await stream.toArray()).join('')).toBe('kept')
    expect(redirects).toEqual(how === 'throws' ? undefined : [])
    expect([stream.redirectUrls, stream.listeners('redirect')]).toEqual([[], [listener]])
  })

  test(
    'what is piped arrives whole, also when the token has to be waited for',
    withPool(async ({ auth, api }) => {
      const client = got.extend(authOptions(auth()))
      const sink = client.stream.post(`${api.origin}/protected`)
      await pipeline(Readable.from(['a', 'b', 'c']), sink, async answer => void (await Readable.from(answer).toArray()))
      expect(api.requests.map(({ body, authorized }) => [body.toString(), authorized])).toEqual([['abc', true]])
    }),
  )

  test(
    'retryUnauthorized is asked, and what it throws is the stream’s error',
    withPool(async context => {
      const { signedIn, api } = context
      const asked: string[] = []
      const auth = await signedIn({
        retryUnauthorized: (request, { status }) => {
          asked.push(`${request.method} ${request.headers.has('authorization')} ${status}`)
          if (asked.length > 1) throw new Error('mine')
          return false
        },
      })
      const client = got.extend(authOptions(auth), { throwHttpErrors: false })
      const url = `${api.origin}/always-401`
      expect((await client.stream(url).toArray()).join('')).toContain('no token is good enough')
      expect(await failureOf(client.stream(url).toArray())).toHaveProperty('message', expect.stringContaining('mine'))
      expect(asked).toEqual(['GET true 401', 'GET true 401'])
      expect((await client(`${api.origin}/protected`)).statusCode).toBe(200)
      expect(context.renewals).toBe(0)
    }),
  )
})

describe('got: what it prints', () => {
  const failures: readonly { what: string; fail(client: Got, context: Context): Promise<unknown> }[] = [
    { what: 'HTTPError', fail: (client, { api }) => client(`${api.origin}/always-401`) },
    { what: 'MaxRedirectsError', fail: (client, { api }) => client(`${api.origin}/loop`) },
    { what: 'ParseError', fail: (client, { api }) => client(`${api.origin}/stream?megabytes=0.1`).json() },
    {
      what: 'TimeoutError',
      fail: (client, { api }) => {
        api.holdNext(new Promise(() => {}))
        return client(`${api.origin}/protected`, { timeout: { request: 50 } })
      },
    },
    {
      what: 'AbortError',
      async fail(client, { api }) {
        api.holdNext(new Promise(() => {}))
        const caller = new AbortController()
        const answer = client(`${api.origin}/protected`, { signal: caller.signal })
        answer.catch(() => {})
        await until(() => api.requests.length > 0)
        caller.abort()
        return answer
      },
    },
    {
      what: 'RequestError',
      fail: (client, { api }) =>
        client(`${api.origin}/protected`, {
          request: () => {
            throw new Error('nothing was sent')
          },
        }),
    },
  ]

  for (const { what, fail } of failures) {
    for (const [header, options] of [
      ['Authorization', {}],
      ['X-Api-Key', { httpHeader: 'X-Api-Key', httpHeaderPrefix: '' }],
    ] as const) {
      test(
        `its ${what} holds no token that was sent as ${header}`,
        withPool(async context => {
          const auth = await context.signedIn(options)
          const client = got.extend(authOptions(auth), { retry: { limit: 0 } })
          const error = await failureOf(fail(client, context))
          expect(error).toHaveProperty('name', what)
          const printed = inspect(error, { depth: 9 }) + JSON.stringify(error)
          expect(printed).toContain(context.api.origin)
          for (const token of [auth.cognito.accessToken, await auth.token()]) expect(printed).not.toContain(token)
        }),
      )
    }
  }

  const endings: readonly [string, (client: Got, url: string) => Promise<unknown>][] = [
    ['a promise is aborted', (client, url) => client(url, { signal: AbortSignal.timeout(50) })],
    ['a stream is aborted', (client, url) => client.stream(url, { signal: AbortSignal.timeout(50) }).toArray()],
    [
      'a stream is destroyed',
      (client, url) => {
        const stream = client.stream(url)
        setTimeout(() => stream.destroy(new Error('mine')), 50)
        return stream.toArray()
      },
    ],
  ]
  test('a hook that answers in the place of a request leaves no listener on a signal, and no token in the options', async () => {
    const { signal } = new AbortController()
    const answer = () => Object.assign(Readable.from(['mine']), { statusCode: 200, headers: {} }) as never
    for (const http2 of [true, false]) {
      const client = got.extend(authOptions(staticAuth('eyJ.a.token')), { http2 }).extend({
        handlers: [
          (options, next) => {
            options.hooks.beforeRequest.push(answer)
            return next(options)
          },
        ],
      })
      const { request } = await client('https://127.0.0.1:1/', { signal })
      expect(getEventListeners(signal, 'abort')).toEqual([])
      expect(request.options.headers.authorization).toBeUndefined()
    }
  })

  test('an abort while a hook behind ours waits leaves no token in its error', async () => {
    const controller = new AbortController()
    const client = got.extend(authOptions(staticAuth('eyJ.a.token'))).extend({
      handlers: [
        (options, next) => {
          options.hooks.beforeRequest.push(async () => {
            controller.abort()
            await setImmediate()
          })
          return next(options)
        },
      ],
    })
    const error = await failureOf(client('http://127.0.0.1:1/', { signal: controller.signal }))
    const printed = inspect(error, { depth: 9 })
    expect(printed).toContain('AbortError')
    expect(printed).not.toContain('eyJ.a.token')
  })

  test.each(endings)('its error holds no token where %s while HTTP/2 is being connected', async (_, end) => {
    const connected = gate()
    const silent = createTcpServer(connected.open)
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const client = got.extend(authOptions(staticAuth('eyJ.a.token')), { http2: true, retry: { limit: 0 } })
    const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`
    const error = await failureOf(end(client, url))
    await connected.opened
    const printed = inspect(error, { depth: 9 })
    expect(printed).toContain(url)
    expect(printed).not.toContain('eyJ.a.token')
  })

  test(
    'a response’s options hold no token',
    withPool(async ({ signedIn, api }) => {
      const auth = await signedIn()
      const { request } = await got.extend(authOptions(auth))(`${api.origin}/protected`)
      expect(inspect(request.options, { depth: 9 })).not.toContain(await auth.token())
    }),
  )
})

describe('got: auths', () => {
  test(
    'takes any Auth, and renews by it',
    withPool(async ({ api }) => {
      const tokens = ['first', 'second']
      const auth: Auth = {
        token: async () => tokens[0]!,
        headers: async () => ({ 'X-Key': tokens[0]! }),
        invalidate: () => void tokens.shift(),
      }
      const client = got.extend(authOptions(auth), { throwHttpErrors: false })
      const { statusCode } = await client(`${api.origin}/always-401`)
      expect(statusCode).toBe(401)
      expect(api.requests.map(({ headers }) => headers['x-key'])).toEqual(['first', 'second'])
      expect(() => authOptions({} as never)).toThrow(
        expect.objectContaining({ code: 'ERR_POOLPASS_INVALID_OPTION', message: expect.stringContaining('auth') }),
      )
    }),
  )

  test(
    'a second one is refused where a client is extended by it, also the same one again',
    withPool(async ({ auth, api, local }) => {
      const first = auth()
      const client = got.extend(authOptions(first))
      const refusal = expect.objectContaining({
        code: 'ERR_POOLPASS_INVALID_OPTION',
        message: expect.stringContaining('auth'),
      })
      for (const other of [staticAuth('other'), staticAuth('key', { httpHeader: 'X-Key' }), first]) {
        expect(() => client.extend(authOptions(other))).toThrow(refusal)
        expect(() => got.extend(authOptions(first), authOptions(other))).toThrow(refusal)
        expect(() => got.extend(client, got.extend(authOptions(other)))).toThrow(refusal)
      }
      expect(local.counts.all()).toEqual({})
      expect((await got.extend(client, client).extend({ timeout: {} })(`${api.origin}/protected`)).statusCode).toBe(200)
    }),
  )
})
