import type { StringMap } from '../cognito-idp/index.js';
import type { AppClient } from './app-client.js';
import { type ChallengeSteps, type Flow, type FlowOptions, type SignInResult } from './flow.js';
/** What a plain password sign-in answers by itself. More challenges are more entries: see {@link allSteps}. */
export declare const srpSteps: ChallengeSteps;
/** Who signs in by SRP. */
export interface SignInOptions extends FlowOptions {
    /** The username, or an alias that the pool accepts. */
    readonly username: string;
    /** Proven, and never sent. */
    readonly password: string;
}
/**
 * Signs in by USER_SRP_AUTH: InitiateAuth, then RespondToAuthChallenge. The password never leaves the process.
 *
 * @throws {ChallengeError} when the pool asks for more than the password.
 * @throws {CognitoServiceError} with the `code` that says why it was refused.
 * @throws {UnavailableError} when the pool gave no usable answer within the client's deadline.
 * @throws {SrpError} when the pool's SRP values are unsafe.
 */
export declare function signInWithSrp(client: AppClient, options: SignInOptions): Promise<SignInResult>;
export declare function checkPassword(password: unknown): asserts password is string;
/** SRP_A of a new ephemeral key, which the flow keeps for its proof. */
export declare function beginSrp(flow: Flow): StringMap;
