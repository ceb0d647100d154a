import { type PoolpassError } from '../errors/index.js';
/** What a session reports. No payload holds a secret. */
export interface SessionEvents {
    /** A sign-in succeeded. `username` is the real one, here and in all that follow but `signInFailed`. */
    signedIn: {
        username: string;
    };
    /**
     * A sign-in failed with `error`, be it one that a request started or `authenticate()`. `username` is the one that was
     * given. A `challenge` is no failure, and what is answered from memory no sign-in.
     */
    signInFailed: {
        username: string;
        error: PoolpassError;
    };
    /** The `username` has new tokens by a refresh token. */
    renewed: {
        username: string;
    };
    /** A renewal for `username` failed with `error`. The session goes on with what it has as long as that lasts. */
    renewalFailed: {
        username: string;
        error: PoolpassError;
    };
    /** `logout()` was called, for all sessions of `username` where `everywhere`. */
    signedOut: {
        username: string | undefined;
        everywhere: boolean;
    };
    /** The pool asks `username` for something that nobody answered: `challengeName`, e.g. `SMS_MFA`. */
    challenge: {
        username: string;
        challengeName: string;
    };
    /**
     * A new device of `username` was confirmed: `deviceKey`. Where `userConfirmationNecessary`, the pool remembers it after
     * UpdateDeviceStatus.
     */
    deviceConfirmed: {
        username: string;
        deviceKey: string;
        userConfirmationNecessary: boolean;
    };
    /** The pool does not know the device that `username` had: `deviceKey`. */
    deviceForgotten: {
        username: string;
        deviceKey: string;
    };
    /**
     * A device of `username` could not be confirmed, or a function given as `device` threw (`operation` says which), with
     * `error`. The session goes on without.
     */
    deviceFailed: {
        username: string;
        operation: 'confirm' | 'load' | 'save' | 'forget';
        error: PoolpassError;
    };
    /**
     * The store failed in an `operation`, e.g. could not be read or written: the session goes on in memory, and writing is
     * tried again. `error` has the name, code and message of the store's own and nothing else of it.
     */
    storeFailed: {
        operation: 'read' | 'write' | 'delete' | 'lock';
        error: Error;
    };
    /** The function given as `background` threw the `error`. The work itself goes on. */
    backgroundFailed: {
        error: unknown;
    };
    /** The pool's keys are unreachable (`error`): `username`'s tokens are used on the strength of TLS until they arrive. */
    verificationDeferred: {
        username: string;
        error: Error;
    };
}
/** The name of an event. */
export type SessionEvent = keyof SessionEvents;
/**
 * Is called with the event's payload, in the order of subscription. What it returns is ignored, what it throws is
 * reported as uncaught.
 */
export type Listener<Event extends SessionEvent> = (payload: SessionEvents[Event]) => void;
/** What a message on `diagnostics_channel` says beside the event's own payload: whose event it is. */
export interface EventSource {
    readonly userPoolId: string;
    readonly clientId: string;
}
export declare class Emitter {
    #private;
    constructor({ userPoolId, clientId }: EventSource);
    /** @returns A function that takes the listener off again. */
    on<Event extends SessionEvent>(event: Event, listener: Listener<Event>): () => void;
    /** A listener's own exception is its own: it is reported as uncaught, and changes nothing here. */
    emit<Event extends SessionEvent>(event: Event, payload: SessionEvents[Event]): void;
    clear(): void;
}
