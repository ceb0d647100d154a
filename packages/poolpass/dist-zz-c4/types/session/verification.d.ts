import type { PoolInternals } from './user-pool.js';
/** What checks tokens. Nobody needs it before the first call to the pool has left. */
export declare const loadVerification: () => Promise<typeof import("./verify-session.js")>;
/** Starts what verification will need, beside a network wait. */
export declare function prepareVerification(pool: PoolInternals): void;
