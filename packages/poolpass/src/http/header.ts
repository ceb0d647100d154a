/** Headers that can be read for every hop: an iterator can be only once. */
export function lasting(headers: HeadersInit | undefined): HeadersInit | undefined {
  return headers && Symbol.iterator in headers ? ([...headers] as [string, string][]) : headers
}

/**
 * The headers with one more, in the place of any of that name. The caller's object is left as it is. No `Headers` is
 * made of a plain object: fetch makes its own, and each reads every character of a token.
 */
export function withHeader(headers: HeadersInit | undefined, name: string, value: string): HeadersInit {
  if (headers === undefined) return { [name]: value }
  const isOther = ([other]: string[]) => String(other).toLowerCase() !== name.toLowerCase()
  const listed = lasting(headers)
  if (Array.isArray(listed)) return [...listed.filter(isOther), [name, value]]
  return Object.fromEntries([...Object.entries(headers).filter(isOther), [name, value]])
}
