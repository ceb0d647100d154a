type Inspect = (value: unknown, options: unknown) => string

/** R15: a result that holds secrets is printed without them. Code and JSON find them: they are there to be used. */
export function printWithout<Result extends object>(result: Result, ...secrets: readonly (keyof Result)[]): Result {
  const hidden = secrets.filter(name => result[name] !== undefined).map(name => [name, '(not printed)'])
  const print = (_depth: number, options: unknown, inspect: Inspect) =>
    inspect({ ...result, ...Object.fromEntries(hidden) }, options)
  return Object.defineProperty(result, Symbol.for('nodejs.util.inspect.custom'), { value: print })
}
