/// <reference lib="esnext.disposable" preserve="true" />
import type { Fetch } from '../cognito-idp/index.js'
import { checkObject, invalidOption, OriginError, refuseUnknownOptions } from '../errors/index.js'
import {
  Cognito,
  type CognitoOptions,
  checkTokenType,
  type Listener,
  type LogoutOptions,
  type SessionEvent,
  type SessionExplanation,
  sessionOf,
  TokenType,
  type UserOptions,
  type UserPoolOptions,
} from '../session/index.js'
import type { Auth, TokenOptions } from './auth.js'
import { createAuthFetch, globalFetch } from './auth-fetch.js'
import { isRequest } from './body.js'
import { Origins } from './origins.js'
import { SessionView } from './session-view.js'
import { type RetryUnauthorized, viewKey } from './view.js'

/** How the token is put on a request. */
export interface ViewOptions {
  /** Default `Authorization`. A header of that name that a request already has is replaced. */
  readonly httpHeader?: string | undefined
  /** What precedes the token, with its space. Default `Bearer `; may be empty. */
  readonly httpHeaderPrefix?: string | undefined
  /** Default `TokenType.ACCESS_TOKEN`. */
  readonly authTokenType?: TokenType | undefined
  /**
   * Where the token may go, e.g. `['https://api.example.com']`. Default: any https origin, and loopback, that a request
   * names; a redirect to another origin goes without the token.
   */
  readonly origins?: readonly string[] | undefined
  /** Whether a 401 is answered with one renewal and one replay. Default true. */
  readonly retryUnauthorized?: RetryUnauthorized | undefined
}

/** A session that you made, as `cognito`. What it was made with is its own affair. */
export type GivenSession = { readonly cognito: Cognito } & {
  readonly [Name in keyof UserOptions | keyof UserPoolOptions | 'pool']?: never
}

/** Either all of a session's options, or a session that you made, as `cognito`. */
export type SrpAuthOptions = ViewOptions & ((CognitoOptions & { readonly cognito?: never }) | GivenSession)

const TOKEN_OPTIONS: Readonly<Record<keyof TokenOptions, true>> = { url: true, signal: true }

/**
 * Puts a valid Cognito token on every HTTP request: signs in at the first one, renews in time, and follows one
 * documented behaviour on every client. A view of a session, without state of its own: several views can share one.
 */
