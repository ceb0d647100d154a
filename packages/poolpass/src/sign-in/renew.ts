import { type AuthOutput, type CallOptions, instant, isUnknownOperation } from '../cognito-idp/index.js'
import { checkText } from '../errors/index.js'
import type { AppClient } from './app-client.js'
import { checkClientMetadata, readTokens, type SignInResult } from './flow.js'
import type { RenewOptions } from './renew-options.js'

/** What only endpoints need that do not know GetTokensFromRefreshToken. */
const loadOldWay = () => import('./refresh-token-auth.js')

/**
 * Exchanges the refresh token for new tokens: GetTokensFromRefreshToken, or REFRESH_TOKEN_AUTH at an endpoint that does
 * not know that operation (remembered in `client`).
 *
 * @returns New tokens; `refreshToken` is the new one under rotation, else the one that was given.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. Nothing was sent.
 * @throws {CognitoServiceError} `ERR_POOLPASS_RENEWAL_REFUSED` when the refresh token is not honoured any more.
 */
export async function renew(client: AppClient, options: RenewOptions): Promise<SignInResult> {
  checkText('refreshToken', options.refreshToken)
  return sendRenewal(client, options)
}

/** The same for whatever a session holds: a token that is none is for the pool to refuse. */
export async function sendRenewal(client: AppClient, options: RenewOptions): Promise<SignInResult> {
  checkClientMetadata(options.clientMetadata)
  const call: CallOptions = {
    signal: options.signal,
    deadlineAtMs: client.clock.monotonicMs() + client.deadlineMs,
  }
  const requestedAt = instant(client.clock)
  const tokens = readTokens(await exchange(client, options, call))
  return { tokens: { refreshToken: options.refreshToken, ...tokens }, username: options.username, requestedAt }
}

async function exchange(client: AppClient, options: RenewOptions, call: CallOptions): Promise<AuthOutput> {
  if (client.renewsByRefreshTokenAuth) return (await loadOldWay()).refreshTokenAuth(client, options, call)
  const input = {
    RefreshToken: options.refreshToken,
    ClientId: client.clientId,
    ClientSecret: await client.clientSecret(),
    DeviceKey: options.deviceKey,
    ClientMetadata: options.clientMetadata,
  }
  try {
    return await client.call('GetTokensFromRefreshToken', input, call)
  } catch (error) {
    if (!isUnknownOperation(error)) throw error
    const output = await (await loadOldWay()).fallBack(client, options, call, error)
    client.renewsByRefreshTokenAuth = true
    return output
  }
}
