import type { AdminService } from '../service.js';
import type { UserFilter } from '../user-filter.js';
import type { UserStatus } from '../users.js';
import type { ImportUser } from './import-one.js';
import { type RequestsPerSecond } from './quotas.js';
/** A user as `importUsers` takes it, but for the password. */
export interface ExportedUser extends ImportUser {
    readonly attributes: Readonly<Record<string, string>>;
    readonly groups: readonly string[];
    readonly enabled: boolean;
    readonly sub: string | undefined;
    /** Of the pool that the user comes from. An import does not look at it. */
    readonly status: UserStatus;
}
/** Who is exported, and how fast. */
export interface ExportOptions {
    /** Default: everybody. */
    readonly filter?: UserFilter | undefined;
    /** Whether to ask for each user's groups, which takes a request a user. Default true. */
    readonly groups?: boolean | undefined;
    /** Default: the service's own quotas. */
    readonly requestsPerSecond?: RequestsPerSecond | undefined;
    /** Ends the export with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/** Checks at once; asks when the first user is asked for. */
export declare function exportUsers(service: AdminService, options?: ExportOptions): AsyncGenerator<ExportedUser, void, void>;
