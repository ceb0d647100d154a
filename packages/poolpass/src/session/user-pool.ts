import { regionIssuers } from '../cognito-idp/index.js'
import {
  type Check,
  type Checks,
  checkFlag,
  checkFunction,
  checkOptions,
  checkText,
  invalidOption,
  oneOf,
  unchecked,
} from '../errors/index.js'
import { checkUrl } from '../sign-in/app-client.js'
import { type AppClient, type AppClientOptions, createAppClient } from '../sign-in/index.js'
import { MemoryTokenStore } from '../stores/memory-store.js'
import { type JsonWebKeySet, PoolKeys, parseKeySet } from './keys.js'
import type { TokenStore } from './token-store.js'

/** Which app client of which user pool, how it is reached, and what its sessions share. */
export interface UserPoolOptions extends AppClientOptions {
  /** The `iss` of the pool's tokens, where neither the region nor `endpoint` implies it. */
  readonly issuer?: string | undefined
  /**
   * The pool's public keys, or their JSON: copied, and nothing is fetched then. Default: the environment's
   * `COGNITO_JWKS` where there is an environment, else they are fetched from the pool.
   */
  readonly jwks?: JsonWebKeySet | string | undefined
  /** Where sessions live. Default: this process's memory. */
  readonly store?: TokenStore | undefined
  /**
   * `'auto'` (default): tokens that came from the pool itself are used after the claim checks while its keys are
   * unreachable, and verified when they arrive. `'strict'`: such a sign-in or renewal fails.
   */
  readonly verifyTokens?: 'auto' | 'strict' | undefined
  /**
   * Keeps work beside a request alive, e.g. `promise => ctx.waitUntil(promise)`. `false`: the request waits for it.
   * Default: nothing, which is right for a process that lives on.
   */
  readonly background?: ((work: Promise<unknown>) => void) | false | undefined
}

/** What the rooms of this package see of a pool. Not exported from it. */
export interface PoolInternals {
  readonly client: AppClient
  readonly issuers: readonly string[]
  readonly keys: PoolKeys
  readonly store: TokenStore
  /** Whether other processes may share it. */
  readonly isStoreGiven: boolean
  readonly verifyTokens: 'auto' | 'strict'
  readonly background: ((work: Promise<unknown>) => void) | false | undefined
}

const checkStore: Check = (option, store) => {
  for (const method of ['read', 'write', 'delete']) {
    if (typeof Object(store)[method] !== 'function') throw invalidOption(option, `must have a method \`${method}\``)
  }
}

/** Every option of a `UserPool`; an option of any other name would be ignored, so it is refused. */
export const POOL_OPTIONS: Checks<UserPoolOptions> = {
  userPoolId: unchecked,
  clientId: unchecked,
  clientSecret: unchecked,
  userPoolRegion: checkText,
  fips: checkFlag,
  endpoint: unchecked,
  issuer: unchecked,
  jwks: unchecked,
  fetch: unchecked,
  store: checkStore,
  verifyTokens: oneOf(['auto', 'strict']),
  background: (option, value) => value === false || checkFunction(option, value),
  clock: unchecked,
  random: checkFunction,
  attemptTimeoutSeconds: unchecked,
  deadlineSeconds: unchecked,
  srpEngine: oneOf(['bigint', 'native']),
}

let readInternals: (pool: UserPool) => PoolInternals

export function poolInternals(pool: UserPool): PoolInternals {
  return readInternals(pool)
}

/**
 * What many users of one pool share: configuration, keys, the service's clock, the transport and the store. It holds no
 * user's data of its own, and does no I/O until a session needs it.
 */
export class UserPool {
  static {
    readInternals = pool => pool.#internals
  }
  readonly #internals: PoolInternals
  /** `<region>_<id>`. */
  readonly userPoolId: string
  /** As given, else the part of `userPoolId` before `_`. */
  readonly userPoolRegion: string
  /** Of the app client that all sessions sign in with. */
  readonly clientId: string
  /** Where calls go, without a slash at its end: as given, else the region's. */
  readonly endpoint: string
  /** The first of the issuers whose tokens are accepted. */
  readonly issuer: string

  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. */
  constructor(options: UserPoolOptions) {
    checkOptions(options, POOL_OPTIONS)
    const client = createAppClient(options)
    const { verifyTokens = 'auto', background, store } = options
    this.#internals = {
      client,
      issuers: acceptedIssuers(options, client),
      keys: new PoolKeys(client, givenKeys(options.jwks)),
      store: store ?? new MemoryTokenStore({ nowMs: () => client.clock.wallMs() }),
      isStoreGiven: store !== undefined,
      verifyTokens,
      background,
    }
    this.userPoolId = client.userPoolId
    this.userPoolRegion = client.region
    this.clientId = client.clientId
    this.endpoint = client.endpoint
    this.issuer = this.#internals.issuers[0] as string
  }
}

function acceptedIssuers(options: UserPoolOptions, client: AppClient): readonly string[] {
  if (options.issuer !== undefined) return [checkUrl('issuer', options.issuer)]
  const ofRegion = regionIssuers(client.region, client.userPoolId)
  return options.endpoint === undefined ? ofRegion : [`${client.endpoint}/${client.userPoolId}`, ...ofRegion]
}

function givenKeys(jwks: UserPoolOptions['jwks']): JsonWebKeySet | undefined {
  if (jwks !== undefined) return parseKeySet(jwks)
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  const fromEnvironment = process?.env?.COGNITO_JWKS
  return fromEnvironment ? parseKeySet(fromEnvironment, 'COGNITO_JWKS') : undefined
}
