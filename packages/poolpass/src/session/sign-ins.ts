import { raceSignal } from '../cognito-idp/index.js'
import {
  checkOptions,
  checkSignal,
  checkTextMap,
  invalidOption,
  isPoolpassError,
  type PoolpassError,
} from '../errors/index.js'
import { runOutside } from '../sign-in/callers-code.js'
import { readChallenge } from '../sign-in/challenge.js'
import type { Challenge, ChallengeJson, FlowTraces, SecretSource, SignInResult } from '../sign-in/index.js'
import { readSecret } from '../sign-in/secret-source.js'
import { credentialTag } from './credential-tag.js'
import { ownError, superseded } from './failures.js'
import type { Work } from './flights.js'
import type { HeldSession, SignInOrigin } from './held-session.js'
import type { Holding } from './holding.js'
import { OneAnswer } from './one-answer.js'
import { isChallengeError, isWorthRemembering } from './refusals.js'
import { AUTHENTICATE, type AuthenticateOptions, meansBySession, type SessionOptions } from './session-options.js'
import { isPasswordless, isUnattended } from './sign-in-setup.js'
import type { SignInRequest, Surroundings } from './signer.js'
import { prepareVerification } from './verification.js'

/** Loaded as soon as somebody has signed in: they can renew then, whatever becomes of where it came from. */
export const loadRenewal = () => import('./renewal.js')

type SignInTraces = FlowTraces & Pick<SignInOrigin, 'credentialTag'>

/** How a session comes by its tokens: unattended, by authenticate(), or by an answer (R1, R11, R13). */
export class SignIns {
  readonly #holding: Holding
  /** The constructor's: the only credential for signing in unattended, and only ever under its own name. */
  readonly username: string | undefined
  #password: SecretSource | undefined
  /** An authenticate() or respond() under way. */
  attended: Promise<void> | undefined
  readonly #answering = new OneAnswer()
  /** Of the last sign-in, for the next one by the same credential. */
  #traces: SignInTraces | undefined
  last: { readonly reason: string; readonly atMs: number } | undefined

  constructor(holding: Holding, options: SessionOptions) {
    this.#holding = holding
    this.username = options.username
    this.#password = options.password
  }

