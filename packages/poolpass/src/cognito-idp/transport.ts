import { CognitoServiceError, isPoolpassError, type PoolpassError, UnavailableError } from '../errors/index.js'
import { classify } from './classify.js'
import type { Clock, ServiceClock } from './clock.js'
import { type Answer, exchange, type Fetch } from './exchange.js'
import { retryDelayMs, waitForRetry } from './retry.js'
import { scrub, scrubError } from './scrub.js'
import type { Input, Operation, Output } from './wire-types.js'

export interface TransportOptions {
  /** Where `POST /` goes. */
  readonly endpoint: string
  readonly fetch: Fetch
  readonly clock: Clock
  readonly serviceClock: ServiceClock
  /** Random number in [0, 1), for jitter. */
  readonly randomFraction: () => number
  /** One attempt. */
  readonly attemptTimeoutMs: number
  /** One call with its retries, unless a call brings its own deadline. */
  readonly deadlineMs: number
}

/** How one call of an operation is made. */
export interface CallOptions {
  /** Ends the call, retries included, with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** By the monotonic clock. */
  readonly deadlineAtMs?: number | undefined
  /** What the retry and classification tables call this, where the operation's name is not enough. */
  readonly as?: string | undefined
}

/** Calls one operation of the service, with the retries that its row of the retry table allows. */
export type Call = <Op extends Operation>(operation: Op, input: Input<Op>, options?: CallOptions) => Promise<Output<Op>>

/** No answer of the service is anywhere near this long. */
const LONGEST_ANSWER_CHARACTERS = 1_000_000

export function createTransport(options: TransportOptions): Call {
  const { clock } = options
  return async <Op extends Operation>(operation: Op, input: Input<Op>, call: CallOptions = {}) => {
    const deadlineAtMs = call.deadlineAtMs ?? clock.monotonicMs() + options.deadlineMs
    const as = call.as ?? operation
    for (let attempt = 0; ; attempt++) {
      try {
        return (await attemptCall(options, operation, input, as, deadlineAtMs, call.signal)) as Output<Op>
      } catch (error) {
        call.signal?.throwIfAborted()
        const code = isPoolpassError(error) ? error.code : undefined
        const jitteredMs = retryDelayMs(as, code, attempt, options.randomFraction())
        if (jitteredMs === undefined) throw error
        const askedForMs = isPoolpassError(error) ? (error.retryAt?.getTime() ?? 0) - clock.wallMs() : 0
        await waitForRetry(clock, error, Math.max(jitteredMs, askedForMs), { deadlineAtMs, signal: call.signal })
      }
    }
  }
}

async function attemptCall(
  options: TransportOptions,
  operation: Operation,
  input: object,
  as: string,
  deadlineAtMs: number,
  signal: AbortSignal | undefined,
): Promise<object> {
  const { response, text } = await post(options, operation, input, deadlineAtMs, signal)
  options.serviceClock.observe(response.headers.get('date'))
  const body = parseObject(text)
  if (response.ok && body !== undefined) return body
  throw refusal(options, operation, as, input, response, body)
}

async function post(
  options: TransportOptions,
  operation: Operation,
  input: object,
  deadlineAtMs: number,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const timeoutMs = Math.min(options.attemptTimeoutMs, deadlineAtMs - options.clock.monotonicMs())
  const init = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  }
  try {
    return await exchange(options, options.endpoint, init, timeoutMs, signal)
  } catch (cause) {
    signal?.throwIfAborted()
    const safeCause = scrubError(cause, input)
    throw unavailable(operation, options.endpoint, innermostMessage(safeCause), { cause: safeCause })
  }
}

/** Fetch says no more than that it failed; what it wraps says why. */
function innermostMessage(error: Error): string {
  return error.cause instanceof Error ? innermostMessage(error.cause) : error.message
}

function unavailable(
  operation: string,
  endpoint: string,
  why: string,
  details: { cause?: unknown; requestId?: string },
) {
  const message = `${operation}: no usable answer from ${endpoint} (${why}); check the network, or try again later`
  return new UnavailableError('ERR_POOLPASS_UNAVAILABLE', message, { ...details, retryable: true })
}

/** @returns The JSON object; `{}` for an empty text; `undefined` for anything else. */
function parseObject(text: string): Record<string, unknown> | undefined {
  if (text === '') return {}
  if (text.length > LONGEST_ANSWER_CHARACTERS) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The service's error name, without a namespace in front or a URL behind. */
function errorName(response: Response, body: Record<string, unknown> | undefined): string {
  const full = text(body?.__type) || text(response.headers.get('x-amzn-errortype'))
  return /([^#:]+)(:|$)/.exec(full.slice(full.indexOf('#') + 1))?.[1] ?? ''
}

function refusal(
  options: TransportOptions,
  operation: Operation,
  as: string,
  input: object,
  response: Response,
  body: Record<string, unknown> | undefined,
): PoolpassError {
  const { status } = response
  const requestId = response.headers.get('x-amzn-requestid') ?? undefined
  const name = response.ok ? '' : errorName(response, body)
  if (name === '') {
    if (status === 404 || status === 405 || status === 501) return unknownOperation(operation, status, requestId)
    const answer = `HTTP ${status} without a Cognito error or a JSON object`
    if (status !== 429)
      return unavailable(operation, options.endpoint, answer, requestId === undefined ? {} : { requestId })
  }
  const message = text(body?.message) || text(body?.Message) || 'refused without a message'
  const code = status === 429 && name === '' ? 'ERR_POOLPASS_THROTTLED' : classify(as, name, message)
  return new CognitoServiceError(code, `${operation}: ${scrub(message, input)}`, {
    name: name || 'TooManyRequestsException',
    operation,
    status,
    requestId,
    retryable: code === 'ERR_POOLPASS_THROTTLED' || code === 'ERR_POOLPASS_UNAVAILABLE',
    retryAtMs: retryAfter(options.clock, response.headers.get('retry-after')),
  })
}

/** Something that is no Cognito of today: an older emulator, or a proxy that knows some operations only. */
function unknownOperation(operation: string, status: number, requestId: string | undefined): PoolpassError {
  return new CognitoServiceError(
    'ERR_POOLPASS_CONFIGURATION',
    `${operation}: the endpoint does not know this operation`,
    {
      name: 'UnknownOperationException',
      operation,
      status,
      requestId,
    },
  )
}

/** Whether the endpoint refused because it does not know the operation at all. */
export function isUnknownOperation(error: unknown): error is CognitoServiceError {
  return error instanceof CognitoServiceError && /^(UnknownOperation(Exception)?|Unsupported)$/.test(error.name)
}

/** `Retry-After` in seconds or as a date. At most a minute is honoured: a caller waits for this. */
function retryAfter(clock: Clock, header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  const atMs = Number.isNaN(seconds) ? Date.parse(header) : clock.wallMs() + seconds * 1_000
  return Number.isNaN(atMs) ? undefined : Math.min(atMs, clock.wallMs() + 60_000)
}
