import type { Dispatcher } from 'undici';
import { type GivenHeaders } from './undici-headers.js';
import { HeldAnswer, type Source } from './undici-held-answer.js';
import type { View } from './view.js';
type Request = Dispatcher.DispatchOptions;
type Controller = Dispatcher.DispatchController;
/** The interceptor at its place in one dispatcher. */
export interface Route {
    readonly view: View;
    readonly dispatch: (request: Request, handler: object) => boolean;
}
/** @param origin Where the request goes, which is listed. */
export declare function attemptFor(route: Route, origin: string, request: Request, handler: object): Attempt;
/** A request with a token. Undici tells it what happens, and it tells that to the client's own handler. */
declare abstract class Attempt<ClientHandler extends object = object> {
    #private;
    protected readonly route: Route;
    protected readonly origin: string;
    protected readonly handler: ClientHandler;
    protected held: HeldAnswer | undefined;
    constructor(route: Route, origin: string, request: Request, handler: ClientHandler);
    /** Tells the client's handler how to abort a request that waits for a token. */
    protected abstract suspend(wait: Wait): void;
    /** Tells it how to abort the request that is under way. */
    protected abstract resume(): void;
    protected abstract fail(wait: Wait, error: unknown): void;
    /** @returns As undici's `dispatch`: whether more may be sent at once. */
    begin(): boolean;
    /** The last moment before anything is sent. A token that has been replaced in the queue is not used any more. */
    protected checkToken(): void;
    /** @returns Whether the request failed by {@link checkToken}, and is sent once more. */
    protected isSentAgain(error: unknown): boolean;
    /** R7. Afterwards the answer is `held`, or it is for the client. */
    protected answerUnauthorized(source: Source, headers: GivenHeaders): void;
}
/** Stands for the connection of a request that waits for a token: it can be aborted. */
declare class Wait implements Controller {
    #private;
    readonly signal: AbortSignal;
    readonly paused = false;
    abort: (reason?: unknown) => void;
    get aborted(): boolean;
    get reason(): Error;
    pause(): void;
    resume(): void;
}
export {};
