import { inspect } from 'node:util'
import * as kyModule from 'ky'
import ky, { HTTPError } from 'ky'
import { authOptions } from 'poolpass/ky'
import { staticAuth } from 'poolpass/testing'
import { describe, expect, test } from 'vitest'
import { kyClients } from './clients/ky.js'
import { type Context, type Setting, tokenIn, withContext } from './context.js'
import { failureOf } from './failures.js'

const withPool =
  (run: (context: Context) => Promise<void>, setting: Setting = {}) =>
  () =>
    withContext(kyClients[0]!, setting, run)

/** What is `prefixUrl` in ky 1 is best said by `baseUrl` in ky 2; a hook's first parameter became a member of it. */
const isKy2 = 'NetworkError' in kyModule
const baseOf = (origin: string): { prefixUrl: string } =>
  (isKy2 ? { baseUrl: origin } : { prefixUrl: origin }) as { prefixUrl: string }
const requestOf = ([first]: unknown[]) => (first instanceof Request ? first : (first as { request: Request }).request)

describe('ky', () => {
  test(
    'every attempt of its own retries goes with a token that is good then',
    withPool(async context => {
      const { signedIn, api, clock } = context
      const auth = await signedIn()
      const old = await auth.token()
      const client = ky.extend({
        ...authOptions(auth),
        retry: { limit: 2, delay: () => 1 },
        hooks: { beforeRetry: [() => clock.advance({ seconds: 3_600 })] },
      })
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
      const client = ky.create({
        ...baseOf(api.origin),
        ...authOptions(auth, {
          fetch: (input, init) => {
            sent.push(new URL(input instanceof Request ? input.url : input).pathname)
            return fetch(input, init)
          },
        }),
        hooks: { beforeRequest: [(...state: unknown[]) => requestOf(state).headers.set('x-hint', 'yes')] },
      })
      expect(await client('protected/1').json()).toMatchObject({ method: 'GET' })
      expect(api.requests[0]?.headers).toMatchObject({
        'x-hint': 'yes',
        authorization: expect.stringMatching(/^Bearer ey/),
      })
      expect(sent).toEqual(['/protected/1'])
    }),
  )

  test(
    'the base URL’s origin is the only one that gets the token, unless others are listed',
    withPool(async ({ auth, api, local, startApi }) => {
      const other = await startApi()
      const client = ky.extend({ ...authOptions(auth()), ...baseOf(api.origin) })
      const error = await failureOf(client(new URL(`${other.origin}/protected`)))
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_ORIGIN', message: expect.stringContaining(other.origin) })
      expect([local.counts.all(), other.requests.length]).toEqual([{}, 0])
      const listing = ky.extend({ ...authOptions(auth({ origins: [other.origin] })), ...baseOf(api.origin) })
      expect((await listing(new URL(`${other.origin}/protected`))).status).toBe(200)
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
