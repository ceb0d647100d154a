import { raceSignal, type StringMap } from '../cognito-idp/index.js'
import {
  invalidOption,
  isPoolpassError,
  type PoolpassError,
  type PoolpassErrorCode,
  TokenError,
} from '../errors/index.js'
import { readChallenge } from '../sign-in/challenge.js'
import {
  type Challenge,
  type ChallengeJson,
  type NewPasswordAnswer,
  renew,
  respondToChallenge,
  revokeRefreshToken,
  type SecretSource,
  type SignInResult,
  signInWithSrp,
  signOutEverywhere,
} from '../sign-in/index.js'
import { checkSecretSource, readSecret } from '../sign-in/secret-source.js'
import { credentialTag } from './credential-tag.js'
import { Emitter } from './events.js'
import { describeError, type SessionExplanation } from './explanation.js'
import { copyOf, missingSession, outcomeOf, ownError, signedOut } from './failures.js'
import { Flights } from './flights.js'
import { type HeldSession, heldFromCaller, heldFromPool, tokenOf } from './held-session.js'
import { type HeldTokens, lifetimeMs, tokenAgeMs } from './lifetime.js'
import {
  isChallengeError,
  isWorthRemembering,
  type Refusal,
  refusalError,
  remainingMs,
  rememberRefusal,
  retryTime,
} from './refusal.js'
import { RenewalBackoff } from './renewal-backoff.js'
import { type AuthenticateOptions, checkUsername, type LogoutOptions, type SessionOptions } from './session-options.js'
import { StoredSessions } from './stored-sessions.js'
import type { TokenType } from './token-type.js'
import { UnauthorizedOrigins } from './unauthorized.js'
import type { PoolInternals } from './user-pool.js'
import { prepareVerification } from './verify.js'
import { verifyIssued, verifySession, verifyWhenKeysArrive } from './verify-session.js'

/** Refusals that say: this refresh token will not be honoured again. */
const RENEWAL_REFUSALS: readonly PoolpassErrorCode[] = [
  'ERR_POOLPASS_RENEWAL_REFUSED',
  'ERR_POOLPASS_USER_DISABLED',
  'ERR_POOLPASS_USER_UNCONFIRMED',
  'ERR_POOLPASS_PASSWORD_RESET_REQUIRED',
  'ERR_POOLPASS_DEVICE_UNKNOWN',
]

/** One user's session: all its state, and the single flights that change it. R1–R7, R10–R18 and R20 live here. */
export class Session {
  readonly pool: PoolInternals
  readonly events = new Emitter()
  readonly #stored: StoredSessions
  readonly #unauthorized: UnauthorizedOrigins
  #username: string | undefined
  #password: SecretSource | undefined
  #held: HeldSession | undefined
  #signedOut = false
  #refusal: Refusal | undefined
  readonly #backoff: RenewalBackoff
  readonly #flights: Flights
  /** Flights up to this generation were under way at a logout: what they bring is revoked. */
  #endedGeneration = 0
  #unrevoked: string[] = []
  #saving: Promise<void> | undefined
  #signInReason: string | undefined

  constructor(pool: PoolInternals, options: SessionOptions) {
    this.pool = pool
    this.#stored = new StoredSessions(pool, this.events)
    this.#unauthorized = new UnauthorizedOrigins(pool.client.clock)
    this.#backoff = new RenewalBackoff(pool.client)
    this.#flights = new Flights(pool.client.clock, pool.client.deadlineMs + pool.client.attemptTimeoutMs)
    this.#username = checkUsername(options.username)
    checkSecretSource('password', options.password)
    this.#password = options.password
    this.#held = heldFromCaller(options.tokens, options.username)
  }

  get username(): string | undefined {
    return this.#held?.username || this.#username
  }

  get held(): HeldTokens | undefined {
    return this.#held
  }

