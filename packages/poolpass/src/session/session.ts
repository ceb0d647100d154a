import { raceSignal } from '../cognito-idp/index.js'
import {
  checkOptions,
  checkSignal,
  checkTextMap,
  invalidOption,
  isPoolpassError,
  type PoolpassError,
  type PoolpassErrorCode,
  TokenError,
} from '../errors/index.js'
import { readChallenge } from '../sign-in/challenge.js'
import { type Challenge, type ChallengeJson, renew, type SecretSource, type SignInResult } from '../sign-in/index.js'
import { readSecret } from '../sign-in/secret-source.js'
import { credentialTag } from './credential-tag.js'
import { Emitter } from './events.js'
import { describeError, type SessionExplanation } from './explanation.js'
import { copyOf, missingSession, outcomeOf, ownError, SupersededError, signedOut, superseded } from './failures.js'
import { Flights, type Work } from './flights.js'
import {
  deviceKeyOf,
  type HeldSession,
  heldFromCaller,
  heldFromPool,
  isRenewable,
  type SessionOrigin,
  type SignInOrigin,
  tokenOf,
} from './held-session.js'
import { keepAlive } from './keep-alive.js'
import { lifetimeMs, tokenAgeMs } from './lifetime.js'
import { isChallengeError, isWorthRemembering, Refusals } from './refusals.js'
import { RenewalBackoff } from './renewal-backoff.js'
import { endAtPool } from './revocation.js'
import {
  AUTHENTICATE,
  type AuthenticateOptions,
  type LogoutOptions,
  meansBySession,
  type SessionOptions,
} from './session-options.js'
import { isPasswordless, isUnattended } from './sign-in-setup.js'
import { Signer, type SignInRequest, type Surroundings } from './signer.js'
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

/** A process that has just rotated a refresh token verifies what it got and saves it: how long others wait for that. */
const SAVING_WAITS_MS = [100, 300, 900] as const

/** One user's session: all its state, and the single flights that change it. R1–R7, R10–R18 and R20 live here. */
export class Session {
  readonly pool: PoolInternals
  readonly events: Emitter
  readonly stored: StoredSessions
  readonly #unauthorized: UnauthorizedOrigins
  readonly refusals: Refusals
  readonly #backoff: RenewalBackoff
  readonly #flights: Flights
  readonly signer: Signer
  /** The constructor's: the only credential for signing in unattended, and only ever under its own name. */
  readonly #username: string | undefined
  #password: SecretSource | undefined
  #held: HeldSession | undefined
  #signedOut = false
  /** An authenticate() or respond() under way. */
  #attended: Promise<void> | undefined
  /** Flights up to this generation were under way at a logout: what they bring is revoked. */
  #endedGeneration = 0
  readonly #unrevoked: string[] = []
  #saving: Promise<void> | undefined
  #lastSignIn: { readonly reason: string; readonly atMs: number } | undefined

  constructor(pool: PoolInternals, options: SessionOptions) {
    const { clock, deadlineMs, attemptTimeoutMs } = pool.client
    this.pool = pool
    this.events = new Emitter(pool.client)
    this.stored = new StoredSessions(pool, this.events)
    this.#unauthorized = new UnauthorizedOrigins(clock)
    this.refusals = new Refusals(clock)
    this.#backoff = new RenewalBackoff(pool.client)
    this.#flights = new Flights(clock, deadlineMs + attemptTimeoutMs)
    this.#username = options.username
    this.#password = options.password
    this.signer = new Signer(pool, this.events, options)
    this.#held = heldFromCaller(options)
  }

  get username(): string | undefined {
    return this.#held?.username || this.#username
  }

