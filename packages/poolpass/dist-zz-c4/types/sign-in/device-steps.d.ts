import { type ChallengeStep } from './flow.js';
/** DEVICE_SRP_AUTH: begins the remembered device's proof. Its DEVICE_KEY is in every answer of the flow. */
export declare const deviceSrpAuth: ChallengeStep<undefined>;
/** DEVICE_PASSWORD_VERIFIER: proves the remembered device. */
export declare const devicePasswordVerifier: ChallengeStep<undefined>;
