import type { CallOptions } from '../cognito-idp/index.js';
import type { AppClient } from './app-client.js';
/** Ends one session: RevokeToken for its refresh token, and with it the access tokens made from it. */
export declare function revokeRefreshToken(client: AppClient, refreshToken: string, call?: CallOptions): Promise<void>;
/** Ends all sessions of the user: GlobalSignOut. */
export declare function signOutEverywhere(client: AppClient, accessToken: string, call?: CallOptions): Promise<void>;