  get held(): Readonly<HeldSession> | undefined {
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
    // A token that nothing can replace is still good for whoever accepts it.
    if (!isRenewable(held) && !this.#ownCredentials()) return
    if (this.#unauthorized.mayForceRenewal(origin)) held.invalidated = true
  }

  /** Takes note that `origin` answered anything but 401. */
  accepted(origin: string): void {
    this.#unauthorized.accepted(origin)
  }

  async authenticate(options: AuthenticateOptions): Promise<void> {
    checkOptions(options, AUTHENTICATE)
    const username = options.username ?? this.#held?.storedAs ?? this.#username
    if (username === undefined) throw invalidOption('username', 'is needed to sign in')
    const { session } = options
    const own = username === this.#username && session === undefined ? this.#password : undefined
    const source = options.password ?? own
    const means = this.signer.means(session === undefined ? options : meansBySession(options))
    const isEnough = source !== undefined || session !== undefined || isPasswordless(means)
    if (!isEnough) throw invalidOption('password', 'is needed to sign in')
    options.signal?.throwIfAborted()
    const work = this.#attend(async generation => {
      const password = await this.#readPassword(source, generation)
      const origin = await this.#originOf(username, password)
      this.#noteSignIn('authenticate() was called')
      const { clientMetadata } = options
      await this.#signIn({ username, password, session, clientMetadata, means }, origin, generation)
    })
    await raceSignal(ownError(work), options.signal)
  }

