import { ageMs, type Clock, type Instant, type ServiceClock } from '../cognito-idp/index.js'
import { TokenError } from '../errors/index.js'
import { decodeClaims, type Tokens } from '../sign-in/index.js'
import type { TokenType } from './token-type.js'

/** The times of one token, in milliseconds. */
export interface TokenTimes {
  /** `iat`, epoch. */
  readonly issuedAtMs: number
  /** `exp`, epoch. */
  readonly expiresAtMs: number
  /** Age from which a renewal runs beside requests. */
  readonly softMs: number
  /** Age from which requests wait for a renewal. */
  readonly hardMs: number
}

/** A session's tokens with what is needed to judge them. */
export interface HeldTokens {
  readonly tokens: Tokens
  /** The real username. */
  readonly username: string
  readonly sub: string | undefined
  readonly times: Readonly<Partial<Record<TokenType, TokenTimes>>>
  /** When they were asked for; `undefined` for tokens that came from a caller or a store. */
  readonly requestedAt: Instant | undefined
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

/** @param fraction Random, in [0, 1): spreads the renewals of many processes. */
function readTimes(token: string, fraction: number): TokenTimes {
  const { iat, exp } = decodeClaims(token)
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp <= iat) {
    throw new TokenError('ERR_POOLPASS_TOKEN_INVALID', 'the token has no usable `iat` and `exp`')
  }
  const lifetimeMs = (exp - iat) * 1_000
  const hardMs = lifetimeMs - clamp(lifetimeMs * 0.05, 1_000, 30_000)
  const softMs = Math.min(hardMs, lifetimeMs * (0.65 + 0.1 * fraction))
  return { issuedAtMs: iat * 1_000, expiresAtMs: exp * 1_000, softMs, hardMs }
}

/** @throws {TokenError} when a token is no JWT, or has no usable lifetime. */
export function holdTokens(
  tokens: Tokens,
  username: string,
  requestedAt: Instant | undefined,
  fraction: number,
): HeldTokens {
  const { sub } = decodeClaims(tokens.accessToken)
  return {
    tokens,
    username,
    sub: typeof sub === 'string' ? sub : undefined,
    times: {
      access_token: readTimes(tokens.accessToken, fraction),
      ...(tokens.idToken !== undefined && { id_token: readTimes(tokens.idToken, fraction) }),
    },
    requestedAt,
  }
}

/**
 * The token's age in milliseconds: from when we asked for it, or by the service's time for tokens that we did not fetch.
 * Endless where there is no such token.
 */
export function tokenAgeMs(held: HeldTokens, type: TokenType, clock: Clock, serviceClock: ServiceClock): number {
  const times = held.times[type]
  if (!times) return Number.POSITIVE_INFINITY
  return held.requestedAt ? ageMs(clock, held.requestedAt) : serviceClock.nowMs() - times.issuedAtMs
}

export function lifetimeMs(times: TokenTimes): number {
  return times.expiresAtMs - times.issuedAtMs
}
