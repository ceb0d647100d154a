/** Answers by their pycognito names. Loaded when they are asked for. */
import type { StringMap } from '../cognito-idp/index.js';
import { type Challenge, type ChallengeJson, type SecretSource } from '../sign-in/index.js';
import type { Session } from './session.js';
/** How to sign in with a temporary password, and what to replace it by. */
export interface NewPasswordOptions {
    /** The temporary one. */
    readonly password: SecretSource;
    /** Has to satisfy the pool's policy. */
    readonly newPassword: string;
    /** Values of the attributes that the pool demands, by their bare names. */
    readonly userAttributes?: Readonly<StringMap> | undefined;
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
    /** Ends the waiting with its reason. */
    readonly signal?: AbortSignal | undefined;
}
export declare function newPasswordChallenge(session: Session, options: NewPasswordOptions): Promise<void>;
/** @param challenge Default: the one at which the last sign-in stopped. */
export declare function respondTo(session: Session, name: string, code: string, challenge?: Challenge | ChallengeJson): Promise<void>;
