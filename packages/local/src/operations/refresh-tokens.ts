import { assertClientSecret } from '../pool/client-secret.js'
import { decodeJwt } from '../pool/jwt.js'
import { ServiceError } from '../pool/service-error.js'
import { renewTokens } from '../pool/tokens.js'
import { required } from './input/members.js'
import { clientId, clientSecret, deviceKey, sideChannel, token } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { authenticationResult } from './output.js'

export const getTokensFromRefreshToken = defineOperation({
  name: 'GetTokensFromRefreshToken',
  access: 'public',
  input: {
    RefreshToken: required(token),
    ClientId: required(clientId),
    ClientSecret: clientSecret,
    DeviceKey: deviceKey,
    ...sideChannel,
  },
  async run({ account, origin }, { RefreshToken, ClientId, ClientSecret, DeviceKey, ClientMetadata }) {
    const { pool, client } = account.client(ClientId)
    assertClientSecret(client, ClientSecret, 'NotAuthorizedException')
    const request = { pool, client, issuer: pool.issuerAt(origin) }
    const renewal = { refreshToken: RefreshToken, deviceKey: DeviceKey, clientMetadata: ClientMetadata }
    const tokens = await renewTokens(request, renewal)
    return { AuthenticationResult: authenticationResult(tokens) }
  },
})

export const revokeToken = defineOperation({
  name: 'RevokeToken',
  access: 'public',
  input: { Token: required(token), ClientId: required(clientId), ClientSecret: clientSecret },
  run({ account }, { Token, ClientId, ClientSecret }) {
    const { pool, client } = account.client(ClientId)
    assertClientSecret(client, ClientSecret, 'UnauthorizedException')
    if (!client.revokesTokens) {
      throw new ServiceError('UnsupportedOperationException', 'Token revocation is not enabled for this client.')
    }
    if (decodeJwt(Token)) {
      throw new ServiceError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.')
    }
    pool.grants.revoke(Token, ClientId)
    return {}
  },
})