  /** R2, R3: the token if a request may leave with it at once. No I/O; past the soft expiry a renewal starts beside. */
  fresh(type: TokenType): string | undefined {
    const held = this.#held
    const times = held?.times[type]
    if (!held?.trusted || held.invalidated || !times) return undefined
    const age = this.#ageMs(held, type)
    if (age >= times.hardMs) return undefined
    if (age >= times.softMs && !this.#renewBeside(held)) return undefined
    return tokenOf(held, type)
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
    if (this.#tokenNow(type) === token && !this.#held?.invalidated) return undefined
    const replacement = await this.token(type, signal)
    return replacement === token ? undefined : replacement
  }

  /** Takes note that a token was refused: the next caller waits for a renewal, unless that was tried just now. */
  invalidate(token: string, origin = ''): void {
    const held = this.#held
    if (!held || held.invalidated) return
    if (token !== held.tokens.accessToken && token !== held.tokens.idToken) return
    if (this.#unauthorized.mayForceRenewal(origin)) held.invalidated = true
  }

  /** Takes note that `origin` answered anything but 401. */
  accepted(origin: string): void {
    this.#unauthorized.accepted(origin)
  }

  async authenticate(options: AuthenticateOptions): Promise<void> {
    const username = checkUsername(options.username) ?? this.#username
    const source = options.password ?? this.#password
    if (username === undefined) throw invalidOption('username', 'is needed to sign in')
    checkSecretSource('password', source)
    if (source === undefined) throw invalidOption('password', 'is needed to sign in')
    options.signal?.throwIfAborted()
    this.#signedOut = false
    this.#username = username
    this.#signInReason = 'authenticate() was called'
    const work = this.#flights.replace(async generation => {
      const password = await readSecret('password', source)
      const tag = await credentialTag(password, this.#stored.key(username))
      await this.#signIn({ username, password, clientMetadata: options.clientMetadata }, tag, generation)
    })
    await raceSignal(ownError(work), options.signal)
  }

  async respond(
    challenge: Challenge | ChallengeJson,
    answer: unknown,
    options: Pick<AuthenticateOptions, 'clientMetadata' | 'signal'>,
  ): Promise<void> {
    options.signal?.throwIfAborted()
    const { userPoolId, clientId } = this.pool.client
    const { username } = readChallenge(challenge, userPoolId, clientId)
    const typedUsername = this.#username ?? username
    this.#signInReason = 'respond() was called'
    const work = this.#flights.replace(async generation => {
      const { newPassword } = (answer ?? {}) as Partial<NewPasswordAnswer>
      const tag = newPassword
        ? await credentialTag(newPassword, this.#stored.key(typedUsername))
        : this.#refusal?.credentialTag
      await this.#settleSignIn(
        () => respondToChallenge(this.pool.client, challenge, answer, { clientMetadata: options.clientMetadata }),
        tag,
        generation,
        // A refused answer leaves the challenge as it is: it can be answered again.
        isChallengeError,
      )
      if (newPassword && typeof this.#password === 'string') this.#password = newPassword
    })
    this.#signedOut = false
    this.#username = typedUsername
    await raceSignal(ownError(work), options.signal)
  }

  /** Renews now, or signs in again where the service refuses that. */
  async forceRenewal(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.#held) this.#held.invalidated = true
    await raceSignal(ownError(this.#ensure('access_token')), signal)
  }

  async logout({ everywhere = false, signal }: LogoutOptions): Promise<void> {
    const accessToken = everywhere ? await outcomeOf(this.token('access_token', signal)) : undefined
    const underWay = this.#flights.current
    const { held, username } = this.#end()
    if (username !== undefined) await this.#forget(username)
    this.events.emit('signedOut', { username: held?.username ?? username, everywhere })
    if (accessToken?.status === 'rejected') throw accessToken.reason
    const work = this.#revoke(accessToken?.value, held?.tokens.refreshToken, underWay)
    work.catch(() => {})
    await raceSignal(ownError(work), signal)
  }

  async verify(): Promise<void> {
    const held = this.#held
    if (!held) throw this.#missingSession()
    await verifySession(this.pool, held, false)
    held.trusted = true
  }

  /** Waits for what is under way and takes all listeners off. Revokes nothing. */
  async close(): Promise<void> {
    await this.#flights.current?.catch(() => {})
    await this.#saving
    this.events.clear()
  }

  explain(): SessionExplanation {
    const { clock, serviceClock } = this.pool.client
    const held = this.#held
    const restMs = this.#refusal ? remainingMs(this.#refusal, clock) : this.#backoff.restMs
    const error = this.#refusal?.error ?? this.#backoff.error ?? held?.renewalRefused
    const times = held?.times.access_token
    return {
      state: this.#signedOut ? 'signed-out' : held ? 'signed-in' : this.#refusal ? 'refused' : 'not-signed-in',
      username: this.username,
      lastSignInReason: this.#signInReason,
      lastRefusal: describeError(error),
      nextAttemptAt: restMs > 0 ? new Date(clock.wallMs() + restMs) : undefined,
      accessTokenAgeSeconds: held && times && this.#ageMs(held, 'access_token') / 1_000,
      accessTokenExpiresAt: times && new Date(times.expiresAtMs),
      clockOffsetMs: serviceClock.offsetMs(),
      originsThatAnswer401: this.#unauthorized.names,
    }
  }

  // ---- which token

  #ageMs(held: HeldSession, type: TokenType): number {
    const times = held.times[type]
    const { clock, serviceClock } = this.pool.client
    return times ? tokenAgeMs(held, times, clock, serviceClock) : Number.POSITIVE_INFINITY
  }

  /** The token until its true expiry, whatever else is known about it. */
  #tokenNow(type: TokenType): string | undefined {
    const held = this.#held
    const times = held?.times[type]
    return held?.trusted && times && this.#ageMs(held, type) < lifetimeMs(times) ? tokenOf(held, type) : undefined
  }

  async #obtain(type: TokenType): Promise<string> {
    // More than one round only when another caller replaced the session meanwhile.
    for (let round = 0; round < 3; round++) {
      this.#assertIssued(type)
      try {
        await this.#ensure(type)
      } catch (error) {
        const current = this.#tokenNow(type)
        if (current !== undefined && isPoolpassError(error) && error.retryable) return current
        throw copyOf(error)
      }
      const token = this.#tokenNow(type)
      if (token !== undefined) return token
    }
    throw this.#missingSession()
  }

