import { PoolpassError } from './errors.js'

/**
 * A second error object that says the same, for another caller who waited for the same work. They share the `cause`:
 * what was behind the failure, or else the failure itself.
 *
 * @param retryAt In place of the error's own.
 */
export function copyError<E extends PoolpassError>(error: E, retryAt = error.retryAt): E {
  const copy = new PoolpassError(error.code, error.message, { cause: error.cause ?? error })
  const { stack, cause, ...said } = Object.getOwnPropertyDescriptors(error)
  Object.defineProperties(Object.setPrototypeOf(copy, Object.getPrototypeOf(error)), said)
  if (retryAt) copy.retryAt = new Date(retryAt)
  // The first line of a stack is written when the stack is taken, and would name the base class.
  Error.captureStackTrace?.(copy, copyError)
  return copy as E
}
