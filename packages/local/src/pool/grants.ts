import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { AppClient } from './app-client.js'
import type { Clock } from './clock.js'
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
  isRevoked: boolean
}

interface RefreshToken {
  readonly grant: Grant
  /** When a rotation replaced it. */
  replacedAtMs?: number
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
  readonly #byEventId = new Map<string, Grant>()
  readonly #refreshTokens = new Map<string, RefreshToken>()
  #lastNumber = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  start(user: User, client: AppClient, deviceKey?: string): Grant {
    this.#forgetExpired()
    const nowMs = this.#clock.nowMs()
    const grant: Grant = {
      number: ++this.#lastNumber,
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
    this.#refreshTokens.set(digestOf(token), { grant })
    return token
  }

  /**
   * Finds what a refresh token was issued for.
   *
   * @throws {ServiceError} NotAuthorizedException "Invalid Refresh Token" for garbage or another client's,
   * "Refresh Token has expired"; RefreshTokenReuseException after rotation and its grace period.
   */
  redeem(token: string, client: AppClient): Grant {
    const found = this.#refreshTokens.get(digestOf(token))
    if (found === undefined || found.grant.clientId !== client.clientId) throw notAuthorized('Invalid Refresh Token')
    const nowMs = this.#clock.nowMs()
    if (nowMs >= found.grant.expiresAtMs) throw notAuthorized('Refresh Token has expired')
    if (found.replacedAtMs !== undefined && nowMs >= found.replacedAtMs + client.rotationGraceSeconds * 1000) {
      throw new ServiceError('RefreshTokenReuseException', 'Refresh Token has already been used.')
    }
    return found.grant
  }

  /** @returns The refresh token that replaces `token`: of the same grant, so of the same expiry. */
  rotate(token: string): string | undefined {
    const found = this.#refreshTokens.get(digestOf(token))
    if (found === undefined) return undefined
    found.replacedAtMs ??= this.#clock.nowMs()
    return this.issueRefreshToken(found.grant)
  }

  /** @returns The grant, if `token` is a refresh token of this client's. Expired ones are forgotten in time. */
  find(token: string, clientId: string): Grant | undefined {
    const grant = this.#refreshTokens.get(digestOf(token))?.grant
    return grant?.clientId === clientId ? grant : undefined
  }

  /** @param eventId The `event_id` claim that all tokens of a sign-in share. */
  isLive(eventId: unknown, user: User): boolean {
    const grant = typeof eventId === 'string' ? this.#byEventId.get(eventId) : undefined
    return grant !== undefined && grant.sub === user.sub && !this.isRevoked(grant, user)
  }

  isRevoked(grant: Grant, user: User): boolean {
    return grant.isRevoked || grant.number <= user.revokedThroughGrant
  }

  /** Ends every sign-in of the user that was made so far, and none that comes later in the same millisecond. */
  revokeAll(user: User): void {
    user.revokedThroughGrant = this.#lastNumber
  }

  // Expired refresh tokens stay for a day, so that clients are told "expired" and not "invalid".
  #forgetExpired(): void {
    const horizonMs = this.#clock.nowMs() - 24 * 3600_000
    for (const [eventId, grant] of this.#byEventId) {
      if (grant.expiresAtMs > horizonMs) break
      this.#byEventId.delete(eventId)
    }
    for (const [digest, { grant }] of this.#refreshTokens) {
      if (grant.expiresAtMs > horizonMs) break
      this.#refreshTokens.delete(digest)
    }
  }
}
