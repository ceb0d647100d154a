import type { AppClient } from '../sign-in/index.js'
import { sendGlobalSignOut, sendRevocation } from '../sign-in/sign-out.js'
import { outcomeOf } from './failures.js'

/**
 * Tells the pool that sessions have ended.
 *
 * @param accessToken Ends all sessions of the user. Where there is none to be had, or it is refused, this one alone ends.
 * @param own The session's refresh token.
 * @param late Refresh tokens of sign-ins that came in after the end.
 * @throws What kept the pool from being told, once all that could be done is done.
 */
export async function endAtPool(
  client: AppClient,
  accessToken: PromiseSettledResult<string> | undefined,
  own: string | undefined,
  late: readonly string[],
): Promise<void> {
  const everywhere = accessToken && (await outcomeOf(endEverywhere(client, accessToken)))
  const refreshTokens = new Set(late)
  if (own !== undefined && everywhere?.status !== 'fulfilled') refreshTokens.add(own)
  const revoked = await outcomeOf(Promise.all([...refreshTokens].map(token => sendRevocation(client, token))))
  if (everywhere?.status === 'rejected') throw everywhere.reason
  if (revoked.status === 'rejected') throw revoked.reason
}

async function endEverywhere(client: AppClient, accessToken: PromiseSettledResult<string>): Promise<void> {
  if (accessToken.status === 'rejected') throw accessToken.reason
  await sendGlobalSignOut(client, accessToken.value)
}
