/// <reference lib="esnext.disposable" preserve="true" />
import type {
  AttributeMap,
  CodeDelivery,
  CognitoUser,
  Device,
  DevicePage,
  DeviceStatus,
  MappingOptions,
  MfaPreferences,
  NamedAttributes,
  ProfileOptions,
  Registration,
  VerifiableAttribute,
} from '../account/index.js'
import type { StringMap } from '../cognito-idp/index.js'
import {
  checkFlag,
  checkObject,
  checkOptions,
  checkSignal,
  checkText,
  invalidOption,
  NotSignedInError,
  refuseUnknownOptions,
} from '../errors/index.js'
import type { ConfirmedDevice } from '../sign-in/confirm-device.js'
import {
  type Challenge,
  type ChallengeAnswer,
  type ChallengeJson,
  decodeClaims,
  type SoftwareTokenLabel,
  type SoftwareTokenSecret,
  type SoftwareTokenSetup,
  type TokenClaims,
  type Tokens,
} from '../sign-in/index.js'
import type { NewPasswordOptions } from './answering.js'
import type { CognitoOptions, RestoreOptions, UserOptions } from './cognito-options.js'
import type { Listener, SessionEvent } from './events.js'
import type { SessionExplanation } from './explanation.js'
import type {
  AssociateOptions,
  ChangePasswordOptions,
  ConfirmForgotPasswordOptions,
  ConfirmOptions,
  PublicCallOptions,
  RegisterOptions,
  WhichDevice,
} from './own-account.js'
import { Session } from './session.js'
import { AUTHENTICATE, type AuthenticateOptions, type LogoutOptions } from './session-options.js'
import { SessionState, type SessionStateJson } from './session-state.js'
import { checkTokenType, type TokenType } from './token-type.js'
import { POOL_OPTIONS, poolInternals, UserPool, type UserPoolOptions } from './user-pool.js'
import { loadVerification } from './verification.js'
import type { TokenUse } from './verify.js'

const SIGNAL = { signal: checkSignal }

const ownAccount = () => import('./own-account.js')
const answering = () => import('./answering.js')

let readSession: (cognito: Cognito) => Session

/** What the `http` room sees of a session. */
export function sessionOf(cognito: Cognito): Session {
  return readSession(cognito)
}

/**
 * One user's session with a user pool: signing in, the tokens and their renewal, signing out.
 *
 * Constructing it does no I/O.
 */
export class Cognito {
  static {
    readSession = cognito => cognito.#session
  }
  /** What this session shares with others: the one that was given, or its own. */
  readonly pool: UserPool
  readonly #session: Session

  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. */
  constructor(options: CognitoOptions) {
    checkObject('options', options)
    const { username, password, accessToken, idToken, refreshToken, ...others } = options
    const { authFlow, preferredChallenge, challenges, device, ...poolOptions } = others
    if (password !== undefined && username === undefined) throw invalidOption('username', 'is needed beside `password`')
    this.pool = poolOf(poolOptions)
    const tokens = givenTokens({ accessToken, idToken, refreshToken })
    const own = { username, password, authFlow, preferredChallenge, challenges }
    checkOptions(own, AUTHENTICATE)
    this.#session = new Session(poolInternals(this.pool), { ...own, tokens, device })
  }