export class SrpAuth implements Auth {
  /** The session: the one that was given, or its own. */
  readonly cognito: Cognito
  readonly #view: SessionView
  /** `fetch` with the token on: a drop-in for the global one, and bound, so that it can be handed over. */
  readonly fetch: Fetch

  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. No I/O is done. */
  constructor(options: SrpAuthOptions) {
    checkObject('options', options)
    const {
      httpHeader = 'Authorization',
      httpHeaderPrefix = 'Bearer ',
      authTokenType = TokenType.ACCESS_TOKEN,
      origins,
      retryUnauthorized = true,
      ...session
    } = options
    this.cognito = session.cognito === undefined ? ownSession(session) : givenSession(session)
    checkHeader(httpHeader, httpHeaderPrefix)
    checkTokenType('authTokenType', authTokenType)
    if (typeof retryUnauthorized !== 'boolean' && typeof retryUnauthorized !== 'function') {
      throw invalidOption('retryUnauthorized', 'must be a boolean or a function')
    }
    this.#view = new SessionView(sessionOf(this.cognito), this.cognito.pool, {
      header: httpHeader,
      prefix: httpHeaderPrefix,
      tokenType: authTokenType,
      origins: new Origins(origins),
      retryUnauthorized,
    })
    this.fetch = createAuthFetch(this.#view, globalFetch)
  }

  /**
   * What adapters go by.
   *
   * @internal
   */
  get [viewKey](): SessionView {
    return this.#view
  }

  /** The same over another fetch, e.g. of an instrumented run time. */
  wrapFetch(base: Fetch): Fetch {
    if (typeof base !== 'function') throw invalidOption('base', 'must be a fetch function')
    return createAuthFetch(this.#view, base)
  }

  /**
   * The request with the token on, to be sent by whatever you like. Following redirects is then that client's affair.
   *
   * @throws {OriginError} `ERR_POOLPASS_ORIGIN` when no token may go to the request's URL.
   */
  async authenticate(request: Request): Promise<Request> {
    if (!isRequest(request))
      throw invalidOption('request', 'must be a Request; to sign in, call authenticate() of `auth.cognito`')
    const headers = new Headers(request.headers)
    const own = await this.headers({ url: request.url, signal: request.signal })
    for (const [name, value] of Object.entries(own)) headers.set(name, value)
    return new Request(request, { headers })
  }

  async headers(options: TokenOptions = {}): Promise<Record<string, string>> {
    return { [this.#view.header]: this.#view.valueFor(await this.token(options)) }
  }

  async token(options: TokenOptions = {}): Promise<string> {
    // A URL or a token type in its place would be ignored, and the token would go where it must not.
    if (typeof options !== 'object' || options === null || options instanceof URL) {
      throw invalidOption('options', 'must be an object like { url, signal }; the token type is the constructor’s')
    }
    refuseUnknownOptions(options, TOKEN_OPTIONS)
    if (options.url !== undefined) this.#checkTarget(readUrl(options.url))
    return this.#view.token(undefined, options.signal)
  }

  #checkTarget(url: URL): void {
    this.#view.origins.check(url)
    if (!this.#view.isPool(url)) return
    throw new OriginError('ERR_POOLPASS_ORIGIN', "the user pool's own endpoint gets no token. Nothing was sent")
  }

  /** Tells that a token was refused; the next one is a renewed one. At most one renewal a minute is forced this way. */
  invalidate(token: string): void {
    this.#view.invalidate(token)
  }

  /** See {@link Cognito.logout}. */
  async logout(options: LogoutOptions = {}): Promise<void> {
    await this.cognito.logout(options)
  }

  /** @returns A function that takes the listener off again. */
  on<Event extends SessionEvent>(event: Event, listener: Listener<Event>): () => void {
    return this.cognito.on(event, listener)
  }

  /** Why the session is in the state it is in: the last sign-in's reason, the last refusal, the next attempt. */
  explain(): SessionExplanation {
    return this.cognito.explain()
  }

  /** See {@link Cognito.close}. */
  async close(): Promise<void> {
    await this.cognito.close()
  }

  /** {@link SrpAuth.close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Seed mode 2. Any option of a session beside `cognito` would be ignored, so it is refused. */
function givenSession(options: GivenSession): Cognito {
  if (!(options.cognito instanceof Cognito)) throw invalidOption('cognito', 'must be a Cognito')
  const foreign = Object.entries(options).find(([name, value]) => value !== undefined && name !== 'cognito')
  if (foreign) throw invalidOption(foreign[0], 'belongs to the session: give it to the Cognito, not beside it')
  return options.cognito
}

/** Seed mode 1. */
function ownSession({ cognito: _, ...options }: CognitoOptions & { readonly cognito?: never }): Cognito {
  if (!('userPoolId' in options || 'pool' in options)) {
    throw invalidOption('cognito', 'or `userPoolId`, `clientId`, `username` and `password` must be given')
  }
  return new Cognito(options)
}

/** A header that no request can carry is found out here rather than at the first request. */
function checkHeader(name: unknown, prefix: unknown): void {
  if (typeof name !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    throw invalidOption('httpHeader', 'must be a header name')
  }
  if (typeof prefix !== 'string' || !/^[\x20-\x7e\t]*$/.test(prefix)) {
    throw invalidOption('httpHeaderPrefix', 'must be a string of printable ASCII')
  }
}

/** A WebSocket's handshake is an HTTP request: its origin is that of the URL with http in the place of ws. */
function readUrl(url: string | URL): URL {
  const text = String(url).replace(/^ws(?=s?:)/i, 'http')
  if (!URL.canParse(text, globalThis.location?.href)) throw invalidOption('url', 'must be a URL')
  return new URL(text, globalThis.location?.href)
}
