import type { IdentityProviderType, ProviderDescription } from '@aws-sdk/client-cognito-identity-provider'
import type { StringMap } from '../cognito-idp/index.js'
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

/** What kind of provider, as the service names it. */
export type ProviderType = 'SAML' | 'OIDC' | 'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple'

/** An identity provider. **`providerDetails` may hold secrets.** */
export interface IdentityProvider {
  /** Its id in the pool, e.g. `Google`. */
  readonly providerName: string
  /** What kind of provider. */
  readonly providerType: ProviderType | (string & {})
  /** By the service's names, e.g. `client_id`. */
  readonly providerDetails: Readonly<StringMap>
  /** The pool's attribute → the provider's. */
  readonly attributeMapping: Readonly<StringMap>
  /** Other names to find it by, e.g. the domains of its users. */
  readonly idpIdentifiers: readonly string[]
  /** When it was made, by the service's clock. */
  readonly createdAt: Date | undefined
  /** When its settings were last changed. */
  readonly lastModifiedAt: Date | undefined
}

/** What an identity provider is made of. */
export interface NewIdentityProvider {
  /** Its id in the pool. Social ones have their type's name. */
  readonly providerName: string
  /** Cannot be changed later. */
  readonly providerType: ProviderType
  /** By the service's names, e.g. `client_id`; which are needed depends on the type. **May hold secrets.** */
  readonly providerDetails: Readonly<StringMap>
  /** The pool's attribute → the provider's. Default: none. */
  readonly attributeMapping?: Readonly<StringMap> | undefined
  /** Other names to find it by. Default: none. */
  readonly idpIdentifiers?: readonly string[] | undefined
}

/** Names and new values; `null` takes one away. */
type Changes = Readonly<Record<string, string | null | undefined>>

/** What is named changes, `null` takes an entry away, and the rest stays. */
export interface IdentityProviderChanges {
  /** Entry by entry. A `MetadataURL` takes the place of a `MetadataFile`, and the other way round. */
  readonly providerDetails?: Changes | undefined
  /** Entry by entry: the pool's attribute → the provider's. */
  readonly attributeMapping?: Changes | undefined
  /** Replaces the list. */
  readonly idpIdentifiers?: readonly string[] | undefined
}

const checkType = oneOf(['SAML', 'OIDC', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'])

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

function mergeDetails(current: Readonly<StringMap>, changes: Changes): Readonly<StringMap> {
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
