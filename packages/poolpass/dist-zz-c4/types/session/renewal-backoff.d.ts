import type { PoolpassError } from '../errors/index.js';
import type { AppClient } from '../sign-in/index.js';
/** R6: one not-before time a session for renewals that fail. */
export declare class RenewalBackoff {
    #private;
    constructor(client: AppClient);
    /** What the last renewal failed with, if it has failed since one succeeded. */
    get error(): PoolpassError | undefined;
    /** Milliseconds until a renewal may be tried; 0 or less: now. */
    get restMs(): number;
    failed(error: PoolpassError): void;
    clear(): void;
}
