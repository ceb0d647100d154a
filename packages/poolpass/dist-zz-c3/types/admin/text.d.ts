/** @throws {TypeError} when the value is no text. */
export declare function checkText(option: string, value: unknown): string;
