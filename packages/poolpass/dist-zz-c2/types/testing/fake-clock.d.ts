import type { Clock } from '../cognito-idp/index.js';
/** A {@link Clock} that a test moves by hand. Nothing sleeps: `sleep` ends when the clock has been moved that far. */
export declare class FakeClock implements Clock {
    #private;
    /** @param startsAt Wall time to begin with. Default: now. */
    constructor(startsAt?: Date | number);
    wallMs(): number;
    monotonicMs(): number;
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
    /** Both clocks go forward by `seconds`, and who sleeps no longer than that wakes up. */
    advance({ seconds }: {
        seconds: number;
    }): void;
    /** Only the wall clock jumps by `seconds`, either way: it was set, or the machine slept. */
    jumpWall({ seconds }: {
        seconds: number;
    }): void;
    /** How many are asleep: whether the code under test is waiting. */
    get sleeping(): number;
}
