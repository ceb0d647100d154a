/** What became of one user. */
export interface ImportResult {
    /** In the source, from 0. */
    readonly index: number;
    /** As in the source. */
    readonly username: string;
    /** The user's id in this pool. Beside an `error`: the user was made, but not finished; see `begun` of {@link ImportUser}. */
    readonly sub?: string | undefined;
    /** Why the user could not be imported, or not completely. Absent: all is well. */
    readonly error?: Error | undefined;
}
/** How far an import has come. */
export interface ImportProgress {
    /** Users that are done, those of earlier runs included. */
    readonly done: number;
    /** Of this run. */
    readonly failed: number;
    /** Of the user that is done now: in the order of the source. */
    readonly result: ImportResult;
}
/** How an import goes on after its process has ended. */
export interface Checkpoint {
    /**
     * @returns What was saved last: the highest index up to which all users are done. Absent at first, and only then: users
     * that are there already may have been begun by an earlier run if there is anything.
     */
    load(): number | undefined | null | Promise<number | undefined | null>;
    /**
     * Is called again and again, never before the call before has ended. The first call of a first run comes before any
     * user is made, with -1 and no results.
     *
     * @param results Those since the last save. Who keeps them together with the index gets each exactly once.
     */
    save(index: number, results: readonly ImportResult[]): unknown;
}
/** Runs what the caller gave. */
export declare function callBack<T>(option: string, work: () => T | Promise<T>): Promise<T>;
/** Puts results in the order of the source again, tells of them, and saves how far they go. */
export declare class OrderedResults {
    #private;
    readonly results: ImportResult[];
    /** @param first The index of the first user of this run. */
    constructor(first: number, checkpoint: Checkpoint | undefined, onProgress: ((progress: ImportProgress) => unknown) | undefined);
    /** Users before this index are done, and known to be after a restart. */
    get saved(): number;
    /** Resolves when {@link saved} has changed. */
    advanced(): Promise<void>;
    add(result: ImportResult): Promise<void>;
    /** Ends when all that is in order is saved. */
    save(): Promise<void>;
}
