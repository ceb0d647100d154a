// A client that repeats what may succeed later, and says in plain words what went wrong in the end.
// ky repeats requests to the API; calls to the user pool are repeated by poolpass itself, so ky leaves those alone.
import ky, { HTTPError, type KyInstance, type KyResponse, type Options, TimeoutError } from 'ky'
import { isPoolpassError, type PoolpassError, type SrpAuth } from 'poolpass'
import { authOptions } from 'poolpass/ky'

export interface RobustClientOptions {
  readonly baseUrl: string
  readonly auth: SrpAuth
  /** The longest wait before the first, second and third retry: a random part of it is waited. Default 1, 2 and 4 s. */
  readonly delayMs?: (retry: number) => number
  /** For one attempt, and the sign-in that it may have to wait for. Default 10,000. */
  readonly timeoutMs?: number
  /** Told once about each request that failed. Default `console.error`. */
  readonly report?: (message: string) => void
}

export class RobustClient {
  readonly #http: KyInstance
  readonly #report: (message: string) => void

  constructor({
    baseUrl,
    auth,
    delayMs = defaultDelayMs,
    timeoutMs = 10_000,
    report = console.error,
  }: RobustClientOptions) {
    this.#report = report
    this.#http = ky.create({
      ...authOptions(auth),
      prefixUrl: baseUrl,
      timeout: timeoutMs,
      // GET, PUT, DELETE and the like; a POST is not repeated, since it may have been handled.
      retry: {
        limit: 3,
        statusCodes: [429, 500, 502, 503, 504],
        delay: delayMs,
        jitter: true,
        maxRetryAfter: 30_000,
        // Otherwise ky would repeat a refused sign-in as it repeats a lost connection.
        shouldRetry: ({ error }) => (isPoolpassError(error) ? false : undefined),
      },
    })
  }

  /** @throws What ky or poolpass throw, after it was reported. */
  async request(method: string, endpoint: string, options: Options = {}): Promise<KyResponse> {
    try {
      return await this.#http(endpoint.replace(/^\/+/, ''), { ...options, method })
    } catch (error) {
      this.#report(explain(error))
      throw error
    }
  }
}

export const defaultDelayMs = (retry: number): number => 1_000 * 2 ** (retry - 1)

/** What happened, and what to do about it. */
export function explain(error: unknown): string {
  if (isPoolpassError(error)) return explainSignIn(error)
  if (error instanceof HTTPError) return explainStatus(error.response.status)
  if (error instanceof TimeoutError) return 'Timeout: the API may be overloaded'
  if (isConnectionError(error)) return 'Connection error: check the network'
  return `Request failed: ${error}`
}

function explainStatus(status: number): string {
  if (status === 401) return 'The API refuses the token, a renewed one too: check its kind, client and pool'
  if (status === 403) return 'Forbidden: check the permissions of this user'
  return `HTTP error: the API answered ${status}`
}

/** Node's fetch has no class for it, only these words. */
function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed'
}

/** Nothing was sent to the API: there was no token to send. */
function explainSignIn({ code, message, retryAt }: PoolpassError): string {
  switch (code) {
    case 'ERR_POOLPASS_WRONG_CREDENTIALS':
      return `Sign-in refused: check username and password. Next try ${retryAt?.toISOString() ?? 'at once'}`
    case 'ERR_POOLPASS_LOCKED_OUT':
      return 'Too many wrong passwords: wait for up to 15 minutes'
    case 'ERR_POOLPASS_CHALLENGE':
      return `The sign-in needs an answer: ${message}`
    case 'ERR_POOLPASS_NOT_SIGNED_IN':
    case 'ERR_POOLPASS_SIGNED_OUT':
    case 'ERR_POOLPASS_SESSION_EXPIRED':
      return 'Not signed in: sign in again'
    case 'ERR_POOLPASS_THROTTLED':
    case 'ERR_POOLPASS_UNAVAILABLE':
      return 'The user pool is busy or out of reach: try again later'
    default:
      return `No token: ${message}`
  }
}
