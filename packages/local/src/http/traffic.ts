/** One request as the server saw it. `input` holds what was sent, secrets included: for tests, not for logs. */
export interface RecordedRequest {
  /** An operation's name, `jwks` or `openid-configuration`. */
  readonly operation: string
  /** The parsed JSON body; `undefined` for a document, or before the body was read. */
  input: unknown
  /** HTTP status of the answer; `undefined` until there is one, and when the connection was dropped. */
  status: number | undefined
  /** The error name that was answered. */
  error: string | undefined
  /** When it came in, by the pool's clock. */
  readonly atMs: number
}

/** How often each operation was called. Requests count when they arrive, whatever becomes of them. */
export interface RequestCounts {
  /** How often the operation was called; 0 for one that never was. */
  of(operation: string): number
  /** A copy of all counts, by operation. */
  all(): Record<string, number>
  /** Counts from 0 again. The recorded requests stay. */
  reset(): void
}

export interface Traffic {
  readonly counts: RequestCounts
  /** The last thousand requests, oldest first. */
  readonly requests: readonly RecordedRequest[]
  record(operation: string, atMs: number): RecordedRequest
}

const KEPT_REQUESTS = 1000

export function createTraffic(): Traffic {
  const numbers = new Map<string, number>()
  const requests: RecordedRequest[] = []
  return {
    requests,
    counts: {
      of: operation => numbers.get(operation) ?? 0,
      all: () => Object.fromEntries(numbers),
      reset: () => numbers.clear(),
    },
    record(operation, atMs) {
      numbers.set(operation, (numbers.get(operation) ?? 0) + 1)
      const request = { operation, input: undefined, status: undefined, error: undefined, atMs }
      if (requests.push(request) > KEPT_REQUESTS) requests.shift()
      return request
    },
  }
}
