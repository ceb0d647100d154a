import type { TokenLifetimes } from './pool/app-client.js'
import type { Clock } from './pool/clock.js'
import type { ClientSettings, MfaSettings, PoolSettings } from './pool/settings.js'
import type { LocalSigningKeys } from './pool/signing-keys.js'
import { type LocalTriggers, TRIGGER_NAMES } from './pool/triggers.js'
import type { MfaFactor } from './pool/user.js'

/** A user that exists from the start. Its password is not held to the pool's policy. */
export interface LocalUser {
  /** In pools with UsernameAttributes an e-mail address or phone number; the username is then the sub. */
  readonly username: string
  /** As the user will type it. What is kept is its verifier. */
  readonly password: string
  /** As on the wire: `email_verified` is `'true'` or `'false'`. */
  readonly attributes?: Readonly<Record<string, string>>
  /** Names of the pool's groups; those that the configuration does not describe are made. */
  readonly groups?: readonly string[]
  /** The password must be changed at the first sign-in (FORCE_CHANGE_PASSWORD). Default false. */
  readonly temporaryPassword?: boolean
  /** Default true. */
  readonly enabled?: boolean
  /** Default true. */
  readonly confirmed?: boolean
  /** Default: a random one. */
  readonly sub?: string
  /** The secret of an authenticator that was verified already, in base32. */
  readonly softwareToken?: string
  /** The second factors that the user has enabled. */
  readonly mfa?: readonly MfaFactor[]
  /** Among `mfa`. Default: none, so that several are offered for choice. */
  readonly preferredMfa?: MfaFactor
}

/** A group that exists from the start. */
export interface LocalGroup {
  /** What `cognito:groups` calls it. */
  readonly name: string
  /** Free text. Default: none. */
  readonly description?: string
  /** The IAM role of the members, which tokens name in `cognito:roles`. Default: none. */
  readonly roleArn?: string
  /** The group of lowest precedence decides `cognito:preferred_role`. */
  readonly precedence?: number
}

/** An app client: CreateUserPoolClient's members, and what identifies it. */
export interface LocalClientConfig extends ClientSettings {
  /** Default: a random one. */
  readonly clientId?: string
  /** Default: none, unless `GenerateSecret` is set. */
  readonly clientSecret?: string
  /** ClientName. Default `local`. */
  readonly name?: string
  /** Whether a secret is made at random, where none is given. Default false. */
  readonly GenerateSecret?: boolean
}

/** A user pool: CreateUserPool's members, what identifies it, and what it holds from the start. */
export interface LocalPoolConfig extends PoolSettings {
  /** e.g. `us-east-1_AbCdEfGhI`. Default: a random one. */
  readonly userPoolId?: string
  /** PoolName. Default `local`. */
  readonly name?: string
  /** What tokens name as `iss`. Default: the URL that the request came in under, with `/` and the pool id. */
  readonly issuer?: string
  /** SetUserPoolMfaConfig's members but `MfaConfiguration`, which is among the pool's own. */
  readonly mfa?: MfaSettings
  /** App clients that exist from the start. Default: none. */
  readonly clients?: readonly LocalClientConfig[]
  /** Users who exist from the start. Default: none. */
  readonly users?: readonly LocalUser[]
  /** Groups that exist from the start. Default: those that `users` name. */
  readonly groups?: readonly LocalGroup[]
}

/** How a server is reached, and what it holds. Without any option: one pool with one app client, and nobody in it. */
export interface LocalCognitoOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** What tokens of the default pool name as `iss`. See {@link LocalPoolConfig.issuer}. */
  readonly issuer?: string
  /** Names accepted in the Host header besides loopback ones, without port. */
  readonly allowedHosts?: readonly string[]
  /** Of the default pool, `us-east-1_LocalPool` unless given. */
  readonly userPoolId?: string
  /** Of the default pool's only client. */
  readonly clientId?: string
  /** Default: the client has none, unless `client.GenerateSecret` is set. */
  readonly clientSecret?: string
  /** Of the default pool. Default: none. */
  readonly users?: readonly LocalUser[]
  /** Of the default pool. Default: those that `users` name. */
  readonly groups?: readonly LocalGroup[]
  /** Settings of the default pool's client; `GenerateSecret` makes a secret at random. */
  readonly client?: ClientSettings & { readonly GenerateSecret?: boolean }
  /** Settings of the default pool. */
  readonly pool?: PoolSettings
  /** Which second factors the default pool offers. See {@link LocalPoolConfig.mfa}. */
  readonly mfa?: MfaSettings
  /** Replaces the default pool; the options above that describe it must then be absent. */
  readonly pools?: readonly LocalPoolConfig[]
  /** For every client, whatever its settings; may be below the service's minimum. */
  readonly tokenLifetimes?: TokenLifetimes
  /** Default: the system's. */
  readonly clock?: Clock
  /**
   * Keeps pools and all that they hold across restarts, in a database in this directory, which is made if need be.
   * Needs the package `lmdb`. What it holds already stays as it is; what the options name besides is added. Default:
   * nothing outlives the server.
   */
  readonly dataDirectory?: string
  /**
   * Of every pool that has none in the data directory. Default: each makes its own while the server starts. See
   * {@link createSigningKeys}.
   */
  readonly signingKeys?: LocalSigningKeys
  /** Functions in the place of Lambda functions, for every pool. Their events are shaped as Cognito's. */
  readonly triggers?: LocalTriggers
}

