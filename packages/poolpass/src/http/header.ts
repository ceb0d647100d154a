/** What the headers are now, to be read for every hop: iterators can be read only once, and objects change. */
export function lasting(headers: HeadersInit | undefined): LastingHeaders | undefined {
  return headers && (Symbol.iterator in headers ? new Headers(headers as Headers) : { ...headers })
}

export type LastingHeaders = Headers | Readonly<Record<string, string>>

/**
 * The headers with one more, in the place of any of that name. What is given is left as it is. No `Headers` is made of a
 * plain object: fetch makes its own, and each reads every character of a token.
 */
export function withHeader(headers: LastingHeaders | undefined, name: string, value: string): LastingHeaders {
  if (headers === undefined) return { [name]: value }
  if (Symbol.iterator in headers) {
    const own = new Headers(headers as Headers)
    own.set(name, value)
    return own
  }
  const isOther = ([other]: string[]) => String(other).toLowerCase() !== name.toLowerCase()
  return Object.fromEntries([...Object.entries(headers).filter(isOther), [name, value]])
}
