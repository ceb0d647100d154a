// A client that a whole program shares, with headers that every request has: what Python's requests calls a session.
// Once on ky, whose options do it all, and once on nothing but `auth.fetch`.
import ky, { type KyInstance } from 'ky'
import type { SrpAuth } from 'poolpass'
import { authOptions } from 'poolpass/ky'

const DEFAULT_HEADERS = { 'User-Agent': 'my-app/1.0', Accept: 'application/json' }

/** On ky: `client.get('users').json()`. A request's own headers win over the default ones. */
export function createSharedClient(baseUrl: string, auth: SrpAuth): KyInstance {
  return ky.create({ ...authOptions(auth), prefixUrl: baseUrl, headers: DEFAULT_HEADERS })
}

/** Without a library: `request('users')`. A request's own headers win over the default ones. */
export function createSharedFetch(baseUrl: string, auth: SrpAuth) {
  return (endpoint: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(DEFAULT_HEADERS)
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    return auth.fetch(`${baseUrl}/${endpoint}`, { ...init, headers })
  }
}
