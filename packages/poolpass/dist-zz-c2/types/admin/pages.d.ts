import { type Checks } from '../errors/index.js';
/** One page of a list, and the token of the next one where there is one. */
export interface Page<T> {
    readonly items: readonly T[];
    readonly next: string | undefined;
}
/** How a list is read. */
export interface ListOptions {
    /** At most 60, which is the default. A page is asked for when all before it are used up. */
    readonly pageSize?: number | undefined;
    /** Ends the list with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
export declare const LIST_OPTIONS: Checks<ListOptions>;
/** @throws {TypeError} or `RangeError` for what are no options of a list. */
export declare function pageSizeOf(options: ListOptions): number;
/** Everything that a list holds, its pages asked for one after the other as they are needed. */
export declare function everyItem<T>(read: (token: string | undefined) => Promise<Page<T>>): AsyncGenerator<T, void, void>;
