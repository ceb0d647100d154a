import { CognitoServiceError, isPoolpassError } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { failure } from '../session/support/world.js'
import { refusal, startScript } from './support.js'

const serviceError = async (script: Parameters<typeof startScript>[0]) => {
  const { getUser } = await startScript(script)
  const error = await failure(getUser())
  if (!(error instanceof CognitoServiceError)) throw error
  return error
}

describe('a refusal of the service', () => {
  test.each([
    'UserNotFoundException',
    'com.amazonaws.cognito#UserNotFoundException',
    'UserNotFoundException:http://internal.example/documentation',
    'com.amazonaws.cognito#UserNotFoundException:http://internal.example/',
  ])('R15 is named after its `__type`, here %s', async type => {
    const error = await serviceError([refusal(type, 'User does not exist.')])
    expect(error.name).toBe('UserNotFoundException')
    expect(error.operation).toBe('GetUser')
    expect(error.status).toBe(400)
  })

  test('R15 is named after the header when the body is not JSON', { timeout: 5_000 }, async () => {
    const headers = { 'x-amzn-errortype': 'NotAuthorizedException:', 'x-amzn-requestid': 'request-7' }
    const error = await serviceError([{ status: 400, headers, body: '<html>' }])
    expect(error).toMatchObject({
      name: 'NotAuthorizedException',
      requestId: 'request-7',
      message: 'GetUser: refused without a message',
    })
  })

  test('R15 the name decides, never the status', async () => {
    const error = await serviceError([refusal('LimitExceededException', 'enough', 500)])
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_LIMIT_EXCEEDED', retryable: false, status: 500 })
  })

  test('R15 a message with a capital letter is read too', async () => {
    const error = await serviceError([{ status: 400, body: '{"__type":"SomeException","Message":"in capitals"}' }])
    expect(error.message).toBe('GetUser: in capitals')
  })

  test.each([
    ['a refusal', refusal('NotAuthorizedException', 'no')],
    ['an unknown operation', { status: 404, headers: { 'x-amzn-requestid': 'request-1' }, body: 'not found' }],
    ['a throttled call', { status: 429, headers: { 'x-amzn-requestid': 'request-1', 'retry-after': '60' }, body: '' }],
  ])('R15 carries the request id: %s', async (_, answer) => {
    const { getUser } = await startScript([answer], { deadlineSeconds: 1 })
    expect(await failure(getUser())).toHaveProperty('requestId', 'request-1')
  })

  test('R15 an unusable answer carries the request id', async () => {
    const headers = { 'x-amzn-requestid': 'request-1' }
    const { client } = await startScript([{ status: 502, headers, body: 'bad gateway' }])
    const error = await failure(client.call('InitiateAuth', { AuthFlow: 'X', ClientId: 'c', AuthParameters: {} }))
    expect(isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE')).toBe(true)
    expect(error).toHaveProperty('requestId', 'request-1')
  })

  test('R15 values that were sent are taken out of the message, the longer ones first', async () => {
    const echo = 'Value token-abc at accessToken, nested token-abcdef and plain words'
    const { client } = await startScript([refusal('InvalidParameterException', echo)])
    const error = await failure(
      client.call('InitiateAuth', {
        AuthFlow: 'plain',
        ClientId: 'words',
        AuthParameters: { A: 'token-abc', B: 'token-abcdef' },
      }),
    )
    expect(error.message).toBe('InitiateAuth: Value [redacted] at accessToken, nested [redacted] and plain words')
  })

  test('R15 a short value is taken out where it stands by itself, and words that hold it stay', async () => {
    const echo = "Value 'ex' at email: ex, example, does not exist (ex)"
    const { client } = await startScript([refusal('InvalidParameterException', echo)])
    const input = { AccessToken: 'token', UserAttributes: [{ Name: 'email', Value: 'ex' }] }
    expect((await failure(client.call('GetUser', input))).message).toBe(
      "GetUser: Value '[redacted]' at email: [redacted], example, does not exist ([redacted])",
    )
  })

  test('R15 every occurrence is taken out', async () => {
    const error = await serviceError([refusal('SomeException', 'sent-as-access-token, sent-as-access-token!')])
    expect(error.message).toBe('GetUser: [redacted], [redacted]!')
  })
})
