import { assertSecretHash } from '../client-secret.js'
import { renewTokens } from '../tokens.js'
import { requireParameter, type SignInOutcome, type SignInRequest } from './request.js'

/** REFRESH_TOKEN_AUTH. There is no USERNAME in it, so the hash is over the real one. */
export async function startRefreshToken(request: SignInRequest): Promise<SignInOutcome> {
  const { client, parameters, clientMetadata } = request
  const refreshToken = requireParameter(request, 'REFRESH_TOKEN')
  const mismatch = `SecretHash does not match for the client: ${client.clientId}`
  const deviceKey = parameters.get('DEVICE_KEY')
  const tokens = await renewTokens(request, { refreshToken, deviceKey, clientMetadata }, user =>
    assertSecretHash(client, user.username, parameters.get('SECRET_HASH'), mismatch),
  )
  return { tokens }
}
