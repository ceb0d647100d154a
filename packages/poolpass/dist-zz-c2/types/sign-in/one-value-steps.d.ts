import type { ChallengeStep } from './flow.js';
/** @throws {TypeError} when an answer is no text. */
export declare function checkText(answer: unknown, what: string): string;
/** SMS_MFA: the code from the message. A wrong one can be followed by another, as with every code here. */
export declare const smsMfa: ChallengeStep<string>;
/** SMS_OTP: the code as the first factor. */
export declare const smsOtp: ChallengeStep<string>;
/** EMAIL_OTP: the code, as the first factor or the second. */
export declare const emailOtp: ChallengeStep<string>;
/** SOFTWARE_TOKEN_MFA: the code of the moment (TOTP). Each is good for one sign-in. */
export declare const softwareTokenMfa: ChallengeStep<string>;
/** SELECT_MFA_TYPE: one of `challenge.availableChallenges`, which comes next. */
export declare const selectMfaType: ChallengeStep<string>;
/** CUSTOM_CHALLENGE: whatever the pool's own challenge wants to know. */
export declare const customChallenge: ChallengeStep<string>;