  /**
   * A session that {@link exportState} handed over.
   *
   * @param state A {@link SessionState}, or what `JSON.parse` made of a stored one.
   * @param options What the state does not hold: client secret, password, store, … or a shared `pool`.
   */
  static restore(state: SessionState | SessionStateJson, options: RestoreOptions = {}): Cognito {
    checkObject('options', options)
    const json: Partial<SessionStateJson> = state instanceof SessionState ? state.toJSON() : (state ?? {})
    const { userPoolId, clientId, endpoint, username, tokens, device } = json
    if (typeof userPoolId !== 'string' || typeof clientId !== 'string' || typeof tokens !== 'object' || !tokens) {
      throw invalidOption('state', 'must be what exportState() returned, or the JSON of it')
    }
    const { accessToken, idToken, refreshToken } = tokens
    const given = { accessToken, idToken, refreshToken }
    const stray = Object.keys(given).find(name => (options as Record<string, unknown>)[name] !== undefined)
    if (stray) throw invalidOption(stray, 'is what the state brings')
    const user = { username, ...(device && { device }), ...options, ...given }
    const { pool } = options as { pool?: UserPool }
    if (pool === undefined) return create({ userPoolId, clientId, endpoint, ...user })
    const isSame = pool instanceof UserPool && pool.userPoolId === userPoolId && pool.clientId === clientId
    if (!isSame) throw invalidOption('pool', 'must be the UserPool that the state is of')
    return create(user as CognitoOptions)
  }

  /** Of its {@link pool}. */
  get userPoolId(): string {
    return this.pool.userPoolId
  }

  /** Of its {@link pool}. */
  get clientId(): string {
    return this.pool.clientId
  }

  /** The real username once it is known, else the one that was given. */
  get username(): string | undefined {
    return this.#session.username
  }

  /** `undefined` before sign-in. It may have expired: {@link token} gives one that has not. */
  get accessToken(): string | undefined {
    return this.#session.held?.tokens.accessToken || undefined
  }

  /** The ID token, perhaps expired. `undefined` before sign-in, and where the pool issued none. */
  get idToken(): string | undefined {
    return this.#session.held?.tokens.idToken
  }

  /** `undefined` before sign-in. It is opaque, and **lives for days**: store it like a password. */
  get refreshToken(): string | undefined {
    return this.#session.held?.tokens.refreshToken
  }

  /** `Bearer`. */
  get tokenType(): string | undefined {
    return this.#session.held?.tokens.tokenType
  }

  /** Claims of the access token. */
  get accessClaims(): TokenClaims | undefined {
    return this.accessToken === undefined ? undefined : decodeClaims(this.accessToken)
  }

  /** Claims of the ID token, with the user's readable attributes. */
  get idClaims(): TokenClaims | undefined {
    return this.idToken === undefined ? undefined : decodeClaims(this.idToken)
  }

