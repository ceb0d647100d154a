// Many requests at once need no preparation: the first one signs in, and the others wait for the same token.
// The same holds when the token expires meanwhile, which costs one renewal however many there are.
import type { SrpAuth } from 'poolpass'

/** `data` of a success, else the `status` of what the API answered instead. */
export type Result =
  | { readonly url: string; readonly data: unknown }
  | { readonly url: string; readonly status: number }

/** @returns One result for each URL, in that order. */
export function readAll(auth: SrpAuth, urls: readonly string[]): Promise<Result[]> {
  return Promise.all(urls.map(url => read(auth, url)))
}

async function read(auth: SrpAuth, url: string): Promise<Result> {
  const response = await auth.fetch(url)
  if (response.ok) return { url, data: await response.json() }
  await response.body?.cancel()
  return { url, status: response.status }
}
