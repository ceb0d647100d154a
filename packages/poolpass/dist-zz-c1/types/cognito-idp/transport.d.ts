import { CognitoServiceError } from '../errors/index.js';
import type { Clock, ServiceClock } from './clock.js';
import { type Fetch } from './exchange.js';
import type { Input, Operation, Output } from './wire-types.js';
export interface TransportOptions {
    /** Where `POST /` goes. */
    readonly endpoint: string;
    readonly fetch: Fetch;
    readonly clock: Clock;
    readonly serviceClock: ServiceClock;
    /** Random number in [0, 1), for jitter. */
    readonly randomFraction: () => number;
    /** One attempt. */
    readonly attemptTimeoutMs: number;
    /** One call with its retries, unless a call brings its own deadline. */
    readonly deadlineMs: number;
}
/** How one call of an operation is made. */
export interface CallOptions {
    /** Ends the call, retries included, with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** By the monotonic clock. */
    readonly deadlineAtMs?: number | undefined;
    /** What the retry and classification tables call this, where the operation's name is not enough. */
    readonly as?: string | undefined;
}
/** Calls one operation of the service, with the retries that its row of the retry table allows. */
export type Call = <Op extends Operation>(operation: Op, input: Input<Op>, options?: CallOptions) => Promise<Output<Op>>;
export declare function createTransport(options: TransportOptions): Call;
/** Whether the endpoint refused because it does not know the operation at all. */
export declare function isUnknownOperation(error: unknown): error is CognitoServiceError;
