/** R15: a result that holds secrets is printed without them. Code and JSON find them: they are there to be used. */
export declare function printWithout<Result extends object>(result: Result, ...secrets: readonly (keyof Result)[]): Result;
