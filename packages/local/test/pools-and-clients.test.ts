import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, getUser, PASSWORD, renew, signIn, tokensOf } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({ signingKeys, users: [{ username: 'alice', password: PASSWORD }] })
})
afterEach(() => local.close())

describe('a user pool', () => {
  const createPool = async (more: object = {}) =>
    (await admin(local, 'CreateUserPool', { PoolName: 'demo', ...more })).body.UserPool

  it('is made with the service’s defaults', async () => {
    const pool = await createPool()
    expect(pool.Id).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/)
    expect(pool).toMatchObject({
      Name: 'demo',
      Arn: expect.stringContaining(`userpool/${pool.Id}`),
      MfaConfiguration: 'OFF',
      DeletionProtection: 'INACTIVE',
      EstimatedNumberOfUsers: 0,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
      },
    })
    const described = await admin(local, 'DescribeUserPool', { UserPoolId: pool.Id })
    expect(described.body.UserPool).toEqual(pool)
  })

  it('is listed page by page', async () => {
    for (const PoolName of ['one', 'two', 'three']) await admin(local, 'CreateUserPool', { PoolName })
    const names: string[] = []
    let NextToken: string | undefined
    do {
      const { body } = await admin(local, 'ListUserPools', { MaxResults: 2, NextToken })
      expect(body.UserPools.length).toBeLessThanOrEqual(2)
      names.push(...body.UserPools.map(({ Name }: { Name: string }) => Name))
      NextToken = body.NextToken
    } while (NextToken)
    expect(names).toEqual(['local', 'one', 'two', 'three'])
    expect((await admin(local, 'ListUserPools', { MaxResults: 0 })).error).toMatch(/greater than or equal to 1$/)
    expect((await admin(local, 'ListUserPools', { MaxResults: 1, NextToken: '!' })).error).toMatch(/^InvalidParameter/)
  })

  it('is updated by replacement, but for what is fixed', async () => {
    const { Id: UserPoolId } = await createPool({
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      AutoVerifiedAttributes: ['email'],
      UsernameAttributes: ['email'],
      UserPoolTags: { team: 'blue' },
    })
    expect((await admin(local, 'UpdateUserPool', { UserPoolId, UserPoolTags: { team: 'red' } })).body).toEqual({})
    const { UserPool } = (await admin(local, 'DescribeUserPool', { UserPoolId })).body
    expect(UserPool).toMatchObject({ UserPoolTags: { team: 'red' }, UsernameAttributes: ['email'] })
    expect(UserPool.Policies.PasswordPolicy.MinimumLength).toBe(8)
    expect(UserPool).not.toHaveProperty('AutoVerifiedAttributes')
  })

  it('is deleted unless protected', async () => {
    const { Id: UserPoolId } = await createPool({ DeletionProtection: 'ACTIVE' })
    expect((await admin(local, 'DeleteUserPool', { UserPoolId })).error).toMatch(/^InvalidParameterException/)
    await admin(local, 'UpdateUserPool', { UserPoolId })
    const { status, body } = await admin(local, 'DeleteUserPool', { UserPoolId })
    expect([status, body]).toEqual([200, undefined])
    expect((await admin(local, 'DescribeUserPool', { UserPoolId })).error).toMatch(/^ResourceNotFoundException/)
  })

  it.each([
    { LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:f' } },
    { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } },
    { Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } },
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
  ])('refuses by name what would not be done: %j', async settings => {
    const { error } = await admin(local, 'CreateUserPool', { PoolName: 'demo', ...settings })
    expect(error).toMatch(/^InvalidParameterException: .* is not implemented by the local user pool\.$/)
  })

  it.each([
    [{ PoolName: '' }, /2? ?validation errors? detected/],
    [{ Policies: { PasswordPolicy: { MinimumLength: 5 } } }, /'policies\.passwordPolicy\.minimumLength'/],
    [{ AliasAttributes: ['email'], UsernameAttributes: ['email'] }, /^InvalidParameterException/],
    [{ Schema: [{ Name: 'x', Required: true }] }, /Required custom attributes are not supported currently\.$/],
    [{ Schema: 'x' }, /^SerializationException/],
    [
      { UserPoolTier: 'LITE', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } },
      /^FeatureUnavailableInTierException/,
    ],
    [{ MfaConfiguration: 'ON' }, /^InvalidParameterException: MfaConfiguration ON needs/],
    [{ MfaConfiguration: 'OPTIONAL' }, /^InvalidParameterException: MfaConfiguration OPTIONAL needs/],
  ])('refuses %j', async (settings, expected) => {
    expect((await admin(local, 'CreateUserPool', { PoolName: 'demo', ...settings })).error).toMatch(expected)
  })
})

