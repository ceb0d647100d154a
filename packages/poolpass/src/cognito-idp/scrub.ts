/** Members whose values help in a message and give nothing away. */
const HARMLESS = new Set([
  'ClientId',
  'AuthFlow',
  'ChallengeName',
  'USERNAME',
  'Username',
  'TIMESTAMP',
  'AttributeName',
  'Name',
  'UserAttributeNames',
  'UserPoolId',
  'GroupName',
  'ProviderName',
])

function* sensitiveValues(input: object): Generator<string> {
  for (const [name, value] of Object.entries(input)) {
    if (HARMLESS.has(name)) continue
    if (typeof value === 'string' && value !== '') yield value
    else if (typeof value === 'object' && value !== null) yield* sensitiveValues(value)
  }
}

/** Up to here a value may well be a part of some word, where it gives nothing away. */
const SHORT_CHARACTERS = 5

function withoutValue(text: string, value: string): string {
  if (value.length > SHORT_CHARACTERS) return text.replaceAll(value, '[redacted]')
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), '[redacted]')
}

/** Takes every value that was sent out of a message: the service quotes some in its validation errors. */
export function scrub(message: string, input: object): string {
  const longestFirst = [...sensitiveValues(input)].sort((one, other) => other.length - one.length)
  return longestFirst.reduce(withoutValue, message)
}

/** Deep enough for what fetch wraps around a system error. */
const MOST_CAUSES = 4

/**
 * A copy of an error that holds its name, code and scrubbed messages, and nothing else: what an injected fetch throws
 * may quote the request, or carry it.
 */
export function scrubError(error: unknown, input: object, depth = MOST_CAUSES): Error {
  if (!(error instanceof Error)) return new Error('the connection failed')
  const { name, code, cause } = error as { name: string; code?: unknown; cause?: unknown }
  const inner = cause instanceof Error && depth > 0 ? { cause: scrubError(cause, input, depth - 1) } : undefined
  const copy = new Error(scrub(error.message, input), inner)
  Object.defineProperty(copy, 'name', { value: scrub(String(name), input) })
  return typeof code === 'string' ? Object.assign(copy, { code: scrub(code, input) }) : copy
}
