import { expect } from 'vitest'
import type { Api, ApiRequest } from '../../support/api.js'
import type { Case } from '../case.js'
import { type ClientRequest, initOf, readAnswer } from '../clients/client.js'
import { type Context, times } from '../context.js'
import { STATUSES, through } from './redirects.js'

/** All that a server sees of a request, but for the token and its own address. */
function seen({ method, url, headers, body }: ApiRequest) {
  const { authorization: _, host: __, ...others } = headers
  return { method, url, headers: others, body: body.toString() }
}

/** What became of a request for its caller. The texts of network errors are each client's own. */
async function outcomeOf(answer: Promise<{ status: number; url: string; redirected: boolean; text: string }>) {
  try {
    const { status, url, redirected, text } = await answer
    return { status, redirected, text, end: new URL(url).pathname + new URL(url).search }
  } catch (error) {
    return { failed: (error as Error).constructor.name }
  }
}

/** The same request by plain `fetch` and by the client: same hops, same outcome. */
async function expectLikeFetch(context: Context, auth: Auth, requestTo: (api: Api, other: Api) => ClientRequest) {
  const [plainApi, plainOther, ownApi, ownOther] = await Promise.all(times(4, () => context.startApi()))
  const [plain, own] = [requestTo(plainApi!, plainOther!), requestTo(ownApi!, ownOther!)]
  const byFetch = await outcomeOf(fetch(plain.url, initOf(plain)).then(readAnswer))
  const byClient = await outcomeOf(context.client.send(auth, own))
  expect(byClient).toEqual(byFetch)
  expect(ownApi!.requests.map(seen)).toEqual(plainApi!.requests.map(seen))
  expect(ownOther!.requests.map(seen)).toEqual(plainOther!.requests.map(seen))
  return byFetch
}
type Auth = Awaited<ReturnType<Context['signedIn']>>

const likeFetch = (name: string, requestTo: (api: Api, other: Api) => ClientRequest): Case => ({
  rule: 'R9',
  name: `as fetch does it: ${name}`,
  needs: ['fetch-redirects', 'request-objects', 'stream-bodies'],
  async run(context) {
    await expectLikeFetch(context, await context.signedIn(), requestTo)
  },
})

const HEADERS = {
  'Content-Type': 'text/x-own',
  'Content-Language': 'de',
  'Accept-Language': 'de, en',
  'X-Other': 'kept',
}
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'POST', 'PUT', 'PATCH'] as const
const hasBody = (method: string) => /^P/.test(method)

const streamed = (url: string, method: string): ClientRequest => ({
  url,
  method,
  body: new Blob(['streamed']).stream() as ReadableStream,
})

const methodsFor = (status: number): Case => ({
  rule: 'R9',
  name: `as fetch does it: ${status} with every method, within the origin and across`,
  needs: ['fetch-redirects'],
  async run(context) {
    const auth = await context.signedIn()
    for (const method of METHODS) {
      for (const target of [() => '/open/end', (other: Api) => `${other.origin}/open/end`]) {
        const outcome = await expectLikeFetch(context, auth, (api, other) => ({
          url: through(api, [target(other)], status),
          method,
          headers: { ...HEADERS, Cookie: 'a=b' },
          ...(hasBody(method) && { body: 'the body' }),
        }))
        expect(outcome).toMatchObject({ status: 200, redirected: true, end: '/open/end' })
      }
    }
  },
})

export const likeFetchCases: readonly Case[] = [
  ...STATUSES.map(methodsFor),
  ...STATUSES.map(status =>
    likeFetch(`${status} to a POST whose body is a stream`, api => streamed(through(api, ['/open'], status), 'POST')),
  ),
  ...STATUSES.map(status =>
    likeFetch(`${status} to a PUT whose body is a stream`, api => streamed(through(api, ['/open'], status), 'PUT')),
  ),
  ...STATUSES.map(status =>
    likeFetch(`${status} to a Request with a string body`, api => ({
      url: new Request(through(api, ['/open'], status), { method: 'POST', body: 'the body', headers: HEADERS }),
    })),
  ),
  likeFetch('a form after 307 and 302', api => ({
    url: through(api, [`${api.origin}/open`], 307),
    method: 'POST',
    body: new URLSearchParams({ a: 'b c' }),
  })),
  likeFetch('20 redirects are followed', api => ({ url: `${api.origin}/chain?left=20` })),
  likeFetch('21 redirects are an error', api => ({ url: `${api.origin}/chain?left=21` })),
  likeFetch('a loop is an error', api => ({ url: `${api.origin}/loop` })),
  ...['ftp://127.0.0.1/', 'data:text/plain,hello', 'file:///etc/hosts', 'about:blank', 'http://[', 'blob:x'].map(to =>
    likeFetch(`a redirect to ${to}`, api => ({ url: through(api, [to]) })),
  ),
  likeFetch('a redirect to another origin with credentials in its URL', (api, other) => ({
    url: through(api, [`${other.origin.replace('//', '//user:pass@')}/open`]),
  })),
  likeFetch('relative, rootless and scheme-relative targets', api => ({ url: through(api, ['open/../open?x=1#y']) })),
  likeFetch('a scheme-relative target', (api, other) => ({ url: through(api, [`${other.origin.slice(5)}/open`]) })),
  likeFetch('an empty target, which is the same URL again', api => ({ url: `${api.origin}/redirect?to=` })),
  likeFetch('a target in raw UTF-8', api => ({
    url: `${api.origin}/redirect?raw&to=${encodeURIComponent('/open/grüße?q=ü')}`,
  })),
  likeFetch('a fragment on the way', api => ({ url: `${through(api, ['/open'])}#part` })),
  likeFetch('300 and 304, which are no redirects', api => ({ url: through(api, ['/open'], 300) })),
  likeFetch('redirect: undefined beside a Request that says manual', api => ({
    url: new Request(through(api, ['/open']), { redirect: 'manual' }),
    redirect: undefined as unknown as RequestRedirect,
  })),
  likeFetch('options beside a Request replace its own', api => ({
    url: new Request(through(api, ['/open'], 307), { method: 'POST', body: 'old', headers: { 'X-Old': '1' } }),
    method: 'PUT',
    body: 'new',
    headers: { 'X-New': '1' },
  })),
  {
    rule: 'R9',
    name: 'a Request’s string body survives 307 and 308 also without retryUnauthorized',
    needs: ['request-objects'],
    async run({ signedIn, client, api }) {
      const auth = await signedIn({ retryUnauthorized: false })
      for (const status of [307, 308]) {
        const request = new Request(through(api, ['/protected'], status), { method: 'POST', body: 'the body' })
        expect((await client.send(auth, { url: request })).status).toBe(200)
      }
      expect(api.requests.map(({ body }) => body.toString())).toEqual(times(4, () => 'the body'))
    },
  },
]
