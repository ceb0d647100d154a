import { invalidOption } from '../errors/index.js'

/** @throws {TypeError} when the value is no text. */
export function checkText(option: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalidOption(option, 'must be a non-empty string')
  return value
}
