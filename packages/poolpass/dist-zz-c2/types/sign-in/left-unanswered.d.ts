import type { ChallengeError, ChallengeJson } from './challenge.js';
/**
 * What a session, or an administrator's sign-in, stops with.
 *
 * @param cause Why the answer that there was did not do.
 * @param isAnswerable Whether nothing has to be done before it can be answered.
 */
export declare function leftUnanswered(challenge: ChallengeJson, cause?: unknown, isAnswerable?: true | undefined): ChallengeError;
