import { type Clock, type Instant, type ServiceClock } from '../cognito-idp/index.js';
import { type Tokens } from '../sign-in/index.js';
import type { TokenType } from './token-type.js';
/** The times of one token, in milliseconds. */
export interface TokenTimes {
    /** `iat`, epoch. */
    readonly issuedAtMs: number;
    /** `exp`, epoch. */
    readonly expiresAtMs: number;
    /** Age from which a renewal runs beside requests. */
    readonly softMs: number;
    /** Age from which requests wait for a renewal. */
    readonly hardMs: number;
}
/** A session's tokens with what is needed to judge them. */
export interface HeldTokens {
    readonly tokens: Tokens;
    /** The real username. */
    readonly username: string;
    readonly sub: string | undefined;
    readonly times: Readonly<Partial<Record<TokenType, TokenTimes>>>;
    /** When they were asked for; `undefined` for tokens that came from a caller or a store. */
    readonly requestedAt: Instant | undefined;
}
/** @throws {TokenError} when a token is no JWT, or has no usable lifetime. */
export declare function holdTokens(tokens: Tokens, username: string, requestedAt: Instant | undefined, fraction: number): HeldTokens;
/**
 * The token's age in milliseconds: from when we asked for it, or by the service's time for tokens that we did not fetch.
 * Endless where there is no such token.
 */
export declare function tokenAgeMs(held: HeldTokens, type: TokenType, clock: Clock, serviceClock: ServiceClock): number;
export declare function lifetimeMs(times: TokenTimes): number;
