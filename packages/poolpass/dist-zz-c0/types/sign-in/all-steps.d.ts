import type { ChallengeSteps } from './flow.js';
/** Every challenge that poolpass can answer. WEB_AUTHN is not among them: it takes an authenticator. */
export declare const allSteps: ChallengeSteps;
