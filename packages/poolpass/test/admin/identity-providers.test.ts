import { describe, expect, test } from 'vitest'
import { failure } from '../session/support/world.js'
import { all, startAdmin } from './support/admin.js'

const OIDC = {
  client_id: 'us',
  client_secret: 'hush',
  attributes_request_method: 'GET',
  oidc_issuer: 'https://id.example.com',
  authorize_scopes: 'openid email',
}

const example = {
  providerName: 'Example',
  providerType: 'OIDC',
  providerDetails: OIDC,
  attributeMapping: { email: 'mail', name: 'full_name' },
  idpIdentifiers: ['example.com'],
} as const

describe('an identity provider', () => {
  test('is made, shown and found', async () => {
    const { admin, clock } = await startAdmin()
    const now = new Date(clock.wallMs())
    const made = await admin.createIdentityProvider(example)
    expect(made).toEqual({ ...example, createdAt: now, lastModifiedAt: now })
    expect(await admin.describeIdentityProvider('Example')).toEqual(made)
    expect(await admin.findIdentityProvider('example.com')).toEqual(made)
  })

  test('keeps all that an update does not name, inside the maps too', async () => {
    const { admin } = await startAdmin()
    await admin.createIdentityProvider(example)
    const changed = await admin.updateIdentityProvider('Example', {
      providerDetails: { client_secret: 'new' },
      attributeMapping: { name: null, nickname: 'nick' },
    })
    expect(changed).toMatchObject({
      ...example,
      providerDetails: { ...OIDC, client_secret: 'new' },
      attributeMapping: {},
    })
    expect(changed.attributeMapping).toEqual({ email: 'mail', nickname: 'nick' })
    expect((await admin.updateIdentityProvider('Example', { idpIdentifiers: [] })).idpIdentifiers).toEqual([])
    expect((await admin.describeIdentityProvider('Example')).providerDetails.client_secret).toBe('new')
  })

  test('has metadata from one place', async () => {
    const { admin, lastInput } = await startAdmin()
    const byUrl = { MetadataURL: 'https://id.example.com/saml', IDPSignout: 'true' }
    await admin.createIdentityProvider({ providerName: 'Saml', providerType: 'SAML', providerDetails: byUrl })
    const changed = await admin.updateIdentityProvider('Saml', { providerDetails: { MetadataFile: '<xml/>' } })
    expect(changed.providerDetails).toEqual({ MetadataFile: '<xml/>', IDPSignout: 'true' })
    expect(lastInput('UpdateIdentityProvider').ProviderDetails).not.toHaveProperty('MetadataURL')
  })

  test('is written back without what the service only shows', async () => {
    const { admin, lastInput } = await startAdmin()
    const providerDetails = { ...OIDC, attributes_url_add_attributes: 'false' }
    await admin.createIdentityProvider({ ...example, providerDetails })
    await admin.updateIdentityProvider('Example', { providerDetails: { authorize_scopes: 'openid' } })
    expect(lastInput('UpdateIdentityProvider').ProviderDetails).toEqual({ ...OIDC, authorize_scopes: 'openid' })
  })

  test('is listed and deleted', async () => {
    const { admin } = await startAdmin()
    for (const providerName of ['One', 'Two', 'Three']) {
      await admin.createIdentityProvider({ ...example, providerName, idpIdentifiers: [] })
    }
    await admin.deleteIdentityProvider('Two')
    const left = await all(admin.identityProviders({ pageSize: 1 }))
    expect(left).toEqual(
      ['One', 'Three'].map(providerName => ({
        providerName,
        providerType: 'OIDC',
        createdAt: expect.any(Date),
        lastModifiedAt: expect.any(Date),
      })),
    )
  })

  test('is refused by the service, or before', async () => {
    const { admin } = await startAdmin()
    await admin.createIdentityProvider(example)
    expect(await failure(admin.createIdentityProvider(example))).toMatchObject({ name: 'DuplicateProviderException' })
    for (const call of [
      () => admin.describeIdentityProvider('Nobody'),
      () => admin.updateIdentityProvider('Nobody', {}),
      () => admin.deleteIdentityProvider('Nobody'),
      () => admin.findIdentityProvider('nobody.com'),
    ]) {
      expect(await failure(call())).toMatchObject({ name: 'ResourceNotFoundException' })
    }
    const incomplete = { ...example, providerName: 'Other', idpIdentifiers: [], providerDetails: { client_id: 'us' } }
    const error = await failure(admin.createIdentityProvider(incomplete))
    expect(error).toMatchObject({ name: 'InvalidParameterException' })
    const invalid = { code: 'ERR_POOLPASS_INVALID_OPTION' }
    expect(await failure(admin.createIdentityProvider({ ...example, details: {} } as never))).toMatchObject(invalid)
    expect(
      await failure((async () => admin.updateIdentityProvider('Example', { details: {} } as never))()),
    ).toMatchObject(invalid)
  })
})
