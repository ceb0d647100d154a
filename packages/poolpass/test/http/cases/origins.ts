import { Cognito, isPoolpassError, OriginError, SrpAuth } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import type { Capability } from '../clients/client.js'
import { failureOf } from '../failures.js'

const refusesBeforeAnything = (
  what: string,
  url: string,
  origins?: readonly string[],
  needs: readonly Capability[] = [],
): Case => ({
  rule: 'R9',
  needs: ['tells-hops', ...needs],
  name: `${what} gets no token, and nothing is sent to anyone`,
  async run({ auth, client, local, api }) {
    const view = auth(origins ? { origins } : {})
    const error = await failureOf(client.send(view, { url }))
    expect(error).toBeInstanceOf(OriginError)
    expect(isPoolpassError(error, 'ERR_POOLPASS_ORIGIN')).toBe(true)
    expect(local.counts.all()).toEqual({})
    expect(api.requests).toHaveLength(0)
  },
})

export const originCases: readonly Case[] = [
  refusesBeforeAnything('plain http to another machine', 'http://192.0.2.1/protected'),
  refusesBeforeAnything('plain http to a name', 'http://api.example.com/protected'),
  refusesBeforeAnything('a name that begins like loopback', 'http://localhost.example.com/'),
  refusesBeforeAnything('a name that begins like a loopback address', 'http://127.0.0.1.example.com/'),
  refusesBeforeAnything('user information that looks like loopback', 'http://localhost@192.0.2.1/', undefined, [
    'credentials-in-urls',
  ]),
  refusesBeforeAnything('an origin that is not listed', 'https://api.example.com/', ['https://other.example.com']),
  refusesBeforeAnything('another port of a listed origin', 'https://api.example.com:8443/', [
    'https://api.example.com',
  ]),
  refusesBeforeAnything('a sub-domain of a listed origin', 'https://a.api.example.com/', ['https://api.example.com']),
  refusesBeforeAnything('http where https is listed', 'http://api.example.com/', ['https://api.example.com']),
  refusesBeforeAnything('anything, where nothing is listed,', 'https://api.example.com/', []),
  {
    rule: 'R9',
    name: 'another scheme gets no token, and nothing is sent to anyone',
    needs: ['tells-hops'],
    async run({ auth, client, local, api }) {
      const error = await failureOf(client.send(auth(), { url: 'ftp://127.0.0.1/protected' }))
      // Some clients refuse it before their adapter gets to see it.
      expect(error).toHaveProperty('code', expect.stringMatching(/^ERR_(POOLPASS_ORIGIN|UNSUPPORTED_PROTOCOL)$/))
      expect(local.counts.all()).toEqual({})
      expect(api.requests).toHaveLength(0)
    },
  },
  {
    rule: 'R9',
    name: 'loopback that is not listed gets no token, and nothing is sent to anyone',
    needs: ['tells-hops'],
    async run({ auth, send, local, api, startApi }) {
      const other = await startApi()
      const error = await failureOf(send(auth({ origins: [other.origin] })))
      expect(error).toBeInstanceOf(OriginError)
      expect(local.counts.all()).toEqual({})
      expect([api.requests.length, other.requests.length]).toEqual([0, 0])
    },
  },
  {
    rule: 'R9',
    name: 'a listed origin gets the token, whatever the case and the default port in the list',
    async run({ signedIn, send, api }) {
      const listed = [api.origin.replace('http:', 'HTTP:'), 'https://API.example.com:443/']
      const auth = await signedIn({ origins: listed })
      expect((await send(auth)).status).toBe(200)
      expect(await auth.headers({ url: 'https://api.example.com/x' })).toHaveProperty('Authorization')
    },
  },
  {
    rule: 'R9',
    name: 'localhost is loopback',
    async run({ signedIn, send, api }) {
      const auth = await signedIn()
      const url = `${api.origin.replace('127.0.0.1', 'localhost')}/protected`
      expect((await send(auth, { url })).status).toBe(200)
    },
  },
  {
    rule: 'R9',
    name: 'the pool’s own endpoint gets no token and waits for none',
    async run({ auth, client, local, startApi, connection }) {
      const keys = `${local.endpoint}/${local.userPoolId}/.well-known/jwks.json`
      expect((await client.send(auth(), { url: keys })).status).toBe(200)
      expect(local.counts.all()).toEqual({ jwks: 1 })
      const atPool = await startApi()
      const cognito = new Cognito({ ...connection(), endpoint: atPool.origin, username: 'alice', password: 'unused' })
      const view = new SrpAuth({ cognito, httpHeader: 'X-Api-Key', origins: [atPool.origin] })
      expect((await client.send(view, { url: `${atPool.origin}/open` })).status).toBe(200)
      expect(atPool.sawToken).toBe(false)
    },
  },
  {
    rule: 'R9',
    name: 'a redirect to the pool’s own endpoint takes no token along, even if that is listed',
    needs: ['redirects'],
    async run({ signedIn, client, local, api, startApi, connection }) {
      const { accessToken, idToken, refreshToken } = (await signedIn()).cognito
      const atPool = await startApi()
      const keySet = await (await fetch(`${local.endpoint}/${local.userPoolId}/.well-known/jwks.json`)).json()
      const tokens = { accessToken, idToken, refreshToken, jwks: keySet, issuer: local.issuer }
      const cognito = new Cognito({ ...connection(), ...tokens, endpoint: atPool.origin })
      const view = new SrpAuth({ cognito, origins: [api.origin, atPool.origin] })
      const url = `${api.origin}/redirect?to=${encodeURIComponent(`${atPool.origin}/open`)}`
      expect((await client.send(view, { url })).status).toBe(200)
      expect(api.sawToken).toBe(true)
      expect(atPool.requests).toHaveLength(1)
      expect(atPool.sawToken).toBe(false)
    },
  },
  {
    rule: 'R9',
    name: 'after a request to an allowed origin, URLs that begin like it get no token elsewhere',
    needs: ['tells-hops', 'credentials-in-urls'],
    async run({ signedIn, client, send, api }) {
      const auth = await signedIn()
      expect((await send(auth)).status).toBe(200)
      for (const url of [`${api.origin}@api.example.com/`, `${api.origin}:@api.example.com/`]) {
        expect(await failureOf(client.send(auth, { url }))).toBeInstanceOf(OriginError)
      }
      expect(api.requests).toHaveLength(1)
    },
  },
  {
    rule: 'R9',
    name: 'another port of the origin that had the last token gets none unless it is listed',
    needs: ['tells-hops'],
    async run({ signedIn, client, send, api, startApi }) {
      const other = await startApi()
      const auth = await signedIn({ origins: [api.origin] })
      expect((await send(auth)).status).toBe(200)
      for (const url of [`${other.origin}/protected`, 'http://127.0.0.1/']) {
        expect(await failureOf(client.send(auth, { url }))).toBeInstanceOf(OriginError)
      }
      expect(other.requests).toHaveLength(0)
    },
  },
  {
    rule: 'R9',
    name: 'a pool that shares the origin of the API gets no token after the API had one',
    async run({ signedIn, client, local, startApi, connection }) {
      const { accessToken, idToken, refreshToken } = (await signedIn()).cognito
      const api = await startApi()
      const keySet = await (await fetch(`${local.endpoint}/${local.userPoolId}/.well-known/jwks.json`)).json()
      const tokens = { accessToken, idToken, refreshToken, jwks: keySet, issuer: local.issuer }
      const cognito = new Cognito({ ...connection(), ...tokens, endpoint: `${api.origin}/pool` })
      const auth = new SrpAuth({ cognito, origins: [api.origin] })
      expect((await client.send(auth, { url: `${api.origin}/protected` })).status).toBe(200)
      const atPool = ['/pool', '/pool/keys', '/pool?x', '/api/../pool/']
      for (const path of [...atPool, '/poolside']) await client.send(auth, { url: api.origin + path })
      const hadToken = api.requests.map(({ headers }) => headers.authorization !== undefined)
      expect(hadToken).toEqual([true, ...atPool.map(() => false), true])
    },
  },
]
