import { expect } from 'vitest'
import type { Api } from '../../support/api.js'
import type { Case } from '../case.js'
import { type AuthOptions, type Context, tokenIn } from '../context.js'
import { failureOf } from '../failures.js'

export const STATUSES = [301, 302, 303, 307, 308] as const

/** A URL of that API which redirects through the others, in that order, and ends at the last. */
export function through(api: Api, stations: readonly string[], status: number = 302): string {
  const [next, ...rest] = stations
  if (next === undefined) return `${api.origin}/open`
  const to =
    rest.length === 0 ? next : `${next}/redirect?status=${status}&to=${encodeURIComponent(chain(rest, status))}`
  return `${api.origin}/redirect?status=${status}&to=${encodeURIComponent(to)}`
}

function chain([next, ...rest]: readonly string[], status: number): string {
  if (rest.length === 0) return next ?? ''
  return `${next}/redirect?status=${status}&to=${encodeURIComponent(chain(rest, status))}`
}

/** Which of the API's requests came with something that looks like a token, in any header. */
const tokensSeen = ({ requests }: Api) =>
  requests.map(({ headers }) => /eyJ[\w-]+\.[\w-]+\./.test(JSON.stringify(headers)))

const views: readonly { where: string; options: AuthOptions }[] = [
  { where: 'Authorization', options: {} },
  { where: 'X-Api-Key', options: { httpHeader: 'X-Api-Key', httpHeaderPrefix: '' } },
]

async function twoApis({ api, startApi }: Context) {
  return { here: api, there: await startApi() }
}

const acrossOrigins = ({ where, options }: (typeof views)[number]): readonly Case[] => [
  {
    rule: 'R9',
    name: `${where}: redirects to another origin go without the token`,
    async run(context) {
      const { here, there } = await twoApis(context)
      const auth = await context.signedIn(options)
      for (const status of STATUSES) {
        const answer = await context.client.send(auth, { url: through(here, [`${there.origin}/open`], status) })
        expect(answer.status).toBe(200)
      }
      expect(tokensSeen(here)).toEqual(STATUSES.map(() => true))
      expect(there.requests).toHaveLength(STATUSES.length)
      expect(there.sawToken).toBe(false)
    },
  },
  {
    rule: 'R9',
    name: `${where}: what the caller gave in that header stays with the origin, too`,
    needs: ['tells-hops'],
    async run(context) {
      const { here, there } = await twoApis(context)
      const auth = await context.signedIn(options)
      const url = through(here, [`${there.origin}/open`])
      expect((await context.client.send(auth, { url, headers: { [where]: 'given' } })).status).toBe(200)
      expect(there.requests.map(({ headers }) => headers[where.toLowerCase()])).toEqual([undefined])
    },
  },
  {
    rule: 'R9',
    name: `${where}: another name of the same machine is another origin`,
    async run({ client, signedIn, api }) {
      const auth = await signedIn(options)
      const byName = api.origin.replace('127.0.0.1', 'localhost')
      expect((await client.send(auth, { url: through(api, [`${byName}/open`]) })).status).toBe(200)
      expect(tokensSeen(api)).toEqual([true, false])
    },
  },
  {
    rule: 'R9',
    name: `${where}: a token that was taken off is not put back when the redirects lead home again`,
    needs: ['tells-hops'],
    async run(context) {
      const { here, there } = await twoApis(context)
      const auth = await context.signedIn(options)
      const url = through(here, [there.origin, `${here.origin}/open`])
      expect((await context.client.send(auth, { url })).status).toBe(200)
      expect(tokensSeen(here)).toEqual([true, false])
      expect(there.sawToken).toBe(false)
    },
  },
  {
    rule: 'R9',
    name: `${where}: origins that are all listed get it at every hop`,
    async run(context) {
      const { here, there } = await twoApis(context)
      const auth = await context.signedIn({ ...options, origins: [here.origin, there.origin] })
      const url = through(here, [there.origin, `${here.origin}/open`])
      expect((await context.client.send(auth, { url })).status).toBe(200)
      expect([tokensSeen(here), tokensSeen(there)]).toEqual([[true, true], [true]])
    },
  },
  {
    rule: 'R9',
    name: `${where}: one hop that is not listed ends it for those that follow, listed or not`,
    needs: ['tells-hops'],
    async run(context) {
      const { here, there } = await twoApis(context)
      const stranger = await context.startApi()
      const auth = await context.signedIn({ ...options, origins: [here.origin, there.origin] })
      const url = through(here, [there.origin, stranger.origin, there.origin, `${here.origin}/open`])
      expect((await context.client.send(auth, { url })).status).toBe(200)
      expect([tokensSeen(here), tokensSeen(there), tokensSeen(stranger)]).toEqual([
        [true, false],
        [true, false],
        [false],
      ])
    },
  },
]

