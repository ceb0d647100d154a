import { type AttributeInput } from '../attributes.js';
import type { AdminService, SendOptions } from '../service.js';
import type { BulkOperation } from './quotas.js';
/** A user to import. What `exportUsers` gives is one, but for the password, which no pool hands out. */
export interface ImportUser {
    /** The name to make the user under. In pools with UsernameAttributes an e-mail address or phone number. */
    readonly username: string;
    /** `sub` is left out: the pool makes its own. */
    readonly attributes?: AttributeInput | undefined;
    /** Without one the user has to be sent a code, or be given a password, before signing in. */
    readonly password?: string | undefined;
    /** The password must be changed at the first sign-in. Default false. */
    readonly temporaryPassword?: boolean | undefined;
    /** Must exist. */
    readonly groups?: readonly string[] | undefined;
    /** Default true. */
    readonly enabled?: boolean | undefined;
    /** Of the pool that the user comes from: not looked at. */
    readonly sub?: string | undefined;
    /** Of the pool that the user comes from: not looked at. */
    readonly status?: string | undefined;
    /** The `sub` of a result with an `error`: that user was made, and is finished now. Default: a user is made. */
    readonly begun?: string | undefined;
}
/** How one user's calls are made. */
export interface Means {
    readonly service: AdminService;
    /** What holds the calls of an operation back. */
    readonly pace: (operation: BulkOperation, signal?: AbortSignal) => SendOptions;
    readonly signal: AbortSignal;
}
/** Whether the error is about this user, and the next one may well succeed. */
export declare function isAboutUser(error: unknown): boolean;
/**
 * Gives a user that was made all the rest.
 *
 * @throws Whatever of it the pool refuses first. The user stays as it is then.
 */
export declare function finishUser(means: Means, user: ImportUser): Promise<void>;
/**
 * Makes one user, with attributes and nothing else.
 *
 * @param isNew No earlier user of the source has the name.
 * @param mayBeBegun An earlier run may have made the user and gone no further.
 * @returns The user's `sub`.
 */
export declare function makeUser(means: Means, user: ImportUser, isNew: boolean, mayBeBegun: boolean): Promise<string | undefined>;
