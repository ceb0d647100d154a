import { isLoopback } from '../cognito-idp/index.js'
import { invalidOption, OriginError } from '../errors/index.js'

/** R9: where a token may go. */
export class Origins {
  readonly #listed: ReadonlySet<string> | undefined

  /** @param origins URLs of origins; `undefined`: any https origin, and loopback, that a caller names. */
  constructor(origins: readonly string[] | undefined) {
    if (origins !== undefined && !Array.isArray(origins)) throw invalidOption('origins', 'must be an array of origins')
    this.#listed = origins && new Set(origins.map(readOrigin))
  }

  /** Whether a request that a caller names may carry a token. */
  allows(url: URL): boolean {
    if (this.#listed) return this.#listed.has(url.origin)
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  }

  /** Whether a redirect may take the token along: to a listed origin, or else to the one that the caller named. */
  allowsHop(url: URL, named: URL): boolean {
    return this.#listed ? this.#listed.has(url.origin) : url.origin === named.origin
  }

  /** @throws {OriginError} `ERR_POOLPASS_ORIGIN`: nothing has been sent. */
  check(url: URL): void {
    if (this.allows(url)) return
    const rule = this.#listed
      ? 'it is not among `origins`'
      : 'without `origins`, only https and loopback origins get one'
    throw new OriginError('ERR_POOLPASS_ORIGIN', `no token may go to ${url.origin}: ${rule}. Nothing was sent`)
  }
}

function readOrigin(text: unknown): string {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !url.host.includes('*')
  if (!isOrigin) throw invalidOption('origins', 'must hold origins only, like https://api.example.com')
  return url.origin
}