export const redirectCases: readonly Case[] = [
  {
    rule: 'R9',
    name: 'redirects within the origin keep the token',
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      for (const status of STATUSES) {
        const answer = await client.send(auth, { url: through(api, ['/protected/end'], status) })
        expect(answer.status).toBe(200)
      }
      expect(api.requests).toHaveLength(2 * STATUSES.length)
      expect(new Set(api.requests.map(tokenIn))).toEqual(new Set([auth.cognito.accessToken]))
    },
  },
  {
    rule: 'R9',
    name: 'redirects say where they ended',
    needs: ['final-urls'],
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      for (const status of STATUSES) {
        const answer = await client.send(auth, { url: through(api, ['/protected/end'], status) })
        expect(answer).toMatchObject({ url: `${api.origin}/protected/end`, redirected: true })
      }
      const plain = await client.send(auth, { url: `${api.origin}/protected` })
      expect(plain).toMatchObject({ url: `${api.origin}/protected`, redirected: false })
    },
  },
  ...views.flatMap(acrossOrigins),
  {
    rule: 'R9',
    name: 'a chain of redirects is followed to its end, with the token at every hop',
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      expect((await client.send(auth, { url: `${api.origin}/chain?left=8` })).status).toBe(200)
      expect(api.requests).toHaveLength(9)
      expect(new Set(api.requests.map(tokenIn))).toEqual(new Set([auth.cognito.accessToken]))
    },
  },
  {
    rule: 'R9',
    name: 'redirects that never end are given up',
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      const answer = client.send(auth, { url: `${api.origin}/chain?left=1000` })
      const outcome = await answer.then(({ status }) => status, Object)
      // Some give the last redirect itself.
      if (outcome !== 302) expect(outcome).toBeInstanceOf(Error)
      expect(api.requests.length).toBeGreaterThan(9)
      expect(api.requests.length).toBeLessThan(40)
    },
  },
  {
    rule: 'R9',
    name: 'the caller’s own Authorization is taken off too when the token travels in another header',
    async run(context) {
      const { here, there } = await twoApis(context)
      const auth = await context.signedIn({ httpHeader: 'X-Api-Key', httpHeaderPrefix: '' })
      const headers = { Authorization: 'Basic YTpi', Cookie: 'a=b', 'X-Other': 'kept' }
      await context.client.send(auth, { url: through(here, [`${there.origin}/open`]), headers })
      expect(here.requests[0]?.headers).toMatchObject({ authorization: 'Basic YTpi', 'x-api-key': expect.any(String) })
      expect(there.requests[0]?.headers).toMatchObject({ 'x-other': 'kept' })
      for (const name of ['authorization', 'x-api-key', 'cookie']) {
        expect(there.requests[0]?.headers).not.toHaveProperty(name)
      }
    },
  },
  {
    rule: 'R9',
    name: 'an API’s 401 after a redirect is answered with one renewal and a replay of that hop',
    needs: ['body-replays'],
    async run(context) {
      const { client, signedIn, api } = context
      const auth = await signedIn()
      const url = through(api, ['/protected'], 307)
      api.refuseNext(1)
      expect((await client.send(auth, { url, method: 'POST', body: 'a body' })).status).toBe(200)
      expect(api.requests.map(request => request.url)).toEqual(['/redirect', '/protected', '/protected'])
      expect(api.requests.map(({ body }) => body.toString())).toEqual(['a body', 'a body', 'a body'])
      expect(context.renewals).toBe(1)
    },
  },
  {
    rule: 'R9',
    name: 'another origin’s 401 to a request without a token renews nothing',
    async run(context) {
      const { here, there } = await twoApis(context)
      const auth = await context.signedIn()
      const url = through(here, [`${there.origin}/protected`])
      expect((await context.client.send(auth, { url })).status).toBe(401)
      expect([context.renewals, there.requests.length]).toEqual([0, 1])
    },
  },
  {
    rule: 'R9',
    name: 'redirect: manual gives the redirect itself',
    needs: ['redirect-modes'],
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      const requests = [
        { url: through(api, ['/open']), redirect: 'manual' as const },
        { url: new Request(through(api, ['/open']), { redirect: 'manual' }) },
      ].filter(({ url }) => typeof url === 'string' || client.can.has('request-objects'))
      for (const request of requests) {
        const answer = await client.send(auth, request)
        expect(answer).toMatchObject({ status: 302, redirected: false })
        expect(answer.headers.get('location')).toBe('/open')
      }
      expect(api.requests.map(({ url }) => url)).toEqual(requests.map(() => '/redirect'))
    },
  },
  {
    rule: 'R9',
    name: 'redirect: error makes a redirect an error, and nothing else',
    needs: ['redirect-modes'],
    async run({ client, signedIn, api }) {
      const auth = await signedIn()
      const error = await failureOf(client.send(auth, { url: through(api, ['/open']), redirect: 'error' }))
      expect(error instanceof TypeError || (error as Error).cause instanceof TypeError).toBe(true)
      expect(api.requests).toHaveLength(1)
      const answer = await client.send(auth, { url: `${api.origin}/protected`, redirect: 'error' })
      expect(answer.status).toBe(200)
    },
  },
]
