import { TokenType } from 'poolpass'
import { expect } from 'vitest'
import type { ApiOptions, ApiRequest } from '../../support/api.js'
import type { Case } from '../case.js'
import type { AuthOptions } from '../context.js'

/** All values under which a header was sent, whatever its case. */
function valuesOf({ rawHeaders }: ApiRequest, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name)
}

const accepted = (name: string, options: AuthOptions, api: Partial<ApiOptions>): Case => ({
  rule: 'R8',
  name: `${name} is what the API gets, also after a renewal`,
  setting: { api },
  async run({ signedIn, send, api: server, clock }) {
    const auth = await signedIn(options)
    expect((await send(auth)).status).toBe(200)
    clock.advance({ seconds: 4_000 })
    expect((await send(auth)).status).toBe(200)
    const header = api.header ?? 'authorization'
    const token = (api.tokenUse === 'id' ? auth.cognito.idToken : auth.cognito.accessToken) as string
    expect(valuesOf(server.requests[1] as ApiRequest, header)).toEqual([(api.prefix ?? 'Bearer ') + token])
    if (header !== 'authorization') expect(server.requests[1]?.headers.authorization).toBeUndefined()
  },
})

const replaced = (what: string, headers: RequestInit['headers']): Case => ({
  rule: 'R8',
  name: `the caller’s own header is replaced: ${what}`,
  async run({ client, signedIn, send, api }) {
    const auth = await signedIn()
    if (client.can.has('replays')) api.refuseNext(1)
    expect((await send(auth, { headers })).status).toBe(200)
    for (const request of api.requests) {
      expect(valuesOf(request, 'authorization')).toHaveLength(1)
      expect(valuesOf(request, 'authorization')[0]).toMatch(/^Bearer eyJ[^,]+$/)
      expect(request.headers['x-other']).toBe('kept')
    }
    expect(valuesOf(api.requests.at(-1) as ApiRequest, 'authorization')).toEqual([`Bearer ${auth.cognito.accessToken}`])
  },
})

function twoValues(): Headers {
  const headers = new Headers({ 'X-Other': 'kept' })
  headers.append('Authorization', 'Basic YTpi')
  headers.append('authorization', 'Basic Yzpk')
  return headers
}

export const headerCases: readonly Case[] = [
  accepted('an access token as Bearer', {}, {}),
  accepted('an ID token', { authTokenType: TokenType.ID_TOKEN }, { tokenUse: 'id' }),
  accepted('a bare token', { httpHeaderPrefix: '' }, { prefix: '' }),
  accepted('a token with the prefix JWT', { httpHeaderPrefix: 'JWT ' }, { prefix: 'JWT ' }),
  accepted(
    'a bare token in X-API-Key',
    { httpHeader: 'X-API-Key', httpHeaderPrefix: '' },
    { header: 'x-api-key', prefix: '' },
  ),
  accepted(
    'an ID token in a header and with a prefix of one’s own',
    { httpHeader: 'x-id', httpHeaderPrefix: 'Token token=', authTokenType: TokenType.ID_TOKEN },
    { header: 'x-id', prefix: 'Token token=', tokenUse: 'id' },
  ),
  replaced('Authorization', { Authorization: 'Basic YTpi', 'X-Other': 'kept' }),
  replaced('lower-case', { authorization: 'Basic YTpi', 'x-other': 'kept' }),
  replaced('upper-case', { AUTHORIZATION: 'Basic YTpi', 'X-OTHER': 'kept' }),
  replaced('several in a list of pairs', [
    ['authorization', 'Basic YTpi'],
    ['Authorization', 'Basic Yzpk'],
    ['X-Other', 'kept'],
  ]),
  replaced('several in a Headers', twoValues()),
  {
    rule: 'R8',
    name: 'the caller’s header of the configured name is replaced, and their Authorization kept',
    setting: { api: { header: 'x-api-key', prefix: '' } },
    async run({ signedIn, send, api }) {
      const auth = await signedIn({ httpHeader: 'X-Api-Key', httpHeaderPrefix: '' })
      const headers = { 'x-API-key': 'mine', Authorization: 'Basic YTpi' }
      expect((await send(auth, { headers })).status).toBe(200)
      expect(valuesOf(api.requests[0] as ApiRequest, 'x-api-key')).toEqual([auth.cognito.accessToken])
      expect(api.requests[0]?.headers.authorization).toBe('Basic YTpi')
    },
  },
  {
    rule: 'R8',
    name: 'the header of a Request object is replaced, and its others kept',
    needs: ['request-objects'],
    async run({ signedIn, send, api }) {
      const auth = await signedIn()
      const headers = { authorization: 'Basic YTpi', 'x-other': 'kept', 'content-type': 'text/x-own' }
      const url = new Request(`${api.origin}/protected`, { method: 'POST', body: 'a body', headers })
      api.refuseNext(1)
      expect((await send(auth, { url })).status).toBe(200)
      for (const request of api.requests) {
        expect(valuesOf(request, 'authorization')[0]).toMatch(/^Bearer eyJ/)
        expect(request.headers).toMatchObject({ 'x-other': 'kept', 'content-type': 'text/x-own' })
      }
      expect(url.headers.get('authorization')).toBe('Basic YTpi')
    },
  },
  {
    rule: 'R8',
    name: 'the caller’s own objects are left as they were',
    async run({ signedIn, client, api }) {
      const auth = await signedIn()
      const headers = new Headers({ 'X-Other': 'kept' })
      const request = { url: `${api.origin}/protected`, headers }
      await client.send(auth, request)
      expect([...headers]).toEqual([['x-other', 'kept']])
      expect(Object.keys(request)).toEqual(['url', 'headers'])
    },
  },
  ...[true, false].map(
    (isSignedIn): Case => ({
      rule: isSignedIn ? 'R7' : 'R1',
      name: `what a caller does to its URL and headers ${isSignedIn ? 'before the replay' : 'during the sign-in'} is none of the request’s`,
      needs: ['reads-at-once'],
      async run({ auth, signedIn, client, api, startApi }) {
        const other = await startApi()
        const view = isSignedIn ? await signedIn({ origins: [api.origin] }) : auth({ origins: [api.origin] })
        if (isSignedIn) api.refuseNext(1)
        const url = new URL(`${api.origin}/protected/1`)
        const headers: Record<string, string> = { 'x-page': '1' }
        const answer = client.send(view, { url, headers })
        url.href = `${other.origin}/protected/2`
        headers['x-page'] = '2'
        expect((await answer).status).toBe(client.can.has('replays') || !isSignedIn ? 200 : 401)
        const seen = api.requests.map(request => [request.url, request.headers['x-page']])
        expect(new Set(seen.map(String))).toEqual(new Set(['/protected/1,1']))
        expect(other.requests).toHaveLength(0)
      },
    }),
  ),
]
