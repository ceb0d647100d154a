import type { ChallengeName, StringMap } from '../cognito-idp/index.js';
import { PoolpassError, type PoolpassErrorDetails } from '../errors/index.js';
/** A challenge as JSON: enough to answer it later, in another process. **Holds the session: treat it as a secret.** */
export interface ChallengeJson {
    /** ChallengeName, e.g. `SMS_MFA`. */
    readonly name: ChallengeName | (string & {});
    /** Of the pool that asks: no other takes the answer. */
    readonly userPoolId: string;
    /** Of the app client that the sign-in was begun with. */
    readonly clientId: string;
    /** The real username, as every later step must send it. */
    readonly username: string;
    /** The username as it was given, which may be an alias. Default: the real one. */
    readonly givenUsername?: string;
    /** ChallengeParameters as received. */
    readonly parameters: Readonly<StringMap>;
    /** Session as received; absent where the pool gave none. **A secret**, good for 3 to 15 minutes. */
    readonly session?: string;
    /** Epoch milliseconds by the local clock. */
    readonly receivedAtMs: number;
    /** AvailableChallenges of SELECT_CHALLENGE. */
    readonly availableChallenges?: readonly string[];
    /** Of MFA_SETUP: the authenticator app was verified, and only the last step is missing. */
    readonly isVerified?: true;
}
/** What the pool asks for. Prints and inspects without its session; `JSON.stringify` gives all of it, on purpose. */
export declare class Challenge {
    #private;
    /** ChallengeName, e.g. `SMS_MFA`. */
    readonly name: ChallengeName | (string & {});
    /** The real username. */
    readonly username: string;
    /** By this machine's clock. */
    readonly receivedAt: Date;
    /** @param json What `toJSON()` of another one gave. It is kept as it is, unchecked. */
    constructor(json: ChallengeJson);
    /** ChallengeParameters as received, e.g. `CODE_DELIVERY_DESTINATION`. */
    get parameters(): Readonly<StringMap>;
    /** What may be chosen from by SELECT_CHALLENGE or SELECT_MFA_TYPE, or set up by MFA_SETUP. */
    get availableChallenges(): readonly string[];
    /** The attributes that NEW_PASSWORD_REQUIRED demands, without their `userAttributes.` prefix. */
    get requiredAttributes(): readonly string[];
    /** All that it takes to answer later, in another process. **Holds the session: treat it as a secret.** */
    toJSON(): ChallengeJson;
}
/**
 * @param challenge A {@link Challenge}, or what `JSON.parse` made of a stored one.
 * @throws {TypeError} when it is neither, or of another pool or client.
 */
export declare function readChallenge(challenge: Challenge | ChallengeJson, userPoolId: string, clientId: string): ChallengeJson;
/** What a {@link ChallengeError} carries besides its message. */
export interface ChallengeErrorDetails extends PoolpassErrorDetails {
    /** What the pool asks for. */
    readonly challenge: Challenge;
}
/**
 * The pool asks for something that nobody answered. `name` tells which challenge: `SmsMfaChallengeError`.
 *
 * Answer it with `respond(error.challenge, answer)`, now or later, here or in another process.
 */
export declare class ChallengeError extends PoolpassError {
    /** Not enumerable, since `JSON.stringify(error.challenge)` holds the session. */
    readonly challenge: Challenge;
    /** @param details With the `challenge`, which gets no part in the message. */
    constructor(message: string, details: ChallengeErrorDetails);
}
/** The error class of one challenge: the same class for the same name. */
export declare function challengeErrorClass(name: string): typeof ChallengeError;
