/** Tokens on requests: SrpAuth, and `fetch`. */
export type { Auth, TokenOptions } from './auth.js';
export { type GivenSession, SrpAuth, type SrpAuthOptions, type ViewOptions } from './srp-auth.js';
export type { RetryUnauthorized } from './view.js';
