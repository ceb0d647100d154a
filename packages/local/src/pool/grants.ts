import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { AppClient } from './app-client.js'
import type { Clock } from './clock.js'
import { nextNumber } from './sequence.js'
import { notAuthorized, ServiceError } from './service-error.js'
import type { User } from './user.js'

/** One sign-in and all tokens that descend from it. */
export interface Grant {
  /** Grows with every sign-in: "all so far" is one number. */
  readonly number: number
  readonly eventId: string
  readonly originJti: string
  readonly sub: string
  readonly clientId: string
  readonly authenticatedAtMs: number
  /** The device that renewals must name, where one was handed out or known. */
  readonly deviceKey: string | undefined
  readonly expiresAtMs: number
  readonly isRevoked: boolean
}

export interface RefreshToken {
  readonly number: number
  /** Of its grant. */
  readonly eventId: string
  /** When a rotation replaced it. */
  readonly replacedAtMs?: number
}

/** Clear text of the first part: {"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}. */
const JWE_HEADER = 'eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ'

// Nobody can decrypt it: it only has the parts and lengths of the service's, 1,785 characters in all.
function newRefreshToken(): string {
  const parts = [256, 12, 1004, 16].map(length => randomBytes(length).toString('base64url'))
  return [JWE_HEADER, ...parts].join('.')
}

// A digest is a tenth of the token's size, and useless to who reads the memory.
const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** The lineage from refresh token to access token. Revocation is looked up here, never in the tokens. */
export class Grants {
  readonly #clock: Clock
  readonly #byEventId: Map<string, Grant>
  /** By digest. */
  readonly #refreshTokens: Map<string, RefreshToken>

  constructor(clock: Clock, grants: Map<string, Grant>, refreshTokens: Map<string, RefreshToken>) {
    this.#clock = clock
    this.#byEventId = grants
    this.#refreshTokens = refreshTokens
  }

  start(user: User, client: AppClient, deviceKey?: string): Grant {
    this.#forgetExpired()
    const nowMs = this.#clock.nowMs()
    const grant: Grant = {
      number: nextNumber(),
      eventId: randomUUID(),
      originJti: randomUUID(),
      sub: user.sub,
      clientId: client.clientId,
      authenticatedAtMs: nowMs,
      deviceKey,
      expiresAtMs: nowMs + client.lifetimes.refreshTokenSeconds * 1000,
      isRevoked: false,
    }
    this.#byEventId.set(grant.eventId, grant)
    return grant
  }

  issueRefreshToken(grant: Grant): string {
    const token = newRefreshToken()
    this.#refreshTokens.set(digestOf(token), { number: nextNumber(), eventId: grant.eventId })
    return token
  }

  /**
   * Finds what a refresh token was issued for.
   *
   * @throws {ServiceError} NotAuthorizedException "Invalid Refresh Token" for garbage or another client's,
   * "Refresh Token has expired"; RefreshTokenReuseException after rotation and its grace period.
   */
  redeem(token: string, client: AppClient): Grant {
    const { grant, replacedAtMs } = this.#find(digestOf(token), client.clientId) ?? {}
    if (grant === undefined) throw notAuthorized('Invalid Refresh Token')
    const nowMs = this.#clock.nowMs()
    if (nowMs >= grant.expiresAtMs) throw notAuthorized('Refresh Token has expired')
    if (replacedAtMs !== undefined && nowMs >= replacedAtMs + client.rotationGraceSeconds * 1000) {
      throw new ServiceError('RefreshTokenReuseException', 'Refresh Token has already been used.')
    }
    return grant
  }

  /** @returns The refresh token that replaces `token`: of the same grant, so of the same expiry. */
  rotate(token: string, { clientId }: AppClient): string | undefined {
    const digest = digestOf(token)
    const found = this.#find(digest, clientId)
    if (found === undefined) return undefined
    const { grant, ...former } = found
    this.#refreshTokens.set(digest, { ...former, replacedAtMs: former.replacedAtMs ?? this.#clock.nowMs() })
    return this.issueRefreshToken(grant)
  }

  /** Ends the sign-in that `token` is a refresh token of, if it is one of this client's. */
  revoke(token: string, clientId: string): void {
    const grant = this.#find(digestOf(token), clientId)?.grant
    if (grant) this.#byEventId.set(grant.eventId, { ...grant, isRevoked: true })
  }

  /** Leaves nothing of some sign-ins, nor of their refresh tokens. */
  forget(isGone: (grant: Grant) => boolean): void {
    for (const [eventId, grant] of this.#byEventId) if (isGone(grant)) this.#byEventId.delete(eventId)
    for (const [digest, { eventId }] of this.#refreshTokens) {
      if (!this.#byEventId.has(eventId)) this.#refreshTokens.delete(digest)
    }
  }

  /** @param eventId The `event_id` claim that all tokens of a sign-in share. */
  isLive(eventId: unknown, user: User): boolean {
    const grant = typeof eventId === 'string' ? this.#byEventId.get(eventId) : undefined
    return grant !== undefined && grant.sub === user.sub && !this.isRevoked(grant, user)
  }

  isRevoked(grant: Grant, user: User): boolean {
    return grant.isRevoked || grant.number <= user.revokedThroughGrant
  }

  #find(digest: string, clientId: string): (RefreshToken & { readonly grant: Grant }) | undefined {
    const token = this.#refreshTokens.get(digest)
    const grant = token && this.#byEventId.get(token.eventId)
    return token && grant?.clientId === clientId ? { ...token, grant } : undefined
  }

  // Expired refresh tokens stay for a day, so that clients are told "expired" and not "invalid".
  #forgetExpired(): void {
    const horizonMs = this.#clock.nowMs() - 24 * 3600_000
    for (const [eventId, grant] of this.#byEventId) {
      if (grant.expiresAtMs > horizonMs) break
      this.#byEventId.delete(eventId)
    }
    for (const [digest, { eventId }] of this.#refreshTokens) {
      if (this.#byEventId.has(eventId)) break
      this.#refreshTokens.delete(digest)
    }
  }
}