/** Well-known, so that a client's configuration outlives the server. */
const DEFAULT_USER_POOL_ID = 'us-east-1_LocalPool'
const DEFAULT_CLIENT_ID = 'poolpasslocalclient0000001'

type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array'

const KINDS: { readonly [Name in keyof LocalCognitoOptions]-?: Kind } = {
  port: 'number',
  host: 'string',
  issuer: 'string',
  allowedHosts: 'array',
  userPoolId: 'string',
  clientId: 'string',
  clientSecret: 'string',
  users: 'array',
  groups: 'array',
  client: 'object',
  pool: 'object',
  mfa: 'object',
  pools: 'array',
  tokenLifetimes: 'object',
  clock: 'object',
  dataDirectory: 'string',
  signingKeys: 'object',
  triggers: 'object',
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)

/**
 * Checks the members of one object, by name and kind.
 *
 * @param path Where the object stands, for the message.
 * @throws {TypeError} naming the first member that is unknown or of another kind.
 */
export function assertMembers(value: object, kinds: Readonly<Record<string, Kind>>, path: string): void {
  for (const [name, given] of Object.entries(value)) {
    const member = path === '' ? name : `${path}.${name}`
    if (!Object.hasOwn(kinds, name)) throw new TypeError(`${member} is not known here`)
    const expected = kinds[name]
    if (given !== undefined && kindOf(given) !== expected) {
      throw new TypeError(`${member} must be of type ${expected}, not ${kindOf(given)}`)
    }
  }
}

const LIFETIME_KINDS = {
  accessTokenSeconds: 'number',
  idTokenSeconds: 'number',
  refreshTokenSeconds: 'number',
} as const

function assertLifetimes(lifetimes: TokenLifetimes): void {
  assertMembers(lifetimes, LIFETIME_KINDS, 'tokenLifetimes')
  for (const [name, seconds] of Object.entries(lifetimes)) {
    if (!Number.isInteger(seconds) || seconds < 1)
      throw new TypeError(`tokenLifetimes.${name} must be a positive integer`)
  }
}

function assertTriggers(triggers: LocalTriggers): void {
  for (const [name, trigger] of Object.entries(triggers)) {
    if (!TRIGGER_NAMES.includes(name)) throw new TypeError(`triggers.${name} is not known here`)
    if (trigger !== undefined && typeof trigger !== 'function')
      throw new TypeError(`triggers.${name} must be a function`)
  }
}

const OF_THE_DEFAULT_POOL = [
  'userPoolId',
  'clientId',
  'clientSecret',
  'users',
  'groups',
  'client',
  'pool',
  'mfa',
  'issuer',
] as const

function defaultPool(options: LocalCognitoOptions): LocalPoolConfig {
  const { userPoolId = DEFAULT_USER_POOL_ID, clientId = DEFAULT_CLIENT_ID, clientSecret, issuer } = options
  const client = { clientId, ...(clientSecret !== undefined && { clientSecret }), ...options.client }
  return {
    ...options.pool,
    userPoolId,
    ...(issuer !== undefined && { issuer }),
    ...(options.mfa && { mfa: options.mfa }),
    clients: [client],
    users: options.users ?? [],
    groups: options.groups ?? [],
  }
}

/** Without ids there would be another pool, or client, after every restart. */
function assertIds(pools: readonly LocalPoolConfig[]): void {
  const assertId = (id: string | undefined, path: string) => {
    if (id === undefined) throw new TypeError(`${path} must be given where a data directory keeps the pool`)
  }
  for (const [i, { userPoolId, clients = [] }] of pools.entries()) {
    assertId(userPoolId, `pools[${i}].userPoolId`)
    for (const [j, { clientId }] of clients.entries()) assertId(clientId, `pools[${i}].clients[${j}].clientId`)
  }
}

/**
 * Checks the options as a whole and settles which pools there are.
 *
 * @throws {TypeError} naming the option.
 */
export function readPools(options: LocalCognitoOptions): readonly LocalPoolConfig[] {
  assertMembers(options, KINDS, '')
  const { port = 0, pools } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError('port must be an integer from 0 to 65535')
  if (options.tokenLifetimes) assertLifetimes(options.tokenLifetimes)
  if (options.triggers) assertTriggers(options.triggers)
  if (pools === undefined) return [defaultPool(options)]
  const surplus = OF_THE_DEFAULT_POOL.find(name => options[name] !== undefined)
  if (surplus) throw new TypeError(`${surplus} describes the default pool, which pools replaces`)
  if (pools.length === 0) throw new TypeError('pools must hold at least one pool')
  if (options.dataDirectory !== undefined) assertIds(pools)
  return pools
}
