/**
 * What is named replaces what was there, in maps inside as well; `null` takes it away, `undefined` counts as not named.
 * Lists are replaced as a whole.
 */
export declare function merge<T extends object>(current: T, changes: object): T;
/** Reads, merges and writes: again from the reading on when somebody else has written in between, and says so. */
export declare function readMergeWrite<T>(attempt: () => Promise<T>): Promise<T>;
/** One after the other, so that two updates of one thing in this process do not undo each other. */
export declare class Lanes {
    #private;
    run<T>(lane: string, work: () => Promise<T>): Promise<T>;
}
