import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.js'
import type { SealedBox } from './sealed-box.js'
import { notAuthorized } from './service-error.js'

/** What a Session is good for: one challenge of one user at one client. */
export interface ChallengeSession {
  readonly id: string
  readonly challengeName: string
  readonly sub: string
  readonly expiresAtMs: number
}

export interface ChallengeBinding {
  readonly challengeName: string
  readonly clientId: string
  readonly sub: string
}

/** Real sessions start with "AYABe" and have about 1,550 characters. */
const HEADER = Buffer.from([1, 0x80, 1, 0x78])
const CONTENT_BYTES = 1124

const contextOf = (clientId: string) => `Session ${clientId}`
export const sessionExpired = () => notAuthorized('Invalid session for the user, session is expired.')
const sessionSpent = () => notAuthorized('Invalid session for the user, session can only be used once.')
const sessionInvalid = () => notAuthorized('Invalid session for the user.')

/** The `Session` of a challenge: sealed, so that the pool remembers only those that were spent. */
export class ChallengeSessions {
  readonly #box: SealedBox
  readonly #clock: Clock
  readonly #spentUntilMs = new Map<string, number>()

  constructor(box: SealedBox, clock: Clock) {
    this.#box = box
    this.#clock = clock
  }

  open(binding: ChallengeBinding, lifetimeSeconds: number): string {
    const { challengeName, sub, clientId } = binding
    const expiresAtMs = this.#clock.nowMs() + lifetimeSeconds * 1000
    const session: ChallengeSession = { id: randomUUID(), challengeName, sub, expiresAtMs }
    const content = Buffer.from(JSON.stringify(session).padEnd(CONTENT_BYTES))
    return this.#box.seal(contextOf(clientId), content, HEADER).toString('base64url')
  }

  /**
   * Finds a session without spending it.
   *
   * @throws {ServiceError} NotAuthorizedException "Invalid session for the user…": garbage, of another user, client or
   * challenge, expired, or spent.
   */
  check(text: string, binding: ChallengeBinding): ChallengeSession {
    const content = this.#box.open(contextOf(binding.clientId), Buffer.from(text, 'base64url'), HEADER.length)
    if (content === undefined) throw sessionInvalid()
    const session = JSON.parse(content.toString()) as ChallengeSession
    if (session.sub !== binding.sub || session.challengeName !== binding.challengeName) throw sessionInvalid()
    if (this.#spentUntilMs.has(session.id)) throw sessionSpent()
    if (this.#clock.nowMs() >= session.expiresAtMs) throw sessionExpired()
    return session
  }

  /** Call it in the same turn as {@link check}: two answers at once must not both pass. */
  spend(session: ChallengeSession): void {
    const nowMs = this.#clock.nowMs()
    for (const [id, untilMs] of this.#spentUntilMs) {
      if (untilMs > nowMs) break
      this.#spentUntilMs.delete(id)
    }
    this.#spentUntilMs.set(session.id, session.expiresAtMs)
  }
}
