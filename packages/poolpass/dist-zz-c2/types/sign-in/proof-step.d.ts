import { type SrpIdentity } from '../srp/index.js';
import type { ChallengeJson } from './challenge.js';
import type { ChallengeStep, Flow } from './flow.js';
/** Whose proof it is. */
interface Prover {
    readonly identity: SrpIdentity;
    readonly password: string | undefined;
}
/** Ends an SRP exchange: proves a password without sending it. */
export declare const proofStep: (proverOf: (flow: Flow, challenge: ChallengeJson) => Prover, refusedAs?: string) => ChallengeStep<undefined>;
export {};
