import type { Clock } from '../../cognito-idp/index.js';
/**
 * Lets one after the other through, evenly spread: in no second more than `perSecond`. The distance counts from when the
 * one before really went, so that a timer that was late brings no two together.
 */
export declare class Pace {
    #private;
    /** @param perSecond Above 0; `Infinity` holds nobody up. */
    constructor(clock: Clock, perSecond: number);
    /** @throws The signal's reason. */
    turn(signal?: AbortSignal): Promise<void>;
}
