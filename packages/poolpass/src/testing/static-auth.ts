import type { Auth } from '../http/index.js'

/**
 * An {@link Auth} that always gives the same token: for tests of code that takes an `Auth`. Does no I/O.
 *
 * @param options.httpHeader Default `Authorization`.
 * @param options.httpHeaderPrefix Default `Bearer `.
 */
export function staticAuth(token: string, options: { httpHeader?: string; httpHeaderPrefix?: string } = {}): Auth {
  const { httpHeader = 'Authorization', httpHeaderPrefix = 'Bearer ' } = options
  return {
    token: async () => token,
    headers: async () => ({ [httpHeader]: httpHeaderPrefix + token }),
    invalidate: () => {},
  }
}
