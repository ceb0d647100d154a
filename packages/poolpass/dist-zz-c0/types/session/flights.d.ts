import { type Clock } from '../cognito-idp/index.js';
import type { Outside } from '../sign-in/callers-code.js';
/** Work that changes a session. It is told its generation, by which it can ask whether it still counts. */
export type Work = (generation: number) => Promise<void>;
/** One session's work under way: never more than one that counts. */
export declare class Flights {
    #private;
    constructor(clock: Clock, longestMs: number);
    /** Whether no later work, and no end, has made that generation's results obsolete. */
    counts(generation: number): boolean;
    /** Joins the work under way, or starts this. R20: a flight beyond its deadline (a frozen process) is taken over. */
    join(work: Work): Promise<void>;
    /** Starts this, whatever is under way. */
    replace(work: Work): Promise<void>;
    /** Waits for the end, good or bad, of all that is under way now. */
    settle(): Promise<void>;
    /** Waits for the same, but for nothing that waits for the caller's own code: that is ended. */
    close(): Promise<void>;
    /**
     * Makes everything under way obsolete.
     *
     * @returns The last generation that is.
     */
    end(why?: Error): number;
    /** Ends what waits for the caller's own code. */
    endOutside(why?: Error): void;
    /** What the caller's own code within that generation's work is told, and its time counted by. */
    outside(generation: number): Outside;
}
