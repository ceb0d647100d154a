import type { SrpAuth } from 'poolpass'

/** What not every HTTP client can do. A client without one has no cell in the table for the cases that need it. */
export type Capability =
  /** Takes a `Request` as its URL. */
  | 'request-objects'
  /** FormData, Blob and URLSearchParams as bodies. */
  | 'web-bodies'
  /** A ReadableStream as body. */
  | 'stream-bodies'
  /** `redirect: 'manual'` and `'error'`, and `redirected`. */
  | 'redirect-modes'
  /** Takes URLs with user information. */
  | 'credentials-in-urls'
  /** Reads its URL and headers when it is called. */
  | 'reads-at-once'
  /** Follows redirects. */
  | 'redirects'
  /** Tells at which URL redirects ended. */
  | 'final-urls'
  /** Gives the response's body piece by piece. */
  | 'response-streams'
  /** Follows redirects exactly as `fetch` does. */
  | 'fetch-redirects'
  /** Lets its adapter tell a redirect's hop from a request that the caller names. */
  | 'tells-hops'
  /** Shows its adapter a 401 in time to send the request once more. */
  | 'replays'
  /** Lets the signal be kept from all but its adapter, so that the listeners on it are the adapter's. */
  | 'hidden-signals'
  /** The same for a request with a body. */
  | 'body-replays'

/** What the table says of a client without it. */
export const WHY_NOT: Readonly<Record<Capability, string>> = {
  'request-objects': 'takes no `Request`',
  'web-bodies': 'does not take, or not twice, each of FormData, Blob and URLSearchParams',
  'stream-bodies': 'takes no ReadableStream as such',
  'redirect-modes': 'has no `redirect: manual` and `error`',
  'credentials-in-urls': 'takes no URL with user information',
  'reads-at-once': 'goes by what its URL object has become when it sends',
  redirects: 'follows no redirects',
  'final-urls': 'does not tell where redirects ended',
  'response-streams': 'gives the response whole',
  'fetch-redirects': 'follows redirects in its own way',
  'tells-hops': 'does not tell a redirect’s hop from a request, so that only `origins` decide',
  'hidden-signals': 'has listeners of its own on a signal, so that ours cannot be told from them',
  replays: 'cannot send a request again after a 401: the next request goes with a new token',
  'body-replays': 'cannot send a body again after a 401: the next request goes with a new token',
}

export interface ClientRequest {
  readonly url: string | URL | Request
  readonly method?: string
  readonly headers?: RequestInit['headers']
  readonly body?: RequestInit['body']
  readonly redirect?: RequestRedirect
  readonly signal?: AbortSignal
}

export interface ClientResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly url: string
  readonly redirected: boolean
}

/** An HTTP client with its adapter: one row of the table. */
export interface Client {
  readonly name: string
  readonly can: ReadonlySet<Capability>
  /** Makes the client and its adapter for requests to that origin. None is sent. */
  attach(auth: SrpAuth, origin: string): void
  send(auth: SrpAuth, request: ClientRequest): Promise<ClientResponse>
  /** Of a client that can do `response-streams`. */
  stream(auth: SrpAuth, request: ClientRequest): Promise<ReadableStream<Uint8Array>>
}

export const EVERYTHING: readonly Capability[] = [
  'request-objects',
  'web-bodies',
  'stream-bodies',
  'redirect-modes',
  'credentials-in-urls',
  'reads-at-once',
  'redirects',
  'final-urls',
  'response-streams',
  'fetch-redirects',
  'tells-hops',
  'hidden-signals',
  'replays',
  'body-replays',
]

/** Reads a response to its end. */
export async function readAnswer(response: Response): Promise<ClientResponse> {
  const { status, headers, url, redirected } = response
  return { status, headers, url, redirected, text: await response.text() }
}

/** What `fetch` is told: nothing that the case does not say. */
export function initOf({ url: _, ...init }: ClientRequest): RequestInit {
  return (init.body instanceof ReadableStream ? { ...init, duplex: 'half' } : init) as RequestInit
}

/** A client that is called as `fetch` is. */
export function fetchClient(
  name: string,
  fetchOf: (auth: SrpAuth) => typeof globalThis.fetch,
  can: readonly Capability[] = EVERYTHING,
): Client {
  const open = (auth: SrpAuth, request: ClientRequest) => fetchOf(auth)(request.url, initOf(request))
  return {
    name,
    can: new Set(can),
    attach: auth => void fetchOf(auth),
    send: async (auth, request) => readAnswer(await open(auth, request)),
    stream: async (auth, request) => (await open(auth, request)).body as ReadableStream<Uint8Array>,
  }
}
