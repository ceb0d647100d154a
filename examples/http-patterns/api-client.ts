// A basic API client: one class for one API, JSON in and JSON out.
// Signing in, renewing and the header are the affair of the `auth` that it is given, so no method mentions them.
import type { SrpAuth } from 'poolpass'

export class ApiClient {
  readonly #baseUrl: string
  readonly #auth: SrpAuth

  /** @param baseUrl May have a path, e.g. `https://api.example.com/v1`. */
  constructor(baseUrl: string, auth: SrpAuth) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '')
    this.#auth = auth
  }

  get(endpoint: string): Promise<unknown> {
    return this.#send('GET', endpoint)
  }

  post(endpoint: string, json: unknown): Promise<unknown> {
    return this.#send('POST', endpoint, json)
  }

  put(endpoint: string, json: unknown): Promise<unknown> {
    return this.#send('PUT', endpoint, json)
  }

  delete(endpoint: string): Promise<unknown> {
    return this.#send('DELETE', endpoint)
  }

  /** @returns The answer's JSON, or `undefined` where it has no body. */
  async #send(method: string, endpoint: string, json?: unknown): Promise<unknown> {
    const response = await this.#auth.fetch(`${this.#baseUrl}/${endpoint.replace(/^\/+/, '')}`, {
      method,
      headers: { Accept: 'application/json', ...(json !== undefined && { 'Content-Type': 'application/json' }) },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    })
    const text = await response.text()
    if (!response.ok) throw new ApiError(`${method} ${endpoint}`, response.status, text)
    return text === '' ? undefined : JSON.parse(text)
  }
}

/** The API answered, but not with success. */
export class ApiError extends Error {
  readonly status: number
  /** The answer's body as it came. */
  readonly body: string

  constructor(request: string, status: number, body: string) {
    super(`${request} was answered with ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.body = body
  }
}
