// APIs that want their token elsewhere than in `Authorization: Bearer …`.
// Each function is one view of the same session: making several of them costs no sign-in.
import { type Cognito, SrpAuth, TokenType } from 'poolpass'

/** `X-API-Key: <access token>`: a header of another name, and no prefix. */
export function apiKeyAuth(cognito: Cognito): SrpAuth {
  return new SrpAuth({ cognito, httpHeader: 'X-API-Key', httpHeaderPrefix: '' })
}

/** `X-Auth-Token: Token <ID token>`: a header and a prefix of the API's own. */
export function authTokenAuth(cognito: Cognito): SrpAuth {
  return new SrpAuth({
    cognito,
    httpHeader: 'X-Auth-Token',
    httpHeaderPrefix: 'Token ', // with its space
    authTokenType: TokenType.ID_TOKEN,
  })
}

/** `Authorization: JWT <ID token>`: the usual header, and another prefix. */
export function jwtAuth(cognito: Cognito): SrpAuth {
  return new SrpAuth({ cognito, httpHeaderPrefix: 'JWT ', authTokenType: TokenType.ID_TOKEN })
}
