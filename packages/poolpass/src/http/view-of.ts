import { invalidOption } from '../errors/index.js'
import type { Auth } from './auth.js'
import { Origins } from './origins.js'
import { type RetryUnauthorized, type View, viewKey } from './view.js'

/** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when it is no `Auth`. */
export function viewOf(auth: Auth): View {
  const isAuth = [auth?.token, auth?.headers, auth?.invalidate].every(member => typeof member === 'function')
  if (!isAuth) throw invalidOption('auth', 'must be an SrpAuth, or have token(), headers() and invalidate()')
  return auth[viewKey] ?? new PlainView(auth)
}

/** An `Auth` that is not of this library: of it nothing is known but its three functions. */
class PlainView implements View {
  header = 'Authorization'
  readonly origins = new Origins(undefined)
  readonly retryUnauthorized: RetryUnauthorized = true
  readonly poolOrigin = undefined
  readonly #auth: Auth
  #prefix = ''

  constructor(auth: Auth) {
    this.#auth = auth
  }

  valueFor(token: string): string {
    return this.#prefix + token
  }

  fresh(): undefined {
    return undefined
  }

  async token(url: URL, signal?: AbortSignal | null): Promise<string> {
    const [entry, ...others] = Object.entries(await this.#auth.headers({ url, signal: signal ?? undefined }))
    if (!entry || others.length > 0) throw invalidOption('auth', 'must give one header by headers()')
    const [header, value] = entry
    const end = value.lastIndexOf(' ') + 1
    this.header = header
    this.#prefix = value.slice(0, end)
    return value.slice(end)
  }

  async replaceRefused(token: string, url: URL, signal?: AbortSignal | null): Promise<string | undefined> {
    this.#auth.invalidate(token)
    const replacement = await this.token(url, signal)
    return replacement === token ? undefined : replacement
  }

  invalidate(token: string): void {
    this.#auth.invalidate(token)
  }

  accepted(): void {}

  isPool(): boolean {
    return false
  }
}
