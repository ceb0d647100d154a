import type { StringMap } from '../cognito-idp/index.js';
import type { ChallengeStep, Flow } from './flow.js';
/** The answer to NEW_PASSWORD_REQUIRED. */
export interface NewPasswordAnswer {
    /** Has to satisfy the pool's policy. */
    readonly newPassword: string;
    /** Values of the attributes that the challenge demands (`challenge.requiredAttributes`), by their bare names. */
    readonly userAttributes?: Readonly<StringMap> | undefined;
}
/** NEW_PASSWORD_REQUIRED: replaces a temporary password. A password that the policy refuses can be followed by another. */
export declare const newPasswordRequired: ChallengeStep<NewPasswordAnswer>;
/** The pool has said that it does not take a new password. */
export declare function forgetIfRefused({ traces }: Flow, error: unknown): void;
