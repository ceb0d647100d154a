import type { CallOptions } from '../cognito-idp/index.js'
import { checkText } from '../errors/index.js'
import type { AppClient } from './app-client.js'

/** Ends one session: RevokeToken for its refresh token, and with it the access tokens made from it. */
export async function revokeRefreshToken(
  client: AppClient,
  refreshToken: string,
  call: CallOptions = {},
): Promise<void> {
  checkText('refreshToken', refreshToken)
  const input = { Token: refreshToken, ClientId: client.clientId, ClientSecret: await client.clientSecret() }
  await client.call('RevokeToken', input, call)
}

/** Ends all sessions of the user: GlobalSignOut. */
export async function signOutEverywhere(client: AppClient, accessToken: string, call: CallOptions = {}): Promise<void> {
  checkText('accessToken', accessToken)
  await client.call('GlobalSignOut', { AccessToken: accessToken }, call)
}
