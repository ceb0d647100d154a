import { $fetch } from 'ofetch'
import type { SrpAuth } from 'poolpass'

// `ofetch` takes a fetch in the second argument of `create`, ignores one in the first, and repeats GETs after a 5xx by
// itself. So `auth.fetch`: each of its tries gets the token of its time, and its errors have no token in their options.

export function createFetch(auth: SrpAuth, baseURL: string): typeof $fetch {
  return $fetch.create({ baseURL }, { fetch: auth.fetch })
}
