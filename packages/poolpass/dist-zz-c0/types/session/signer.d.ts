import { type Outside } from '../sign-in/callers-code.js';
import { type Challenge, type ChallengeJson, type DeviceCredentials, type FlowOptions, type FlowTraces, type SignInResult } from '../sign-in/index.js';
import type { Emitter } from './events.js';
import type { HeldSession } from './held-session.js';
import { type SignInMeans, type SignInSetup } from './sign-in-setup.js';
import type { PoolInternals } from './user-pool.js';
interface WhoseDevice extends Outside {
    /** The username as it was given, by which devices are known. */
    readonly storedAs: string;
    /** The device of the session that there was. */
    readonly device?: DeviceCredentials | undefined;
}
/** What a session tells a sign-in about the work that it is part of. */
export interface Surroundings extends WhoseDevice {
    readonly onNewPassword: (newPassword: string) => Promise<void>;
    readonly traces: FlowTraces;
}
export interface SignInRequest {
    readonly username: string;
    readonly password: string | undefined;
    readonly clientMetadata?: FlowOptions['clientMetadata'];
    readonly means: SignInMeans;
    /** ConfirmSignUp's. */
    readonly session?: string | undefined;
}
/** How one session signs in: flow, handlers and device. */
export declare class Signer {
    #private;
    readonly setup: SignInSetup & {
        readonly username?: string | undefined;
    };
    /** @throws {TypeError} naming the option. */
    constructor(pool: PoolInternals, events: Emitter, options: Signer['setup']);
    /** The session's own means, with what one sign-in has instead. */
    means(own?: SignInMeans): SignInMeans;
    signIn({ username, password, clientMetadata, means, session }: SignInRequest, around: Surroundings): Promise<SignInResult>;
    /** Answers a challenge; the session's handlers answer those that come after it. */
    respond(challenge: Challenge | ChallengeJson, answer: unknown, clientMetadata: FlowOptions['clientMetadata'], around: Surroundings): Promise<SignInResult>;
    /** The pool does not know a device any more. */
    forget(storedAs: string | undefined, deviceKey: string | undefined): Promise<void>;
    /** Confirms the device that the session was handed out, unless none is wanted. Throws what it failed with. */
    confirm(held: HeldSession, signal: AbortSignal): Promise<DeviceCredentials | undefined>;
    /** Keeps a device that was confirmed, where the caller wants it to be kept. */
    keep(storedAs: string, device: DeviceCredentials): Promise<void>;
    /** The device to name: the session's own, or the one that was given for its user. */
    deviceFor({ storedAs, device: kept, ...outside }: WhoseDevice): Promise<DeviceCredentials | undefined>;
}
export {};
