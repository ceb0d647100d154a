import type { AuthOutput, CallOptions } from '../cognito-idp/index.js'
import { type CognitoServiceError, isPoolpassError, UnavailableError } from '../errors/index.js'
import type { AppClient } from './app-client.js'
import { secretParameters } from './flow.js'
import type { RenewOptions } from './renew-options.js'

/** Only an endpoint that is seen to serve REFRESH_TOKEN_AUTH is taken for one that knows nothing newer. */
export async function fallBack(
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

/** Renews by InitiateAuth. */
export async function refreshTokenAuth(
  client: AppClient,
  options: RenewOptions,
  call: CallOptions,
): Promise<AuthOutput> {
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
