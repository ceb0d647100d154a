import { type AuthOutput, type Instant, type StringMap } from '../cognito-idp/index.js';
import type { EphemeralKey } from '../srp/index.js';
import type { AppClient } from './app-client.js';
import { type ChallengeError, type ChallengeJson } from './challenge.js';
import type { DeviceCredentials } from './device-credentials.js';
/** The tokens of a session, as the service issued them. */
export interface Tokens {
    /** A JWT for APIs that look at scopes and groups, and for Cognito's own user operations. */
    readonly accessToken: string;
    /** A JWT with the user's attributes. */
    readonly idToken?: string;
    /** Opaque. **The one that lives for days.** */
    readonly refreshToken?: string;
    /** `Bearer`. */
    readonly tokenType: string;
}
/** What a sign-in or a renewal brought. **Holds the tokens**; a plain function's shows them when it is printed. */
export interface SignInResult {
    /** As the service issued them; a renewal's hold the refresh token too, the old one where it was not rotated. */
    readonly tokens: Tokens;
    /** The real username, which may differ from the alias that was typed. */
    readonly username: string;
    /** When the request that was answered with the tokens left: their age counts from here. */
    readonly requestedAt: Instant;
    /** The remembered device that the sign-in named. */
    readonly device?: DeviceCredentials;
    /** A device that the pool handed out. Renewals are refused until it is confirmed. */
    readonly newDevice?: NewDevice;
}
/** NewDeviceMetadata. */
export interface NewDevice {
    /** Its id in the pool. */
    readonly deviceKey: string;
    /** Which its proof binds. */
    readonly deviceGroupKey: string;
}
/** What a sign-in brings along besides its credentials. */
export interface FlowOptions {
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
    /** Ends the sign-in with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** How challenges are answered. */
    readonly steps?: ChallengeSteps | undefined;
    /** Named in every request. */
    readonly device?: DeviceCredentials | undefined;
    /** Takes over at a challenge that the steps do not answer by themselves. Default: it becomes a ChallengeError. */
    readonly onChallenge?: ((flow: Flow, challenge: ChallengeJson) => Promise<SignInResult>) | undefined;
    /** Under which the sign-in began. Default: its username. */
    readonly givenUsername?: string | undefined;
    /** Is told a new password as soon as the pool has taken it. */
    readonly onNewPassword?: ((newPassword: string) => Promise<void>) | undefined;
    /** Of earlier sign-ins of the same user. Default: none. */
    readonly traces?: FlowTraces | undefined;
}
/** What is to be known of a sign-in that failed because an answer was lost. */
export interface FlowTraces {
    /** The pool may have sent a code, or counted a failure. */
    hasShownFactor?: boolean;
    /**
     * Knows what else to try, once.
     *
     * @returns Whether there was something: the flow has it now.
     */
    recover?: ((flow: Flow, error: unknown) => Promise<boolean>) | undefined;
}
/** One sign-in under way. */
export interface Flow extends FlowOptions {
    /** What the calls are made with. */
    readonly client: AppClient;
    readonly steps: ChallengeSteps;
    readonly traces: FlowTraces;
    /** As typed at first; the real one as soon as the service has named it. */
    username: string;
    readonly givenUsername: string;
    /** Challenges met so far. */
    rounds: number;
    /** As typed, or as last set. Absent in flows without one. */
    password?: string | undefined;
    /** The first factor that was asked for in USER_AUTH. */
    readonly preferredChallenge?: string | undefined;
    /** ConfirmSignUp's. It stands in for a first factor. */
    readonly session?: string | undefined;
    /** Of the SRP proof under way. */
    ephemeralKey?: EphemeralKey | undefined;
    /** By the monotonic clock. Time that a person takes is added to it. */
    deadlineAtMs: number;
    /** Whether this attempt has shown more than a name. */
    hasShownFactor: boolean;
}
/** How one challenge is answered. */
export interface ChallengeStep<Answer = never> {
    /** Answered from what the flow itself knows, without asking anyone: always, or where this says so. */
    readonly automatic?: true | ((flow: Flow, challenge: ChallengeJson) => boolean);
    /** What the table of refusals calls the answer, where RespondToAuthChallenge says too little. */
    readonly refusedAs?: string | undefined;
    /**
     * Calls that come before the answer.
     *
     * @returns The challenge with the session to answer in.
     */
    prepare?(flow: Flow, challenge: ChallengeJson, answer: Answer): Promise<ChallengeJson>;
    /** @returns ChallengeResponses without USERNAME, DEVICE_KEY and SECRET_HASH. */
    respond(flow: Flow, challenge: ChallengeJson, answer: Answer): Promise<StringMap> | StringMap;
    /** Is told that the pool took the answer. */
    accepted?(flow: Flow, answer: Answer): Promise<void>;
}
/** ChallengeName → how it is answered. A challenge without an entry becomes a ChallengeError. */
export type ChallengeSteps = Readonly<Record<string, ChallengeStep<never>>>;
/** SECRET_HASH, for a client with a secret: over the username that the same request sends. */
export declare function secretParameters(client: AppClient, username: string): Promise<StringMap>;
/** @throws {TypeError} when `clientMetadata` is not a map of strings. */
export declare function checkClientMetadata(clientMetadata: StringMap | undefined): void;
/** The flow of a sign-in or of an answer, from its options. */
export declare function newFlow(client: AppClient, username: string, steps: ChallengeSteps, options: FlowOptions): Flow;
/**
 * Begins a sign-in: InitiateAuth, then what the challenges ask for; and again from its beginning whenever an answer was
 * lost, since nobody knows whether it was handled, and a proof is good for one ephemeral key only.
 *
 * @param begin Gives the flow's own AuthParameters. Asked at each attempt.
 */
export declare function startFlow(flow: Flow, AuthFlow: string, begin: () => StringMap): Promise<SignInResult>;
/** What the service said to an answer. */
export interface Answered {
    readonly output: AuthOutput;
    readonly requestedAt: Instant;
}
/**
 * Answers one challenge by all that its step says.
 *
 * @throws {TypeError} when the answer does not fit. Nothing was sent.
 */
export declare function sendAnswer(flow: Flow, received: ChallengeJson, step: ChallengeStep<unknown>, answer?: unknown): Promise<Answered>;
/** @param challenge What `prepare` of the step has made of the one that was received. */
export declare function sendPrepared(flow: Flow, challenge: ChallengeJson, step: ChallengeStep<unknown>, answer: unknown): Promise<Answered>;
/**
 * Goes on from an answer of the service until tokens, or a challenge that needs an answer from outside.
 *
 * @throws {ChallengeError} for a challenge that the flow cannot answer by itself.
 */
export declare function continueFlow(flow: Flow, { output, requestedAt }: Answered): Promise<SignInResult>;
export declare function stepFor(steps: ChallengeSteps, { name }: ChallengeJson): ChallengeStep<unknown> | undefined;
export declare const HOW_TO_ANSWER = "call respond(error.challenge, answer) of the Cognito (`auth.cognito`), or respondToChallenge()";
/** @param advice What to do about it. */
export declare function unanswered(challenge: ChallengeJson, advice?: string, cause?: unknown): ChallengeError;
/** @throws {TokenError} when the answer holds no access token. */
export declare function readTokens(output: AuthOutput): Tokens;