  /** A token that the pool does not issue does not come by asking again. */
  #assertIssued(type: TokenType): void {
    if (this.#held?.times[type] || this.fresh('access_token') === undefined) return
    throw new TokenError('ERR_POOLPASS_TOKEN_INVALID', `the pool issued no ${type.replace('_', ' ')}`)
  }

  /** Brings the session into a state with a usable token, by the least that does. */
  async #ensure(type: TokenType): Promise<void> {
    if (this.#signedOut) throw signedOut()
    const held = this.#held
    if (held && !held.trusted) {
      await this.#flights.join(() => this.#trust(held))
      if (this.fresh(type) !== undefined) return
    }
    if (held?.tokens.refreshToken !== undefined && held.renewalRefused === undefined) {
      try {
        return await this.#flights.join(generation => this.#renew(held, generation))
      } catch (error) {
        if (held.renewalRefused === undefined) throw error
        // A soft renewal never turns into a sign-in: the token is good for a while.
        if (this.fresh(type) !== undefined) return
      }
    }
    await this.#flights.join(generation => this.#signInUnattended(generation))
  }

  // ---- renewal

  /** @returns Whether the request may leave with the current token. */
  #renewBeside(held: HeldSession): boolean {
    const possible = held.tokens.refreshToken !== undefined && held.renewalRefused === undefined
    if (!possible || this.#backoff.restMs > 0) return true
    const { background } = this.pool
    if (background === false) return false
    const work = this.#flights.join(generation => this.#renew(held, generation)).catch(() => {})
    background?.(work)
    return true
  }

