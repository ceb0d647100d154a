/** Members whose values help in a message and give nothing away. */
const HARMLESS = new Set([
  'ClientId',
  'AuthFlow',
  'ChallengeName',
  'USERNAME',
  'Username',
  'TIMESTAMP',
  'AttributeName',
])

function* sensitiveValues(input: object): Generator<string> {
  for (const [name, value] of Object.entries(input)) {
    if (HARMLESS.has(name)) continue
    if (typeof value === 'string' && value !== '') yield value
    else if (typeof value === 'object' && value !== null) yield* sensitiveValues(value)
  }
}

/** Takes every value that was sent out of a message: the service quotes some in its validation errors. */
export function scrub(message: string, input: object): string {
  const longestFirst = [...sensitiveValues(input)].sort((one, other) => other.length - one.length)
  return longestFirst.reduce((text, value) => text.replaceAll(value, '[redacted]'), message)
}
