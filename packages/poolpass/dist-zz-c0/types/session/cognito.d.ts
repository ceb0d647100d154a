/// <reference lib="esnext.disposable" preserve="true" />
import type { AttributeMap, CodeDelivery, CognitoUser, Device, DevicePage, DeviceStatus, MappingOptions, MfaPreferences, NamedAttributes, ProfileOptions, Registration, VerifiableAttribute } from '../account/index.js';
import type { StringMap } from '../cognito-idp/index.js';
import type { ConfirmedDevice } from '../sign-in/confirm-device.js';
import { type Challenge, type ChallengeAnswer, type ChallengeJson, type SoftwareTokenLabel, type SoftwareTokenSecret, type SoftwareTokenSetup, type TokenClaims } from '../sign-in/index.js';
import type { NewPasswordOptions } from './answering.js';
import type { CognitoOptions, RestoreOptions } from './cognito-options.js';
import type { Listener, SessionEvent } from './events.js';
import type { SessionExplanation } from './explanation.js';
import type { ChangePasswordOptions, ConfirmForgotPasswordOptions, ConfirmOptions, PublicCallOptions, RegisterOptions, WhichDevice } from './own-account.js';
import { Session } from './session.js';
import { type AuthenticateOptions, type LogoutOptions } from './session-options.js';
import { SessionState, type SessionStateJson } from './session-state.js';
import { type TokenType } from './token-type.js';
import { UserPool } from './user-pool.js';
import type { TokenUse } from './verify.js';
/** What the `http` room sees of a session. */
export declare function sessionOf(cognito: Cognito): Session;
/**
 * One user's session with a user pool: signing in, the tokens and their renewal, signing out.
 *
 * Constructing it does no I/O.
 */
