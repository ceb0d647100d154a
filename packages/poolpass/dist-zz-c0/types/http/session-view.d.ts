import { type Session, type TokenType, type UserPool } from '../session/index.js';
import type { Origins } from './origins.js';
import type { RetryUnauthorized, View } from './view.js';
export interface Presentation {
    readonly header: string;
    readonly prefix: string;
    readonly tokenType: TokenType;
    readonly origins: Origins;
    readonly retryUnauthorized: RetryUnauthorized;
}
/** A session's token in one presentation. Has no state of its own but what it remembers of the last token. */
export declare class SessionView implements View {
    #private;
    readonly header: string;
    readonly origins: Origins;
    readonly retryUnauthorized: RetryUnauthorized;
    readonly poolOrigin: string;
    constructor(session: Session, pool: UserPool, presentation: Presentation);
    valueFor(token: string): string;
    fresh(): string | undefined;
    token(_url?: URL, signal?: AbortSignal | null): Promise<string>;
    replaceRefused(token: string, url: URL, signal?: AbortSignal | null): Promise<string | undefined>;
    invalidate(token: string, origin?: string): void;
    accepted(origin: string): void;
    isPool({ origin, href }: URL): boolean;
}