  async #renew(stale: HeldSession, generation: number): Promise<void> {
    if (this.#backoff.error && this.#backoff.restMs > 0) throw this.#backoff.error
    const username = this.#username ?? stale.username
    const unlock = await this.#stored.lock(username)
    try {
      const held = await this.#newerThan(stale, username, generation)
      if (held !== stale && this.#isYoung(held)) return
      prepareVerification(this.pool)
      const result = await renew(this.pool.client, {
        refreshToken: held.tokens.refreshToken ?? '',
        username: held.username,
      })
      const isAccepted = await this.#accept(result, held.credentialTag, generation, held)
      if (isAccepted) this.events.emit('renewed', { username: held.username })
    } catch (error) {
      await this.#renewalFailed(error, stale, username, generation)
    } finally {
      await unlock()
    }
  }

  async #renewalFailed(error: unknown, stale: HeldSession, username: string, generation: number): Promise<void> {
    if (!this.#flights.counts(generation) || !isPoolpassError(error)) throw error
    const held = this.#held ?? stale
    if (RENEWAL_REFUSALS.includes(error.code)) {
      if ((await this.#newerThan(held, username, generation)) !== held) return
      held.renewalRefused = error
    } else {
      this.#backoff.failed(error)
    }
    this.events.emit('renewalFailed', { username: held.username, error })
    throw error
  }

  #isYoung(held: HeldSession): boolean {
    const times = held.times.access_token
    return times !== undefined && this.#ageMs(held, 'access_token') < times.softMs
  }

  // ---- sign-in

  async #signInUnattended(generation: number): Promise<void> {
    const { clock } = this.pool.client
    const username = this.#username
    if (username === undefined || this.#password === undefined) throw this.#missingSession()
    const challenged = isChallengeError(this.#refusal?.error) ? this.#refusal : undefined
    if (challenged && remainingMs(challenged, clock) > 0) throw refusalError(challenged, clock)
    const password = await readSecret('password', this.#password)
    const tag = await credentialTag(password, this.#stored.key(username))
    const refused = this.#refusal?.credentialTag === tag ? this.#refusal : undefined
    if (refused && remainingMs(refused, clock) > 0) throw refusalError(refused, clock)
    if (await this.#adopt(username, tag, generation)) return
    this.#signInReason = this.#held?.renewalRefused
      ? `renewal was refused: ${this.#held.renewalRefused.message}`
      : 'there was no session'
    await this.#signIn({ username, password }, tag, generation)
  }

  async #signIn(
    credentials: { username: string; password: string; clientMetadata?: StringMap | undefined },
    tag: string,
    generation: number,
  ): Promise<void> {
    prepareVerification(this.pool)
    await this.#settleSignIn(() => signInWithSrp(this.pool.client, credentials), tag, generation)
  }

  async #settleSignIn(
    run: () => Promise<SignInResult>,
    tag: string | undefined,
    generation: number,
    remembers: (error: unknown) => error is PoolpassError = isWorthRemembering,
  ): Promise<void> {
    try {
      const result = await run()
      if (await this.#accept(result, tag, generation)) this.events.emit('signedIn', { username: result.username })
    } catch (error) {
      if (this.#flights.counts(generation) && remembers(error)) {
        const refusal = rememberRefusal(error, tag, this.#refusal, this.pool.client.clock)
        this.#refusal = refusal
        if (isChallengeError(error)) {
          this.events.emit('challenge', { username: error.challenge.username, challengeName: error.challenge.name })
        }
        error.retryAt = retryTime(refusal, this.pool.client.clock)
      }
      throw error
    }
  }

  // ---- taking tokens over

  async #accept(
    result: SignInResult,
    tag: string | undefined,
    generation: number,
    previous?: HeldSession,
  ): Promise<boolean> {
    const held = heldFromPool(result, tag, previous?.storeVersion, this.pool.client.randomFraction())
    const deferral = await verifyIssued(this.pool, held, previous?.sub)
    held.trusted = true
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation)
    const username = this.#username ?? held.username
    const saving = this.#stored.save(username, held, () => this.#held === held)
    this.#saving = saving
    const isRotated = previous !== undefined && previous.tokens.refreshToken !== held.tokens.refreshToken
    // A rotated refresh token is the only one left: it is kept before anything else happens.
    if (isRotated || this.pool.background === false) await saving
    else this.pool.background?.(saving)
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation)
    this.#held = held
    this.#refusal = undefined
    this.#backoff.clear()
    if (deferral !== undefined) this.#deferVerification(held, deferral)
    return true
  }

  /** A renewal that was sent is kept as long as nothing newer has come: the old refresh token may be spent by it. */
  #mayAccept(generation: number, previous: HeldSession | undefined): boolean {
    return this.#flights.counts(generation) || (previous !== undefined && previous === this.#held)
  }

  /** What a superseded flight brought: after a logout it has to be revoked. */
  #discard(held: HeldSession, generation: number): false {
    const { refreshToken } = held.tokens
    if (generation <= this.#endedGeneration && refreshToken !== undefined) this.#unrevoked.push(refreshToken)
    return false
  }

  /** Goes on with the store's session where the same credential made a newer one. */
  async #adopt(username: string, tag: string | undefined, generation: number): Promise<boolean> {
    const newer = await this.#stored.newer(username, tag, this.#held)
    if (!newer || !this.#flights.counts(generation)) return false
    this.#held = newer
    return true
  }

  /** The store's session where that is newer, else `held`. */
  async #newerThan(held: HeldSession, username: string, generation: number): Promise<HeldSession> {
    const isReplaced = await this.#adopt(username, held.credentialTag, generation)
    return isReplaced && this.#held ? this.#held : held
  }

  /** Checks tokens that did not come from the pool itself, before their first use. */
  async #trust(held: HeldSession): Promise<void> {
    await verifySession(this.pool, held, true)
    held.trusted = true
  }

