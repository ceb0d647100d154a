import type { StringMap } from '../cognito-idp/index.js';
import type { ChallengeStep, Flow } from './flow.js';
/** PASSWORD: sends the password itself. */
export declare const password: ChallengeStep<string>;
/** PASSWORD_SRP: begins a proof of the password, which PASSWORD_VERIFIER ends. */
export declare const passwordSrp: ChallengeStep<string>;
/** The answer to SELECT_CHALLENGE: which factor (or `answer`), and in the same step its `password` where it is one. */
export type SelectChallengeAnswer = string | {
    readonly answer: string;
    readonly password?: string | undefined;
};
/** SELECT_CHALLENGE: chooses a first factor, and answers it in the same step where the flow knows how. */
export declare const selectChallenge: ChallengeStep<SelectChallengeAnswer>;
/** What a factor wants to know at once, as far as the flow knows it. */
export declare function firstFactor(flow: Flow, choice: string | undefined): StringMap;
