import type { AppClient } from './app-client.js';
import { type Challenge, type ChallengeJson } from './challenge.js';
import { type FlowOptions, type SignInResult } from './flow.js';
/** How the flow goes on after an answer, and who hears of it. */
export interface RespondOptions extends FlowOptions {
    /** Is told that the pool took the answer, whatever comes after it. */
    readonly onTaken?: (() => void) | undefined;
}
/**
 * Answers a challenge that a sign-in stopped at, here or in another process, and goes on to tokens or the next one.
 *
 * @param challenge `error.challenge`, or its JSON.
 * @param answer What the challenge asks for: see {@link ChallengeAnswers}.
 * @param options Its `steps` are by default {@link allSteps}.
 * @throws {ChallengeError} for the next challenge that nobody answers; for this one, with another session, when the answer
 * to the last step of MFA_SETUP was lost: answer that.
 * @throws {TypeError} when the answer does not fit, or the challenge has no entry in the steps. Nothing was sent.
 */
export declare function respondToChallenge(client: AppClient, challenge: Challenge | ChallengeJson, answer: unknown, options?: RespondOptions): Promise<SignInResult>;
