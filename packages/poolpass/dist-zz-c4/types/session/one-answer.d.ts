/** The answer to a challenge that is under way. A challenge is good for one that is taken. */
export declare class OneAnswer {
    #private;
    /** Sends an answer; one that is under way to the same challenge comes first, and is joined if it is the same. */
    send(session: string | undefined, answer: unknown, send: () => Promise<void>): Promise<void>;
}
