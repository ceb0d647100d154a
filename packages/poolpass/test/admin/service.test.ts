import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoServiceError, isPoolpassError, UnavailableError } from 'poolpass'
import { CognitoAdmin } from 'poolpass/admin'
import { describe, expect, onTestFinished, test } from 'vitest'
import { failure, gate, thrown, until } from '../session/support/world.js'
import { credentials, startAdmin } from './support/admin.js'

const userPoolId = 'us-east-1_AbCdEfGhI'

describe('the options', () => {
  test.each([
    ['userPoolId', { userPoolId: 'nonsense' }],
    ['client', { userPoolId, client: 'us-east-1' }],
    ['client', { userPoolId, client: null }],
    ['clientId', { userPoolId, clientId: '' }],
    ['clientSecret', { userPoolId, clientSecret: 5 }],
    ['region', { userPoolId, region: 'us-east-1' }],
  ])('are refused for their `%s`: %j', (option, options) => {
    expect(thrown(() => new CognitoAdmin(options as never))).toMatchObject({
      code: 'ERR_POOLPASS_INVALID_OPTION',
      option,
    })
  })

  test('take a client, which stays its owner’s', async () => {
    const { local } = await startAdmin()
    const client = new CognitoIdentityProviderClient({ endpoint: local.endpoint, region: local.region, credentials })
    onTestFinished(() => client.destroy())
    const own = new CognitoAdmin({ userPoolId: local.userPoolId, client })
    expect((await own.getUser('alice')).username).toBe('alice')
    await own.close()
    expect((await own.getUser('alice')).username).toBe('alice')
    expect(client.middlewareStack.identify().join()).not.toContain('poolpass')
  })

  test('take a configuration, whose region is by default the pool’s', async () => {
    const { local } = await startAdmin()
    let signedFor: unknown
    const sdkClient = new CognitoIdentityProviderClient({ endpoint: local.endpoint, region: 'nowhere-1', credentials })
    onTestFinished(() => sdkClient.destroy())
    const requestHandler = {
      ...sdkClient.config.requestHandler,
      metadata: { handlerProtocol: 'http/1.1' },
      handle: (...args: Parameters<typeof sdkClient.config.requestHandler.handle>) => {
        signedFor = args[0].headers.authorization
        return sdkClient.config.requestHandler.handle(...args)
      },
    }
    await using admin = new CognitoAdmin({
      userPoolId: local.userPoolId,
      client: { endpoint: local.endpoint, credentials, requestHandler } as never,
    })
    await admin.getUser('alice')
    expect(signedFor).toContain(`/${local.region}/cognito-idp/`)
  })
})

describe('a failure', () => {
  test('keeps the service’s name and request id, and none of the secrets that were sent', async () => {
    const { admin } = await startAdmin()
    const error = await failure(admin.setPassword('alice', 'Hush-Hush password'.replace(' ', '')))
    expect(error).toBeInstanceOf(CognitoServiceError)
    expect(error).toMatchObject({
      code: 'ERR_POOLPASS_PASSWORD_POLICY',
      name: 'InvalidPasswordException',
      message: 'AdminSetUserPassword: Password did not conform with policy: Password must have numeric characters',
      operation: 'AdminSetUserPassword',
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('that quotes what was sent is scrubbed, but for names', async () => {
    const { admin, local } = await startAdmin()
    const message = "Value 'Hush-Hush-9' of email for alice is wrong"
    local.failNext({ operation: 'AdminUpdateUserAttributes', error: 'InvalidParameterException', message })
    const { message: told } = await failure(admin.updateUser('alice', { email: 'Hush-Hush-9' }))
    expect(told).toBe("AdminUpdateUserAttributes: Value '[redacted]' of email for alice is wrong")
  })

  test.each([
    ['TooManyRequestsException', 'ERR_POOLPASS_THROTTLED', true],
    ['InternalErrorException', 'ERR_POOLPASS_UNAVAILABLE', true],
    ['LimitExceededException', 'ERR_POOLPASS_LIMIT_EXCEEDED', false],
    ['AccessDeniedException', 'ERR_POOLPASS_CONFIGURATION', false],
    ['UnrecognizedClientException', 'ERR_POOLPASS_CONFIGURATION', false],
    ['ResourceNotFoundException', 'ERR_POOLPASS_CONFIGURATION', false],
    ['SomethingNewException', 'ERR_POOLPASS_SERVICE', false],
  ])('%s is %s', async (name, code, retryable) => {
    const { admin, local } = await startAdmin()
    local.failNext({ error: name })
    expect(await failure(admin.getUser('alice'))).toMatchObject({ name, code, retryable })
  })

  test.each([
    { dropConnection: true },
    { status: 502, body: '<html>bad gateway</html>' },
    { status: 200, body: '<html>log in to the wireless network</html>' },
  ])('without an answer of the service is an UnavailableError: %j', async fault => {
    const { admin, local } = await startAdmin()
    local.failNext(fault)
    const error = await failure(admin.getUser('alice'))
    expect(error).toBeInstanceOf(UnavailableError)
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true, message: /^AdminGetUser: / })
  })

  test('is mended by the retries of the SDK where it can be', async () => {
    const { local } = await startAdmin()
    const client = { endpoint: local.endpoint, credentials, maxAttempts: 3 }
    await using admin = new CognitoAdmin({ userPoolId: local.userPoolId, client })
    local.failNext({ error: 'TooManyRequestsException', times: 2 })
    expect((await admin.getUser('alice')).username).toBe('alice')
    expect(local.counts.of('AdminGetUser')).toBe(3)
  })

  test('of credentials is told as one, and nothing was sent', async () => {
    const { local } = await startAdmin()
    const noCredentials = async () => {
      throw Object.assign(new Error('no profile named hush'), { name: 'CredentialsProviderError' })
    }
    const client = { endpoint: local.endpoint, credentials: noCredentials }
    await using admin = new CognitoAdmin({ userPoolId: local.userPoolId, client })
    const error = await failure(admin.getUser('alice'))
    expect(isPoolpassError(error, 'ERR_POOLPASS_CONFIGURATION')).toBe(true)
    expect(error.message).toBe('AdminGetUser: no profile named hush (nothing was sent)')
    expect(local.counts.all()).toEqual({})
  })

  test('by abort is the signal’s reason', async () => {
    const { admin, local } = await startAdmin()
    const held = gate()
    local.failNext({ until: held.promise })
    const controller = new AbortController()
    const asked = failure(admin.users({ signal: controller.signal }).next())
    await until(() => local.counts.of('ListUsers') === 1)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await asked).toBe(reason)
    held.open()
    const early = new AbortController()
    const unsent = failure(admin.users({ signal: early.signal }).next())
    early.abort(reason)
    expect(await unsent).toBe(reason)
    expect(await failure(admin.users({ signal: controller.signal }).next())).toBe(reason)
  })
})
