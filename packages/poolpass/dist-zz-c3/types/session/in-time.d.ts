import type { AppClient } from '../sign-in/index.js';
/** Waits for what is not ours, a store for example, but not for ever. @param what Named in the error. */
export declare function inTime<T>({ clock, attemptTimeoutMs }: AppClient, what: string, work: Promise<T>, limitMs?: number): Promise<T>;
