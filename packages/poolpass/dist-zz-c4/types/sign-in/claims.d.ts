/** The claims of a Cognito token. Which are there depends on the token and the pool's configuration. */
export interface TokenClaims {
    /** The user's id, for life. */
    readonly sub?: string;
    /** The pool's issuer URL. */
    readonly iss?: string;
    /** `access` or `id`. */
    readonly token_use?: string;
    /** Access tokens only. */
    readonly client_id?: string;
    /** Access tokens only: the real username. */
    readonly username?: string;
    /** ID tokens only: the real username. */
    readonly 'cognito:username'?: string;
    /** Names of the user's groups; absent where there are none. */
    readonly 'cognito:groups'?: readonly string[];
    /** ID tokens: the app client's id. */
    readonly aud?: string | readonly string[];
    /** Access tokens only: scopes, with spaces between them. */
    readonly scope?: string;
    /** Seconds since 1970. */
    readonly iat?: number;
    /** Seconds since 1970. */
    readonly exp?: number;
    /** When the user signed in, in seconds since 1970; renewals leave it as it was. */
    readonly auth_time?: number;
    /** What the tokens of one sign-in have in common, where the app client revokes tokens. */
    readonly origin_jti?: string;
    readonly [claim: string]: unknown;
}
/**
 * Reads a token's claims without checking its signature.
 *
 * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID` when it is not a JWT. The token is not in the message.
 */
export declare function decodeClaims(token: string): TokenClaims;
