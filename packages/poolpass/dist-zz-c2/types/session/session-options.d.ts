import type { StringMap } from '../cognito-idp/index.js';
import { type Checks } from '../errors/index.js';
import type { SecretSource, Tokens } from '../sign-in/index.js';
import type { SignInMeans, SignInSetup } from './sign-in-setup.js';
export interface SessionOptions extends SignInSetup {
    readonly username?: string | undefined;
    readonly password?: SecretSource | undefined;
    /** Tokens from elsewhere: their signatures are checked before use. */
    readonly tokens?: Partial<Tokens> | undefined;
}
/** How one explicit sign-in goes about it. What is absent is as the constructor was told. */
export interface AuthenticateOptions extends SignInMeans {
    /** Default: the session's. */
    readonly username?: string | undefined;
    /** Used once and not kept. Default: the one given to the constructor. */
    readonly password?: SecretSource | undefined;
    /** What `confirmSignUp()` returned: signs in by USER_AUTH whom that confirmed, in place of a password. */
    readonly session?: string | undefined;
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
    /** Ends the waiting, not the work that others may share. */
    readonly signal?: AbortSignal | undefined;
}
export declare const AUTHENTICATE: Checks<AuthenticateOptions>;
/** How far a sign-out goes. */
export interface LogoutOptions {
    /** Ends all sessions of the user. Default false. */
    readonly everywhere?: boolean | undefined;
    /** Ends the waiting; the session is over all the same. */
    readonly signal?: AbortSignal | undefined;
}
/**
 * How a sign-in goes about it that a session stands in for the password of.
 *
 * @throws {TypeError} for what contradicts that.
 */
export declare function meansBySession({ session: _, password, authFlow, ...means }: AuthenticateOptions): SignInMeans;
