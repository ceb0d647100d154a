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
  await sendRevocation(client, refreshToken, call)
}

/** Ends all sessions of the user: GlobalSignOut. */
export async function signOutEverywhere(client: AppClient, accessToken: string, call: CallOptions = {}): Promise<void> {
  checkText('accessToken', accessToken)
  await sendGlobalSignOut(client, accessToken, call)
}

// For whatever a session holds: a token that is none is for the pool to refuse.

export async function sendRevocation(client: AppClient, refreshToken: string, call: CallOptions = {}): Promise<void> {
  const input = { Token: refreshToken, ClientId: client.clientId, ClientSecret: await client.clientSecret() }
  await client.call('RevokeToken', input, call)
}

export async function sendGlobalSignOut(client: AppClient, accessToken: string, call: CallOptions = {}): Promise<void> {
  await client.call('GlobalSignOut', { AccessToken: accessToken }, call)
}
