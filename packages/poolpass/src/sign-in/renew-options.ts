import type { StringMap } from '../cognito-idp/index.js'

export interface RenewOptions {
  readonly refreshToken: string
  /** The real username, which SECRET_HASH needs where only REFRESH_TOKEN_AUTH is known. */
  readonly username: string
  /** Of the session's device, to which the refresh token is bound where the pool remembers devices. */
  readonly deviceKey?: string | undefined
  readonly clientMetadata?: StringMap | undefined
  readonly signal?: AbortSignal | undefined
}
