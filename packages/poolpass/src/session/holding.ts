import type { PoolpassError } from '../errors/index.js'
import type { DeviceCredentials, SignInResult } from '../sign-in/index.js'
import { Emitter } from './events.js'
import { missingSession, signedOut } from './failures.js'
import { Flights } from './flights.js'
import { type HeldSession, heldFromCaller, heldFromPool, type SessionOrigin, tokenOf } from './held-session.js'
import { keepAlive } from './keep-alive.js'
import { lifetimeMs, tokenAgeMs } from './lifetime.js'
import { ReadyToken } from './ready-token.js'
import { Refusals } from './refusals.js'
import { RenewalBackoff } from './renewal-backoff.js'
import { endAtPool } from './revocation.js'
import type { SessionOptions } from './session-options.js'
import { Signer } from './signer.js'
import { StoredSessions } from './stored-sessions.js'
import type { TokenType } from './token-type.js'
import type { PoolInternals } from './user-pool.js'
import { loadVerification } from './verification.js'

/** What a session has: its tokens, what it remembers, and the flights that may change them. */
export class Holding {
  readonly pool: PoolInternals
  readonly events: Emitter
  readonly stored: StoredSessions
  readonly refusals: Refusals
  readonly backoff: RenewalBackoff
  readonly flights: Flights
  readonly signer: Signer
  /** What of {@link held} may be sent for a while. */
  readonly ready: Readonly<Record<TokenType, ReadyToken>>
  #held: HeldSession | undefined
  isSignedOut = false
  /** Signed out for good, unless somebody signs in under another name. */
  isDeleted = false
  /** Flights up to this generation were under way at a logout: what they bring is revoked. */
  #endedGeneration = 0
  /** Refresh tokens that came in after a logout. */
  readonly unrevoked: string[] = []
  #saving: Promise<void> | undefined

  constructor(pool: PoolInternals, options: SessionOptions) {
    const { clock, deadlineMs, attemptTimeoutMs } = pool.client
    this.pool = pool
    this.events = new Emitter(pool.client)
    this.stored = new StoredSessions(pool, this.events)
    this.refusals = new Refusals(clock)
    this.backoff = new RenewalBackoff(pool.client)
    this.flights = new Flights(clock, deadlineMs + attemptTimeoutMs)
    this.signer = new Signer(pool, this.events, options)
    this.ready = { access_token: new ReadyToken(clock), id_token: new ReadyToken(clock) }
    this.#held = heldFromCaller(options)
  }

  get held(): HeldSession | undefined {
    return this.#held
  }

  set held(held: HeldSession | undefined) {
    this.#held = held
    this.#clearReady()
  }

  /** The next request waits for a renewal. */
  invalidate(held: HeldSession): void {
    held.invalidated = true
    this.#clearReady()
  }

