import type { Options } from 'got';
type Listener = (...args: never[]) => void;
/** What is used of Node's emitters. Its types are not everybody's. */
interface Emitter {
    on(event: string, listener: Listener): unknown;
    rawListeners(event: string): Listener[];
    removeListener(event: string, listener: Listener): unknown;
    removeAllListeners(event: string): unknown;
}
/** What is used of Node's IncomingMessage. */
export interface NativeResponse extends Emitter {
    statusCode?: number;
    readonly headers: Record<string, string | string[] | undefined>;
    readonly destroyed: boolean;
    readonly complete: boolean;
}
/** What is used of Node's ClientRequest. */
export interface NativeRequest extends Emitter {
    readonly writableFinished: boolean;
    once(event: string, listener: Listener): unknown;
    emit(event: string): unknown;
    destroy(): unknown;
}
/** What is used of got's streams. */
export interface GotStream extends Emitter {
    readonly redirectUrls: URL[];
    readonly response?: NativeResponse;
    readonly uploadProgress: {
        readonly transferred: number;
    };
    readonly writableEnded: boolean;
    readonly destroyed: boolean;
    prependOnceListener(event: string, listener: Listener): unknown;
    destroy(error: unknown): unknown;
}
/** Listeners that are taken away from an emitter for a while. */
declare class Aside {
    #private;
    constructor(emitter: Emitter, event: string);
    putBack(): void;
    /** They are there again when they are called: OpenTelemetry's throws the body away if it is the only one. */
    tell(argument: unknown): void;
}
/** Keeps a 401 from got until it is known what comes of it. */
export declare function holdUnauthorized(request: NativeRequest, stream: GotStream, { accepted, refused }: {
    accepted(): void;
    refused(refusal: Refusal): Promise<void>;
}): void;
/** A 401 that got has not seen. */
export declare class Refusal {
    #private;
    readonly response: NativeResponse;
    constructor(request: NativeRequest, stream: GotStream, response: NativeResponse, listeners: Aside);
    /** There is no replay: it is the caller's. */
    show(): void;
    /**
     * Has got send the request once more: as after a redirect to where it went, with its own timeouts, cookies, HTTP/2 and
     * errors. The caller sees none: not as an event or in `redirectUrls`, and neither hooks nor limits of theirs apply.
     */
    replay(options: Options): void;
    /** The caller's options, listeners and redirects are as they were. */
    undo(): void;
    /** To be called when got has begun with the replay. */
    begun(replay: NativeRequest): void;
}
/** The body of an answer that may be got's yet: there is something to be read only when it is not. */
export declare function spareBody(response: NativeResponse, isDropped: Promise<boolean>): ReadableStream<Uint8Array>;
export {};
