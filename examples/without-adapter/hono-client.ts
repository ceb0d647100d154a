import { hc } from 'hono/client'
import type { SrpAuth } from 'poolpass'
import type { App } from './servers/hono-server.js'

// `hc` is the platform's fetch with the server's types: it returns a 401 like any other answer, and repeats nothing.
// So `auth.fetch`.

export function createHonoClient(auth: SrpAuth, url: string) {
  return hc<App>(url, { fetch: auth.fetch })
}
