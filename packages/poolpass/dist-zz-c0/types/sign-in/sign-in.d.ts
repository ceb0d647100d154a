import type { AppClient } from './app-client.js';
import { type AuthFlow, type FirstFactor } from './auth-flows.js';
import { type FlowOptions, type SignInResult } from './flow.js';
/** Who signs in, and by which flow. */
export interface AnySignInOptions extends FlowOptions {
    /** The username, or an alias that the pool accepts. */
    readonly username: string;
    /** Default `USER_SRP_AUTH`. */
    readonly authFlow?: AuthFlow | undefined;
    /** USER_SRP_AUTH and USER_PASSWORD_AUTH need it. CUSTOM_AUTH then starts with SRP. */
    readonly password?: string | undefined;
    /** The first factor of USER_AUTH. Default: PASSWORD_SRP where there is a password, else the pool lets choose. */
    readonly preferredChallenge?: FirstFactor | undefined;
    /** What ConfirmSignUp answered: USER_AUTH then asks for no first factor. */
    readonly session?: string | undefined;
}
/**
 * Signs in by any flow.
 *
 * @throws {ChallengeError} when the pool asks for more than the flow knows.
 * @throws As {@link signInWithSrp}.
 */
export declare function signIn(client: AppClient, options: AnySignInOptions): Promise<SignInResult>;
