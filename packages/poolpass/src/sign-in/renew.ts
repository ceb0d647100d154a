import { type AuthOutput, type CallOptions, instant, isUnknownOperation, type StringMap } from '../cognito-idp/index.js'
import { type CognitoServiceError, isPoolpassError, UnavailableError } from '../errors/index.js'
import type { AppClient } from './app-client.js'
import { checkClientMetadata, readTokens, type SignInResult, secretParameters } from './flow.js'

/** What a renewal needs. */
export interface RenewOptions {
  /** Where the app client rotates them, it is spent by the call. */
  readonly refreshToken: string
  /** The real username, which SECRET_HASH needs where only REFRESH_TOKEN_AUTH is known. */
  readonly username: string
  /** Of the session's device, to which the refresh token is bound where the pool remembers devices. */
  readonly deviceKey?: string | undefined
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  /** Ends the call with the signal's reason. The pool may have renewed all the same. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Exchanges the refresh token for new tokens: GetTokensFromRefreshToken, or REFRESH_TOKEN_AUTH at an endpoint that does
 * not know that operation (remembered in `client`).
 *
 * @returns New tokens; `refreshToken` is the new one under rotation, else the one that was given.
 * @throws {CognitoServiceError} `ERR_POOLPASS_RENEWAL_REFUSED` when the refresh token is not honoured any more.
 */
export async function renew(client: AppClient, options: RenewOptions): Promise<SignInResult> {
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
  if (client.renewsByRefreshTokenAuth) return refreshTokenAuth(client, options, call)
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
    const output = await fallBack(client, options, call, error)
    client.renewsByRefreshTokenAuth = true
    return output
  }
}

/** Only an endpoint that is seen to serve REFRESH_TOKEN_AUTH is taken for one that knows nothing newer. */
async function fallBack(
  client: AppClient,
  options: RenewOptions,
  call: CallOptions,
  cause: CognitoServiceError,
): Promise<AuthOutput> {
  try {
    return await refreshTokenAuth(client, options, call)
  } catch (error) {
    const isRefusedToo = isPoolpassError(error, 'ERR_POOLPASS_CONFIGURATION')
    // Without a name of the service in it, the first answer may have come from something in between.
    if (!isRefusedToo || cause.status === 400) throw error
    const message =
      'GetTokensFromRefreshToken: the endpoint answers as if it did not know the operation; try again later'
    throw new UnavailableError('ERR_POOLPASS_UNAVAILABLE', message, { cause, retryable: true })
  }
}

async function refreshTokenAuth(client: AppClient, options: RenewOptions, call: CallOptions): Promise<AuthOutput> {
  const input = {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: client.clientId,
    AuthParameters: {
      REFRESH_TOKEN: options.refreshToken,
      ...(options.deviceKey !== undefined && { DEVICE_KEY: options.deviceKey }),
      ...(await secretParameters(client, options.username)),
    },
    ClientMetadata: options.clientMetadata,
  }
  return client.call('InitiateAuth', input, { ...call, as: 'REFRESH_TOKEN_AUTH' })
}