  #clearReady(): void {
    this.ready.access_token.clear()
    this.ready.id_token.clear()
  }

  ageMs(held: HeldSession, type: TokenType): number {
    const { clock, serviceClock } = this.pool.client
    return tokenAgeMs(held, type, clock, serviceClock)
  }

  /** The token until its true expiry, whatever else is known about it. */
  tokenNow(type: TokenType): string | undefined {
    const held = this.held
    const times = held?.times[type]
    return held?.trusted && times && this.ageMs(held, type) < lifetimeMs(times) ? tokenOf(held, type) : undefined
  }

  /** @param previous The session that the tokens renew. */
  async takeOver(
    result: SignInResult,
    origin: SessionOrigin,
    generation: number,
    previous?: HeldSession,
  ): Promise<HeldSession | undefined> {
    const held = heldFromPool(result, origin, previous, this.pool.client.randomFraction())
    const isRotated = previous !== undefined && previous.tokens.refreshToken !== held.tokens.refreshToken
    // One promise: what fails to load must not cost a refresh token either.
    const loaded = loadVerification()
    let deferral: Error | undefined
    try {
      const verification = await loaded
      deferral = await verification.verifyIssued(this.pool, held, previous?.sub)
    } catch (error) {
      if (isRotated) await this.#keepRotated(previous, held, generation)
      throw error
    }
    held.trusted = true
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation, previous)
    const saving = this.stored.save(held, () => this.held === held)
    this.#saving = saving
    // A rotated refresh token is the only one left: it is kept before anything else happens.
    if (isRotated || this.pool.background === false) await saving
    else keepAlive(this.pool, this.events, saving)
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation, previous)
    this.held = held
    this.isSignedOut = false
    this.refusals.clear()
    this.backoff.clear()
    if (deferral !== undefined) {
      const verification = await loaded
      const isCurrent = () => this.held === held
      const giveUp = () => {
        this.held = undefined
      }
      verification.deferVerification(this.pool, this.events, held, deferral, { isCurrent, giveUp })
    }
    return held
  }

  /** The tokens could not be verified now, but the refresh token that they replaced is spent. */
  async #keepRotated(previous: HeldSession, unverified: HeldSession, generation: number): Promise<void> {
    const { refreshToken } = unverified.tokens
    const isSameUser = previous.sub === undefined || previous.sub === unverified.sub
    if (refreshToken === undefined || !isSameUser || !this.#mayAccept(generation, previous)) return
    previous.tokens = { ...previous.tokens, refreshToken }
    await this.stored.save(previous, () => this.held === previous)
  }

  /** A renewal that was sent is kept as long as nothing newer has come: the old refresh token may be spent by it. */
  #mayAccept(generation: number, previous: HeldSession | undefined): boolean {
    return this.flights.counts(generation) || (previous !== undefined && previous === this.held)
  }

  /** What a superseded flight brought is revoked: after a logout by that, else here. */
  #discard({ tokens }: HeldSession, generation: number, previous: HeldSession | undefined): undefined {
    const { refreshToken } = tokens
    if (refreshToken === undefined) return
    if (generation <= this.#endedGeneration) this.unrevoked.push(refreshToken)
    // Others may hold on to a session that was renewed.
    else if (!previous)
      keepAlive(
        this.pool,
        this.events,
        endAtPool(this.pool.client, undefined, refreshToken, []).catch(() => {}),
      )
  }

  /** Goes on with the store's session where the same credential made a newer one. */
  async adopt(origin: SessionOrigin, generation: number): Promise<boolean> {
    const newer = await this.stored.newer(origin, this.held)
    if (!newer || !this.flights.counts(generation)) return false
    this.held = newer
    return true
  }

  /** The store's session where that is newer, else `held`. */
  async newerThan(held: HeldSession, generation: number): Promise<HeldSession> {
    const isReplaced = await this.adopt(held, generation)
    return isReplaced && this.held ? this.held : held
  }

  /** The session goes on with something else about it, in the store too: behind any write that is still on its way. */
  async change(
    held: Readonly<HeldSession>,
    changes: Partial<SessionOrigin & Pick<HeldSession, 'device' | 'newDevice'>>,
  ): Promise<void> {
    Object.assign(held, changes)
    const before = this.#saving
    const save = async () => {
      await before
      if (this.held === held) await this.stored.save(held, () => this.held === held)
    }
    this.#saving = save()
    await this.#saving
  }

  /** The session goes on with a device that was confirmed. */
  async keepDevice(held: Readonly<HeldSession>, device: DeviceCredentials): Promise<void> {
    await this.change(held, { device, newDevice: undefined })
    if (held.storedAs !== undefined) await this.signer.keep(held.storedAs, device)
  }

  // ---- the end

  end(): HeldSession | undefined {
    const held = this.held
    this.#endedGeneration = this.flights.end()
    this.isSignedOut = true
    this.isDeleted = false
    this.held = undefined
    this.refusals.clear()
    this.backoff.clear()
    return held
  }

  /** Takes the session out of the store, behind any write that is still on its way there. */
  async forget(storedAs: string | undefined): Promise<void> {
    await this.#saving
    if (storedAs !== undefined) await this.stored.delete(storedAs)
  }

  /** Waits for what is under way, though not for the caller's own code. */
  async close(): Promise<void> {
    await this.flights.close()
    this.stored.stop()
    await this.#saving
    this.events.clear()
  }

  missingSession(): PoolpassError {
    if (this.isSignedOut) return signedOut(this.isDeleted)
    const { tokens, renewalRefused } = this.held ?? {}
    return missingSession(Boolean(tokens?.accessToken) || renewalRefused !== undefined, renewalRefused)
  }
}
