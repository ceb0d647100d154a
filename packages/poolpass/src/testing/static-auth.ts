import type { Auth } from '../http/index.js'

/** An {@link Auth} that always gives the same token: for tests of code that takes an `Auth`. Does no I/O. */
export function staticAuth(token: string, options: { httpHeader?: string; httpHeaderPrefix?: string } = {}): Auth {
  const { httpHeader = 'Authorization', httpHeaderPrefix = 'Bearer ' } = options
  return {
    token: async () => token,
    headers: async () => ({ [httpHeader]: httpHeaderPrefix + token }),
    invalidate: () => {},
  }
}
