/** What the headers are now, to be read for every hop: iterators can be read only once, and objects change. */
export function lasting(headers: HeadersInit | null | undefined): LastingHeaders | undefined {
  if (!headers) return undefined
  return Symbol.iterator in headers ? new Headers(headers as Headers) : { ...headers }
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
  return Object.fromEntries([...Object.entries(headers).filter(([other]) => !isSameName(other, name)), [name, value]])
}

function isSameName(one: string, other: string): boolean {
  return one.length === other.length && one.toLowerCase() === other.toLowerCase()
}

/**
 * The same for the run time's own fetch, which takes a `Headers` without reading every character of a token, and leaves
 * it as it is: that of the last token is kept for as long as it is sent.
 */
export class ReadyHeader {
  #name = ''
  #value = ''
  /** The first is made with the first token: until then Node has not loaded its fetch, which takes it 20 ms. */
  #alone: Headers | undefined

  on(headers: LastingHeaders | undefined, name: string, value: string): LastingHeaders {
    // Of a Headers only a copy keeps names in the case in which they were written.
    if (headers && Symbol.iterator in headers) return withHeader(headers, name, value)
    if (this.#alone === undefined || value !== this.#value || name !== this.#name) {
      this.#alone = new Headers({ [name]: value })
      this.#name = name
      this.#value = value
    }
    if (headers === undefined) return this.#alone
    const own = new Headers(this.#alone)
    for (const other in headers) if (!isSameName(other, name)) own.append(other, headers[other] as string)
    return own
  }
}
