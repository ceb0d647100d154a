import { createRemoteJWKSet, jwtVerify } from 'jose'

export interface GuardOptions {
  /** What `iss` must be; the keys are fetched from below it. */
  readonly issuer: string
  readonly clientId: string
  /** Default: the system's clock. */
  readonly nowMs?: () => number
}

/** Who is let in: the same for all the servers here. It knows Cognito's tokens, and nothing of poolpass. */
export interface Guard {
  /** Every token that was brought, in order of arrival, refused ones too. */
  readonly seen: readonly string[]
  /** Refuses this token from now on, or every token: as after a revocation, which its signature does not show. */
  refuse(token: string | 'all'): void
  /**
   * @param authorization The header, as `Bearer …`.
   * @returns The user's name; `undefined` for whoever is not let in.
   */
  admit(authorization: string | undefined): Promise<string | undefined>
}

export function createGuard({ issuer, clientId, nowMs = Date.now }: GuardOptions): Guard {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  const seen: string[] = []
  const refused = new Set<string>()
  return {
    seen,
    refuse: token => void refused.add(token),
    async admit(authorization = '') {
      const token = /^Bearer (.+)$/.exec(authorization)?.[1]
      if (token === undefined) return undefined
      seen.push(token)
      if (refused.has(token) || refused.has('all')) return undefined
      try {
        const options = { issuer, algorithms: ['RS256'], currentDate: new Date(nowMs()) }
        const { payload } = await jwtVerify(token, keys, options)
        const isOurs = payload.token_use === 'access' && payload.client_id === clientId
        return isOurs ? String(payload.username) : undefined
      } catch {
        return undefined
      }
    },
  }
}
