import type { IncomingMessage } from 'node:http'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'

/** Where a route looks for its token, and which of the two kinds it wants. */
export interface Guard {
  /** In lower case. */
  readonly header: string
  readonly prefix: string
  readonly tokenUse: 'access' | 'id'
}

export interface TokenCheckOptions {
  /** What `iss` must be; the keys are fetched from below it. */
  readonly issuer: string
  readonly clientId: string
}

/** How an API checks Cognito's tokens, with jose and without poolpass. */
export interface TokenCheck {
  /** @returns The claims; or, as a text, why the request is not let in. */
  check(guard: Guard, message: IncomingMessage): Promise<JWTPayload | string>
  /** Fetches the keys now rather than at the first request. */
  fetchKeys(): Promise<void>
}

export function createTokenCheck({ issuer, clientId }: TokenCheckOptions): TokenCheck {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  return {
    async check({ header, prefix, tokenUse }, message) {
      const value = message.headers[header]
      if (typeof value !== 'string' || !value.startsWith(prefix)) return `no token in ${header}`
      try {
        const { payload } = await jwtVerify(value.slice(prefix.length), keys, { issuer, algorithms: ['RS256'] })
        if (payload.token_use !== tokenUse) return `an ${tokenUse} token is wanted`
        return (payload.client_id ?? payload.aud) === clientId ? payload : 'the token is for another app client'
      } catch (error) {
        return (error as Error).message
      }
    },
    fetchKeys: () => keys.reload(),
  }
}

/** Whom a token is about; access and ID tokens name the claim differently. */
export const nameOf = (claims: JWTPayload) => claims.username ?? claims['cognito:username']
