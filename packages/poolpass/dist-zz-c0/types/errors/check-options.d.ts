/** @throws {TypeError} or a `RangeError` for a value that the option does not take. It is not asked about `undefined`. */
export type Check = (option: string, value: unknown) => void;
/** A check for every option that there is. */
export type Checks<Options> = {
    readonly [Name in keyof Options]-?: Check;
};
/**
 * Checks what a caller gave as options: an object, with known members of the right types.
 *
 * @param option What the object itself is called. Default `options`.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming what is wrong.
 */
export declare function checkOptions<Options>(options: unknown, checks: Checks<Options>, option?: string): void;
export declare function checkObject(option: string, value: unknown): asserts value is object;
export declare function checkText(option: string, value: unknown): asserts value is string;
/** An empty one too. */
export declare function checkAnyText(option: string, value: unknown): void;
export declare function checkFlag(option: string, value: unknown): void;
export declare function checkTextMap(option: string, value: unknown): void;
export declare function checkTextList(option: string, value: unknown): asserts value is readonly string[];
export declare function checkSignal(option: string, value: unknown): void;
export declare function checkFunction(option: string, value: unknown): void;
/** What is checked where it is used. */
export declare const unchecked: Check;
export declare function oneOf(known: readonly unknown[]): Check;
export declare function wholeNumber(least: number, most: number): Check;
