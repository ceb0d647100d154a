import type { NewUserPoolClient, UserPoolClientChanges } from 'poolpass/admin'
import { describe, expect, test } from 'vitest'
import { failure } from '../session/support/world.js'
import { startAdmin } from './support/admin.js'

const EVERYTHING: NewUserPoolClient = {
  ClientName: 'web',
  GenerateSecret: true,
  RefreshTokenValidity: 10,
  AccessTokenValidity: 15,
  IdTokenValidity: 20,
  TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
  ReadAttributes: ['email'],
  WriteAttributes: ['email', 'name'],
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'],
  PreventUserExistenceErrors: 'ENABLED',
  EnableTokenRevocation: false,
  AuthSessionValidity: 5,
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
  SupportedIdentityProviders: ['COGNITO'],
  CallbackURLs: ['https://example.com/in'],
  LogoutURLs: ['https://example.com/out'],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  AllowedOAuthFlowsUserPoolClient: true,
}

const ANALYTICS = { ApplicationArn: 'arn:aws:mobiletargeting:eu-central-1:000000000000:apps/1', UserDataShared: false }

describe('an app client', () => {
  test('keeps all that an update does not name', async () => {
    const { admin } = await startAdmin()
    const made = await admin.createUserPoolClient(EVERYTHING)
    const { GenerateSecret: _, ...kept } = EVERYTHING
    expect(made).toMatchObject({ ...kept, ClientSecret: expect.stringMatching(/^\w{51}$/) })
    const clientId = made.ClientId ?? ''
    const changed = await admin.updateUserPoolClient(clientId, { AuthSessionValidity: 7, WriteAttributes: undefined })
    expect(changed).toEqual({ ...made, AuthSessionValidity: 7, LastModifiedDate: expect.any(Date) })
    expect(await admin.describeUserPoolClient(clientId)).toEqual(changed)
  })

  test('goes back to a default for null', async () => {
    const { admin } = await startAdmin()
    const { ClientId = '' } = await admin.createUserPoolClient(EVERYTHING)
    const changed = await admin.updateUserPoolClient(ClientId, { ReadAttributes: null, AuthSessionValidity: null })
    expect(changed).not.toHaveProperty('ReadAttributes')
    expect(changed).toMatchObject({ AuthSessionValidity: 3, WriteAttributes: ['email', 'name'] })
  })

  test.each<[what: string, changes: UserPoolClientChanges, expected: object]>([
    [
      'a unit changes',
      { AccessTokenValidity: 900, TokenValidityUnits: { AccessToken: 'seconds' } },
      {
        AccessTokenValidity: 900,
        TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'minutes', RefreshToken: 'hours' },
      },
    ],
    [
      'a unit goes back to its default',
      { IdTokenValidity: 1, TokenValidityUnits: { IdToken: null, AccessToken: undefined } },
      { IdTokenValidity: 1, TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'hours' } },
    ],
    [
      'a time changes',
      { RefreshTokenRotation: { RetryGracePeriodSeconds: 20 } },
      { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 20 } },
    ],
    [
      'a feature is named',
      { RefreshTokenRotation: { Feature: 'ENABLED' } },
      { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } },
    ],
    [
      'the analytics change',
      { AnalyticsConfiguration: { UserDataShared: true } },
      { AnalyticsConfiguration: { ...ANALYTICS, UserDataShared: true } },
    ],
    ['a list is replaced', { WriteAttributes: ['nickname'] }, { WriteAttributes: ['nickname'] }],
  ])('keeps what is beside the change inside a setting: %s', async (_, changes, expected) => {
    const { admin } = await startAdmin()
    const made = await admin.createUserPoolClient({ ...EVERYTHING, AnalyticsConfiguration: ANALYTICS })
    const changed = await admin.updateUserPoolClient(made.ClientId ?? '', changes)
    expect(changed).toEqual({ ...made, ...expected, LastModifiedDate: expect.any(Date) })
  })

  test('keeps both of two updates at once', async () => {
    const { admin } = await startAdmin()
    const { ClientId = '' } = await admin.createUserPoolClient({ ClientName: 'web' })
    await Promise.all([
      admin.updateUserPoolClient(ClientId, { AuthSessionValidity: 7 }),
      admin.updateUserPoolClient(ClientId, { ClientName: 'app' }),
      admin.updateUserPoolClient(ClientId, { CallbackURLs: ['https://example.com'] }),
    ])
    expect(await admin.describeUserPoolClient(ClientId)).toMatchObject({
      ClientName: 'app',
      AuthSessionValidity: 7,
      CallbackURLs: ['https://example.com'],
    })
  })

  test('is read again when somebody else was faster', async () => {
    const { admin, local } = await startAdmin()
    const overtaken = { operation: 'UpdateUserPoolClient', error: 'ConcurrentModificationException' }
    local.failNext({ ...overtaken, times: 2 })
    await admin.updateUserPoolClient(local.clientId, { AuthSessionValidity: 7 })
    expect(local.counts.of('DescribeUserPoolClient')).toBe(3)
    local.failNext({ ...overtaken, times: 3 })
    const error = await failure(admin.updateUserPoolClient(local.clientId, { AuthSessionValidity: 8 }))
    expect(error.name).toBe('ConcurrentModificationException')
    expect((await admin.describeUserPoolClient(local.clientId)).AuthSessionValidity).toBe(7)
  })

  test('is deleted', async () => {
    const { admin, local } = await startAdmin()
    await admin.deleteUserPoolClient(local.clientId)
    const error = await failure(admin.describeUserPoolClient(local.clientId))
    expect(error).toMatchObject({ name: 'ResourceNotFoundException', code: 'ERR_POOLPASS_CONFIGURATION' })
  })

  test('is refused by the service, or before', async () => {
    const { admin, local } = await startAdmin()
    const invalid = { code: 'ERR_POOLPASS_INVALID_OPTION' }
    expect(await failure(admin.createUserPoolClient({} as never))).toMatchObject({ ...invalid, option: 'ClientName' })
    expect(await failure(admin.updateUserPoolClient('', {}))).toMatchObject({ ...invalid, option: 'clientId' })
    expect(await failure(admin.updateUserPoolClient(local.clientId, null as never))).toMatchObject(invalid)
    const error = await failure(admin.updateUserPoolClient(local.clientId, { AuthSessionValidity: 99 }))
    expect(error).toMatchObject({ name: 'InvalidParameterException', operation: 'UpdateUserPoolClient' })
  })
})
