import { type Clock } from '../cognito-idp/index.js';
/**
 * Reads a clock's monotonic time for what is asked on every request, where the system's costs as much as all else that is
 * asked: that is read by a timer, once a second while anybody asks, and by whoever asks when the timer is late, as the wall
 * clock tells. It keeps no process up. Without such a timer, as of any other clock, each reading is of its own time.
 */
export declare function monotonicReader(clock: Clock): (wallMs: number) => number;
