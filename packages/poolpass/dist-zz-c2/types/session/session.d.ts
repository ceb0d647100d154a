import type { Emitter } from './events.js';
import { type SessionExplanation } from './explanation.js';
import { type HeldSession } from './held-session.js';
import { Holding } from './holding.js';
import type { Refusals } from './refusals.js';
import type { AuthenticateOptions, LogoutOptions, SessionOptions } from './session-options.js';
import { SignIns } from './sign-ins.js';
import type { TokenType } from './token-type.js';
import { UnauthorizedOrigins } from './unauthorized.js';
import type { PoolInternals } from './user-pool.js';
/** One user's session: which token is sent, by the least that does (R1–R7), and the session's end (R14). */
export declare class Session {
    #private;
    readonly holding: Holding;
    readonly signIns: SignIns;
    readonly unauthorized: UnauthorizedOrigins;
    constructor(pool: PoolInternals, options: SessionOptions);
    get pool(): PoolInternals;
    get events(): Emitter;
    get refusals(): Refusals;
    get username(): string | undefined;
    get held(): Readonly<HeldSession> | undefined;
    /** R2, R3: the token if a request may leave with it at once. No I/O; past the soft expiry a renewal starts beside. */
    fresh(type: TokenType): string | undefined;
    /** R1–R6: a token to send, waiting only as long as `signal` allows. */
    token(type: TokenType, signal?: AbortSignal | null): Promise<string>;
    /**
     * R7: takes note that `origin` answered 401 to `token`.
     *
     * @returns Another token, worth one replay; `undefined` when there is none to be had.
     */
    replaceRefused(token: string, type: TokenType, origin: string, signal?: AbortSignal | null): Promise<string | undefined>;
    /** Takes note that a token was refused: the next caller waits for a renewal, unless that was tried just now. */
    invalidate(token: string, origin?: string): void;
    authenticate(options: AuthenticateOptions): Promise<void>;
    respond(...answer: Parameters<SignIns['respond']>): Promise<void>;
    /** Renews now, or signs in again where the service refuses that. */
    forceRenewal(signal?: AbortSignal): Promise<void>;
    logout({ everywhere, signal }: LogoutOptions): Promise<void>;
    /** The pool has deleted the user. The session ends here; at the pool nothing is left to revoke. */
    userDeleted(): Promise<void>;
    verify(): Promise<void>;
    /** Waits for what is under way, though not for the caller's own code, and takes all listeners off. Revokes nothing. */
    close(): Promise<void>;
    explain(): SessionExplanation;
}
