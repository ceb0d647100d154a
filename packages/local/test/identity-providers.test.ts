import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, send } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({ signingKeys })
})
afterEach(() => local.close())

const GOOGLE = { client_id: 'us', client_secret: 'hush', authorize_scopes: 'openid email' }

const call = (operation: string, input: object = {}) => admin(local, operation, input)
const create = (ProviderName: string, more: object = {}) =>
  call('CreateIdentityProvider', { ProviderName, ProviderType: 'Google', ProviderDetails: GOOGLE, ...more })

describe('an identity provider', () => {
  it('is made, shown by name and by identifier, changed and deleted', async () => {
    const settings = { AttributeMapping: { email: 'mail' }, IdpIdentifiers: ['example.com'] }
    const made = (await create('Google', settings)).body.IdentityProvider
    expect(made).toEqual({
      UserPoolId: local.userPoolId,
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: GOOGLE,
      ...settings,
      CreationDate: expect.any(Number),
      LastModifiedDate: made.CreationDate,
    })
    const shown = await call('GetIdentityProviderByIdentifier', { IdpIdentifier: 'example.com' })
    expect(shown.body.IdentityProvider).toEqual(made)

    local.clock.advance({ seconds: 5 })
    const ProviderDetails = { ...GOOGLE, client_secret: 'new' }
    const changed = await call('UpdateIdentityProvider', { ProviderName: 'Google', ProviderDetails })
    expect(changed.body.IdentityProvider).toMatchObject({ ...settings, ProviderDetails, ProviderName: 'Google' })
    expect(changed.body.IdentityProvider.LastModifiedDate).toBeGreaterThan(made.LastModifiedDate)
    const described = await call('DescribeIdentityProvider', { ProviderName: 'Google' })
    expect(described.body).toEqual(changed.body)

    const deleted = await call('DeleteIdentityProvider', { ProviderName: 'Google' })
    expect([deleted.status, deleted.body]).toEqual([200, undefined])
    expect((await call('DescribeIdentityProvider', { ProviderName: 'Google' })).error).toBe(
      'ResourceNotFoundException: Identity provider Google does not exist.',
    )
  })

  it('has its maps replaced as a whole by an update', async () => {
    await create('Google', { AttributeMapping: { email: 'mail', name: 'name' } })
    await call('UpdateIdentityProvider', { ProviderName: 'Google', AttributeMapping: { nickname: 'nick' } })
    const { IdentityProvider } = (await call('DescribeIdentityProvider', { ProviderName: 'Google' })).body
    expect(IdentityProvider).toMatchObject({ ProviderDetails: GOOGLE })
    expect(IdentityProvider.AttributeMapping).toEqual({ nickname: 'nick' })
    const { error } = await call('UpdateIdentityProvider', {
      ProviderName: 'Google',
      ProviderDetails: { client_id: 'x' },
    })
    expect(error).toMatch(/^InvalidParameterException: client_secret is required/)
  })

  it('is listed page by page', async () => {
    for (const name of ['One', 'Two', 'Three']) await create(name)
    const first = (await call('ListIdentityProviders', { MaxResults: 2 })).body
    expect(first.Providers[0]).toEqual({
      ProviderName: 'One',
      ProviderType: 'Google',
      CreationDate: expect.any(Number),
      LastModifiedDate: expect.any(Number),
    })
    const second = (await call('ListIdentityProviders', { MaxResults: 2, NextToken: first.NextToken })).body
    expect([...first.Providers, ...second.Providers].map(({ ProviderName }) => ProviderName)).toEqual([
      'One',
      'Two',
      'Three',
    ])
    expect(second).not.toHaveProperty('NextToken')
  })

  it.each([
    [{ ProviderName: 'There' }, /^DuplicateProviderException/],
    [{ ProviderName: 'ab' }, /at 'providerName' .* length greater than or equal to 3/],
    [{ ProviderName: '_abc' }, /at 'providerName' .* regular expression/],
    [
      { ProviderType: 'Myspace' },
      /enum value set: \[SAML, OIDC, Facebook, Google, LoginWithAmazon, SignInWithApple\]$/,
    ],
    [{ ProviderType: 'SAML', ProviderDetails: {} }, /MetadataURL or MetadataFile is required/],
    [{ ProviderType: 'OIDC' }, /attributes_request_method is required/],
    [{ ProviderDetails: undefined }, /Value null at 'providerDetails' failed .* not be null/],
    [{ IdpIdentifiers: ['taken'] }, /^InvalidParameterException: .*taken/],
  ])('is refused with %j', async (more, expected) => {
    await create('There', { IdpIdentifiers: ['taken'] })
    expect((await create('Another', more)).error).toMatch(expected)
  })

  it.each([
    'CreateIdentityProvider',
    'DescribeIdentityProvider',
    'UpdateIdentityProvider',
    'DeleteIdentityProvider',
    'GetIdentityProviderByIdentifier',
    'ListIdentityProviders',
    'DeleteUserPoolClient',
  ])('needs credentials: %s', async operation => {
    expect((await send(local, operation, { UserPoolId: local.userPoolId })).error).toMatch(
      /^MissingAuthenticationTokenException/,
    )
  })

  it.each(['UpdateIdentityProvider', 'DeleteIdentityProvider'])('must be there for %s', async operation => {
    expect((await call(operation, { ProviderName: 'nowhere' })).error).toMatch(/^ResourceNotFoundException/)
  })
})
