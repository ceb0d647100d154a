/** Takes every value that was sent out of a message: the service quotes some in its validation errors. */
export declare function scrub(message: string, input: object): string;
/**
 * A copy of an error that holds its name, code and scrubbed messages, and nothing else: what an injected fetch throws
 * may quote the request, or carry it.
 */
export declare function scrubError(error: unknown, input: object, depth?: number): Error;
