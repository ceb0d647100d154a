import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.js'
import type { SealedBox } from './sealed-box.js'
import { notAuthorized } from './service-error.js'

/** What a Session is good for: one challenge of one user at one client. */
export interface ChallengeBinding {
  readonly challengeName: string
  readonly clientId: string
  /** `undefined`: of somebody who does not exist. */
  readonly sub: string | undefined
}

/** A session that was found, and what the pool keeps under it. */
export interface ChallengeSession<State> extends ChallengeBinding {
  readonly id: string
  readonly expiresAtMs: number
  readonly state: State
}

interface OpenSession<State> extends ChallengeSession<State> {
  /** Ends with the answer that came last. */
  turn: Promise<unknown>
}

type Ticket = Omit<ChallengeSession<unknown>, 'state'>

/** Real sessions start with "AYABe" and have about 1,550 characters. */
const HEADER = Buffer.from([1, 0x80, 1, 0x78])
const CONTENT_BYTES = 1124

export const sessionExpired = () => notAuthorized('Invalid session for the user, session is expired.')
const sessionSpent = () => notAuthorized('Invalid session for the user, session can only be used once.')
const sessionInvalid = () => notAuthorized('Invalid session for the user.')

/**
 * The `Session` of a challenge. What clients carry is a sealed ticket; the state under it stays here until the session
 * is spent or has expired.
 */
export class ChallengeSessions<State> {
  readonly #box: SealedBox
  readonly #clock: Clock
  readonly #open = new Map<string, OpenSession<State>>()

  constructor(box: SealedBox, clock: Clock) {
    this.#box = box
    this.#clock = clock
  }

  open(binding: ChallengeBinding, state: State, lifetimeSeconds: number): string {
    this.#forgetExpired()
    const expiresAtMs = this.#clock.nowMs() + lifetimeSeconds * 1000
    const ticket: Ticket = { id: randomUUID(), ...binding, expiresAtMs }
    this.#open.set(ticket.id, { ...ticket, state, turn: Promise.resolve() })
    const content = Buffer.from(JSON.stringify(ticket).padEnd(CONTENT_BYTES))
    return this.#box.seal('Session', content, HEADER).toString('base64url')
  }

  /** Whether this pool made it, whatever has become of it. */
  isOwn(text: string): boolean {
    return this.#read(text) !== undefined
  }

  /** Whether it was handed out to the same user and client, but for another challenge. */
  isOfOtherChallenge(text: string, { challengeName, clientId, sub }: ChallengeBinding): boolean {
    const ticket = this.#read(text)
    return ticket?.clientId === clientId && ticket.sub === sub && ticket.challengeName !== challengeName
  }

  /**
   * Finds a session without spending it.
   *
   * @param expected What it must be bound to.
   * @throws {ServiceError} NotAuthorizedException "Invalid session for the user…": garbage, bound to anything else,
   * expired, or spent.
   */
  find(text: string, expected: Partial<ChallengeBinding>): ChallengeSession<State> {
    const ticket = this.#read(text)
    if (ticket === undefined) throw sessionInvalid()
    const { challengeName, clientId, sub } = { ...ticket, ...expected }
    const isOfUser = ticket.sub === sub
    const isOfClient = ticket.clientId === clientId
    if (!isOfUser || !isOfClient || ticket.challengeName !== challengeName) throw sessionInvalid()
    return this.#assertOpen(ticket)
  }

  /** Finds the youngest session that is still open, for an answer that names none. */
  findOpen(binding: ChallengeBinding, isMeant: (state: State) => boolean): ChallengeSession<State> | undefined {
    const { challengeName, clientId, sub } = binding
    const nowMs = this.#clock.nowMs()
    const isBound = (session: OpenSession<State>) =>
      session.challengeName === challengeName && session.clientId === clientId && session.sub === sub
    return [...this.#open.values()]
      .filter(session => isBound(session) && session.expiresAtMs > nowMs && isMeant(session.state))
      .at(-1)
  }

  /**
   * Runs one answer at a time. The session is spent by the first one that does not throw.
   *
   * @throws {ServiceError} NotAuthorizedException when it is spent or expired by the time of its turn; what `answer` throws.
   */
  use<T>(session: ChallengeSession<State>, answer: () => Promise<T>): Promise<T> {
    const open = this.#assertOpen(session)
    const result = open.turn.then(async () => {
      this.#assertOpen(session)
      const value = await answer()
      this.end(session)
      return value
    })
    open.turn = result.catch(() => undefined)
    return result
  }

  /** Spends a session whatever came of it. */
  end(session: ChallengeSession<State>): void {
    this.#open.delete(session.id)
  }

  #read(text: string): Ticket | undefined {
    const content = this.#box.open('Session', Buffer.from(text, 'base64url'), HEADER.length)
    return content && (JSON.parse(content.toString()) as Ticket)
  }

  #assertOpen({ id, expiresAtMs }: Ticket): OpenSession<State> {
    if (this.#clock.nowMs() >= expiresAtMs) throw sessionExpired()
    const session = this.#open.get(id)
    if (session === undefined) throw sessionSpent()
    return session
  }

  #forgetExpired(): void {
    const nowMs = this.#clock.nowMs()
    for (const [id, { expiresAtMs }] of this.#open) {
      if (expiresAtMs > nowMs) break
      this.#open.delete(id)
    }
  }
}