  #deferVerification(held: HeldSession, error: Error): void {
    this.events.emit('verificationDeferred', { username: held.username, error })
    const isCurrent = () => this.#held === held
    verifyWhenKeysArrive(this.pool, held, isCurrent, failure => {
      this.#held = undefined
      this.events.emit('renewalFailed', { username: held.username, error: failure })
    })
  }

  // ---- the end

  #end(): { held: HeldSession | undefined; username: string | undefined } {
    const ended = { held: this.#held, username: this.#username }
    this.#endedGeneration = this.#flights.end()
    this.#signedOut = true
    this.#held = undefined
    this.#refusal = undefined
    this.#backoff.clear()
    return ended
  }

  /** Takes the session out of the store, behind any write that is still on its way there. */
  async #forget(username: string): Promise<void> {
    await this.#saving
    await this.#stored.delete(username)
  }

  async #revoke(
    accessToken: string | undefined,
    refreshToken: string | undefined,
    underWay: Promise<void> | undefined,
  ): Promise<void> {
    await underWay?.catch(() => {})
    const { client } = this.pool
    if (accessToken !== undefined) return signOutEverywhere(client, accessToken)
    const refreshTokens = new Set(this.#unrevoked.splice(0))
    if (refreshToken !== undefined) refreshTokens.add(refreshToken)
    await Promise.all([...refreshTokens].map(token => revokeRefreshToken(client, token)))
  }

  #missingSession(): PoolpassError {
    return this.#signedOut ? signedOut() : missingSession(this.#held !== undefined, this.#held?.renewalRefused)
  }
}
