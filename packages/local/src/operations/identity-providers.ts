import { type IdentityProvider, PROVIDER_TYPES, type ProviderSettings } from '../pool/identity-provider.js'
import {
  createIdentityProvider,
  deleteIdentityProvider,
  findByIdentifier,
  findIdentityProvider,
  updateIdentityProvider,
} from '../pool/identity-providers.js'
import type { UserPool } from '../pool/user-pool.js'
import { type Input, list, oneOf, required, string, stringMap } from './input/members.js'
import { listSize, nextToken, userPoolId } from './input/scalars.js'
import { defineOperation, type Output } from './operation.js'
import { timestamp } from './output.js'
import { nextTokenMember, page } from './paging.js'

const dates = ({ createdAtMs, modifiedAtMs }: IdentityProvider) => ({
  LastModifiedDate: timestamp(modifiedAtMs),
  CreationDate: timestamp(createdAtMs),
})

function describe(pool: UserPool, provider: IdentityProvider): NonNullable<Output> {
  return {
    IdentityProvider: {
      UserPoolId: pool.id,
      ProviderName: provider.name,
      ProviderType: provider.type,
      ProviderDetails: provider.details,
      AttributeMapping: provider.attributeMapping,
      IdpIdentifiers: provider.identifiers,
      ...dates(provider),
    },
  }
}

const NAME = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]`
const ofPool = { UserPoolId: required(userPoolId) }
const ofProvider = {
  ...ofPool,
  ProviderName: required(string({ min: 1, max: 32, pattern: new RegExp(`${NAME}+`, 'u') })),
}
const newName = string({ min: 3, max: 32, pattern: new RegExp(String.raw`[^_\p{Z}]${NAME}[^_\p{Z}]+`, 'u') })
const identifier = string({ min: 1, max: 40, pattern: /[\w\s+=.@-]+/ })
const settings = { AttributeMapping: stringMap, IdpIdentifiers: list(identifier, { max: 50 }) }

const objectOf = (map: ReadonlyMap<string, string> | undefined) => map && Object.fromEntries(map)

function settingsOf(given: Input<typeof settings & { ProviderDetails: typeof stringMap }>): ProviderSettings {
  const [details, attributeMapping] = [objectOf(given.ProviderDetails), objectOf(given.AttributeMapping)]
  return {
    ...(details && { details }),
    ...(attributeMapping && { attributeMapping }),
    ...(given.IdpIdentifiers && { identifiers: given.IdpIdentifiers }),
  }
}

const create = defineOperation({
  name: 'CreateIdentityProvider',
  access: 'signed',
  input: {
    ...ofPool,
    ProviderName: required(newName),
    ProviderType: required(oneOf(...PROVIDER_TYPES)),
    ProviderDetails: required(stringMap),
    ...settings,
  },
  run({ account }, { UserPoolId, ProviderName, ProviderType, ...given }) {
    const pool = account.pool(UserPoolId)
    return describe(pool, createIdentityProvider(pool, ProviderName, ProviderType, settingsOf(given)))
  },
})

const describeProvider = defineOperation({
  name: 'DescribeIdentityProvider',
  access: 'signed',
  input: ofProvider,
  run({ account }, { UserPoolId, ProviderName }) {
    const pool = account.pool(UserPoolId)
    return describe(pool, findIdentityProvider(pool, ProviderName))
  },
})

const getByIdentifier = defineOperation({
  name: 'GetIdentityProviderByIdentifier',
  access: 'signed',
  input: { ...ofPool, IdpIdentifier: required(identifier) },
  run({ account }, { UserPoolId, IdpIdentifier }) {
    const pool = account.pool(UserPoolId)
    return describe(pool, findByIdentifier(pool, IdpIdentifier))
  },
})

const update = defineOperation({
  name: 'UpdateIdentityProvider',
  access: 'signed',
  input: { ...ofProvider, ProviderDetails: stringMap, ...settings },
  run({ account }, { UserPoolId, ProviderName, ...given }) {
    const pool = account.pool(UserPoolId)
    return describe(pool, updateIdentityProvider(pool, ProviderName, settingsOf(given)))
  },
})

const deleteProvider = defineOperation({
  name: 'DeleteIdentityProvider',
  access: 'signed',
  input: ofProvider,
  run({ account }, { UserPoolId, ProviderName }) {
    deleteIdentityProvider(account.pool(UserPoolId), ProviderName)
    return undefined
  },
})

const listProviders = defineOperation({
  name: 'ListIdentityProviders',
  access: 'signed',
  input: { ...ofPool, MaxResults: listSize, NextToken: nextToken },
  run({ account }, { UserPoolId, MaxResults, NextToken }) {
    const pool = account.pool(UserPoolId)
    const request = { list: `providers of ${pool.id}`, nowMs: pool.clock.nowMs(), token: NextToken }
    const { items, token } = page(pool.identityProviders.values(), { ...request, size: MaxResults || 60 })
    const shown = items.map(provider => ({
      ProviderName: provider.name,
      ProviderType: provider.type,
      ...dates(provider),
    }))
    return { Providers: shown, ...nextTokenMember(token) }
  },
})

export const identityProviderOperations = [
  create,
  describeProvider,
  getByIdentifier,
  update,
  deleteProvider,
  listProviders,
]
