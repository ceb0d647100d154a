import type { Refusal } from './answers.js'

/** A failure, or only a delay, for requests to come. */
export interface Fault {
  /** An operation's name, `jwks` or `openid-configuration`. Default: whatever comes next. */
  readonly operation?: string
  /** How many requests it hits. Default 1. */
  readonly times?: number
  /** The service's error name. */
  readonly error?: string
  /** The error's message. Default `Injected fault`. */
  readonly message?: string
  /** HTTP status. Default: 400, or 500 for an InternalErrorException. */
  readonly status?: number
  /** Sent as Retry-After. */
  readonly retryAfterSeconds?: number
  /** Real time before anything else happens. With nothing else given, the request is then handled as usual. */
  readonly delayMs?: number
  /** Holds the request until this settles, so that a test decides when it goes on. */
  readonly until?: Promise<unknown>
  /** `before` (as is `true`): the request is lost. `after`: it is handled, and the answer is lost. */
  readonly dropConnection?: 'before' | 'after' | boolean
  /** Sent instead of an error's JSON. */
  readonly body?: string
  /** Of `body`. Default `text/html`, as proxies send it. */
  readonly contentType?: string
}

/** The answer that a fault forces, if it forces one. */
export interface ForcedAnswer extends Refusal {
  readonly body?: string
  readonly contentType: string
  readonly retryAfterSeconds?: number
}

/** Thrown where a real server would close the connection without an answer. */
export class DroppedConnection extends Error {}

export interface Faults {
  add(fault: Fault): void
  /** @returns The oldest fault that is meant for this operation, used up once more. */
  take(operation: string): Fault | undefined
}

export function createFaults(): Faults {
  const waiting: { fault: Fault; left: number }[] = []
  return {
    add: fault => void waiting.push({ fault, left: fault.times ?? 1 }),
    take(operation) {
      const index = waiting.findIndex(({ fault }) => fault.operation === undefined || fault.operation === operation)
      const entry = waiting[index]
      if (entry !== undefined && --entry.left <= 0) waiting.splice(index, 1)
      return entry?.fault
    },
  }
}

/** Waits as long as the fault says. */
export async function holdBack({ delayMs, until }: Fault): Promise<void> {
  if (delayMs !== undefined) await new Promise(resolve => setTimeout(resolve, delayMs))
  await until?.catch(() => undefined)
}

export function forcedAnswer(fault: Fault): ForcedAnswer | undefined {
  const { error, status, body, message = 'Injected fault', retryAfterSeconds } = fault
  if (error === undefined && status === undefined && body === undefined) return undefined
  const name = error ?? (status === 429 ? 'TooManyRequestsException' : 'InternalErrorException')
  return {
    name,
    message,
    status: status ?? (name === 'InternalErrorException' && body === undefined ? 500 : error || !body ? 400 : 200),
    contentType: fault.contentType ?? 'text/html',
    ...(body !== undefined && { body }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}
