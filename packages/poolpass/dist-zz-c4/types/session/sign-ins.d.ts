import type { Challenge, ChallengeJson, SecretSource } from '../sign-in/index.js';
import type { Holding } from './holding.js';
import { type AuthenticateOptions, type SessionOptions } from './session-options.js';
/** Loaded beside the first call to the pool: who has signed in can renew, whatever becomes of where it came from. */
export declare const loadRenewal: () => Promise<typeof import("./renewal.js")>;
/** How a session comes by its tokens: unattended, by authenticate(), or by an answer (R1, R11, R13). */
export declare class SignIns {
    #private;
    /** The constructor's: the only credential for signing in unattended, and only ever under its own name. */
    readonly username: string | undefined;
    /** An authenticate() or respond() under way. */
    attended: Promise<void> | undefined;
    last: {
        readonly reason: string;
        readonly atMs: number;
    } | undefined;
    constructor(holding: Holding, options: SessionOptions);
    authenticate(options: AuthenticateOptions): Promise<void>;
    respond(challenge: Challenge | ChallengeJson, answer: unknown, options: Pick<AuthenticateOptions, 'clientMetadata' | 'signal'>): Promise<void>;
    /**
     * The pool has taken a new password. What the old one has made goes on under the new one.
     *
     * @param storedAs The user's name as it was given.
     */
    passwordChanged(storedAs: string, newPassword: string): Promise<void>;
    /** The constructor's credentials, unless the session has become somebody else's. */
    ownCredentials(): {
        username: string;
        password: SecretSource | undefined;
    } | undefined;
    unattended(generation: number): Promise<void>;
}
