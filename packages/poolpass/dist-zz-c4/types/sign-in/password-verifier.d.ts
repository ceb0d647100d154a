import type { ChallengeStep } from './flow.js';
/** PASSWORD_VERIFIER: proves the password without sending it. */
export declare const passwordVerifier: ChallengeStep<undefined>;
