import createClient, { type Client } from 'openapi-fetch'
import type { SrpAuth } from 'poolpass'
import type { paths } from './servers/rest-api.js'

// `openapi-fetch` hands its fetch one finished `Request`, whose body can be read only once. So `auth.fetch`: it keeps
// bodies of up to 1 MiB for the second try, which a middleware of this client could not send.

export function createApiClient(auth: SrpAuth, baseUrl: string): Client<paths> {
  return createClient<paths>({ baseUrl, fetch: auth.fetch })
}
