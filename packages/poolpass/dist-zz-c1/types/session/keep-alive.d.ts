import type { Emitter } from './events.js';
import type { PoolInternals } from './user-pool.js';
/** R20: hands work beside a request to the run time. What that throws is reported: the work goes on all the same. */
export declare function keepAlive({ background }: PoolInternals, events: Emitter, work: Promise<unknown>): void;
