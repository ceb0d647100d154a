import {
  isPoolpassError,
  NotSignedInError,
  OriginError,
  PoolpassError,
  SessionExpiredError,
  SignedOutError,
  SrpError,
  TokenError,
  UnavailableError,
} from 'poolpass'
import { describe, expect, test } from 'vitest'
import { invalidOption, outOfRange } from '../../src/errors/index.js'

const CLASSES = {
  PoolpassError,
  NotSignedInError,
  OriginError,
  SessionExpiredError,
  SignedOutError,
  SrpError,
  TokenError,
  UnavailableError,
}

describe('errors', () => {
  test.each(Object.entries(CLASSES))('R15 %s is called so, minified or not', (name, Class) => {
    const error = new Class('ERR_POOLPASS_SERVICE', 'text')
    expect(error.name).toBe(name)
    expect(error.stack).toContain(`${name}: text`)
    expect(Object.keys(error)).not.toContain('name')
    expect(error).toBeInstanceOf(PoolpassError)
    expect(error).toBeInstanceOf(Error)
  })

  test('R15 what is not known is not there', () => {
    const error = new PoolpassError('ERR_POOLPASS_SERVICE', 'text')
    expect({ ...error }).toEqual({ code: 'ERR_POOLPASS_SERVICE', retryable: false })
    expect('cause' in error).toBe(false)
  })

  test('R15 details are kept', () => {
    const cause = new Error('below')
    const details = { retryable: true, requestId: 'r', retryAtMs: 5, cause }
    const error = new PoolpassError('ERR_POOLPASS_THROTTLED', 'text', details)
    expect(error).toMatchObject({ retryable: true, requestId: 'r', retryAt: new Date(5), cause })
  })

  test('R15 isPoolpassError tells them from others, by code too', () => {
    const error = new PoolpassError('ERR_POOLPASS_THROTTLED', 'text')
    expect(isPoolpassError(error)).toBe(true)
    expect(isPoolpassError(error, 'ERR_POOLPASS_THROTTLED')).toBe(true)
    expect(isPoolpassError(error, 'ERR_POOLPASS_ORIGIN')).toBe(false)
    const others = [new Error('x'), invalidOption('a', 'b'), null, undefined, 'ERR_POOLPASS_THROTTLED', {}]
    for (const other of others) expect(isPoolpassError(other)).toBe(false)
  })

  test('R15 isPoolpassError knows those of another copy of the package', () => {
    class ForeignError extends Error {
      readonly code = 'ERR_POOLPASS_ORIGIN'
      get [Symbol.for('poolpass/error')]() {
        return true
      }
    }
    expect(isPoolpassError(new ForeignError(), 'ERR_POOLPASS_ORIGIN')).toBe(true)
  })

  test('R15 the caller’s own mistakes are TypeErrors and RangeErrors with the option’s name', () => {
    expect(invalidOption('clientId', 'must be a string')).toBeInstanceOf(TypeError)
    expect(outOfRange('deadlineSeconds', 'must be above 0')).toBeInstanceOf(RangeError)
    expect(invalidOption('clientId', 'must be a string')).toMatchObject({
      code: 'ERR_POOLPASS_INVALID_OPTION',
      option: 'clientId',
      message: 'option `clientId` must be a string',
    })
  })
})
