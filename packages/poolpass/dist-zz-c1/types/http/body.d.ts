/** Up to here the body of a dropped response is read, so that its connection can be used again. */
export declare const LONGEST_DRAINED_BYTES = 65536;
/** By its tag: servers and test tools replace the global `Request`, and those made before are no instances of it then. */
export declare function isRequest(input: unknown): input is Request;
/** Whether sending the body takes nothing away from it. */
export declare function isReplayable(body: unknown): boolean;
/** A Request's body for a replay. */
export interface KeptBody {
    /**
     * All of it, as soon as that is known: where it is read while it is sent, never for one that is longer than what is
     * worth keeping, or that failed.
     */
    content: Uint8Array | string | undefined;
}
export declare function keepBody(stream: ReadableStream<Uint8Array>): KeptBody;
/** Gets a response that nobody will read out of the way: read to its end when that is near, else cancelled. */
export declare function drop(response: Response): Promise<void>;
/** The same for a body that may be a stream of Node's. */
export declare function dropStream(body: unknown): Promise<void>;
