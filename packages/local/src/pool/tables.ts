import type { AppClient } from './app-client.js'
import type { Grant, RefreshToken } from './grants.js'
import type { Group } from './group.js'
import type { IdentityProvider } from './identity-provider.js'
import type { SentCode } from './self-service/sent-codes.js'
import type { MfaSettings, PoolSettings } from './settings.js'
import type { LocalSigningKeys } from './signing-keys.js'
import type { User } from './user.js'

/** What a pool is, without what it holds. */
export interface PoolRecord {
  readonly number: number
  readonly id: string
  readonly name: string
  readonly settings: PoolSettings
  readonly mfa: MfaSettings
  readonly createdAtMs: number
  readonly modifiedAtMs: number
  /** Keys the look of users that do not exist. */
  readonly simulationKey: Uint8Array
}

/** What each table of a pool holds. */
interface RecordTypes {
  /** By sub. */
  readonly users: User
  /** By id. */
  readonly clients: AppClient
  /** By name, as identity providers are. */
  readonly groups: Group
  readonly identityProviders: IdentityProvider
  /** By event id. */
  readonly grants: Grant
  /** By the token's digest. */
  readonly refreshTokens: RefreshToken
  /** By purpose and holder. */
  readonly codes: SentCode
}

export type PoolTables = { readonly [Name in keyof RecordTypes]: Map<string, RecordTypes[Name]> }

/**
 * All that outlives a process, where it is kept. Whatever changes in a record, the record is set again: who keeps it
 * learns of the change by that alone.
 */
export interface Tables {
  readonly pools: Map<string, PoolRecord>
  /** By pool id. */
  readonly signingKeys: Map<string, LocalSigningKeys>
  /** The tables of one pool. */
  of(poolId: string): PoolTables
  /** Forgets a pool with all that it holds. */
  drop(poolId: string): void
}

/** @param newMap Makes the map of one table. */
export function createPoolTables(newMap: <V>(name: keyof PoolTables) => Map<string, V>): PoolTables {
  return {
    users: newMap('users'),
    clients: newMap('clients'),
    groups: newMap('groups'),
    identityProviders: newMap('identityProviders'),
    grants: newMap('grants'),
    refreshTokens: newMap('refreshTokens'),
    codes: newMap('codes'),
  }
}

/** Tables that live as long as the process. */
export function memoryTables(): Tables {
  return {
    pools: new Map(),
    signingKeys: new Map(),
    of: () => createPoolTables(() => new Map()),
    drop() {},
  }
}
