import { raceSignal } from '../cognito-idp/index.js'
import { isPoolpassError, TokenError } from '../errors/index.js'
import type { Emitter } from './events.js'
import { describeError, type SessionExplanation } from './explanation.js'
import { copyOf, outcomeOf, ownError, SupersededError } from './failures.js'
import { type HeldSession, isRenewable, tokenOf } from './held-session.js'
import { Holding } from './holding.js'
import { keepAlive } from './keep-alive.js'
import type { Refusals } from './refusals.js'
import { endAtPool } from './revocation.js'
import type { AuthenticateOptions, LogoutOptions, SessionOptions } from './session-options.js'
import { loadRenewal, SignIns } from './sign-ins.js'
import type { TokenType } from './token-type.js'
import { UnauthorizedOrigins } from './unauthorized.js'
import type { PoolInternals } from './user-pool.js'
import { loadVerification } from './verification.js'

/** One user's session: which token is sent, by the least that does (R1–R7), and the session's end (R14). */
export class Session {
  readonly holding: Holding
  readonly signIns: SignIns
  readonly unauthorized: UnauthorizedOrigins

  constructor(pool: PoolInternals, options: SessionOptions) {
    this.holding = new Holding(pool, options)
    this.signIns = new SignIns(this.holding, options)
    this.unauthorized = new UnauthorizedOrigins(pool.client.clock)
  }

  get pool(): PoolInternals {
    return this.holding.pool
  }

  get events(): Emitter {
    return this.holding.events
  }

  get refusals(): Refusals {
    return this.holding.refusals
  }

  get username(): string | undefined {
    return this.holding.held?.username || this.signIns.username
  }

  get held(): Readonly<HeldSession> | undefined {
    return this.holding.held
  }

