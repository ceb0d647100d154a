import type { DeviceCredentials, Tokens } from '../sign-in/index.js';
/** A session as {@link Cognito.exportState} hands it over. **Holds the tokens: treat it as a secret.** */
export interface SessionStateJson {
    /** Of the pool that issued the tokens. */
    readonly userPoolId: string;
    /** Of the app client that they were issued to. */
    readonly clientId: string;
    /** Where the pool was reached. */
    readonly endpoint: string;
    /** The real one once it is known, else the one that was given. */
    readonly username: string | undefined;
    /** Empty for a session that was not signed in. */
    readonly tokens: Partial<Tokens>;
    /** The device that the refresh token is bound to, in pools that remember devices. */
    readonly device?: DeviceCredentials;
}
/** A handed-over session. Prints and inspects without its tokens; `JSON.stringify` gives all of it, on purpose. */
export declare class SessionState {
    #private;
    /** @param json What `toJSON()` of another one gave. It is checked by {@link Cognito.restore}. */
    constructor(json: SessionStateJson);
    /** All of it. **Holds the tokens: treat it as a secret.** */
    toJSON(): SessionStateJson;
}
