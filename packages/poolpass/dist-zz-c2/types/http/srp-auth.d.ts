/// <reference lib="esnext.disposable" preserve="true" />
import type { Fetch } from '../cognito-idp/index.js';
import { Cognito, type CognitoOptions, type Listener, type LogoutOptions, type SessionEvent, type SessionExplanation, TokenType, type UserOptions, type UserPoolOptions } from '../session/index.js';
import type { Auth, TokenOptions } from './auth.js';
import { type RetryUnauthorized } from './view.js';
/** How the token is put on a request. */
export interface ViewOptions {
    /** Default `Authorization`. A header of that name that a request already has is replaced. */
    readonly httpHeader?: string | undefined;
    /** What precedes the token, with its space. Default `Bearer `; may be empty. */
    readonly httpHeaderPrefix?: string | undefined;
    /** Default `TokenType.ACCESS_TOKEN`. */
    readonly authTokenType?: TokenType | undefined;
    /**
     * Where the token may go, e.g. `['https://api.example.com']`. Default: any https origin, and loopback, that a request
     * names; a redirect to another origin goes without the token.
     */
    readonly origins?: readonly string[] | undefined;
    /** Whether a 401 is answered with one renewal and one replay. Default true. */
    readonly retryUnauthorized?: RetryUnauthorized | undefined;
}
/** A session that you made, as `cognito`. What it was made with is its own affair. */
export type GivenSession = {
    readonly cognito: Cognito;
} & {
    readonly [Name in keyof UserOptions | keyof UserPoolOptions | 'pool']?: never;
};
/** Either all of a session's options, or a session that you made, as `cognito`. */
export type SrpAuthOptions = ViewOptions & ((CognitoOptions & {
    readonly cognito?: never;
}) | GivenSession);
/**
 * Puts a valid Cognito token on every HTTP request: signs in at the first one, renews in time, and follows one
 * documented behaviour on every client. A view of a session, without state of its own: several views can share one.
 */
export declare class SrpAuth implements Auth {
    #private;
    /** The session: the one that was given, or its own. */
    readonly cognito: Cognito;
    /** `fetch` with the token on: a drop-in for the global one, and bound, so that it can be handed over. */
    readonly fetch: Fetch;
    /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. No I/O is done. */
    constructor(options: SrpAuthOptions);
    /** The same over another fetch, e.g. of an instrumented run time. */
    wrapFetch(base: Fetch): Fetch;
    /**
     * The request with the token on, to be sent by whatever you like. Following redirects is then that client's affair.
     *
     * @throws {OriginError} `ERR_POOLPASS_ORIGIN` when no token may go to the request's URL.
     */
    authenticate(request: Request): Promise<Request>;
    headers(options?: TokenOptions): Promise<Record<string, string>>;
    token(options?: TokenOptions): Promise<string>;
    /** Tells that a token was refused; the next one is a renewed one. At most one renewal a minute is forced this way. */
    invalidate(token: string): void;
    /** See {@link Cognito.logout}. */
    logout(options?: LogoutOptions): Promise<void>;
    /** @returns A function that takes the listener off again. */
    on<Event extends SessionEvent>(event: Event, listener: Listener<Event>): () => void;
    /** Why the session is in the state it is in: the last sign-in's reason, the last refusal, the next attempt. */
    explain(): SessionExplanation;
    /** See {@link Cognito.close}. */
    close(): Promise<void>;
    /** {@link SrpAuth.close}, for `await using`. */
    [Symbol.asyncDispose](): Promise<void>;
}