  /** Its `exp`. `undefined` before sign-in. */
  get accessTokenExpiresAt(): Date | undefined {
    return dateOf(this.#session.held?.times.access_token?.expiresAtMs)
  }

  /** Its `exp`. `undefined` before sign-in, and without an ID token. */
  get idTokenExpiresAt(): Date | undefined {
    return dateOf(this.#session.held?.times.id_token?.expiresAtMs)
  }

  /**
   * Signs a new user up: SignUp. Needs no session, and makes none.
   *
   * Attributes have the pool's names, custom ones with their prefix: see {@link customAttributes}.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_NAME_TAKEN`, `ERR_POOLPASS_PASSWORD_POLICY`; named
   * `InvalidParameterException` for attributes that the pool does not want.
   */
  async register<const Names extends AttributeMap = Record<never, never>>(
    options: RegisterOptions<Names>,
  ): Promise<Registration> {
    return (await ownAccount()).register(this.#session, options)
  }

  /**
   * Ends a sign-up by the code that was sent.
   *
   * @returns Where the app client allows USER_AUTH, a session: `authenticate({ session })` signs in with it, without a
   * password. **A secret**, good for a few minutes.
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` (answer again), `ERR_POOLPASS_CODE_EXPIRED` (have
   * another one sent), `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async confirmSignUp(code: string, options: ConfirmOptions = {}): Promise<string | undefined> {
    return (await ownAccount()).confirmSignUp(this.#session, code, options)
  }

  /**
   * Sends another code for a sign-up, which replaces the one before it.
   *
   * @returns Where it went.
   */
  async resendConfirmationCode(options: PublicCallOptions = {}): Promise<CodeDelivery> {
    return (await ownAccount()).resendConfirmationCode(this.#session, options)
  }

  /**
   * Has a code sent for a forgotten password: ForgotPassword. Needs no session.
   *
   * @returns Where it went; where the app client hides which users exist, perhaps nowhere.
   */
  async initiateForgotPassword(options: PublicCallOptions = {}): Promise<CodeDelivery> {
    return (await ownAccount()).initiateForgotPassword(this.#session, options)
  }

  /**
   * Sets a new password by the code. It signs nobody in. A password that the constructor got as a string is replaced.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` and `ERR_POOLPASS_PASSWORD_POLICY` (try again),
   * `ERR_POOLPASS_CODE_EXPIRED` (have another one sent), `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async confirmForgotPassword(options: ConfirmForgotPasswordOptions): Promise<void> {
    await (await ownAccount()).confirmForgotPassword(this.#session, options)
  }

  /**
   * Replaces the password of whoever is signed in. The session goes on. A password that the constructor got as a string
   * is replaced.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_WRONG_CREDENTIALS` for a wrong previous password,
   * `ERR_POOLPASS_PASSWORD_POLICY`, `ERR_POOLPASS_LOCKED_OUT`, `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async changePassword(options: ChangePasswordOptions): Promise<void> {
    await (await ownAccount()).changePassword(this.#session, options)
  }

  /** Reads the profile of whoever is signed in. */
  async getUser<const Names extends AttributeMap = Record<never, never>>(
    options: MappingOptions<Names> = {},
  ): Promise<CognitoUser<Names[keyof Names]>> {
    return (await ownAccount()).getUser(this.#session, options)
  }

  /**
   * Sets attributes of whoever is signed in; an empty string removes one. The tokens at hand still say what was.
   *
   * @returns Where codes went, by which changed contacts are to be verified.
   */
  async updateProfile<const Names extends AttributeMap = Record<never, never>>(
    attributes: NamedAttributes<Names[keyof Names]>,
    options: ProfileOptions<Names> = {},
  ): Promise<CodeDelivery[]> {
    return (await ownAccount()).updateProfile(this.#session, attributes, options)
  }

  /**
   * Removes attributes of whoever is signed in.
   *
   * @param names By the pool's names, custom ones with their prefix.
   */
  async deleteAttributes(names: readonly string[]): Promise<void> {
    await (await ownAccount()).deleteAttributes(this.#session, names)
  }

  /**
   * Sends a code to a contact of whoever is signed in: GetUserAttributeVerificationCode.
   *
   * @param attribute Default `email`.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @returns Where it went.
   */
  async sendVerification(
    attribute: VerifiableAttribute = 'email',
    options: { readonly clientMetadata?: StringMap } = {},
  ): Promise<CodeDelivery> {
    return (await ownAccount()).sendVerification(this.#session, attribute, options)
  }

  /**
   * Verifies a contact by the code that was sent to it.
   *
   * @param attribute Default `email`.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH`, `ERR_POOLPASS_CODE_EXPIRED`,
   * `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async validateVerification(code: string, attribute: VerifiableAttribute = 'email'): Promise<void> {
    await (await ownAccount()).validateVerification(this.#session, code, attribute)
  }

  /** Deletes whoever is signed in, for good, and ends the session. */
  async deleteUser(): Promise<void> {
    await (await ownAccount()).deleteUser(this.#session)
  }

  /**
   * Signs in by USER_SRP_AUTH: two requests to the pool. Never reads the store.
   *
   * @throws {ChallengeError} when the pool asks for more than the password; see {@link respond}.
   * @throws {CognitoServiceError} `ERR_POOLPASS_WRONG_CREDENTIALS`, `…_LOCKED_OUT`, `…_USER_DISABLED`,
   * `…_USER_UNCONFIRMED`, `…_PASSWORD_RESET_REQUIRED`, `…_SECRET_MISMATCH`, `…_CONFIGURATION`.
   * @throws {UnavailableError} when the pool gave no usable answer within the deadline.
   */
  async authenticate(options: AuthenticateOptions = {}): Promise<void> {
    await this.#session.authenticate(options)
  }

  /**
   * Answers a challenge at which a sign-in stopped, here or in another process.
   *
   * @param challenge `error.challenge`, or its JSON.
   * @param answer What it asks for: a code, or `{ newPassword, userAttributes }` for NEW_PASSWORD_REQUIRED; see
   * {@link ChallengeAnswers}.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @param options.signal Ends the waiting with its reason. The answer may have been sent.
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` and `ERR_POOLPASS_PASSWORD_POLICY` (answer again),
   * `ERR_POOLPASS_CODE_EXPIRED` (named `ExpiredCodeException`: only the code of an authenticator app was used, answer the
   * same challenge with its next one; else the challenge's session is over, or was used: authenticate again),
   * `ERR_POOLPASS_DEVICE_UNKNOWN` (the answer was taken, the device was not: authenticate again).
   * @throws {TypeError} for a challenge of another pool, app client or user.
   */
  async respond(
    challenge: Challenge | ChallengeJson,
    answer: ChallengeAnswer,
    options: { clientMetadata?: StringMap; signal?: AbortSignal } = {},
  ): Promise<void> {
    await this.#session.respond(challenge, answer, options)
  }

  /**
   * Signs in with a temporary password and replaces it.
   *
   * @param options.password The temporary one.
   * @param options.newPassword Has to satisfy the pool's policy.
   * @param options.userAttributes Values of the attributes that the pool demands, by their bare names.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @param options.signal Ends the waiting with its reason.
   * @throws As {@link authenticate} and {@link respond}.
   */
  async newPasswordChallenge(options: NewPasswordOptions): Promise<void> {
    await (await answering()).newPasswordChallenge(this.#session, options)
  }

  /**
   * Answers SOFTWARE_TOKEN_MFA.
   *
   * @param challenge Default: the one at which the last sign-in stopped.
   * @throws As {@link respond}.
   */
  async respondToSoftwareTokenMfaChallenge(code: string, challenge?: Challenge | ChallengeJson): Promise<void> {
    await (await answering()).respondTo(this.#session, 'SOFTWARE_TOKEN_MFA', code, challenge)
  }

  /** Answers SMS_MFA, as {@link respondToSoftwareTokenMfaChallenge} answers its own. */
  async respondToSmsMfaChallenge(code: string, challenge?: Challenge | ChallengeJson): Promise<void> {
    await (await answering()).respondTo(this.#session, 'SMS_MFA', code, challenge)
  }

  /**
   * Begins the set-up of an authenticator app: of whoever is signed in, or as MFA_SETUP asks for in a sign-in.
   *
   * @param options.challenge One of MFA_SETUP. Answer the `challenge` of the result, with a code of the app.
   * @param options.issuer What the app shows. Default: the pool's id. @param options.account Default: the username.
   * @returns The secret, and its `otpauth://` URI for a QR code. **Both are secrets.**
   */
  async associateSoftwareToken(
    options: Partial<SoftwareTokenLabel> & { readonly challenge: Challenge | ChallengeJson },
  ): Promise<SoftwareTokenSetup>
  async associateSoftwareToken(options?: Partial<SoftwareTokenLabel>): Promise<SoftwareTokenSecret>
  async associateSoftwareToken(options: AssociateOptions = {}): Promise<SoftwareTokenSecret> {
    return (await ownAccount()).associateSoftwareToken(this.#session, options)
  }

  /**
   * Ends the set-up of an authenticator app with one of its codes.
   *
   * @param options.deviceName What the pool calls the app. Default: nothing.
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
   */
  async verifySoftwareToken(code: string, options: { readonly deviceName?: string } = {}): Promise<void> {
    await (await ownAccount()).verifySoftwareToken(this.#session, code, options)
  }

  /** Switches second factors on (`true`, or `'preferred'` for the one that is asked for first) and off. */
  async setUserMfaPreference(preferences: MfaPreferences): Promise<void> {
    await (await ownAccount()).setUserMfaPreference(this.#session, preferences)
  }

  /**
   * Confirms the device that the last sign-in brought, where that was not done by itself.
   *
   * @param options.deviceName What the pool calls it. Default: nothing.
   * @returns Its credentials. **They are a secret.**
   */
  async confirmDevice(options: { readonly deviceName?: string } = {}): Promise<ConfirmedDevice> {
    return (await ownAccount()).confirmDevice(this.#session, options)
  }

  /**
   * Whether a device may stand in for a second factor.
   *
   * @param options.deviceKey Default: the session's own.
   */
  async updateDeviceStatus(status: DeviceStatus, options: WhichDevice = {}): Promise<void> {
    await (await ownAccount()).updateDeviceStatus(this.#session, status, options)
  }

  /**
   * Has the pool forget a device.
   *
   * @param options.deviceKey Default: the session's own.
   */
  async forgetDevice(options: WhichDevice = {}): Promise<void> {
    await (await ownAccount()).forgetDevice(this.#session, options)
  }

  /**
   * What the pool knows of a device.
   *
   * @param options.deviceKey Default: the session's own.
   */
  async getDevice(options: WhichDevice = {}): Promise<Device> {
    return (await ownAccount()).getDevice(this.#session, options)
  }

  /**
   * The devices of whoever is signed in, a page at a time.
   *
   * @param options.limit Devices on a page, at most 60. Default: the service's.
   * @param options.paginationToken Of the page before. Default: the first page.
   */
  async listDevices(options: { readonly limit?: number; readonly paginationToken?: string } = {}): Promise<DevicePage> {
    return (await ownAccount()).listDevices(this.#session, options)
  }

  /**
   * A token that is good to send, signing in or renewing first where that is needed (R1–R6 of docs/behaviour.md).
   *
   * @param options.signal Ends this caller's waiting with its reason. The work goes on for others.
   * @throws {PoolpassError} As {@link authenticate}; `NotSignedInError`, `SignedOutError`, `SessionExpiredError` where
   * there is nothing to sign in with.
   */
  async token(tokenType: TokenType, options: { signal?: AbortSignal } = {}): Promise<string> {
    checkTokenType('tokenType', tokenType)
    checkOptions(options, SIGNAL)
    return this.#session.token(tokenType, options.signal)
  }

  /**
   * Tells whether the access token has expired.
   *
   * @param options.renew Renews an expired one first thing. Default true.
   * @param options.signal Ends this caller's waiting with its reason.
   * @returns Whether it had expired.
   * @throws {NotSignedInError} when there is no access token.
   */
  async checkToken(options: { renew?: boolean; signal?: AbortSignal } = {}): Promise<boolean> {
    checkOptions(options, { ...SIGNAL, renew: checkFlag })
    const expiresAt = this.accessTokenExpiresAt
    if (!expiresAt)
      throw new NotSignedInError('ERR_POOLPASS_NOT_SIGNED_IN', 'there is no access token to check: sign in first')
    const hasExpired = expiresAt.getTime() <= poolInternals(this.pool).client.serviceClock.nowMs()
    if (hasExpired && options.renew !== false)
      await this.renewAccessToken(options.signal ? { signal: options.signal } : {})
    return hasExpired
  }

  /**
   * Renews now, fresh or not. Where the refresh token is refused it signs in again, if a password is at hand.
   *
   * @param options.signal Ends this caller's waiting with its reason. A renewal that was sent is completed and kept.
   * @throws {SessionExpiredError} where there is no password.
   */
  async renewAccessToken(options: { signal?: AbortSignal } = {}): Promise<void> {
    checkOptions(options, SIGNAL)
    await this.#session.forceRenewal(options.signal)
  }

  /**
   * Verifies both tokens of the session: signatures by the pool's keys, and every claim.
   *
   * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`. @throws {UnavailableError} when the keys are out of reach.
   */
  async verifyTokens(): Promise<void> {
    await this.#session.verify()
  }

  /**
   * Verifies any token of this pool and app client: RS256 by the pool's keys, issuer, audience, use and expiry.
   *
   * @param options.tokenUse Which of the two it has to be.
   * @returns Its claims.
   * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when `token` is no text, or empty: an API that a request reached
   * without one should answer that before.
   * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`. @throws {UnavailableError} when the keys are out of reach.
   */
  async verifyToken(token: string, options: { tokenUse: TokenUse }): Promise<TokenClaims> {
    const { verifyOne } = await loadVerification()
    return verifyOne(poolInternals(this.pool), token, options)
  }

  /**
   * Ends this session: its state here and in the store at once, then RevokeToken. Later requests get a
   * `SignedOutError` until `authenticate()`.
   *
   * @param options.everywhere Ends all sessions of the user (GlobalSignOut), which is what pycognito's `logout` does.
   * @throws When the pool could not be told. The session has ended here all the same.
   */
  async logout(options: LogoutOptions = {}): Promise<void> {
    checkOptions(options, { ...SIGNAL, everywhere: checkFlag })
    await this.#session.logout(options)
  }

  /** Hands the session over to another process, e.g. from a server to its page. **The result is a secret.** */
  exportState(): SessionState {
    const { held, username } = this.#session
    const { userPoolId, clientId, endpoint } = this.pool
    const { accessToken, ...others } = held?.tokens ?? {}
    const tokens = accessToken ? { accessToken, ...others } : others
    const device = held?.device
    return new SessionState({ userPoolId, clientId, endpoint, username, tokens, ...(device && { device }) })
  }

  /** @returns A function that takes the listener off again. */
  on<Event extends SessionEvent>(event: Event, listener: Listener<Event>): () => void {
    return this.#session.events.on(event, listener)
  }

  /** Why the session is in the state it is in. */
  explain(): SessionExplanation {
    return this.#session.explain()
  }

  /**
   * Waits for work under way and takes all listeners off. Revokes nothing. A sign-in that waits for the caller's own code
   * (a password, a device, a handler) ends.
   */
  async close(): Promise<void> {
    await this.#session.close()
  }

  /** {@link Cognito.close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** A pool of one's own, or the one that was given. */
function poolOf(options: Partial<UserPoolOptions> & { readonly pool?: UserPool | undefined }): UserPool {
  const { pool, ...poolOptions } = options
  if (pool === undefined) return new UserPool(poolOptions as UserPoolOptions)
  if (!(pool instanceof UserPool)) throw invalidOption('pool', 'must be a UserPool')
  const ignored = Object.entries(poolOptions).find(([name, value]) => value !== undefined && name in POOL_OPTIONS)
  if (ignored) throw invalidOption(ignored[0], 'belongs to the pool: give it to the UserPool, not beside it')
  refuseUnknownOptions(poolOptions, {})
  return pool
}

function givenTokens({ accessToken, idToken, refreshToken }: UserOptions): Partial<Tokens> {
  for (const [option, token] of Object.entries({ accessToken, idToken, refreshToken })) {
    if (token !== undefined) checkText(option, token)
  }
  if (idToken !== undefined && accessToken === undefined)
    throw invalidOption('accessToken', 'is needed beside `idToken`')
  for (const [option, token] of Object.entries({ accessToken, idToken })) checkJwt(option, token)
  return {
    ...(accessToken !== undefined && { accessToken }),
    ...(idToken !== undefined && { idToken }),
    ...(refreshToken !== undefined && { refreshToken }),
  }
}

function checkJwt(option: string, token: string | undefined): void {
  try {
    if (token !== undefined) decodeClaims(token)
  } catch {
    throw invalidOption(option, 'must be a JWT')
  }
}

function dateOf(epochMs: number | undefined): Date | undefined {
  return epochMs === undefined ? undefined : new Date(epochMs)
}

/** Out of the class: esbuild renames one whose body has the class's own name in it. */
function create(options: CognitoOptions): Cognito {
  return new Cognito(options)
}
