import { inspect } from 'node:util'
import { createFaults, DroppedConnection, type Fault } from './http/faults.js'
import { createHandler } from './http/handler.js'
import { createHostCheck } from './http/hosts.js'
import { listen } from './http/listener.js'
import { type Handle, handleRequest } from './http/message.js'
import { createTraffic, type RecordedRequest, type RequestCounts } from './http/traffic.js'
import { createLocalUser, type LocalUserHandle } from './local-user.js'
import { type LocalCognitoOptions, type LocalPoolConfig, readPools } from './options.js'
import { Account } from './pool/account.js'
import type { AppClient } from './pool/app-client.js'
import { createLocalClock, type LocalClock } from './pool/clock.js'
import { regionOf } from './pool/identifiers.js'
import { Inbox, type InboxMessage } from './pool/inbox.js'
import { memoryTables, type Tables } from './pool/tables.js'
import { addPool } from './pool-config.js'

/** A user pool server, and what a test or a demo needs to steer and watch it. */
export interface LocalCognito {
  /** Where clients send their requests: scheme, host and port, no trailing slash. */
  readonly endpoint: string
  /** Of the first pool, as are the five below. */
  readonly userPoolId: string
  /** Empty where the first pool was configured without clients. */
  readonly clientId: string
  /** `undefined` for a client without one. */
  readonly clientSecret: string | undefined
  /** The part of `userPoolId` before `_`. */
  readonly region: string
  /** What tokens name as `iss` when requested under {@link LocalCognito.endpoint}. */
  readonly issuer: string
  /** What a client of that pool and app client is made with: `new SrpAuth({ ...local.clientOptions, … })`. */
  readonly clientOptions: LocalClientOptions
  /** Every pool that was configured, in that order. */
  readonly pools: readonly LocalPoolSummary[]
  /** The time of all pools, to be moved by hand. */
  readonly clock: LocalClock
  /** How often each operation was called, in all pools. */
  readonly counts: RequestCounts
  /** The last thousand requests, oldest first, with what was sent: secrets included. */
  readonly requests: readonly RecordedRequest[]
  /** The codes that any pool sent, oldest first: the last thousand. `GET /_local/inbox` shows the same. */
  readonly inbox: readonly InboxMessage[]
  /** The server in memory: what it would answer over its port. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** Makes a request to come fail, wait or get lost. Several wait in line. */
  failNext(fault: Fault): void
  /**
   * Finds a user of the first pool, to look at and to act on.
   *
   * @param username Username, alias or sub.
   * @throws {TypeError} when there is none.
   */
  user(username: string): LocalUserHandle
  /** Stops listening, ends every connection at once, and lets the data directory go. */
  close(): Promise<void>
  /** {@link LocalCognito.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Where the server is, and as which app client to speak to it. poolpass calls the options so, too. */
export interface LocalClientOptions {
  /** Scheme, host and port, no trailing slash. */
  readonly endpoint: string
  /** As configured, or made at random. */
  readonly userPoolId: string
  /** Empty where the pool was configured without clients. */
  readonly clientId: string
  /** Absent for a client without one. */
  readonly clientSecret?: string
}

/**
 * What identifies a pool that was configured. `clients` are its app clients, in that order, each by `clientId` and
 * `clientSecret`.
 */
export interface LocalPoolSummary {
  /** As configured, or made at random. */
  readonly userPoolId: string
  /** Its app clients: `clientId` and, where there is one, `clientSecret`. */
  readonly clients: readonly { readonly clientId: string; readonly clientSecret: string | undefined }[]
}

/** The server before it has an address. */
interface Core {
  readonly handle: Handle
  at(endpoint: string, close: () => Promise<void>): LocalCognito
  /** Lets the data directory go. */
  release(): Promise<void>
}

/** Where the tables are, and what makes them last. */
interface Storage {
  readonly tables: Tables
  readonly commit?: () => Promise<void>
  /** Commits what is left, and ends. */
  close(): Promise<void>
  /** Ends as if nothing had been changed since the last commit. */
  abandon(): Promise<void>
}

const nothing = async () => {}

async function openStorage(dataDirectory: string | undefined): Promise<Storage> {
  if (dataDirectory === undefined) return { tables: memoryTables(), close: nothing, abandon: nothing }
  const { openDataDirectory } = await import('./persistence/data-directory.js')
  const directory = await openDataDirectory(dataDirectory)
  let closing: Promise<void> | undefined
  return {
    tables: directory.tables,
    commit() {
      // Nobody may take for kept what comes too late: such an answer is lost.
      if (closing) throw new DroppedConnection()
      return directory.commit()
    },
    close() {
      closing ??= directory.commit().finally(directory.close)
      return closing
    },
    abandon: directory.close,
  }
}

function clientOptions(endpoint: string, userPoolId: string, client: AppClient | undefined): LocalClientOptions {
  const { clientId = '', clientSecret } = client ?? {}
  return { endpoint, userPoolId, clientId, ...(clientSecret !== undefined && { clientSecret }) }
}

/** Its requests and its inbox are full of passwords and codes: it is printed, also as JSON, by what tells it from others. */
function printIdsOnly(local: LocalCognito): LocalCognito {
  const ids = () => {
    const { endpoint, userPoolId, clientId, region, issuer } = local
    return { endpoint, userPoolId, clientId, region, issuer }
  }
  return Object.defineProperties(local, { toJSON: { value: ids }, [inspect.custom]: { value: ids } })
}

// What a caller of fetch sees of a connection that broke.
const networkError = (cause: unknown) => new TypeError('fetch failed', { cause })

function inMemoryFetch(handle: Handle): LocalCognito['fetch'] {
  return async (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    try {
      return await Promise.race([handleRequest(handle, request), aborted])
    } catch (error) {
      throw error instanceof DroppedConnection ? networkError(error) : error
    }
  }
}

async function createCore(options: LocalCognitoOptions): Promise<Core> {
  const configs = readPools(options)
  const storage = await openStorage(options.dataDirectory)
  try {
    return await createCoreOn(storage, configs, options)
  } catch (error) {
    // Half of a configuration must not be what the next start finds.
    await storage.abandon()
    throw error
  }
}

async function createCoreOn(
  storage: Storage,
  configs: readonly LocalPoolConfig[],
  options: LocalCognitoOptions,
): Promise<Core> {
  const clock = createLocalClock(options.clock)
  const inbox = new Inbox()
  const account = new Account({
    clock,
    inbox,
    region: regionOf(configs[0]?.userPoolId ?? 'us-east-1_'),
    lifetimeOverrides: options.tokenLifetimes ?? {},
    tables: storage.tables,
    ...(options.signingKeys && { signingKeys: options.signingKeys }),
    ...(options.triggers && { triggers: options.triggers }),
  })
  const kept = new Set(account.pools)
  const added = await Promise.all(
    configs.map((config, i) => addPool(account, config, options.pools ? `pools[${i}]` : 'pool', kept)),
  )
  await storage.commit?.()
  const traffic = createTraffic()
  const faults = createFaults()
  const isAllowedHost = createHostCheck(options.host ?? '127.0.0.1', options.allowedHosts ?? [])
  const { commit } = storage
  const handle = createHandler({ account, clock, inbox, faults, traffic, isAllowedHost, ...(commit && { commit }) })
  const [first] = added
  if (first === undefined) throw new TypeError('pools must hold at least one pool')
  const { pool, clients } = first

  return {
    handle,
    release: storage.close,
    at: (endpoint, close) =>
      printIdsOnly({
        endpoint,
        userPoolId: pool.id,
        clientId: clients[0]?.clientId ?? '',
        clientSecret: clients[0]?.clientSecret,
        region: pool.region,
        issuer: pool.issuerAt(endpoint),
        clientOptions: clientOptions(endpoint, pool.id, clients[0]),
        pools: added.map(entry => ({
          userPoolId: entry.pool.id,
          clients: entry.clients.map(({ clientId, clientSecret }) => ({ clientId, clientSecret })),
        })),
        clock,
        counts: traffic.counts,
        requests: traffic.requests,
        inbox: inbox.messages,
        fetch: inMemoryFetch(handle),
        failNext: faults.add,
        user(username) {
          const user = pool.users.resolveForAdmin(username)
          if (user === undefined) throw new TypeError(`${pool.id} has no user ${username}`)
          return createLocalUser(pool, user)
        },
        close,
        [Symbol.asyncDispose]: close,
      }),
  }
}

/**
 * Makes a server that is on no port: reach it through `fetch`, whose requests go to `http://127.0.0.1`.
 *
 * @throws {TypeError} naming the option that is wrong; {@link DataDirectoryError}
 */
export async function createLocalCognito(options: LocalCognitoOptions = {}): Promise<LocalCognito> {
  const core = await createCore(options)
  return core.at('http://127.0.0.1', core.release)
}

/**
 * Starts a server on loopback.
 *
 * @throws {TypeError} naming the option that is wrong; {@link DataDirectoryError}; the system's error when the port, or
 * the data directory, cannot be had.
 */
export async function startLocalCognito(options: LocalCognitoOptions = {}): Promise<LocalCognito> {
  const { host = '127.0.0.1', port = 0 } = options
  const core = await createCore(options)
  const listener = await listen(core.handle, host, port).catch(async error => {
    await core.release()
    throw error
  })
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const authority = reachable.includes(':') ? `[${reachable}]` : reachable
  return core.at(`http://${authority}:${listener.port}`, async () => {
    await listener.close()
    await core.release()
  })
}
