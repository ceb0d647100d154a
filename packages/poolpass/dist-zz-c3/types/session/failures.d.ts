import { NotSignedInError, PoolpassError, SignedOutError } from '../errors/index.js';
/** @param isDeleted Not the session alone has ended: its user is gone. */
export declare function signedOut(isDeleted: boolean): SignedOutError;
/** @param renewalRefused Why the session that there was cannot be renewed. */
export declare function missingSession(hadSession: boolean, renewalRefused: PoolpassError | undefined): PoolpassError;
/** A later authenticate() or logout() made a sign-in obsolete. Who waited for any session at all tries again. */
export declare class SupersededError extends NotSignedInError {
}
export declare function superseded(): SupersededError;
export declare function closed(): NotSignedInError;
/** The same failure as an error of one's own: callers that share work do not share an object. */
export declare function copyOf(error: unknown): unknown;
export declare function ownError<T>(work: Promise<T>): Promise<T>;
/** How a promise ended, without throwing. */
export declare function outcomeOf<T>(work: Promise<T>): Promise<PromiseSettledResult<T>>;
