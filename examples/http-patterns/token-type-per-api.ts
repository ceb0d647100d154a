// One user, two APIs: the access token says what its bearer may do, the ID token says who the user is.
// Both come from one sign-in and one renewal, and `origins` keeps each from the other API.
import { type Cognito, SrpAuth, TokenType } from 'poolpass'

export interface ApiAuths {
  /** Access token, to the data API only. */
  readonly data: SrpAuth
  /** ID token, to the profile API only. */
  readonly profile: SrpAuth
}

export function authsPerApi(cognito: Cognito, urls: { readonly data: string; readonly profile: string }): ApiAuths {
  const originOf = (url: string) => new URL(url).origin
  return {
    data: new SrpAuth({ cognito, authTokenType: TokenType.ACCESS_TOKEN, origins: [originOf(urls.data)] }),
    profile: new SrpAuth({ cognito, authTokenType: TokenType.ID_TOKEN, origins: [originOf(urls.profile)] }),
  }
}
