import {
  poolInternals,
  type ReadyToken,
  type Session,
  type TokenType,
  type UnauthorizedOrigins,
  type UserPool,
} from '../session/index.js'
import type { Origins } from './origins.js'
import type { RetryUnauthorized, View } from './view.js'

export interface Presentation {
  readonly header: string
  readonly prefix: string
  readonly tokenType: TokenType
  readonly origins: Origins
  readonly retryUnauthorized: RetryUnauthorized
}

/** A session's token in one presentation. Has no state of its own but what it remembers of the last token. */
export class SessionView implements View {
  readonly header: string
  readonly origins: Origins
  readonly retryUnauthorized: RetryUnauthorized
  readonly poolOrigin: string
  readonly #prefix: string
  readonly #session: Session
  readonly #tokenType: TokenType
  readonly #ready: ReadyToken
  readonly #unauthorized: UnauthorizedOrigins
  /** Without a trailing slash. It may share its origin with the API, and tell itself by its path. */
  readonly #poolEndpoint: string
  #lastToken = ''
  #lastValue = ''

  constructor(session: Session, pool: UserPool, presentation: Presentation) {
    this.header = presentation.header
    this.#prefix = presentation.prefix
    this.origins = presentation.origins
    this.retryUnauthorized = presentation.retryUnauthorized
    this.#session = session
    this.#tokenType = presentation.tokenType
    this.#ready = session.holding.ready[presentation.tokenType]
    this.#unauthorized = session.unauthorized
    this.#poolEndpoint = poolInternals(pool).client.endpoint
    this.poolOrigin = new URL(this.#poolEndpoint).origin
  }

  valueFor(token: string): string {
    if (token !== this.#lastToken) {
      this.#lastToken = token
      this.#lastValue = this.#prefix + token
    }
    return this.#lastValue
  }

  fresh(): string | undefined {
    return this.#ready.get() ?? this.#session.fresh(this.#tokenType)
  }

  token(_url?: URL, signal?: AbortSignal | null): Promise<string> {
    return this.#session.token(this.#tokenType, signal)
  }

  replaceRefused(token: string, url: URL, signal?: AbortSignal | null): Promise<string | undefined> {
    return this.#session.replaceRefused(token, this.#tokenType, url.origin, signal)
  }

  invalidate(token: string, origin?: string): void {
    this.#session.invalidate(token, origin)
  }

  accepted(origin: string): void {
    this.#unauthorized.accepted(origin)
  }

  isPool({ origin, href }: URL): boolean {
    if (origin !== this.poolOrigin || !href.startsWith(this.#poolEndpoint)) return false
    return /^([/?#]|$)/.test(href.slice(this.#poolEndpoint.length))
  }
}
