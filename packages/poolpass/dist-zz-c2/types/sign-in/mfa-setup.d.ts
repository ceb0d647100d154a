import type { AppClient } from './app-client.js';
import { Challenge, type ChallengeJson } from './challenge.js';
import type { ChallengeStep } from './flow.js';
import { type SoftwareTokenLabel, type SoftwareTokenSecret } from './software-token.js';
/**
 * The answer to MFA_SETUP: a code (or `code`) of the authenticator app that was associated, which the pool then calls
 * `deviceName`; or the address for codes by e-mail, `email`.
 */
export type MfaSetupAnswer = string | {
    readonly code: string;
    readonly deviceName?: string | undefined;
} | {
    readonly email: string;
};
/** MFA_SETUP: verifies the authenticator app and goes on with the session that this gives; or sets up e-mail. */
export declare const mfaSetup: ChallengeStep<MfaSetupAnswer>;
/** A secret to set up, and the challenge to answer with a code made from it. */
export interface SoftwareTokenSetup extends SoftwareTokenSecret {
    /** The one to answer: it has another session than the one that was begun for. */
    readonly challenge: Challenge;
}
/** Begins what MFA_SETUP asks for. The challenge that it is begun for cannot be answered any more: the new one can. */
export declare function beginMfaSetup(client: AppClient, json: ChallengeJson, label?: Partial<SoftwareTokenLabel>): Promise<SoftwareTokenSetup>;
