import { invalidOption, isPoolpassError } from '../errors/index.js'
import type { View } from './view.js'

/** A 401 to a request that carried our token. */
export interface Refusal {
  readonly token: string
  readonly url: URL
  readonly signal?: AbortSignal | null | undefined
  /** Whether the body can be sent again. */
  readonly replayable: boolean
}

/** What a `retryUnauthorized` function is shown by clients that have no `Request` of their own. */
export interface Shown {
  readonly url: string | URL
  readonly method: string
  readonly headers: HeadersInit
}

/** R7: whether `retryUnauthorized` lets a 401 be answered with a replay. */
export function wantsReplay(view: View, { url, method, headers }: Shown, response: () => Response): boolean {
  const { retryUnauthorized } = view
  if (typeof retryUnauthorized === 'boolean') return retryUnauthorized
  // No Request may have credentials in its URL.
  const target = Object.assign(new URL(url), { username: '', password: '' })
  const request = new Request(target, { headers })
  // A Request may not have every method that clients can send.
  Object.defineProperty(request, 'method', { value: method })
  const isWanted: unknown = retryUnauthorized(request, response())
  if (typeof isWanted === 'boolean') return isWanted
  throw invalidOption('retryUnauthorized', 'must return true or false at once, and no promise of it')
}

/**
 * R7: a token for the one replay. Where there is none to be had the API's own answer stands: the next request tells why.
 *
 * @returns `undefined` when there is to be no replay.
 */
export async function tokenForReplay(view: View, refusal: Refusal): Promise<string | undefined> {
  const { token, url, signal, replayable } = refusal
  if (!replayable) {
    view.invalidate(token, url.origin)
    return undefined
  }
  try {
    return await view.replaceRefused(token, url, signal)
  } catch (error) {
    if (isPoolpassError(error)) return undefined
    throw error
  }
}
