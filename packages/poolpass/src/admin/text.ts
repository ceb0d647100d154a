import * as checks from '../errors/index.js'

/** @throws {TypeError} when the value is no text. */
export function checkText(option: string, value: unknown): string {
  checks.checkText(option, value)
  return value
}
