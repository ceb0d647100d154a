import { isLoopback } from '../cognito-idp/index.js'
import { invalidOption, OriginError } from '../errors/index.js'

/** R9: where a token may go. */
export class Origins {
  readonly #listed: ReadonlySet<string> | undefined
  /** The origin of the client's base URL: the only one where none are listed. */
  #base: string | undefined

  /** @param origins URLs of origins; `undefined`: any https origin, and loopback, that a caller names. */
  constructor(origins: readonly string[] | undefined) {
    if (origins !== undefined && !Array.isArray(origins)) throw invalidOption('origins', 'must be an array of origins')
    this.#listed = origins && new Set(origins.map(readOrigin))
  }

  /** Whether the caller listed them. */
  get areListed(): boolean {
    return this.#listed !== undefined
  }

  /** The default of a client that has a base URL: that URL's origin, as far as a token may go there at all. */
  within(baseUrl: URL): Origins {
    if (this.#listed) return this
    const origins = new Origins(undefined)
    origins.#base = baseUrl.origin
    return origins
  }

  /** Whether a request that a caller names may carry a token. */
  allows(url: URL): boolean {
    if (this.#listed) return this.#listed.has(url.origin)
    if (this.#base !== undefined && this.#base !== url.origin) return false
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  }

  /** Whether a redirect may take the token along: to a listed origin, or else to the one that the caller named. */
  allowsHop(url: URL, named: URL): boolean {
    const isDowngrade = named.protocol === 'https:' && url.protocol === 'http:'
    return !isDowngrade && (this.#listed ? this.#listed.has(url.origin) : url.origin === named.origin)
  }

  /** @throws {OriginError} `ERR_POOLPASS_ORIGIN`: nothing has been sent. */
  check(url: URL): void {
    if (this.allows(url)) return
    throw new OriginError(
      'ERR_POOLPASS_ORIGIN',
      `no token may go to ${url.origin}: ${this.#reason(url)}. Nothing was sent`,
    )
  }

  #reason({ origin, protocol }: URL): string {
    if (this.#listed) return 'it is not among `origins`'
    if (this.#base !== undefined && this.#base !== origin) {
      return `without \`origins\`, none leaves the origin of the base URL, ${this.#base}`
    }
    return protocol === 'http:'
      ? 'plain http to another machine has to be listed in `origins`'
      : 'without `origins`, only https and loopback origins may have one'
  }
}

function readOrigin(text: unknown): string {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !url.host.includes('*')
  if (!isOrigin) throw invalidOption('origins', 'must hold origins only, like https://api.example.com')
  return url.origin
}
