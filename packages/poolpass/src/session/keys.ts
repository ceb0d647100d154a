import { ageMs, exchange, type Instant, instant } from '../cognito-idp/index.js'
import { invalidOption, UnavailableError } from '../errors/index.js'
import type { AppClient } from '../sign-in/index.js'

/** A JSON Web Key Set (RFC 7517). */
export interface JsonWebKeySet {
  /** Public RSA keys; each is found by its `kid`. */
  readonly keys: readonly { readonly kid?: string; readonly [member: string]: unknown }[]
}

/** A kid that the pool does not know is asked for once more, but not more often than this. */
const LEAST_MS_BETWEEN_FETCHES = 60_000

/** @returns `undefined` when the value is no key set. */
function readKeySet(json: unknown): JsonWebKeySet | undefined {
  const { keys } = (json ?? {}) as { keys?: unknown }
  const isKey = (key: unknown) => typeof key === 'object' && key !== null
  // Copies: what is given stays the caller's, and each set is imported once.
  return Array.isArray(keys) && keys.every(isKey) ? { keys: keys.map(key => ({ ...key })) } : undefined
}

/** @throws {TypeError} when the value is neither a key set nor the JSON of one. */
export function parseKeySet(value: unknown, option = 'jwks'): JsonWebKeySet {
  let json = value
  try {
    if (typeof value === 'string') json = JSON.parse(value)
  } catch {
    // Reported below.
  }
  const keySet = readKeySet(json)
  if (!keySet) throw invalidOption(option, 'must be a JSON Web Key Set: { "keys": [ … ] }')
  return keySet
}

/** The pool's public keys: fetched once, and again for a key id that is not among them. */
export class PoolKeys {
  readonly url: string
  readonly #client: AppClient
  #keySet: JsonWebKeySet | undefined
  #given: boolean
  /** When fetching ended last, well or with the failure. */
  #triedAt: Instant | undefined
  #failure: UnavailableError | undefined
  #fetching: Promise<JsonWebKeySet> | undefined
  #waiting: (() => void)[] | undefined

  constructor(client: AppClient, given: JsonWebKeySet | undefined) {
    this.#client = client
    this.#keySet = given
    this.#given = given !== undefined
    this.url = `${client.endpoint}/${client.userPoolId}/.well-known/jwks.json`
  }

  /** Starts fetching, if that is still to do, beside whatever the caller does next. */
  prefetch(): void {
    if (!this.#keySet) this.#fetch().catch(() => {})
  }

  /** What is at hand, or on its way. */
  get coming(): JsonWebKeySet | Promise<JsonWebKeySet> | undefined {
    return this.#keySet ?? this.#fetching
  }

  /**
   * The key set that should hold `kid`.
   *
   * @throws {UnavailableError} when the keys cannot be fetched.
   */
  async forKid(kid: string): Promise<JsonWebKeySet> {
    const keySet = this.#keySet ?? (await this.#fetch())
    if (this.#given || keySet.keys.some(key => key.kid === kid)) return keySet
    const isRecent = this.#triedAt && ageMs(this.#client.clock, this.#triedAt) < LEAST_MS_BETWEEN_FETCHES
    if (!isRecent || this.#fetching) return this.#fetch()
    if (this.#failure) throw this.#failure
    return this.#keySet ?? keySet
  }

  /** Runs `callback` once, after the next successful fetch. */
  onArrival(callback: () => void): void {
    this.#waiting ??= []
    this.#waiting.push(callback)
  }

  #fetch(): Promise<JsonWebKeySet> {
    this.#fetching ??= this.#request().finally(() => {
      this.#fetching = undefined
      this.#triedAt = instant(this.#client.clock)
    })
    return this.#fetching
  }

  async #request(): Promise<JsonWebKeySet> {
    const client = this.#client
    let cause: unknown
    try {
      const { response, text } = await exchange(client, this.url, {}, client.attemptTimeoutMs)
      const keySet = response.ok ? readKeySet(JSON.parse(text)) : undefined
      if (keySet) return this.#arrived(keySet)
    } catch (error) {
      cause = error
    }
    const message = `the pool's keys could not be fetched from ${this.url}; check the network, or give them as \`jwks\``
    this.#failure = new UnavailableError('ERR_POOLPASS_UNAVAILABLE', message, { cause, retryable: true })
    throw this.#failure
  }

  #arrived(keySet: JsonWebKeySet): JsonWebKeySet {
    this.#keySet = keySet
    this.#failure = undefined
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const callback of waiting) queueMicrotask(callback)
    return keySet
  }
}
