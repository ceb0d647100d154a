import { type PoolpassError } from '../errors/index.js';
import type { Challenge } from './challenge.js';
import type { MfaSetupAnswer } from './mfa-setup.js';
import type { NewPasswordAnswer } from './new-password-required.js';
import type { SelectChallengeAnswer } from './password-steps.js';
import type { SoftwareTokenLabel, SoftwareTokenSecret } from './software-token.js';
/** What each challenge wants for an answer. */
export interface ChallengeAnswers {
    /** The password that replaces a temporary one, and the attributes that the pool demands with it. */
    NEW_PASSWORD_REQUIRED: NewPasswordAnswer;
    /** The code, as in all that follow. */
    SMS_MFA: string;
    /** The code that a telephone got, as a first factor. */
    SMS_OTP: string;
    /** The code that came by e-mail, as a first or a second factor. */
    EMAIL_OTP: string;
    /** Six digits of an authenticator app (TOTP, RFC 6238). The service takes each once. */
    SOFTWARE_TOKEN_MFA: string;
    /** One of `challenge.availableChallenges`. */
    SELECT_MFA_TYPE: string;
    /** A code of the app that was just associated, or an address. */
    MFA_SETUP: MfaSetupAnswer;
    /** One of `challenge.availableChallenges`, with a password where it is one. */
    SELECT_CHALLENGE: SelectChallengeAnswer;
    /** The password, as in the next. */
    PASSWORD: string;
    /** The password, which is proven and not sent. */
    PASSWORD_SRP: string;
    /** Whatever the pool's own trigger expects. */
    CUSTOM_CHALLENGE: string;
}
/** An answer to any challenge: see {@link ChallengeAnswers} for which wants what. */
export type ChallengeAnswer = ChallengeAnswers[keyof ChallengeAnswers];
/** What a handler is told besides the challenge. */
export interface HandlerContext {
    /** 1 at first. */
    readonly attempt: number;
    /** Why the answer before was refused. */
    readonly error: PoolpassError | undefined;
    /** Aborts when nobody needs the answer any more. */
    readonly signal: AbortSignal;
}
/** What a handler of MFA_SETUP is told and may do besides. */
export interface MfaSetupContext extends HandlerContext {
    /** Has the pool make a secret for an authenticator app. Then answer with a code of that app. */
    associateSoftwareToken(label?: Partial<SoftwareTokenLabel>): Promise<SoftwareTokenSecret>;
}
/** @returns The answer; `undefined` to give up. */
export type ChallengeHandler<Answer, Context = HandlerContext> = (challenge: Challenge, context: Context) => Answer | undefined | Promise<Answer | undefined>;
/** `SMS_MFA` → `smsMfa`. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}` : Lowercase<Name>;
/** Who answers which challenge. A key is a ChallengeName in camelCase. */
export type ChallengeHandlers = {
    readonly [Name in keyof ChallengeAnswers as CamelCase<Name>]?: ChallengeHandler<ChallengeAnswers[Name], Name extends 'MFA_SETUP' ? MfaSetupContext : HandlerContext> | undefined;
};
/** @throws {TypeError} when a handler is no function, or of no challenge that can be answered. */
export declare function checkHandlers(handlers: unknown): ChallengeHandlers;
export {};