export declare class Cognito {
    #private;
    /** What this session shares with others: the one that was given, or its own. */
    readonly pool: UserPool;
    /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. */
    constructor(options: CognitoOptions);
    /**
     * A session that {@link exportState} handed over.
     *
     * @param state A {@link SessionState}, or what `JSON.parse` made of a stored one.
     * @param options What the state does not hold: client secret, password, store, … or a shared `pool`.
     */
    static restore(state: SessionState | SessionStateJson, options?: RestoreOptions): Cognito;
    /** Of its {@link pool}. */
    get userPoolId(): string;
    /** Of its {@link pool}. */
    get clientId(): string;
    /** The real username once it is known, else the one that was given. */
    get username(): string | undefined;
    /** `undefined` before sign-in. It may have expired: {@link token} gives one that has not. */
    get accessToken(): string | undefined;
    /** The ID token, perhaps expired. `undefined` before sign-in, and where the pool issued none. */
    get idToken(): string | undefined;
    /** `undefined` before sign-in. It is opaque, and **lives for days**: store it like a password. */
    get refreshToken(): string | undefined;
    /** `Bearer`. */
    get tokenType(): string | undefined;
    /** Claims of the access token. */
    get accessClaims(): TokenClaims | undefined;
    /** Claims of the ID token, with the user's readable attributes. */
    get idClaims(): TokenClaims | undefined;
    /** Its `exp`. `undefined` before sign-in. */
    get accessTokenExpiresAt(): Date | undefined;
    /** Its `exp`. `undefined` before sign-in, and without an ID token. */
    get idTokenExpiresAt(): Date | undefined;
    /**
     * Signs a new user up: SignUp. Needs no session, and makes none.
     *
     * Attributes have the pool's names, custom ones with their prefix: see {@link customAttributes}.
     *
     * @throws {CognitoServiceError} `ERR_POOLPASS_NAME_TAKEN`, `ERR_POOLPASS_PASSWORD_POLICY`; named
     * `InvalidParameterException` for attributes that the pool does not want.
     */
    register<const Names extends AttributeMap = Record<never, never>>(options: RegisterOptions<Names>): Promise<Registration>;
    /**
     * Ends a sign-up by the code that was sent.
     *
     * @returns Where the app client allows USER_AUTH, a session: `authenticate({ session })` signs in with it, without a
     * password. **A secret**, good for a few minutes.
     * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` (answer again), `ERR_POOLPASS_CODE_EXPIRED` (have
     * another one sent), `ERR_POOLPASS_LIMIT_EXCEEDED`.
     */
    confirmSignUp(code: string, options?: ConfirmOptions): Promise<string | undefined>;
    /**
     * Sends another code for a sign-up, which replaces the one before it.
     *
     * @returns Where it went.
     */
    resendConfirmationCode(options?: PublicCallOptions): Promise<CodeDelivery>;
    /**
     * Has a code sent for a forgotten password: ForgotPassword. Needs no session.
     *
     * @returns Where it went; where the app client hides which users exist, perhaps nowhere.
     */
    initiateForgotPassword(options?: PublicCallOptions): Promise<CodeDelivery>;
    /**
     * Sets a new password by the code. It signs nobody in. A password that the constructor got as a string is replaced.
     *
     * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` and `ERR_POOLPASS_PASSWORD_POLICY` (try again),
     * `ERR_POOLPASS_CODE_EXPIRED` (have another one sent), `ERR_POOLPASS_LIMIT_EXCEEDED`.
     */
    confirmForgotPassword(options: ConfirmForgotPasswordOptions): Promise<void>;
    /**
     * Replaces the password of whoever is signed in. The session goes on. A password that the constructor got as a string
     * is replaced.
     *
     * @throws {CognitoServiceError} `ERR_POOLPASS_WRONG_CREDENTIALS` for a wrong previous password,
     * `ERR_POOLPASS_PASSWORD_POLICY`, `ERR_POOLPASS_LOCKED_OUT`, `ERR_POOLPASS_LIMIT_EXCEEDED`.
     */
    changePassword(options: ChangePasswordOptions): Promise<void>;
    /** Reads the profile of whoever is signed in. */
    getUser<const Names extends AttributeMap = Record<never, never>>(options?: MappingOptions<Names>): Promise<CognitoUser<Names[keyof Names]>>;
    /**
     * Sets attributes of whoever is signed in; an empty string removes one. The tokens at hand still say what was.
     *
     * @returns Where codes went, by which changed contacts are to be verified.
     */
    updateProfile<const Names extends AttributeMap = Record<never, never>>(attributes: NamedAttributes<Names[keyof Names]>, options?: ProfileOptions<Names>): Promise<CodeDelivery[]>;
    /**
     * Removes attributes of whoever is signed in.
     *
     * @param names By the pool's names, custom ones with their prefix.
     */
    deleteAttributes(names: readonly string[]): Promise<void>;
    /**
     * Sends a code to a contact of whoever is signed in: GetUserAttributeVerificationCode.
     *
     * @param attribute Default `email`.
     * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
     * @returns Where it went.
     */
    sendVerification(attribute?: VerifiableAttribute, options?: {
        readonly clientMetadata?: StringMap;
    }): Promise<CodeDelivery>;
    /**
     * Verifies a contact by the code that was sent to it.
     *
     * @param attribute Default `email`.
     *
     * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH`, `ERR_POOLPASS_CODE_EXPIRED`,
     * `ERR_POOLPASS_LIMIT_EXCEEDED`.
     */
    validateVerification(code: string, attribute?: VerifiableAttribute): Promise<void>;
    /** Deletes whoever is signed in, for good, and ends the session. */
    deleteUser(): Promise<void>;
    /**
     * Signs in by USER_SRP_AUTH: two requests to the pool. Never reads the store.
     *
     * @throws {ChallengeError} when the pool asks for more than the password; see {@link respond}.
     * @throws {CognitoServiceError} `ERR_POOLPASS_WRONG_CREDENTIALS`, `…_LOCKED_OUT`, `…_USER_DISABLED`,
     * `…_USER_UNCONFIRMED`, `…_PASSWORD_RESET_REQUIRED`, `…_SECRET_MISMATCH`, `…_CONFIGURATION`.
     * @throws {UnavailableError} when the pool gave no usable answer within the deadline.
     */
    authenticate(options?: AuthenticateOptions): Promise<void>;
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
    respond(challenge: Challenge | ChallengeJson, answer: ChallengeAnswer, options?: {
        clientMetadata?: StringMap;
        signal?: AbortSignal;
    }): Promise<void>;
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
    newPasswordChallenge(options: NewPasswordOptions): Promise<void>;
    /**
     * Answers SOFTWARE_TOKEN_MFA.
     *
     * @param challenge Default: the one at which the last sign-in stopped.
     * @throws As {@link respond}.
     */
    respondToSoftwareTokenMfaChallenge(code: string, challenge?: Challenge | ChallengeJson): Promise<void>;
    /** Answers SMS_MFA, as {@link respondToSoftwareTokenMfaChallenge} answers its own. */
    respondToSmsMfaChallenge(code: string, challenge?: Challenge | ChallengeJson): Promise<void>;
    /**
     * Begins the set-up of an authenticator app: of whoever is signed in, or as MFA_SETUP asks for in a sign-in.
     *
     * @param options.challenge One of MFA_SETUP. Answer the `challenge` of the result, with a code of the app.
     * @param options.issuer What the app shows. Default: the pool's id. @param options.account Default: the username.
     * @returns The secret, and its `otpauth://` URI for a QR code. **Both are secrets.**
     */
    associateSoftwareToken(options: Partial<SoftwareTokenLabel> & {
        readonly challenge: Challenge | ChallengeJson;
    }): Promise<SoftwareTokenSetup>;
    associateSoftwareToken(options?: Partial<SoftwareTokenLabel>): Promise<SoftwareTokenSecret>;
    /**
     * Ends the set-up of an authenticator app with one of its codes.
     *
     * @param options.deviceName What the pool calls the app. Default: nothing.
     * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
     */
    verifySoftwareToken(code: string, options?: {
        readonly deviceName?: string;
    }): Promise<void>;
    /** Switches second factors on (`true`, or `'preferred'` for the one that is asked for first) and off. */
    setUserMfaPreference(preferences: MfaPreferences): Promise<void>;
    /**
     * Confirms the device that the last sign-in brought, where that was not done by itself.
     *
     * @param options.deviceName What the pool calls it. Default: nothing.
     * @returns Its credentials. **They are a secret.**
     */
    confirmDevice(options?: {
        readonly deviceName?: string;
    }): Promise<ConfirmedDevice>;
    /**
     * Whether a device may stand in for a second factor.
     *
     * @param options.deviceKey Default: the session's own.
     */
    updateDeviceStatus(status: DeviceStatus, options?: WhichDevice): Promise<void>;
    /**
     * Has the pool forget a device.
     *
     * @param options.deviceKey Default: the session's own.
     */
    forgetDevice(options?: WhichDevice): Promise<void>;
    /**
     * What the pool knows of a device.
     *
     * @param options.deviceKey Default: the session's own.
     */
    getDevice(options?: WhichDevice): Promise<Device>;
    /**
     * The devices of whoever is signed in, a page at a time.
     *
     * @param options.limit Devices on a page, at most 60. Default: the service's.
     * @param options.paginationToken Of the page before. Default: the first page.
     */
    listDevices(options?: {
        readonly limit?: number;
        readonly paginationToken?: string;
    }): Promise<DevicePage>;
    /**
     * A token that is good to send, signing in or renewing first where that is needed (R1–R6 of docs/behaviour.md).
     *
     * @param options.signal Ends this caller's waiting with its reason. The work goes on for others.
     * @throws {PoolpassError} As {@link authenticate}; `NotSignedInError`, `SignedOutError`, `SessionExpiredError` where
     * there is nothing to sign in with.
     */
    token(tokenType: TokenType, options?: {
        signal?: AbortSignal;
    }): Promise<string>;
    /**
     * Tells whether the access token has expired.
     *
     * @param options.renew Renews an expired one first thing. Default true.
     * @param options.signal Ends this caller's waiting with its reason.
     * @returns Whether it had expired.
     * @throws {NotSignedInError} when there is no access token.
     */
    checkToken(options?: {
        renew?: boolean;
        signal?: AbortSignal;
    }): Promise<boolean>;
    /**
     * Renews now, fresh or not. Where the refresh token is refused it signs in again, if a password is at hand.
     *
     * @param options.signal Ends this caller's waiting with its reason. A renewal that was sent is completed and kept.
     * @throws {SessionExpiredError} where there is no password.
     */
    renewAccessToken(options?: {
        signal?: AbortSignal;
    }): Promise<void>;
    /**
     * Verifies both tokens of the session: signatures by the pool's keys, and every claim.
     *
     * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`. @throws {UnavailableError} when the keys are out of reach.
     */
    verifyTokens(): Promise<void>;
    /**
     * Verifies any token of this pool and app client: RS256 by the pool's keys, issuer, audience, use and expiry.
     *
     * @param options.tokenUse Which of the two it has to be.
     * @returns Its claims.
     * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`. @throws {UnavailableError} when the keys are out of reach.
     */
    verifyToken(token: string, options: {
        tokenUse: TokenUse;
    }): Promise<TokenClaims>;
    /**
     * Ends this session: its state here and in the store at once, then RevokeToken. Later requests get a
     * `SignedOutError` until `authenticate()`.
     *
     * @param options.everywhere Ends all sessions of the user (GlobalSignOut), which is what pycognito's `logout` does.
     * @throws When the pool could not be told. The session has ended here all the same.
     */
    logout(options?: LogoutOptions): Promise<void>;
    /** Hands the session over to another process, e.g. from a server to its page. **The result is a secret.** */
    exportState(): SessionState;
    /** @returns A function that takes the listener off again. */
    on<Event extends SessionEvent>(event: Event, listener: Listener<Event>): () => void;
    /** Why the session is in the state it is in. */
    explain(): SessionExplanation;
    /**
     * Waits for work under way and takes all listeners off. Revokes nothing. A sign-in that waits for the caller's own code
     * (a password, a device, a handler) ends.
     */
    close(): Promise<void>;
    /** {@link Cognito.close}, for `await using`. */
    [Symbol.asyncDispose](): Promise<void>;
}
