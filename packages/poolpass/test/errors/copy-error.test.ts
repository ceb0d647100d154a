import { types } from 'node:util'
import { CognitoServiceError, PoolpassError } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { copyError } from '../../src/errors/index.js'
import { Challenge, challengeErrorClass } from '../../src/sign-in/challenge.js'

const details = { name: 'NotAuthorizedException', operation: 'InitiateAuth', status: 400, requestId: 'r' }
const refused = () => new CognitoServiceError('ERR_POOLPASS_WRONG_CREDENTIALS', 'text', details)

describe('copyError', () => {
  test('R1 says the same, with the shared failure as its cause where nothing was behind it', () => {
    const error = refused()
    const copy = copyError(error, new Date(7))
    expect(copy).toBeInstanceOf(CognitoServiceError)
    expect(copy).not.toBe(error)
    expect(copy).toMatchObject({ ...details, code: error.code, message: 'text', retryAt: new Date(7), cause: error })
    expect(error.retryAt).toBeUndefined()
  })

  test('R1 has the cause that the failure has, and so has a copy of the copy', () => {
    const cause = new Error('below')
    const copy = copyError(new PoolpassError('ERR_POOLPASS_CALLBACK', 'text', { cause }))
    expect([copy.cause, copyError(copy).cause]).toEqual([cause, cause])
  })

  test('R1 keeps the time before which nothing is tried again', () => {
    const error = new PoolpassError('ERR_POOLPASS_THROTTLED', 'text', { retryAtMs: 9, retryable: true })
    expect(copyError(error)).toMatchObject({ retryAt: new Date(9), retryable: true })
  })

  test('R1 is an error like any other: native, with a stack of its own, and listing what the first one lists', () => {
    const error = refused()
    const copy = copyFromElsewhere(error)
    expect(types.isNativeError(copy)).toBe(true)
    expect(copy.stack).toMatch(/^NotAuthorizedException: text\n *at copyFromElsewhere /)
    expect(Object.keys(copy)).toEqual(Object.keys(error))
  })

  test('R15 of a challenge keeps it where JSON.stringify does not look', () => {
    const json = { name: 'SMS_MFA', userPoolId: 'p', clientId: 'c', username: 'a', parameters: {}, receivedAtMs: 1 }
    const Class = challengeErrorClass('SMS_MFA')
    const error = new Class('text', { challenge: new Challenge({ ...json, session: 'secret-session' }) })
    const copy = copyError(error)
    expect(copy).toBeInstanceOf(Class)
    expect(copy.name).toBe('SmsMfaChallengeError')
    expect(copy.challenge).toBe(error.challenge)
    expect(JSON.stringify(copy)).not.toContain('secret-session')
  })
})

function copyFromElsewhere(error: CognitoServiceError): CognitoServiceError {
  return copyError(error)
}
