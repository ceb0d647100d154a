import type { AdminService } from '../service.js';
import { type ImportUser } from './import-one.js';
import { type Checkpoint, type ImportProgress, type ImportResult } from './progress.js';
import { type RequestsPerSecond } from './quotas.js';
/** An array, a generator, the lines of a file: read only as fast as users are made. */
export type ImportSource = Iterable<ImportUser> | AsyncIterable<ImportUser>;
/** How fast an import goes, and how it goes on after an interruption. */
export interface ImportOptions {
    /** Users at once, at most 500. Default 20. */
    readonly concurrency?: number | undefined;
    /** Default: the service's own quotas. */
    readonly requestsPerSecond?: RequestsPerSecond | undefined;
    /** Where the index is kept up to which all is done. Default: nowhere; each run begins with the first user. */
    readonly checkpoint?: Checkpoint | undefined;
    /** Is told of each user, in the order of the source. What it returns is awaited; what it throws ends the import. */
    readonly onProgress?: ((progress: ImportProgress) => unknown) | undefined;
    /** Ends the import with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/**
 * Makes users, many at once. What is wrong with a user is in that user's result; what would stop all of them, the pool
 * out of reach or a missing right, ends the import.
 */
export declare function importUsers(service: AdminService, source: ImportSource, options?: ImportOptions): Promise<readonly ImportResult[]>;