  async authenticate(options: AuthenticateOptions): Promise<void> {
    checkOptions(options, AUTHENTICATE)
    const username = options.username ?? this.#holding.held?.storedAs ?? this.username
    if (username === undefined) throw invalidOption('username', 'is needed to sign in')
    const { session } = options
    const own = username === this.username && session === undefined ? this.#password : undefined
    const source = options.password ?? own
    const means = this.#holding.signer.means(session === undefined ? options : meansBySession(options))
    const isEnough = source !== undefined || session !== undefined || isPasswordless(means)
    if (!isEnough) throw invalidOption('password', 'is needed to sign in')
    options.signal?.throwIfAborted()
    const work = this.#attend(async generation => {
      const password = await this.#readPassword(source, username, generation)
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
    const { client } = this.#holding.pool
    const json = readChallenge(challenge, client.userPoolId, client.clientId)
    const origin = this.#originOfChallenge(json)
    const attend = () =>
      this.#attend(async generation => {
        this.#noteSignIn('respond() was called')
        // A refused answer leaves the challenge as it is: it can be answered again.
        const respond = (around: Surroundings) =>
          this.#holding.signer.respond(json, answer, options.clientMetadata, around)
        await this.#settleSignIn(respond, origin, generation, isChallengeError)
      })
    await raceSignal(ownError(this.#answering.send(json.session, answer, attend)), options.signal)
  }

  /** @throws {TypeError} when the challenge is another user's than the session's. */
  #originOfChallenge({ username, givenUsername = username }: ChallengeJson): SignInOrigin {
    const asked = this.#holding.refusals.originOf(username)
    const storedAs = asked?.storedAs ?? this.#holding.held?.storedAs ?? this.username ?? givenUsername
    if (!asked && this.#holding.held?.username !== username && ![givenUsername, username].includes(storedAs))
      throw invalidOption('challenge', 'belongs to another user than this session')
    return { storedAs, credentialTag: asked?.credentialTag }
  }

  /**
   * The pool has taken a new password. What the old one has made goes on under the new one.
   *
   * @param storedAs The user's name as it was given.
   */
  async passwordChanged(storedAs: string, newPassword: string): Promise<void> {
    this.#keepPassword(storedAs, newPassword)
    const origin = await this.#originOf(storedAs, newPassword)
    const held = this.#holding.held
    if (held?.storedAs !== storedAs || held.credentialTag === undefined) return
    await this.#holding.change(held, origin)
  }

  /** The constructor's credentials, unless the session has become somebody else's. */
  ownCredentials(): { username: string; password: SecretSource | undefined } | undefined {
    const username = this.username
    const password = this.#password
    const isOwn = username !== undefined && (this.#holding.held?.storedAs ?? username) === username
    const suffice = password !== undefined || isUnattended(this.#holding.signer.setup)
    return isOwn && suffice ? { username, password } : undefined
  }

  /** R13: the caller's own function may be a prompt; its time is not ours. */
  async #readPassword(
    source: SecretSource | undefined,
    username: string,
    generation: number,
  ): Promise<string | undefined> {
    if (typeof source !== 'function') return source
    const read = runOutside(this.#holding.flights.outside(generation), () => readSecret('password', source))
    return this.#telling(read, username, generation)
  }

  /** A function is asked again at the next sign-in: it is for the caller to tell the new one. */
  #keepPassword(storedAs: string, newPassword: string): void {
    if (storedAs === this.username && typeof this.#password === 'string') this.#password = newPassword
  }

  /** Without a password there is nothing to know its holder by: such a session is not stored. */
  async #originOf(storedAs: string, password: string | undefined): Promise<SignInOrigin> {
    const tag = password === undefined ? undefined : await credentialTag(password, this.#holding.stored.key(storedAs))
    return { storedAs, credentialTag: tag }
  }

  /** An authenticate() or respond(): it takes the place of whatever is under way. */
  #attend(work: Work): Promise<void> {
    const attended = this.#holding.flights.replace(work).finally(() => {
      if (this.attended === attended) this.attended = undefined
    })
    attended.catch(() => {})
    this.attended = attended
    return attended
  }

  async unattended(generation: number): Promise<void> {
    const credentials = this.ownCredentials()
    if (!credentials) throw this.#holding.missingSession()
    const challenge = this.#holding.refusals.challenge
    if (challenge) throw challenge
    const { username } = credentials
    const password = await this.#readPassword(credentials.password, username, generation)
    const origin = await this.#originOf(username, password)
    const refusal = this.#holding.refusals.of(origin.credentialTag ?? '')
    if (refusal) throw refusal
    if (await this.#holding.adopt(origin, generation)) return
    if (!this.#holding.flights.counts(generation)) throw superseded()
    const { renewalRefused } = this.#holding.held ?? {}
    this.#noteSignIn(renewalRefused ? `renewal was refused: ${renewalRefused.message}` : 'there was no session')
    await this.#signIn({ username, password, means: this.#holding.signer.means() }, origin, generation)
  }

  #noteSignIn(reason: string): void {
    this.last = { reason, atMs: this.#holding.pool.client.clock.wallMs() }
  }

  async #signIn(request: SignInRequest, origin: SignInOrigin, generation: number): Promise<void> {
    const work = this.#settleSignIn(around => this.#holding.signer.signIn(request, around), origin, generation)
    await this.#telling(work, request.username, generation)
  }

  /** Whoever waits for an unattended sign-in may tell nobody of its failure: those who watch the session are told. */
  async #telling<T>(work: Promise<T>, username: string, generation: number): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (this.#holding.flights.counts(generation) && isPoolpassError(error)) {
        this.#holding.refusals.failed = error
        if (!isChallengeError(error)) this.#holding.events.emit('signInFailed', { username, error })
      }
      throw error
    }
  }

  async #settleSignIn(
    run: (around: Surroundings) => Promise<SignInResult>,
    { storedAs, credentialTag }: SignInOrigin,
    generation: number,
    remembers: (error: unknown, hasShownFactor?: boolean) => error is PoolpassError = isWorthRemembering,
  ): Promise<void> {
    let origin: SignInOrigin = { storedAs, credentialTag }
    const onNewPassword = async (newPassword: string) => {
      origin = await this.#originOf(storedAs, newPassword)
      this.#keepPassword(storedAs, newPassword)
    }
    this.#holding.pool.keys.prefetch()
    const traces = this.#tracesFor(credentialTag)
    const device = this.#holding.held?.storedAs === storedAs ? this.#holding.held.device : undefined
    try {
      const result = await run({
        ...this.#holding.flights.outside(generation),
        storedAs,
        device,
        onNewPassword,
        traces,
        beforeTokens: () => prepareVerification(this.#holding.pool),
      })
      this.#traces = undefined
      const held = await this.#holding.takeOver(result, origin, generation)
      loadRenewal().catch(() => {})
      // A failure to confirm it fails no sign-in: it is tried again before the next renewal.
      if (held?.newDevice) await this.#confirmDevice(held, generation).catch(() => {})
      if (!this.#holding.flights.counts(generation)) throw superseded()
      this.#holding.events.emit('signedIn', { username: result.username })
    } catch (error) {
      if (this.#holding.flights.counts(generation) && remembers(error, traces.hasShownFactor)) {
        this.#holding.refusals.remember(error, origin)
        if (isChallengeError(error)) {
          this.#holding.isSignedOut = false
          this.#holding.events.emit('challenge', {
            username: error.challenge.username,
            challengeName: error.challenge.name,
          })
        }
      }
      throw error
    }
  }

  /** The tag is of the user as well as of the password. */
  #tracesFor(credentialTag: string | undefined): SignInTraces {
    const isSame = credentialTag !== undefined && this.#traces?.credentialTag === credentialTag
    this.#traces = { credentialTag, recover: isSame ? this.#traces?.recover : undefined }
    return this.#traces
  }

  async #confirmDevice(held: HeldSession, generation: number): Promise<void> {
    const { confirmDevice } = await loadRenewal()
    await confirmDevice(this.#holding, held, generation)
  }
}