  async respond(
    challenge: Challenge | ChallengeJson,
    answer: unknown,
    options: Pick<AuthenticateOptions, 'clientMetadata' | 'signal'>,
  ): Promise<void> {
    checkOptions(options, { clientMetadata: checkTextMap, signal: checkSignal })
    options.signal?.throwIfAborted()
    const { client } = this.pool
    const { username } = readChallenge(challenge, client.userPoolId, client.clientId)
    const work = this.#attend(async generation => {
      const asked = this.refusals.originOf(username)
      const origin = { credentialTag: undefined, ...asked, storedAs: asked?.storedAs ?? this.#username ?? username }
      this.#noteSignIn('respond() was called')
      // A refused answer leaves the challenge as it is: it can be answered again.
      const respond = (around: Surroundings) => this.signer.respond(challenge, answer, options.clientMetadata, around)
      await this.#settleSignIn(respond, origin, generation, isChallengeError)
    })
    await raceSignal(ownError(work), options.signal)
  }

  /** Renews now, or signs in again where the service refuses that. */
  async forceRenewal(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.#held) this.#held.invalidated = true
    await raceSignal(ownError(this.#ensure('access_token')), signal)
  }

  async logout({ everywhere = false, signal }: LogoutOptions): Promise<void> {
    const accessToken = everywhere ? await outcomeOf(raceSignal(this.#tokenForSignOut(), signal)) : undefined
    const { held, hasLeft } = this.#leave(everywhere)
    const finish = async () => {
      await hasLeft
      await endAtPool(this.pool.client, accessToken, held?.tokens.refreshToken, this.#unrevoked.splice(0))
    }
    await raceSignal(ownError(finish()), signal)
  }

  /** The pool has deleted the user. The session ends here; at the pool nothing is left to revoke. */
  async userDeleted(): Promise<void> {
    await this.#leave(true).hasLeft
    this.#unrevoked.length = 0
  }

  /**
   * The pool has taken a new password. What the old one has made goes on under the new one.
   *
   * @param storedAs The user's name as it was given.
   */
  async passwordChanged(storedAs: string, newPassword: string): Promise<void> {
    this.#keepPassword(storedAs, newPassword)
    const origin = await this.#originOf(storedAs, newPassword)
    const held = this.#held
    if (held?.storedAs !== storedAs || held.credentialTag === undefined) return
    Object.assign(held, origin)
    await this.stored.save(held, () => this.#held === held)
  }

  async verify(): Promise<void> {
    const held = this.#held
    if (!held?.tokens.accessToken) throw this.#missingSession()
    await verifySession(this.pool, held, false)
    held.trusted = true
  }

  /** Waits for what is under way and takes all listeners off. Revokes nothing. */
  async close(): Promise<void> {
    await this.#flights.settle()
    this.stored.stop()
    await this.#saving
    this.events.clear()
  }

  explain(): SessionExplanation {
    const { clock, serviceClock } = this.pool.client
    const held = this.#held
    const refusal = this.refusals.last
    const restMs = refusal ? this.refusals.restMs : this.#backoff.restMs
    const times = held?.times.access_token
    return {
      state: this.#signedOut ? 'signed-out' : held ? 'signed-in' : refusal ? 'refused' : 'not-signed-in',
      username: this.username,
      lastSignInReason: this.#lastSignIn?.reason,
      lastSignInAt: this.#lastSignIn && new Date(this.#lastSignIn.atMs),
      lastRefusal: describeError(refusal?.error ?? this.#backoff.error ?? held?.renewalRefused),
      nextAttemptAt: restMs > 0 ? new Date(clock.wallMs() + restMs) : undefined,
      accessTokenAgeSeconds: held && times && this.#ageMs(held, 'access_token') / 1_000,
      accessTokenExpiresAt: times && new Date(times.expiresAtMs),
      clockOffsetMs: serviceClock.offsetMs(),
      originsThatAnswer401: this.#unauthorized.names,
    }
  }

  // ---- which token

  #ageMs(held: HeldSession, type: TokenType): number {
    const { clock, serviceClock } = this.pool.client
    return tokenAgeMs(held, type, clock, serviceClock)
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
        if (error instanceof SupersededError) continue
        const current = this.#tokenNow(type)
        if (current !== undefined && isPoolpassError(error)) return current
        throw copyOf(error)
      }
      const token = this.#tokenNow(type)
      if (token !== undefined) return token
    }
    throw this.#missingSession()
  }

  /** A token that the pool does not issue does not come by asking again. */
  #assertIssued(type: TokenType): void {
    const held = this.#held
    const isFromPool = held?.requestedAt !== undefined
    if (!isFromPool || held.times[type] || this.fresh('access_token') === undefined) return
    throw new TokenError('ERR_POOLPASS_TOKEN_INVALID', `the pool issued no ${type.replace('_', ' ')}`)
  }

  /** Brings the session into a state with a usable token, by the least that does. */
  async #ensure(type: TokenType): Promise<void> {
    // Not a tick without need: close() right after a request waits for what that started.
    if (this.#attended) {
      await this.#attended.catch(error => {
        if (this.#signedOut || (!this.#held && !this.#ownCredentials())) throw error
      })
    }
    if (this.#signedOut) throw signedOut()
    try {
      if (this.#held && !this.#held.trusted) await this.#trustOrDrop(this.#held)
      if (this.fresh(type) !== undefined) return
      const held = this.#held
      if (held && isRenewable(held)) {
        await this.#flights
          .join(generation => this.#renew(held, generation))
          .catch(error => {
            if (!held.renewalRefused) throw error
          })
        // A soft renewal never turns into a sign-in: the token is good for a while.
        if (!held.renewalRefused || this.fresh(type) !== undefined) return
      }
      await this.#flights.join(generation => this.#signInUnattended(generation))
    } catch (error) {
      // What was tried has failed: who has other use for the token need not wait for it again.
      if (this.#held) this.#held.invalidated = false
      throw error
    }
  }

  /** Checks tokens that a caller gave. Forged ones are given up where there are credentials to sign in with. */
  async #trustOrDrop(held: HeldSession): Promise<void> {
    try {
      await this.#flights.join(async () => {
        await verifySession(this.pool, held, true)
        held.trusted = true
      })
    } catch (error) {
      if (!isPoolpassError(error, 'ERR_POOLPASS_TOKEN_INVALID') || !this.#ownCredentials()) throw error
      if (this.#held === held) this.#held = undefined
      this.events.emit('renewalFailed', { username: held.username, error })
    }
  }

  /** R14: a token to end all sessions with. It may be renewed for that; nobody signs in only to sign out. */
  async #tokenForSignOut(): Promise<string> {
    if (this.#held && !this.#held.trusted) await this.#trustOrDrop(this.#held)
    const held = this.#held
    if (this.#tokenNow('access_token') === undefined && held && isRenewable(held)) {
      await this.#flights.join(generation => this.#renew(held, generation))
    }
    const token = this.#tokenNow('access_token')
    if (token === undefined) throw this.#missingSession()
    return token
  }

  // ---- renewal

  /** @returns Whether the request may leave with the current token. */
  #renewBeside(held: HeldSession): boolean {
    if (!isRenewable(held) || this.#backoff.restMs > 0) return true
    if (this.pool.background === false) return false
    const work = this.#flights.join(generation => this.#renew(held, generation)).catch(() => {})
    keepAlive(this.pool, this.events, work)
    return true
  }

  async #renew(stale: HeldSession, generation: number): Promise<void> {
    if (this.#backoff.error && this.#backoff.restMs > 0) throw this.#backoff.error
    const unlock = await this.stored.lock(stale.storedAs)
    let held = stale
    try {
      held = await this.#newerThan(stale, generation)
      if (held !== stale && this.#isYoung(held)) return
      prepareVerification(this.pool)
      const refreshToken = held.tokens.refreshToken ?? ''
      const deviceKey = this.signer.setup.device === false ? undefined : deviceKeyOf(held)
      const result = await renew(this.pool.client, { refreshToken, username: held.username, deviceKey })
      const isAccepted = await this.#accept(result, held, generation, held)
      if (isAccepted) this.events.emit('renewed', { username: held.username })
    } catch (error) {
      await this.#renewalFailed(error, held, generation)
    } finally {
      // Who waits holds on to the session that they asked to have renewed.
      stale.renewalRefused ??= held.renewalRefused
      await unlock()
    }
  }

  /** @param tried The session that could not be renewed. Another one that came meanwhile is not to blame for that. */
  async #renewalFailed(error: unknown, tried: HeldSession, generation: number): Promise<void> {
    if (this.#held !== undefined && this.#held !== tried) return
    if (!this.#flights.counts(generation) || !isPoolpassError(error)) throw error
    if (RENEWAL_REFUSALS.includes(error.code)) {
      if (await this.#isReplaced(tried, error, generation)) return
      if (!this.#flights.counts(generation)) throw error
      tried.renewalRefused = error
      if (error.code === 'ERR_POOLPASS_DEVICE_UNKNOWN') await this.signer.forget(tried.storedAs, deviceKeyOf(tried))
    } else {
      this.#backoff.failed(error)
    }
    this.events.emit('renewalFailed', { username: tried.username, error })
    throw error
  }

  /** R5: the store may have a newer session; or get it soon, from whoever was faster to use the refresh token. */
  async #isReplaced(tried: HeldSession, refusal: PoolpassError, generation: number): Promise<boolean> {
    const isShared = this.pool.isStoreGiven && tried.credentialTag !== undefined
    const waitsMs = isShared && refusal.name === 'RefreshTokenReuseException' ? SAVING_WAITS_MS : []
    const { signal } = this.#flights.outside(generation)
    for (const waitMs of [0, ...waitsMs]) {
      if (waitMs > 0) await this.pool.client.clock.sleep(waitMs, signal)
      if ((await this.#newerThan(tried, generation)) !== tried) return true
    }
    return false
  }

  #isYoung(held: HeldSession): boolean {
    return this.#ageMs(held, 'access_token') < (held.times.access_token?.softMs ?? 0)
  }

  // ---- sign-in

  /** The constructor's credentials, unless the session has become somebody else's. */
  #ownCredentials(): { username: string; password: SecretSource | undefined } | undefined {
    const username = this.#username
    const password = this.#password
    const isOwn = username !== undefined && (this.#held?.storedAs ?? username) === username
    const suffice = password !== undefined || isUnattended(this.signer.setup)
    return isOwn && suffice ? { username, password } : undefined
  }

  /** R13: the caller's own function may be a prompt; its time is not ours. */
  async #readPassword(source: SecretSource | undefined, generation: number): Promise<string | undefined> {
    if (source === undefined) return undefined
    this.#flights.pause(generation)
    const password = await readSecret('password', source)
    this.#flights.resume(generation)
    return password
  }

  /** A function is asked again at the next sign-in: it is for the caller to tell the new one. */
  #keepPassword(storedAs: string, newPassword: string): void {
    if (storedAs === this.#username && typeof this.#password === 'string') this.#password = newPassword
  }

  /** Without a password there is nothing to know its holder by: such a session is not stored. */
  async #originOf(storedAs: string, password: string | undefined): Promise<SignInOrigin> {
    const tag = password === undefined ? undefined : await credentialTag(password, this.stored.key(storedAs))
    return { storedAs, credentialTag: tag }
  }

  /** An authenticate() or respond(): it takes the place of whatever is under way. */
  #attend(work: Work): Promise<void> {
    const attended = this.#flights.replace(work).finally(() => {
      if (this.#attended === attended) this.#attended = undefined
    })
    attended.catch(() => {})
    this.#attended = attended
    return attended
  }

  async #signInUnattended(generation: number): Promise<void> {
    const credentials = this.#ownCredentials()
    if (!credentials) throw this.#missingSession()
    const challenge = this.refusals.challenge
    if (challenge) throw challenge
    const { username } = credentials
    const password = await this.#readPassword(credentials.password, generation)
    const origin = await this.#originOf(username, password)
    const refusal = this.refusals.of(origin.credentialTag ?? '')
    if (refusal) throw refusal
    if (await this.#adopt(origin, generation)) return
    if (!this.#flights.counts(generation)) throw superseded()
    const { renewalRefused } = this.#held ?? {}
    this.#noteSignIn(renewalRefused ? `renewal was refused: ${renewalRefused.message}` : 'there was no session')
    await this.#signIn({ username, password, means: this.signer.means() }, origin, generation)
  }

  #noteSignIn(reason: string): void {
    this.#lastSignIn = { reason, atMs: this.pool.client.clock.wallMs() }
  }

  async #signIn(request: SignInRequest, origin: SignInOrigin, generation: number): Promise<void> {
    prepareVerification(this.pool)
    await this.#settleSignIn(around => this.signer.signIn(request, around), origin, generation)
  }

  async #settleSignIn(
    run: (around: Surroundings) => Promise<SignInResult>,
    { storedAs, credentialTag }: SignInOrigin,
    generation: number,
    remembers: (error: unknown) => error is PoolpassError = isWorthRemembering,
  ): Promise<void> {
    let origin: SignInOrigin = { storedAs, credentialTag }
    const onNewPassword = async (newPassword: string) => {
      origin = await this.#originOf(storedAs, newPassword)
      this.#keepPassword(storedAs, newPassword)
    }
    const device = this.#held?.storedAs === storedAs ? this.#held.device : undefined
    try {
      const result = await run({ ...this.#flights.outside(generation), storedAs, device, onNewPassword })
      if (!(await this.#accept(result, origin, generation))) throw superseded()
      this.events.emit('signedIn', { username: result.username })
    } catch (error) {
      if (this.#flights.counts(generation) && remembers(error)) {
        this.refusals.remember(error, origin)
        if (isChallengeError(error)) {
          this.#signedOut = false
          this.events.emit('challenge', { username: error.challenge.username, challengeName: error.challenge.name })
        }
      }
      throw error
    }
  }

  // ---- taking tokens over

  /** @param previous The session that the tokens renew. */
  async #accept(
    result: SignInResult,
    origin: SessionOrigin,
    generation: number,
    previous?: HeldSession,
  ): Promise<boolean> {
    const held = heldFromPool(result, origin, previous, this.pool.client.randomFraction())
    const isRotated = previous !== undefined && previous.tokens.refreshToken !== held.tokens.refreshToken
    let deferral: Error | undefined
    try {
      deferral = await verifyIssued(this.pool, held, previous?.sub)
    } catch (error) {
      if (isRotated) await this.#keepRotated(previous, held, generation)
      throw error
    }
    held.trusted = true
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation)
    const saving = this.stored.save(held, () => this.#held === held)
    this.#saving = saving
    // A rotated refresh token is the only one left: it is kept before anything else happens.
    if (isRotated || this.pool.background === false) await saving
    else keepAlive(this.pool, this.events, saving)
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation)
    this.#held = held
    this.#signedOut = false
    this.refusals.clear()
    this.#backoff.clear()
    if (deferral !== undefined) this.#deferVerification(held, deferral)
    return true
  }

  /** The tokens could not be verified now, but the refresh token that they replaced is spent. */
  async #keepRotated(previous: HeldSession, unverified: HeldSession, generation: number): Promise<void> {
    const { refreshToken } = unverified.tokens
    const isSameUser = previous.sub === undefined || previous.sub === unverified.sub
    if (refreshToken === undefined || !isSameUser || !this.#mayAccept(generation, previous)) return
    previous.tokens = { ...previous.tokens, refreshToken }
    await this.stored.save(previous, () => this.#held === previous)
  }

  /** A renewal that was sent is kept as long as nothing newer has come: the old refresh token may be spent by it. */
  #mayAccept(generation: number, previous: HeldSession | undefined): boolean {
    return this.#flights.counts(generation) || (previous !== undefined && previous === this.#held)
  }

  /** What a superseded flight brought: after a logout it has to be revoked. */
  #discard({ tokens }: HeldSession, generation: number): false {
    const { refreshToken } = tokens
    if (generation <= this.#endedGeneration && refreshToken !== undefined) this.#unrevoked.push(refreshToken)
    return false
  }

  /** Goes on with the store's session where the same credential made a newer one. */
  async #adopt(origin: SessionOrigin, generation: number): Promise<boolean> {
    const newer = await this.stored.newer(origin, this.#held)
    if (!newer || !this.#flights.counts(generation)) return false
    this.#held = newer
    return true
  }

  /** The store's session where that is newer, else `held`. */
  async #newerThan(held: HeldSession, generation: number): Promise<HeldSession> {
    const isReplaced = await this.#adopt(held, generation)
    return isReplaced && this.#held ? this.#held : held
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

  /** R14: the end at this side, at once; `hasLeft` when the store and what was under way have followed. */
  #leave(everywhere: boolean): { held: HeldSession | undefined; hasLeft: Promise<void> } {
    const underWay = this.#flights.settle()
    const held = this.#end()
    this.events.emit('signedOut', { username: held?.username ?? this.#username, everywhere })
    const follow = async () => {
      await this.#forget(held?.storedAs ?? this.#username)
      await underWay
    }
    return { held, hasLeft: follow() }
  }

  #end(): HeldSession | undefined {
    const held = this.#held
    this.#endedGeneration = this.#flights.end()
    this.#signedOut = true
    this.#attended = undefined
    this.#held = undefined
    this.refusals.clear()
    this.#backoff.clear()
    return held
  }

  /** Takes the session out of the store, behind any write that is still on its way there. */
  async #forget(storedAs: string | undefined): Promise<void> {
    await this.#saving
    if (storedAs !== undefined) await this.stored.delete(storedAs)
  }

  #missingSession(): PoolpassError {
    if (this.#signedOut) return signedOut()
    const { tokens, renewalRefused } = this.#held ?? {}
    return missingSession(Boolean(tokens?.accessToken) || renewalRefused !== undefined, renewalRefused)
  }
}
