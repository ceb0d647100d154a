import type { StringMap } from '../cognito-idp/index.js';
import { type ChallengeHandlers } from '../sign-in/challenge-handlers.js';
import { type Challenge, type ChallengeJson, type DeviceCredentials, type SecretSource, type SignInResult } from '../sign-in/index.js';
import type { AdminService } from './service.js';
/** Which app client a sign-in is made for, where it is not the constructor's. */
export interface AppClientChoice {
    /** Default: the one given to the constructor, with its secret. */
    readonly clientId?: string | undefined;
    /** Only for app clients that have one. */
    readonly clientSecret?: SecretSource | undefined;
}
/** How an answer is given, and what goes with it. */
export interface AdminRespondOptions extends AppClientChoice {
    /** Answers what the pool asks for next. A challenge without a handler becomes a `ChallengeError`. */
    readonly challenges?: ChallengeHandlers | undefined;
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
    /** A device that the pool remembers. */
    readonly device?: DeviceCredentials | undefined;
    /** Ends the sign-in with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/** Who is signed in, and how. */
export interface AdminAuthenticateOptions extends AdminRespondOptions {
    /** Username, alias or `sub`. */
    readonly username: string;
    /** Goes to the pool as it is. */
    readonly password: string;
}
/** ADMIN_USER_PASSWORD_AUTH by AdminInitiateAuth, and AdminRespondToAuthChallenge until there are tokens. */
export declare function authenticate(service: AdminService, client: AppClientChoice, options: AdminAuthenticateOptions): Promise<SignInResult>;
/** Answers a challenge that {@link authenticate} stopped at, here or in another process. */
export declare function respond(service: AdminService, client: AppClientChoice, challenge: Challenge | ChallengeJson, answer: unknown, options?: AdminRespondOptions): Promise<SignInResult>;
