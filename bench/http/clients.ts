import axios from 'axios'
import got from 'got'
import ky from 'ky'
import type { SrpAuth } from 'poolpass'
import { withAuth } from 'poolpass/axios'
import { authOptions as gotAuthOptions } from 'poolpass/got'
import { authOptions as kyAuthOptions } from 'poolpass/ky'
import { authInterceptor } from 'poolpass/undici'
import * as undici from 'undici'

/** Sends one request and reads the answer to its end. */
export type Send = () => Promise<unknown>

/** The same client twice. */
export interface Pair {
  /** With the header as a constant string. */
  readonly bare: Send
  readonly withAuth: Send
}

export interface Target {
  readonly url: string
  readonly auth: SrpAuth
  /** `{ Authorization: 'Bearer …' }` with the very token that `auth` sends. */
  readonly headers: Record<string, string>
}

export interface MeasuredClient {
  /** Median ratio of CPU time that is allowed; `undefined` for the control, which has nothing to prove. */
  readonly target: number | undefined
  createPair(target: Target): Pair
}

/** What an API client sends that is no bare GET: from a base URL, with headers of its own and a small body. */
const NOTE = { title: 'A note', tags: ['one', 'two'], done: false }
const CALLER_HEADERS = { Accept: 'application/json', 'X-Request-Id': '5f0c4a52', 'X-Client': 'bench/1.0' }

/** By the names that `--clients` takes. */
export const CLIENTS: Readonly<Record<string, MeasuredClient>> = {
  control: {
    target: undefined,
    createPair({ url, headers }) {
      const send = async () => (await fetch(url, { headers })).text()
      return { bare: send, withAuth: send }
    },
  },
  fetch: {
    target: 1.03,
    createPair: ({ url, auth, headers }) => ({
      bare: async () => (await fetch(url, { headers })).text(),
      withAuth: async () => (await auth.fetch(url)).text(),
    }),
  },
  axios: {
    target: 1.03,
    createPair({ url, auth, headers }) {
      const bare = axios.create({ headers })
      const own = axios.create()
      withAuth(own, auth)
      return { bare: () => bare.get(url), withAuth: () => own.get(url) }
    },
  },
  'axios+base': {
    target: 1.03,
    createPair({ url, auth, headers }) {
      const bare = axios.create({ baseURL: url, headers })
      const own = axios.create({ baseURL: url })
      withAuth(own, auth)
      const post = (client: typeof bare) => () => client.post('notes', NOTE, { headers: CALLER_HEADERS })
      return { bare: post(bare), withAuth: post(own) }
    },
  },
  'axios-fetch': {
    target: 1.03,
    createPair({ url, auth, headers }) {
      const bare = axios.create({ adapter: 'fetch', headers })
      const own = axios.create({ adapter: 'fetch' })
      withAuth(own, auth)
      return { bare: () => bare.get(url), withAuth: () => own.get(url) }
    },
  },
  got: {
    target: 1.03,
    createPair({ url, auth, headers }) {
      const bare = got.extend({ headers })
      const own = got.extend(gotAuthOptions(auth))
      return { bare: () => bare.get(url), withAuth: () => own.get(url) }
    },
  },
  ky: {
    target: 1.03,
    createPair({ url, auth, headers }) {
      const bare = ky.extend({ headers })
      const own = ky.extend(kyAuthOptions(auth))
      return { bare: () => bare.get(url).text(), withAuth: () => own.get(url).text() }
    },
  },
  'ky+base': {
    target: 1.03,
    createPair({ url, auth, headers }) {
      const bare = ky.extend({ prefixUrl: url, headers })
      const own = ky.extend(kyAuthOptions(auth)).extend({ prefixUrl: url })
      const post = (client: typeof bare) => () => client.post('notes', { json: NOTE, headers: CALLER_HEADERS }).text()
      return { bare: post(bare), withAuth: post(own) }
    },
  },
  'undici.request': {
    target: 1.05,
    createPair({ url, auth, headers }) {
      const bare = new undici.Agent()
      const own = new undici.Agent().compose(authInterceptor(auth, { origins: [new URL(url).origin] }))
      return {
        bare: async () => (await undici.request(url, { dispatcher: bare, headers })).body.text(),
        withAuth: async () => (await undici.request(url, { dispatcher: own })).body.text(),
      }
    },
  },
  'undici.fetch': {
    target: 1.03,
    createPair({ url, auth, headers }) {
      // The package's types and those of the global fetch name the same things by different types.
      const own = auth.wrapFetch(undici.fetch as unknown as typeof fetch)
      return {
        bare: async () => (await undici.fetch(url, { headers })).text(),
        withAuth: async () => (await own(url)).text(),
      }
    },
  },
}
