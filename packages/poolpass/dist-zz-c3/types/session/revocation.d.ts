import { type AppClient } from '../sign-in/index.js';
/**
 * Tells the pool that sessions have ended.
 *
 * @param accessToken Ends all sessions of the user. Where there is none to be had, or it is refused, this one alone ends.
 * @param own The session's refresh token.
 * @param late Refresh tokens of sign-ins that came in after the end.
 * @throws What kept the pool from being told, once all that could be done is done.
 */
export declare function endAtPool(client: AppClient, accessToken: PromiseSettledResult<string> | undefined, own: string | undefined, late: readonly string[]): Promise<void>;
