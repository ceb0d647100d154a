/** Tokens on requests: SrpAuth, and `fetch`. */

export type { Auth, TokenOptions } from './auth.js'
export type { RetryUnauthorized } from './auth-fetch.js'
export { SrpAuth, type SrpAuthOptions, type ViewOptions } from './srp-auth.js'
