import { type TokenClaims } from '../sign-in/index.js';
import type { PoolInternals } from './user-pool.js';
/** What a token says that it is, as its claim `token_use`. */
export type TokenUse = 'id' | 'access';
export interface ClaimExpectations {
    readonly tokenUse: TokenUse;
    /** The session's user, when known. */
    readonly sub?: string | undefined;
    /** The access token issued beside an ID token, for `at_hash`. */
    readonly accessToken?: string | undefined;
    /** Accepts a token past its `exp`: one that will be renewed before use. */
    readonly mayHaveExpired?: boolean | undefined;
}
export declare const loadJose: () => Promise<[typeof import("jose/jws/compact/verify"), typeof import("jose/jwks/local")]>;
/** One way to check a token. */
export type TokenCheck = typeof verifyToken;
/**
 * Verifies one token: RS256 signature by the pool's keys, and every claim.
 *
 * @returns Its claims.
 */
export declare function verifyToken(pool: PoolInternals, token: string, expected: ClaimExpectations): Promise<TokenClaims>;
/**
 * Verifies what a caller holds, which may be anything.
 *
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, before anything is fetched.
 */
export declare function verifyOne(pool: PoolInternals, token: string, options: {
    readonly tokenUse: TokenUse;
}): Promise<TokenClaims>;
/** Verifies all but the signature. */
export declare function verifyClaims(pool: PoolInternals, token: string, expected: ClaimExpectations): Promise<TokenClaims>;