describe('an app client', () => {
  const createClient = async (more: object = {}) =>
    (await admin(local, 'CreateUserPoolClient', { ClientName: 'app', ...more })).body.UserPoolClient

  it('is made with the service’s defaults', async () => {
    const client = await createClient()
    expect(client).toEqual({
      UserPoolId: local.userPoolId,
      ClientName: 'app',
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      RefreshTokenValidity: 30,
      AuthSessionValidity: 3,
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
      EnablePropagateAdditionalUserContextData: false,
      CreationDate: expect.any(Number),
      LastModifiedDate: expect.any(Number),
    })
    const described = await admin(local, 'DescribeUserPoolClient', { ClientId: client.ClientId })
    expect(described.body.UserPoolClient).toEqual(client)
    expect((await signIn(local, { clientId: client.ClientId })).error).toBe('')
  })

  it('generates a secret, and keeps it through an update that replaces the rest', async () => {
    const { ClientId, ClientSecret } = await createClient({ GenerateSecret: true, AccessTokenValidity: 5 })
    expect(ClientSecret).toMatch(/^[a-z0-9]{51}$/)
    const { body } = await admin(local, 'UpdateUserPoolClient', { ClientId, AuthSessionValidity: 5 })
    expect(body.UserPoolClient).toMatchObject({ ClientName: 'app', ClientSecret, AuthSessionValidity: 5 })
    expect(body.UserPoolClient).not.toHaveProperty('AccessTokenValidity')
  })

  it('is listed without its secret', async () => {
    const { ClientId } = await createClient({ GenerateSecret: true })
    const { body } = await admin(local, 'ListUserPoolClients', { MaxResults: 60 })
    expect(body.UserPoolClients).toEqual([
      { ClientId: local.clientId, UserPoolId: local.userPoolId, ClientName: 'local' },
      { ClientId, UserPoolId: local.userPoolId, ClientName: 'app' },
    ])
  })

  it('is deleted, and with it all that it may do', async () => {
    const { ClientId } = await createClient()
    const { AccessToken, RefreshToken } = await tokensOf(local, { clientId: ClientId })
    const deleted = await admin(local, 'DeleteUserPoolClient', { ClientId })
    expect([deleted.status, deleted.body]).toEqual([200, undefined])
    const gone = `ResourceNotFoundException: User pool client ${ClientId} does not exist.`
    expect((await signIn(local, { clientId: ClientId })).error).toBe(gone)
    expect((await renew(local, RefreshToken, { ClientId })).error).toBe(gone)
    expect((await getUser(local, AccessToken)).error).toBe('NotAuthorizedException: Invalid Access Token')
    expect((await admin(local, 'DeleteUserPoolClient', { ClientId })).error).toBe(gone)
  })

  it('does not hide others from a list when those before it are deleted', async () => {
    for (const ClientName of ['one', 'two', 'three']) await createClient({ ClientName })
    const names: string[] = []
    let NextToken: string | undefined
    do {
      const { body } = await admin(local, 'ListUserPoolClients', { MaxResults: 1, NextToken })
      for (const { ClientId, ClientName } of body.UserPoolClients) {
        names.push(ClientName)
        await admin(local, 'DeleteUserPoolClient', { ClientId })
      }
      NextToken = body.NextToken
    } while (NextToken)
    expect(names).toEqual(['local', 'one', 'two', 'three'])
  })

  it.each([
    [{ AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } }, 'Invalid range for token validity.'],
    [{ IdTokenValidity: 25 }, 'Invalid range for token validity.'],
    [{ RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } }, 'Invalid range'],
    [
      { AccessTokenValidity: 2, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' } },
      'Invalid range',
    ],
    [{ AuthSessionValidity: 2 }, "Value '2' at 'authSessionValidity' failed to satisfy constraint"],
    [{ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] }, 'InvalidParameterException'],
    [
      { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
      'InvalidParameterException',
    ],
    [{ ExplicitAuthFlows: ['NOPE'] }, "at 'explicitAuthFlows.1.member'"],
    [{ RefreshTokenRotation: {} }, "Value null at 'refreshTokenRotation.feature' failed"],
  ])('refuses %j', async (settings, expected) => {
    expect((await admin(local, 'CreateUserPoolClient', { ClientName: 'app', ...settings })).error).toContain(expected)
  })

  it('has lifetimes in its own units', async () => {
    const { ClientId } = await createClient({
      AccessTokenValidity: 5,
      IdTokenValidity: 2,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'hours' },
    })
    const { body } = await signIn(local, { clientId: ClientId })
    expect(body.AuthenticationResult.ExpiresIn).toBe(300)
  })
})
