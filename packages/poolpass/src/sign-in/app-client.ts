import {
  type Call,
  type Clock,
  createTransport,
  type Fetch,
  parseUserPoolId,
  regionEndpoint,
  ServiceClock,
  systemClock,
} from '../cognito-idp/index.js'
import { checkFunction, checkObject, invalidOption, outOfRange } from '../errors/index.js'
import { type ModPowEngine, type RandomBytes, secureRandomBytes } from '../srp/index.js'
import { checkSecretSource, readSecret, type SecretSource } from './secret-source.js'

/** Which app client of which user pool, and how it is reached. */
export interface AppClientOptions {
  /** `<region>_<id>`, e.g. `us-east-1_AbCdEfGhI`. */
  readonly userPoolId: string
  /** The app client's id: letters and digits, at most 128. */
  readonly clientId: string
  /** Only for app clients that have one. */
  readonly clientSecret?: SecretSource | undefined
  /** Default: the part of `userPoolId` before `_`. */
  readonly userPoolRegion?: string | undefined
  /** Uses the region's FIPS endpoint. Default false. */
  readonly fips?: boolean | undefined
  /** Where the service is, e.g. of a local pool; overrides what the region implies. */
  readonly endpoint?: string | undefined
  /** Transport to the pool and its keys. Default: the global `fetch` at the time of each call. */
  readonly fetch?: Fetch | undefined
  /** Where the time is read, and waited for. Default: the system's clocks. */
  readonly clock?: Clock | undefined
  /** Must be cryptographically secure. Default: Web Crypto. */
  readonly random?: RandomBytes | undefined
  /** One attempt of one call. Default 5. */
  readonly attemptTimeoutSeconds?: number | undefined
  /** A whole sign-in or renewal with its retries. Default 30. */
  readonly deadlineSeconds?: number | undefined
  /** Forces one engine for SRP's arithmetic. */
  readonly srpEngine?: ModPowEngine | undefined
}

/** A configured app client of a user pool: what every sign-in function takes first. Holds no user's data. */
export interface AppClient {
  /** `<region>_<id>`. */
  readonly userPoolId: string
  /** The part of `userPoolId` after `_`, which SRP hashes. */
  readonly poolName: string
  /** `userPoolRegion`, else the part of `userPoolId` before `_`. */
  readonly region: string
  /** Of the app client. No secret. */
  readonly clientId: string
  /** Where the calls go, without a slash at its end. */
  readonly endpoint: string
  /** What sends them. */
  readonly fetch: Fetch
  /** This machine's time. */
  readonly clock: Clock
  /** The service's time, as far as its answers tell it. */
  readonly serviceClock: ServiceClock
  /** A cryptographically secure source. */
  readonly random: RandomBytes
  /** `undefined`: the fastest that passes its known answer. */
  readonly srpEngine: ModPowEngine | undefined
  /** Milliseconds for one attempt of one call. */
  readonly attemptTimeoutMs: number
  /** Milliseconds for a sign-in or renewal with all its retries. */
  readonly deadlineMs: number
  /** Calls one operation of the service, with the retries that it may have. */
  readonly call: Call
  /** Asks for the client secret; `undefined` for a client without one. */
  clientSecret(): Promise<string | undefined>
  /** In [0, 1). */
  randomFraction(): number
  /** Whether the endpoint was seen not to know GetTokensFromRefreshToken. */
  renewsByRefreshTokenAuth: boolean
}

/**
 * Checks the options and prepares the calls. No I/O.
 *
 * @throws {TypeError} or a `RangeError`, `ERR_POOLPASS_INVALID_OPTION`, naming the option.
 */
export function createAppClient(options: AppClientOptions): AppClient {
  checkObject('options', options)
  const { region: poolRegion, poolName } = parseUserPoolId(options.userPoolId)
  if (typeof options.clientId !== 'string' || !/^[\w+]{1,128}$/.test(options.clientId)) {
    throw invalidOption('clientId', 'must be the id of an app client, letters and digits')
  }
  checkSecretSource('clientSecret', options.clientSecret)
  const region = options.userPoolRegion ?? poolRegion
  const endpoint =
    options.endpoint === undefined ? regionEndpoint(region, options.fips) : checkUrl('endpoint', options.endpoint)
  if (options.fetch !== undefined) checkFunction('fetch', options.fetch)
  const { clock = systemClock } = options
  checkClock('clock', clock)
  const random = options.random ?? secureRandomBytes
  const serviceClock = new ServiceClock(clock)
  const transport = {
    endpoint,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock,
    serviceClock,
    randomFraction: () => fraction(random),
    attemptTimeoutMs: seconds('attemptTimeoutSeconds', options.attemptTimeoutSeconds, 5),
    deadlineMs: seconds('deadlineSeconds', options.deadlineSeconds, 30),
  }
  return {
    ...transport,
    userPoolId: options.userPoolId,
    poolName,
    region,
    clientId: options.clientId,
    random,
    srpEngine: options.srpEngine,
    call: createTransport(transport),
    clientSecret: async () => options.clientSecret && readSecret('clientSecret', options.clientSecret),
    renewsByRefreshTokenAuth: false,
  }
}

export function checkClock(option: string, clock: unknown): void {
  for (const method of ['wallMs', 'monotonicMs', 'sleep']) {
    if (typeof Object(clock)[method] !== 'function') throw invalidOption(option, `must have a method \`${method}\``)
  }
}

/** @returns The URL without a trailing slash. */
export function checkUrl(option: string, url: unknown): string {
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalidOption(option, 'must be an http(s) URL')
  }
  return url.replace(/\/+$/, '')
}

/** @returns Milliseconds. */
function seconds(option: string, value: number | undefined, fallback: number): number {
  if (value !== undefined && !(typeof value === 'number' && value > 0 && value <= 3_600)) {
    throw outOfRange(option, 'must be a number of seconds above 0, at most 3600')
  }
  return (value ?? fallback) * 1_000
}

function fraction(random: RandomBytes): number {
  const [high = 0, low = 0] = random(2)
  return (high * 256 + low) / 65_536
}
