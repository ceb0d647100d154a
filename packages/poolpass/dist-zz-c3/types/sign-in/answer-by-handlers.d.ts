import { type Outside } from './callers-code.js';
import { type ChallengeJson } from './challenge.js';
import type { ChallengeHandlers } from './challenge-handlers.js';
import { type Flow, type SignInResult } from './flow.js';
/** Handlers, and what surrounds the time that they take. */
export interface Asking extends Outside {
    readonly handlers: ChallengeHandlers;
}
/** Takes a flow over at a challenge: answers it from what the flow knows, or asks its handler. */
export declare function answerByHandlers(flow: Flow, challenge: ChallengeJson, asking: Asking): Promise<SignInResult>;
/** Answers what the flow itself knows, and asks nobody. */
export declare function answerAlone(flow: Flow, challenge: ChallengeJson): Promise<SignInResult>;
