/** One code per case that a caller would treat differently. */
export type PoolpassErrorCode = 
/** Username or password refused. */
'ERR_POOLPASS_WRONG_CREDENTIALS'
/** Too many wrong passwords: Cognito answers nothing else for up to 15 minutes. */
 | 'ERR_POOLPASS_LOCKED_OUT'
/** An administrator disabled the user. */
 | 'ERR_POOLPASS_USER_DISABLED'
/** The sign-up was never confirmed. */
 | 'ERR_POOLPASS_USER_UNCONFIRMED'
/** The password has to be reset first, or a temporary one has expired. */
 | 'ERR_POOLPASS_PASSWORD_RESET_REQUIRED'
/** A new password that the pool's policy refuses. */
 | 'ERR_POOLPASS_PASSWORD_POLICY'
/** The client secret is wrong, missing, or given to a client that has none. */
 | 'ERR_POOLPASS_SECRET_MISMATCH'
/** The pool, client, flow or operation is not set up for what was asked. */
 | 'ERR_POOLPASS_CONFIGURATION'
/** The refresh token was refused and no credentials were at hand to sign in again. */
 | 'ERR_POOLPASS_RENEWAL_REFUSED'
/** The refresh token is not honoured any more, and there is nothing to sign in again with. */
 | 'ERR_POOLPASS_SESSION_EXPIRED'
/** There is no session, and nothing to start one with. */
 | 'ERR_POOLPASS_NOT_SIGNED_IN'
/** `logout()` was called. */
 | 'ERR_POOLPASS_SIGNED_OUT'
/** The pool asks for something that only the user or a handler can answer. */
 | 'ERR_POOLPASS_CHALLENGE'
/** A wrong one-time code: the same challenge can be answered again. */
 | 'ERR_POOLPASS_CODE_MISMATCH'
/** A code, or the challenge session it belongs to, has expired or was used. */
 | 'ERR_POOLPASS_CODE_EXPIRED'
/** The remembered device is unknown to the pool. */
 | 'ERR_POOLPASS_DEVICE_UNKNOWN'
/** Somebody or something else has the username, alias, or name of a group or identity provider. */
 | 'ERR_POOLPASS_NAME_TAKEN'
/** Too many requests, still after the retries. */
 | 'ERR_POOLPASS_THROTTLED'
/** A per-user quota is used up: trying again soon makes it worse. */
 | 'ERR_POOLPASS_LIMIT_EXCEEDED'
/** No usable answer from the pool within the deadline: network, timeout or 5xx. */
 | 'ERR_POOLPASS_UNAVAILABLE'
/** A token may not go to that origin. Nothing was sent. */
 | 'ERR_POOLPASS_ORIGIN'
/** A token failed verification, or the pool issued none of the wanted kind. */
 | 'ERR_POOLPASS_TOKEN_INVALID'
/** An SRP value from the other side is unsafe or malformed. No proof was made. */
 | 'ERR_POOLPASS_SRP'
/** A function that the caller passed as an option failed; its error is the `cause`. */
 | 'ERR_POOLPASS_CALLBACK'
/** Any other refusal of the service; see `name` and `message`. */
 | 'ERR_POOLPASS_SERVICE';
/** The code of a `TypeError` or `RangeError` that reports the caller's own mistake. */
export type CallerErrorCode = 'ERR_POOLPASS_INVALID_OPTION';
/** What an error carries besides its message. */
export interface PoolpassErrorDetails {
    /** Whether the same call may succeed later without any change by the caller. Default false. */
    readonly retryable?: boolean | undefined;
    /** `x-amzn-RequestId` of the answer that this error reports. */
    readonly requestId?: string | undefined;
    /** Before this time (epoch milliseconds) poolpass itself does not try again. */
    readonly retryAtMs?: number | undefined;
    /** What was behind it, as of any `Error`. */
    readonly cause?: unknown;
}
declare const BRAND: unique symbol;
/**
 * Base class of every failure that is not the caller's own mistake.
 *
 * No error holds a password, token, secret, session or code (one documented exception: `challenge` of a
 * ChallengeError, which is not enumerable).
 */
export declare class PoolpassError extends Error {
    /** Decide by this one: messages may change. */
    readonly code: PoolpassErrorCode;
    /** Whether the same call may succeed later without any change by the caller. */
    readonly retryable: boolean;
    /** `x-amzn-RequestId` of the answer that is reported; absent where there was none. */
    readonly requestId?: string;
    /** Before this, poolpass itself does not try again. */
    retryAt?: Date;
    /**
     * Made by this library; there is no need to make one.
     *
     * @param message Holds no secret.
     */
    constructor(code: PoolpassErrorCode, message: string, details?: PoolpassErrorDetails);
    /** What {@link isPoolpassError} goes by, whichever copy of the package made the error. */
    get [BRAND](): true;
}
/**
 * Whether `error` is of poolpass, also when two copies of the package are installed.
 *
 * @param code Narrows to one code when given.
 */
export declare function isPoolpassError(error: unknown, code?: PoolpassErrorCode): error is PoolpassError;
/** What a {@link CognitoServiceError} carries besides its message. */
export interface ServiceErrorDetails extends PoolpassErrorDetails {
    /** The service's own error name, e.g. `NotAuthorizedException`. */
    readonly name: string;
    /** The Cognito operation that was refused, e.g. `InitiateAuth`. */
    readonly operation: string;
    /** HTTP status of the answer. Cognito answers 400 to nearly everything: decide on `code` or `name` instead. */
    readonly status: number;
}
/** A refusal in the service's own words; `name` is the service's error name, `code` says what it means. */
export declare class CognitoServiceError extends PoolpassError {
    /** The service's own error name, e.g. `NotAuthorizedException`. */
    readonly name: string;
    /** The Cognito operation that was refused, e.g. `InitiateAuth`. */
    readonly operation: string;
    /** HTTP status of the answer: 400 for nearly everything. */
    readonly status: number;
    /**
     * Made by this library; there is no need to make one.
     *
     * @param message In the service's words, without what was sent.
     */
    constructor(code: PoolpassErrorCode, message: string, details: ServiceErrorDetails);
}
/** The session has never been signed in, and no credentials were given to do so. */
export declare class NotSignedInError extends PoolpassError {
}
/** `logout()` was called: only an explicit `authenticate()` starts a new session. */
export declare class SignedOutError extends PoolpassError {
}
/** The refresh token is no longer honoured and no credentials are at hand. */
export declare class SessionExpiredError extends PoolpassError {
}
/** A token may not be sent to that origin. Nothing was sent. */
export declare class OriginError extends PoolpassError {
}
/** A token failed verification. */
export declare class TokenError extends PoolpassError {
}
/** An SRP value from the other side is malformed or unsafe. */
export declare class SrpError extends PoolpassError {
}
/** The pool could not be reached, or gave no usable answer in time. */
export declare class UnavailableError extends PoolpassError {
}
/** A `TypeError` for an option of the wrong kind. The value itself is never quoted: it may be a secret. */
export declare function invalidOption(option: string, expected: string): TypeError & {
    code: CallerErrorCode;
};
/** A `RangeError` for a number outside what the option allows. */
export declare function outOfRange(option: string, expected: string): RangeError & {
    code: CallerErrorCode;
};
/**
 * Refuses options that nobody reads: a misspelt `origins` must not go unnoticed.
 *
 * @param known An object with a member for every name that is read.
 */
export declare function refuseUnknownOptions(options: object, known: object): void;
export {};
