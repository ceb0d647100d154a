import type { Dispatcher } from 'undici'

type Request = Dispatcher.DispatchOptions

/** Headers as undici takes them, and as it gives them. */
export type GivenHeaders = Request['headers'] | readonly Uint8Array[]

/** Headers with that one, which replaces those of its name in any letter case. What was given stays as it was. */
export function withHeader(given: GivenHeaders, name: string, value: string): NonNullable<Request['headers']> {
  if (!given) return { [name]: value }
  const lowerCase = name.toLowerCase()
  if (Symbol.iterator in given) {
    const others = [...pairsOf(given)].filter(([key]) => textOf(key).toLowerCase() !== lowerCase)
    return [...others.flat(), name, value] as string[]
  }
  for (const key in given) {
    if (key.length === name.length && key.toLowerCase() === lowerCase) {
      const others = Object.entries(given).filter(([other]) => other.toLowerCase() !== lowerCase)
      return { [name]: value, ...Object.fromEntries(others) }
    }
  }
  // In this order: to add a property to a spread object takes ten times as long.
  return { [name]: value, ...given }
}

/** The same request, with headers that can be read more than once. */
export function withLastingHeaders(request: Request): Request {
  const { headers } = request
  if (!headers || Array.isArray(headers) || !(Symbol.iterator in headers)) return request
  return { ...request, headers: [...pairsOf(headers)].flat() as string[] }
}

/** A copy that stays as it is when the caller changes theirs. */
export function asItIsNow(request: Request): Request {
  const { headers } = request
  if (!headers) return { ...request }
  return { ...request, headers: (Array.isArray(headers) ? [...headers] : { ...headers }) as string[] }
}

/** What the web knows as headers, of any that undici takes or gives. */
export function webHeaders(given: GivenHeaders): Headers {
  const headers = new Headers()
  for (const [name, value] of pairsOf(given ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) headers.append(textOf(name), textOf(one ?? ''))
    }
  }
  return headers
}

/** Names and values: of an object, of a list with both in turn, or of pairs. */
function* pairsOf(given: object): Iterable<readonly [unknown, unknown]> {
  if (Array.isArray(given) && !Array.isArray(given[0])) {
    for (let i = 0; i < given.length; i += 2) yield [given[i], given[i + 1]]
  } else {
    yield* Symbol.iterator in given ? (given as Iterable<[unknown, unknown]>) : Object.entries(given)
  }
}

/** Bytes in headers are Latin-1. */
function textOf(part: unknown): string {
  return part instanceof Uint8Array ? String.fromCharCode(...part) : String(part)
}
