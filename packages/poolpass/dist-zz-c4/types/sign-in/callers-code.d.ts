/** What surrounds the caller's own code, which may be a prompt. */
export interface Outside {
    /** Aborts when nobody needs an answer any more. */
    readonly signal: AbortSignal;
    /** The time from here to `resume` is not the network's. */
    pause?(): void;
    resume?(): void;
}
/** Runs the caller's own code, on nobody's time, and for no longer than somebody needs its answer. */
export declare function runOutside<T>({ signal, pause, resume }: Outside, work: () => Promise<T>): Promise<T>;
