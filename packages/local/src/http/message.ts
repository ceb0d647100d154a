/** A request, whatever it came by. */
export interface PlainRequest {
  readonly method: string
  readonly url: URL
  /** The body, read to its end. */
  text(): string | Promise<string>
  /** @param name In lower case. */
  header(name: string): string | undefined
}

/** An answer, whatever it goes out by. Header names are in lower case. */
export interface PlainResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Answers one request. */
export type Handle = (request: PlainRequest) => Promise<PlainResponse>

export const TEXT_HEADERS = { 'content-type': 'text/plain;charset=UTF-8' }

/** An answer for people. */
export const textResponse = (status: number, body: string): PlainResponse => ({ status, headers: TEXT_HEADERS, body })

/** The same handler for those who speak fetch's language. */
export async function handleRequest(handle: Handle, request: Request): Promise<Response> {
  const { method } = request
  const header = (name: string) => request.headers.get(name) ?? undefined
  const plain = await handle({ method, url: new URL(request.url), text: () => request.text(), header })
  return new Response(plain.body, plain)
}