  /** R2, R3: the token if a request may leave with it at once. No I/O; past the soft expiry a renewal starts beside. */
  fresh(type: TokenType): string | undefined {
    const { held, ready } = this.holding
    const times = held?.times[type]
    if (!held?.trusted || held.invalidated || !times) return undefined
    const age = this.holding.ageMs(held, type)
    if (age >= times.hardMs) return undefined
    if (age >= times.softMs && !this.#renewBeside(held)) return undefined
    const token = tokenOf(held, type)
    if (token !== undefined && held.requestedAt) ready[type].set(token, held.requestedAt, times.softMs)
    return token
  }

  /** R1–R6: a token to send, waiting only as long as `signal` allows. */
  async token(type: TokenType, signal?: AbortSignal | null): Promise<string> {
    signal?.throwIfAborted()
    return this.fresh(type) ?? raceSignal(this.#obtain(type), signal)
  }

  /**
   * R7: takes note that `origin` answered 401 to `token`.
   *
   * @returns Another token, worth one replay; `undefined` when there is none to be had.
   */
  async replaceRefused(
    token: string,
    type: TokenType,
    origin: string,
    signal?: AbortSignal | null,
  ): Promise<string | undefined> {
    this.invalidate(token, origin)
    if (this.holding.tokenNow(type) === token && !this.holding.held?.invalidated) return undefined
    const replacement = await this.token(type, signal)
    return replacement === token ? undefined : replacement
  }

  /** Takes note that a token was refused: the next caller waits for a renewal, unless that was tried just now. */
  invalidate(token: string, origin = ''): void {
    const held = this.holding.held
    if (!held || held.invalidated) return
    if (token !== held.tokens.accessToken && token !== held.tokens.idToken) return
    // A token that nothing can replace is still good for whoever accepts it.
    if (!isRenewable(held) && !this.signIns.ownCredentials()) return
    if (this.unauthorized.mayForceRenewal(origin)) this.holding.invalidate(held)
  }

  async authenticate(options: AuthenticateOptions): Promise<void> {
    await this.signIns.authenticate(options)
  }

  async respond(...answer: Parameters<SignIns['respond']>): Promise<void> {
    await this.signIns.respond(...answer)
  }

  /** Renews now, or signs in again where the service refuses that. */
  async forceRenewal(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.holding.held) this.holding.invalidate(this.holding.held)
    await raceSignal(ownError(this.#ensure('access_token')), signal)
  }

  async logout({ everywhere = false, signal }: LogoutOptions): Promise<void> {
    const accessToken = everywhere ? await outcomeOf(raceSignal(this.#tokenForSignOut(), signal)) : undefined
    const { held, hasLeft, underWay } = this.#leave(everywhere)
    const { client } = this.pool
    const own = held?.tokens.refreshToken
    const finish = async () => {
      await hasLeft
      // What is under way may take its time: the session does not live on for so long.
      const told = await outcomeOf(endAtPool(client, accessToken, own, []))
      await underWay
      await endAtPool(
        client,
        undefined,
        undefined,
        this.holding.unrevoked.splice(0).filter(late => late !== own),
      )
      if (told.status === 'rejected') throw told.reason
    }
    await raceSignal(ownError(finish()), signal)
  }

  /** The pool has deleted the user. The session ends here; at the pool nothing is left to revoke. */
  async userDeleted(): Promise<void> {
    const { hasLeft, underWay } = this.#leave(true)
    this.holding.isDeleted = true
    await hasLeft
    await underWay
    this.holding.unrevoked.length = 0
  }

  async verify(): Promise<void> {
    const held = this.holding.held
    if (!held?.tokens.accessToken) throw this.holding.missingSession()
    const { verifySession } = await loadVerification()
    await verifySession(this.pool, held, false)
    held.trusted = true
  }

  /** Waits for what is under way, though not for the caller's own code, and takes all listeners off. Revokes nothing. */
  async close(): Promise<void> {
    await this.holding.close()
  }

  explain(): SessionExplanation {
    const { clock, serviceClock } = this.pool.client
    const held = this.holding.held
    const { last: refusal, failed } = this.holding.refusals
    const restMs = refusal ? this.holding.refusals.restMs : this.holding.backoff.restMs
    const times = held?.times.access_token
    return {
      state: this.holding.isSignedOut ? 'signed-out' : held ? 'signed-in' : failed ? 'refused' : 'not-signed-in',
      username: this.username,
      lastSignInReason: this.signIns.last?.reason,
      lastSignInAt: this.signIns.last && new Date(this.signIns.last.atMs),
      lastRefusal: describeError(failed ?? this.holding.backoff.error ?? held?.renewalRefused),
      nextAttemptAt: restMs > 0 ? new Date(clock.wallMs() + restMs) : undefined,
      accessTokenAgeSeconds: held && times && this.holding.ageMs(held, 'access_token') / 1_000,
      accessTokenExpiresAt: times && new Date(times.expiresAtMs),
      clockOffsetMs: serviceClock.offsetMs(),
      originsThatAnswer401: this.unauthorized.names,
    }
  }

  // ---- which token

  async #obtain(type: TokenType): Promise<string> {
    // More than one round only when another caller replaced the session meanwhile.
    let replaced: SupersededError | undefined
    for (let round = 0; round < 3; round++) {
      this.#assertIssued(type)
      try {
        await this.#ensure(type)
      } catch (error) {
        if (error instanceof SupersededError) {
          replaced = error
          continue
        }
        const current = this.holding.tokenNow(type)
        if (current !== undefined && isPoolpassError(error)) return current
        throw copyOf(error)
      }
      const token = this.holding.tokenNow(type)
      if (token !== undefined) return token
    }
    throw replaced && !this.holding.isSignedOut ? copyOf(replaced) : this.holding.missingSession()
  }

  /** A token that the pool does not issue does not come by asking again. */
  #assertIssued(type: TokenType): void {
    const held = this.holding.held
    const isFromPool = held?.requestedAt !== undefined
    if (!isFromPool || held.times[type] || this.fresh('access_token') === undefined) return
    throw new TokenError('ERR_POOLPASS_TOKEN_INVALID', `the pool issued no ${type.replace('_', ' ')}`)
  }

  /** Brings the session into a state with a usable token, by the least that does. */
  async #ensure(type: TokenType): Promise<void> {
    // Not a tick without need: close() right after a request waits for what that started.
    if (this.signIns.attended) {
      await this.signIns.attended.catch(error => {
        if (this.holding.isSignedOut || (!this.holding.held && !this.signIns.ownCredentials())) throw error
      })
    }
    if (this.holding.isSignedOut) throw this.holding.missingSession()
    try {
      if (this.holding.held && !this.holding.held.trusted) await this.#trustOrDrop(this.holding.held)
      if (this.fresh(type) !== undefined) return
      const held = this.holding.held
      if (held && isRenewable(held)) {
        await this.holding.flights
          .join(generation => this.#renew(held, generation))
          .catch(error => {
            if (!held.renewalRefused) throw error
          })
        // A soft renewal never turns into a sign-in: the token is good for a while.
        if (!held.renewalRefused || this.fresh(type) !== undefined) return
      }
      await this.holding.flights.join(generation => this.signIns.unattended(generation))
    } catch (error) {
      // What was tried has failed: who has other use for the token need not wait for it again.
      if (this.holding.held) this.holding.held.invalidated = false
      throw error
    }
  }

  /** Checks tokens that a caller gave. Forged ones are given up where there are credentials to sign in with. */
  async #trustOrDrop(held: HeldSession): Promise<void> {
    try {
      await this.holding.flights.join(async () => {
        const { verifySession } = await loadVerification()
        await verifySession(this.pool, held, true)
        held.trusted = true
      })
    } catch (error) {
      if (!isPoolpassError(error, 'ERR_POOLPASS_TOKEN_INVALID') || !this.signIns.ownCredentials()) throw error
      if (this.holding.held === held) this.holding.held = undefined
      this.holding.events.emit('renewalFailed', { username: held.username, error })
    }
  }

  /** R14: a token to end all sessions with. It may be renewed for that; nobody signs in only to sign out. */
  async #tokenForSignOut(): Promise<string> {
    if (this.holding.held && !this.holding.held.trusted) await this.#trustOrDrop(this.holding.held)
    const held = this.holding.held
    this.holding.flights.endOutside()
    if (this.holding.tokenNow('access_token') === undefined && held && isRenewable(held)) {
      await this.holding.flights.join(generation => this.#renew(held, generation))
    }
    const token = this.holding.tokenNow('access_token')
    if (token === undefined) throw this.holding.missingSession()
    return token
  }

  // ---- renewal

  /** @returns Whether the request may leave with the current token. */
  #renewBeside(held: HeldSession): boolean {
    if (!isRenewable(held) || this.holding.backoff.restMs > 0) return true
    if (this.pool.background === false) return false
    const work = this.holding.flights.join(generation => this.#renew(held, generation)).catch(() => {})
    keepAlive(this.pool, this.holding.events, work)
    return true
  }

  async #renew(held: HeldSession, generation: number): Promise<void> {
    await (await loadRenewal()).renewSession(this.holding, held, generation)
  }

  // ---- the end

  /** R14: the end at this side, at once; `hasLeft` when the store has followed. */
  #leave(everywhere: boolean): { held: HeldSession | undefined; hasLeft: Promise<void>; underWay: Promise<void> } {
    const underWay = this.holding.flights.settle()
    this.signIns.attended = undefined
    const held = this.holding.end()
    this.holding.events.emit('signedOut', { username: held?.username ?? this.signIns.username, everywhere })
    return { held, hasLeft: this.holding.forget(held?.storedAs ?? this.signIns.username), underWay }
  }
}
