import type { AppClient } from './app-client.js';
import { type SignInResult } from './flow.js';
import type { RenewOptions } from './renew-options.js';
/**
 * Exchanges the refresh token for new tokens: GetTokensFromRefreshToken, or REFRESH_TOKEN_AUTH at an endpoint that does
 * not know that operation (remembered in `client`).
 *
 * @returns New tokens; `refreshToken` is the new one under rotation, else the one that was given.
 * @throws {CognitoServiceError} `ERR_POOLPASS_RENEWAL_REFUSED` when the refresh token is not honoured any more.
 */
export declare function renew(client: AppClient, options: RenewOptions): Promise<SignInResult>;
