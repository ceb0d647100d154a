import { randomBytes } from 'node:crypto'
import { type AppClient, type AppClientInit, createAppClient, type TokenLifetimes } from './app-client.js'
import type { Clock } from './clock.js'
import { newClientId, newClientSecret, newUserPoolId } from './identifiers.js'
import type { Inbox } from './inbox.js'
import { withSms } from './mfa/offered.js'
import { nextNumber } from './sequence.js'
import { invalidParameter, notInTier, poolNotFound, resourceNotFound } from './service-error.js'
import type { ClientSettings, MfaSettings, PoolSettings } from './settings.js'
import { createSigningKeys, type LocalSigningKeys } from './signing-keys.js'
import type { PoolRecord, Tables } from './tables.js'
import type { LocalTriggers } from './triggers.js'
import { assertPoolSettings, createUserPool, recordOf, type UserPool } from './user-pool.js'

export interface AccountInit {
  readonly clock: Clock
  readonly inbox: Inbox
  readonly region: string
  readonly lifetimeOverrides: TokenLifetimes
  /** What they hold already is taken over. */
  readonly tables: Tables
  readonly signingKeys?: LocalSigningKeys
  readonly triggers?: LocalTriggers
}

export interface NewPool {
  readonly name: string
  readonly settings: PoolSettings
  /** Default: SMS where `settings` configure it. */
  readonly mfa?: MfaSettings
  readonly id?: string
  readonly issuer?: string
}

export interface NewClient {
  readonly name: string
  readonly settings: ClientSettings
  readonly clientId?: string
  /** A secret of the caller's choice. */
  readonly clientSecret?: string
  readonly generatesSecret?: boolean
}

export interface PoolClient {
  readonly pool: UserPool
  readonly client: AppClient
}

const clientNotFound = (clientId: string) => resourceNotFound(`User pool client ${clientId} does not exist.`)

/** Requests that were under way when their user or client was deleted may have left something behind. */
function forgetOrphans({ users, clients, grants, codes }: UserPool): void {
  grants.forget(({ sub, clientId }) => !users.findBySub(sub) || !clients.has(clientId))
  codes.forget((holder, { address }) => address !== undefined && !users.findBySub(holder))
}

/** All pools of the server, as an AWS account holds them in one region. */
export class Account {
  readonly #init: AccountInit
  readonly #pools = new Map<string, UserPool>()
  readonly #poolOfClient = new Map<string, UserPool>()

  constructor(init: AccountInit) {
    this.#init = init
    for (const record of init.tables.pools.values()) this.#takeOver(record)
  }

