import { assertDetails, type IdentityProvider, type ProviderSettings, type ProviderType } from './identity-provider.js'
import { nextNumber } from './sequence.js'
import { invalidParameter, resourceNotFound, ServiceError } from './service-error.js'
import type { UserPool } from './user-pool.js'

const MOST_PROVIDERS = 300

function assertIdentifiersFree(pool: UserPool, { name, identifiers }: IdentityProvider): void {
  const others = [...pool.identityProviders.values()].filter(other => other.name !== name)
  const taken = identifiers.find(identifier => others.some(other => other.identifiers.includes(identifier)))
  if (taken !== undefined) throw invalidParameter(`The identifier ${taken} is of another identity provider.`)
}

function store(pool: UserPool, provider: IdentityProvider): IdentityProvider {
  assertDetails(provider)
  assertIdentifiersFree(pool, provider)
  pool.identityProviders.set(provider.name, provider)
  return provider
}

/** @throws {ServiceError} DuplicateProviderException, LimitExceededException, InvalidParameterException */
export function createIdentityProvider(
  pool: UserPool,
  name: string,
  type: ProviderType,
  { details = {}, attributeMapping = {}, identifiers = [] }: ProviderSettings,
): IdentityProvider {
  if (pool.identityProviders.has(name)) {
    throw new ServiceError('DuplicateProviderException', `The provider ${name} already exists.`)
  }
  if (pool.identityProviders.size >= MOST_PROVIDERS) {
    throw new ServiceError('LimitExceededException', `A user pool has at most ${MOST_PROVIDERS} identity providers.`)
  }
  const nowMs = pool.clock.nowMs()
  const times = { createdAtMs: nowMs, modifiedAtMs: nowMs }
  return store(pool, { number: nextNumber(), name, type, details, attributeMapping, identifiers, ...times })
}

const providerNotFound = (name: string) => resourceNotFound(`Identity provider ${name} does not exist.`)

/** @throws {ServiceError} ResourceNotFoundException */
export function findIdentityProvider(pool: UserPool, name: string): IdentityProvider {
  const provider = pool.identityProviders.get(name)
  if (provider === undefined) throw providerNotFound(name)
  return provider
}

/** @throws {ServiceError} ResourceNotFoundException */
export function findByIdentifier(pool: UserPool, identifier: string): IdentityProvider {
  const provider = [...pool.identityProviders.values()].find(({ identifiers }) => identifiers.includes(identifier))
  if (provider === undefined) throw providerNotFound(identifier)
  return provider
}

/** @param changes Each replaces the whole of what was there. */
export function updateIdentityProvider(pool: UserPool, name: string, changes: ProviderSettings): IdentityProvider {
  return store(pool, { ...findIdentityProvider(pool, name), ...changes, modifiedAtMs: pool.clock.nowMs() })
}

/** @throws {ServiceError} ResourceNotFoundException */
export function deleteIdentityProvider(pool: UserPool, name: string): void {
  pool.identityProviders.delete(findIdentityProvider(pool, name).name)
}
