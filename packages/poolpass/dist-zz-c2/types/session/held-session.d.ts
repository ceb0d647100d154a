import type { PoolpassError } from '../errors/index.js';
import { type DeviceCredentials, type NewDevice, type SignInResult, type Tokens } from '../sign-in/index.js';
import { type HeldTokens } from './lifetime.js';
import type { SessionOptions } from './session-options.js';
import type { StoredEntry } from './token-store.js';
import type { TokenType } from './token-type.js';
/** Which sign-in a session goes back to. */
export interface SessionOrigin {
    /** The username as it was given, by which the store knows the session; `undefined` where none was. */
    readonly storedAs: string | undefined;
    /** Of the credential; `undefined` for tokens given by a caller. */
    readonly credentialTag: string | undefined;
}
export interface SignInOrigin extends SessionOrigin {
    readonly storedAs: string;
}
/** The tokens a session goes on with, and what is known about them. */
export interface HeldSession extends HeldTokens, SessionOrigin {
    /** The refresh token may be replaced by itself: see `keepRotated` of a session. */
    tokens: Tokens;
    /** Whether their signatures were checked, or they came from the pool itself. */
    trusted: boolean;
    /** The next request waits for a renewal: an API refused the token, or a caller wants another. */
    invalidated: boolean;
    /** Why the service refused to renew them. */
    renewalRefused: PoolpassError | undefined;
    storeVersion: string | undefined;
    /** The device that the refresh token is bound to. */
    device: DeviceCredentials | undefined;
    /** What the pool handed out and nobody has confirmed; with a password as soon as that was tried. */
    newDevice: (NewDevice & Partial<DeviceCredentials>) | undefined;
}
/**
 * Tokens that the pool has just issued.
 *
 * @param previous The session that they renew.
 */
export declare function heldFromPool({ tokens, username, requestedAt, device, newDevice }: SignInResult, origin: SessionOrigin, previous: HeldSession | undefined, fraction: number): HeldSession;
export declare function heldFromStore({ value, version }: StoredEntry, storedAs: string, fraction: number): HeldSession;
/** Tokens that a caller gave. A lone refresh token needs no trust: it is only shown to the pool. */
export declare function heldFromCaller({ tokens, username: storedAs, device: option, }: SessionOptions): HeldSession | undefined;
/** The device that a refresh token is bound to: the access token names it too, where tokens came from elsewhere. */
export declare function deviceKeyOf({ device, tokens }: HeldSession): string | undefined;
export declare function tokenOf({ tokens }: HeldSession, type: TokenType): string | undefined;
export declare function isRenewable({ tokens, renewalRefused }: HeldSession): boolean;
/** Of one second's two sessions the stored one counts as newer only where it has replaced ours in the store. */
export declare function isNewer(stored: HeldSession, held: HeldSession | undefined): boolean;