  get pools(): UserPool[] {
    return [...this.#pools.values()]
  }

  nowMs(): number {
    return this.#init.clock.nowMs()
  }

  createPool({ id = newUserPoolId(this.#init.region), name, settings, mfa, issuer }: NewPool): UserPool {
    if (this.#pools.has(id)) throw invalidParameter(`User pool ${id} already exists.`)
    const nowMs = this.nowMs()
    const record = {
      number: nextNumber(),
      id,
      name,
      settings,
      mfa: mfa ?? withSms(settings, {}),
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
      simulationKey: randomBytes(32),
    }
    const pool = this.#open(record, issuer)
    this.#keep(pool)
    return pool
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  pool(id: string): UserPool {
    const pool = this.#pools.get(id)
    if (pool === undefined) throw poolNotFound(id)
    return pool
  }

  /** @param settings Replace all that there are, but for those that are fixed when a pool is made. */
  updatePool(pool: UserPool, settings: PoolSettings, name: string | undefined): void {
    const mfa = withSms(settings, pool.mfa)
    assertPoolSettings(settings, mfa)
    pool.mfa = mfa
    const { Schema, AliasAttributes, UsernameAttributes, UsernameConfiguration } = pool.settings
    pool.settings = {
      ...settings,
      ...(Schema && { Schema }),
      ...(AliasAttributes && { AliasAttributes }),
      ...(UsernameAttributes && { UsernameAttributes }),
      ...(UsernameConfiguration && { UsernameConfiguration }),
    }
    pool.name = name ?? pool.name
    pool.modifiedAtMs = this.nowMs()
    this.#keep(pool)
  }

  /** Replaces the factors that the pool offers, and how far it demands them. */
  updateMfa(pool: UserPool, MfaConfiguration: PoolSettings['MfaConfiguration'] = 'OFF', mfa: MfaSettings): void {
    const { SmsConfiguration, SmsAuthenticationMessage } = mfa.SmsMfaConfiguration ?? {}
    const settings = {
      ...pool.settings,
      MfaConfiguration,
      ...(SmsConfiguration && { SmsConfiguration }),
      ...(SmsAuthenticationMessage !== undefined && { SmsAuthenticationMessage }),
    }
    assertPoolSettings(settings, mfa)
    pool.settings = settings
    pool.mfa = mfa
    pool.modifiedAtMs = this.nowMs()
    this.#keep(pool)
  }

  deletePool(pool: UserPool): void {
    if (pool.settings.DeletionProtection === 'ACTIVE') {
      throw invalidParameter('The user pool cannot be deleted because deletion protection is activated.')
    }
    for (const clientId of pool.clients.keys()) this.#poolOfClient.delete(clientId)
    this.#pools.delete(pool.id)
    pool.isDeleted = true
    this.#init.tables.drop(pool.id)
  }

  createClient(pool: UserPool, { clientId = newClientId(), ...client }: NewClient): AppClient {
    if (this.#poolOfClient.has(clientId)) throw invalidParameter(`User pool client ${clientId} already exists.`)
    const nowMs = this.#init.clock.nowMs()
    return this.#store(pool, {
      number: nextNumber(),
      clientId,
      clientName: client.name,
      clientSecret: client.clientSecret ?? (client.generatesSecret ? newClientSecret() : undefined),
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
      settings: client.settings,
    })
  }

  /** @param settings Replace all that there are. */
  updateClient({ pool, client }: PoolClient, name: string | undefined, settings: ClientSettings): AppClient {
    const modifiedAtMs = this.#init.clock.nowMs()
    return this.#store(pool, { ...client, clientName: name ?? client.clientName, modifiedAtMs, settings })
  }

  /** What was issued to the client goes with it, and serves none that is made under the same id later. */
  deleteClient({ pool, client }: PoolClient): void {
    pool.clients.delete(client.clientId)
    pool.grants.forget(({ clientId }) => clientId === client.clientId)
    this.#poolOfClient.delete(client.clientId)
  }

  /**
   * @param poolId Where given, the client must belong to that pool.
   * @throws {ServiceError} ResourceNotFoundException
   */
  client(clientId: string, poolId?: string): PoolClient {
    const pool = poolId === undefined ? this.#poolOfClient.get(clientId) : this.pool(poolId)
    const client = pool?.clients.get(clientId)
    if (pool === undefined || client === undefined) throw clientNotFound(clientId)
    return { pool, client }
  }

  #open(record: PoolRecord, issuer?: string): UserPool {
    const { id } = record
    const signingKeys = this.#signingKeys(id)
    const rest = { tables: this.#init.tables.of(id), signingKeys, ...(issuer !== undefined && { issuer }) }
    const pool = createUserPool({ ...this.#init, record, ...rest })
    this.#pools.set(id, pool)
    return pool
  }

  #takeOver(record: PoolRecord): void {
    const pool = this.#open(record)
    for (const client of [...pool.clients.values()]) this.#store(pool, client)
    forgetOrphans(pool)
  }

  #keep(pool: UserPool): void {
    this.#init.tables.pools.set(pool.id, recordOf(pool))
  }

  /** Makes keys for a pool that has none yet: some hundred milliseconds, beside the event loop. */
  async #signingKeys(poolId: string): Promise<LocalSigningKeys> {
    const { tables, signingKeys } = this.#init
    const keys = await (tables.signingKeys.get(poolId) ?? signingKeys ?? createSigningKeys())
    // Not of a pool that was deleted meanwhile.
    if (this.#pools.has(poolId)) tables.signingKeys.set(poolId, keys)
    return keys
  }

  #store(pool: UserPool, init: AppClientInit): AppClient {
    const client = createAppClient(init, pool.lifetimeOverrides)
    if (pool.settings.UserPoolTier === 'LITE' && client.enabledFlows.has('ALLOW_USER_AUTH')) throw notInTier()
    pool.clients.set(client.clientId, client)
    this.#poolOfClient.set(client.clientId, pool)
    return client
  }
}
