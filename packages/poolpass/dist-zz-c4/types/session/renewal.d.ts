/** How a session is renewed (R4–R6, R17). Loaded beside the first call to the pool, or by the first renewal. */
import { type HeldSession } from './held-session.js';
import type { Holding } from './holding.js';
/** Renews a session, unless the store has a newer one. */
export declare function renewSession(holding: Holding, stale: HeldSession, generation: number): Promise<void>;
/** Confirms the device that the pool has handed out, as long as there is an access token to do so with. */
export declare function confirmDevice(holding: Holding, held: HeldSession, generation: number): Promise<void>;
