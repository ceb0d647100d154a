import type { SecretSource } from '../sign-in/index.js';
import type { SignInSetup } from './sign-in-setup.js';
import type { UserPool, UserPoolOptions } from './user-pool.js';
/** Whose session it is, and how to sign in. */
export interface UserOptions extends SignInSetup {
    /** The username, or an alias that the pool accepts. */
    readonly username?: string | undefined;
    /** Kept for signing in by itself. A function is asked at every sign-in, so that a changed password is picked up. */
    readonly password?: SecretSource | undefined;
    /** Tokens from elsewhere are verified before their first use. */
    readonly accessToken?: string | undefined;
    /** An ID token from elsewhere. Verified before its first use. */
    readonly idToken?: string | undefined;
    /** Used when the access token is due, or at once where there is none. */
    readonly refreshToken?: string | undefined;
}
/** Either the pool's configuration, or a `pool` that several sessions share. */
export type CognitoOptions = UserOptions & (UserPoolOptions | {
    readonly pool: UserPool;
});
/** What a handed-over session does not hold. Its tokens are those of the state. */
export type RestoreOptions = Omit<UserOptions, 'accessToken' | 'idToken' | 'refreshToken'> & (Partial<UserPoolOptions> | {
    /** The one that the state is of. */
    readonly pool: UserPool;
});
