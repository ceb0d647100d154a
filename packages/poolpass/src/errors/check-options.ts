import { invalidOption, outOfRange, refuseUnknownOptions } from './errors.js'

/** @throws {TypeError} or a `RangeError` for a value that the option does not take. It is not asked about `undefined`. */
export type Check = (option: string, value: unknown) => void

/** A check for every option that there is. */
export type Checks<Options> = { readonly [Name in keyof Options]-?: Check }

/**
 * Checks what a caller gave as options: an object, with known members of the right types.
 *
 * @param option What the object itself is called. Default `options`.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming what is wrong.
 */
export function checkOptions<Options>(options: unknown, checks: Checks<Options>, option = 'options'): void {
  checkObject(option, options)
  refuseUnknownOptions(options, checks)
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) checks[name as keyof Options](name, value)
  }
}

export function checkObject(option: string, value: unknown): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidOption(option, 'must be an object')
}

export function checkText(option: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value === '') throw invalidOption(option, 'must be a non-empty string')
}

/** An empty one too. */
export function checkAnyText(option: string, value: unknown): void {
  if (typeof value !== 'string') throw invalidOption(option, 'must be a string')
}

export function checkFlag(option: string, value: unknown): void {
  if (typeof value !== 'boolean') throw invalidOption(option, 'must be true or false')
}

export function checkTextMap(option: string, value: unknown): void {
  checkObject(option, value)
  if (!Object.values(value).every(each => typeof each === 'string'))
    throw invalidOption(option, 'must be an object of strings')
}

export function checkTextList(option: string, value: unknown): asserts value is readonly string[] {
  if (!Array.isArray(value) || value.some(each => typeof each !== 'string'))
    throw invalidOption(option, 'must be a list of strings')
}

export function checkSignal(option: string, value: unknown): void {
  if (typeof Object(value).throwIfAborted !== 'function') throw invalidOption(option, 'must be an AbortSignal')
}

export function checkFunction(option: string, value: unknown): void {
  if (typeof value !== 'function') throw invalidOption(option, 'must be a function')
}

/** What is checked where it is used. */
export const unchecked: Check = () => {}

// Bundles that have no use for a check leave it out only if its making counts for nothing.
/* @__NO_SIDE_EFFECTS__ */
export function oneOf(known: readonly unknown[]): Check {
  return (option, value) => {
    if (!known.includes(value)) throw invalidOption(option, `must be one of ${known.join(', ')}`)
  }
}

/* @__NO_SIDE_EFFECTS__ */
export function wholeNumber(least: number, most: number): Check {
  return (option, value) => {
    const isOne = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    if (!isOne) throw outOfRange(option, `must be an integer from ${least} to ${most}`)
  }
}
