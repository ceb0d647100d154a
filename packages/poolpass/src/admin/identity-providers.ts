import type { IdentityProviderType, ProviderDescription } from '@aws-sdk/client-cognito-identity-provider'
import {
  type Check,
  type Checks,
  checkObject,
  checkOptions,
  checkTextList,
  checkTextMap,
  oneOf,
} from '../errors/index.js'
import { merge, readMergeWrite } from './merge.js'
import { everyItem, type ListOptions, pageSizeOf } from './pages.js'
import type { AdminService } from './service.js'
import { checkText } from './text.js'

export type ProviderType = 'SAML' | 'OIDC' | 'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple'

type StringMap = Readonly<Record<string, string>>

/** An identity provider. **`providerDetails` may hold secrets.** */
export interface IdentityProvider {
  readonly providerName: string
  readonly providerType: ProviderType | (string & {})
  /** By the service's names, e.g. `client_id`. */
  readonly providerDetails: StringMap
  /** The pool's attribute → the provider's. */
  readonly attributeMapping: StringMap
  readonly idpIdentifiers: readonly string[]
  readonly createdAt: Date | undefined
  readonly lastModifiedAt: Date | undefined
}

export interface NewIdentityProvider {
  readonly providerName: string
  readonly providerType: ProviderType
  readonly providerDetails: StringMap
  readonly attributeMapping?: StringMap | undefined
  readonly idpIdentifiers?: readonly string[] | undefined
}

type Changes = Readonly<Record<string, string | null | undefined>>

/** What is named changes, `null` takes an entry away, and the rest stays. */
export interface IdentityProviderChanges {
  readonly providerDetails?: Changes | undefined
  readonly attributeMapping?: Changes | undefined
  /** Replaces the list. */
  readonly idpIdentifiers?: readonly string[] | undefined
}

const checkType = oneOf('SAML', 'OIDC', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple')

const NEW_PROVIDER: Checks<NewIdentityProvider> = {
  providerName: checkText,
  providerType: checkType,
  providerDetails: checkTextMap,
  attributeMapping: checkTextMap,
  idpIdentifiers: checkTextList,
}

const checkChanges: Check = (option, changes) => {
  checkObject(option, changes)
  checkTextMap(option, merge({}, changes))
}

const CHANGES: Checks<IdentityProviderChanges> = {
  providerDetails: checkChanges,
  attributeMapping: checkChanges,
  idpIdentifiers: checkTextList,
}

function readProvider(provider: IdentityProviderType = {}): IdentityProvider {
  return {
    providerName: provider.ProviderName ?? '',
    providerType: provider.ProviderType ?? '',
    providerDetails: provider.ProviderDetails ?? {},
    attributeMapping: provider.AttributeMapping ?? {},
    idpIdentifiers: provider.IdpIdentifiers ?? [],
    createdAt: provider.CreationDate,
    lastModifiedAt: provider.LastModifiedDate,
  }
}

export async function createIdentityProvider(
  service: AdminService,
  provider: NewIdentityProvider,
): Promise<IdentityProvider> {
  checkOptions(provider, NEW_PROVIDER, 'provider')
  checkType('providerType', provider.providerType)
  checkTextMap('providerDetails', provider.providerDetails)
  const { attributeMapping, idpIdentifiers } = provider
  const { IdentityProvider } = await service.call('CreateIdentityProvider', {
    ProviderName: checkText('providerName', provider.providerName),
    ProviderType: provider.providerType,
    ProviderDetails: { ...provider.providerDetails },
    AttributeMapping: attributeMapping,
    IdpIdentifiers: idpIdentifiers && [...idpIdentifiers],
  })
  return readProvider(IdentityProvider)
}

export async function describeIdentityProvider(service: AdminService, providerName: string): Promise<IdentityProvider> {
  const input = { ProviderName: checkText('providerName', providerName) }
  const { IdentityProvider } = await service.call('DescribeIdentityProvider', input)
  return readProvider(IdentityProvider)
}

export async function findIdentityProvider(service: AdminService, identifier: string): Promise<IdentityProvider> {
  const input = { IdpIdentifier: checkText('identifier', identifier) }
  const { IdentityProvider } = await service.call('GetIdentityProviderByIdentifier', input)
  return readProvider(IdentityProvider)
}

/** Shown by the service, and not to be written back. */
const OUTPUT_ONLY = [
  'attributes_url_add_attributes',
  'ActiveEncryptionCertificate',
  'SSORedirectBindingURI',
  'SLORedirectBindingURI',
]
/** Of these there is one: naming one takes the other away. */
const ALTERNATIVES = ['MetadataURL', 'MetadataFile']

function mergeDetails(current: StringMap, changes: Changes): StringMap {
  const isReplaced = ALTERNATIVES.some(name => typeof changes[name] === 'string')
  const dropped = [...OUTPUT_ONLY, ...(isReplaced ? ALTERNATIVES : [])]
  const kept = Object.entries(current).filter(([name]) => !dropped.includes(name))
  return merge(Object.fromEntries(kept), changes)
}

/** The service replaces a map as a whole: so it is read first, and written back with what changes. */
export function updateIdentityProvider(
  service: AdminService,
  providerName: string,
  changes: IdentityProviderChanges,
): Promise<IdentityProvider> {
  checkOptions(changes, CHANGES, 'changes')
  const { providerDetails = {}, attributeMapping = {}, idpIdentifiers } = changes
  return readMergeWrite(async () => {
    const current = await describeIdentityProvider(service, providerName)
    const { IdentityProvider } = await service.call('UpdateIdentityProvider', {
      ProviderName: providerName,
      ProviderDetails: mergeDetails(current.providerDetails, providerDetails),
      AttributeMapping: merge(current.attributeMapping, attributeMapping),
      IdpIdentifiers: [...(idpIdentifiers ?? current.idpIdentifiers)],
    })
    return readProvider(IdentityProvider)
  })
}

export async function deleteIdentityProvider(service: AdminService, providerName: string): Promise<void> {
  await service.call('DeleteIdentityProvider', { ProviderName: checkText('providerName', providerName) })
}

/** What a list tells of an identity provider. */
export type IdentityProviderSummary = Pick<
  IdentityProvider,
  'providerName' | 'providerType' | 'createdAt' | 'lastModifiedAt'
>

function readSummary(provider: ProviderDescription): IdentityProviderSummary {
  const { providerName, providerType, createdAt, lastModifiedAt } = readProvider(provider)
  return { providerName, providerType, createdAt, lastModifiedAt }
}

export function listIdentityProviders(
  service: AdminService,
  options: ListOptions = {},
): AsyncGenerator<IdentityProviderSummary, void, void> {
  const MaxResults = pageSizeOf(options)
  return everyItem(async token => {
    const output = await service.call('ListIdentityProviders', { MaxResults, NextToken: token }, options)
    return { items: (output.Providers ?? []).map(readSummary), next: output.NextToken }
  })
}
