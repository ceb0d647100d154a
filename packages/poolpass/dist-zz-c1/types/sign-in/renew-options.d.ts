import type { StringMap } from '../cognito-idp/index.js';
/** What a renewal needs. */
export interface RenewOptions {
    /** Where the app client rotates them, it is spent by the call. */
    readonly refreshToken: string;
    /** The real username, which SECRET_HASH needs where only REFRESH_TOKEN_AUTH is known. */
    readonly username: string;
    /** Of the session's device, to which the refresh token is bound where the pool remembers devices. */
    readonly deviceKey?: string | undefined;
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
    /** Ends the call with the signal's reason. The pool may have renewed all the same. */
    readonly signal?: AbortSignal | undefined;
}
