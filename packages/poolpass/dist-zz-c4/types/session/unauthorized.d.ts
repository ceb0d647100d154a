import { type Clock } from '../cognito-idp/index.js';
/**
 * Which origins answer 401 whatever token they get: their 401s force no renewal for a minute, doubling to 15, until
 * they answer otherwise.
 */
export declare class UnauthorizedOrigins {
    #private;
    constructor(clock: Clock);
    /** Takes note of a 401. @returns Whether it may force a renewal. */
    mayForceRenewal(origin: string): boolean;
    /** Takes note of any other answer. */
    accepted(origin: string): void;
    /** Origins whose 401s force nothing at the moment. */
    get names(): string[];
}
