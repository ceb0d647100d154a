import type { SrpAuth } from 'poolpass'
import { expect } from 'vitest'

/** What not every HTTP client can do. */
export type Capability =
  /** Takes a `Request` as its URL. */
  | 'request-objects'
  /** FormData, Blob and URLSearchParams as bodies. */
  | 'web-bodies'
  /** A ReadableStream as body. */
  | 'stream-bodies'
  /** `redirect: 'manual'` and `'error'`, and `redirected`. */
  | 'redirect-modes'
  /** Gives the response's body piece by piece. */
  | 'response-streams'
  /** Follows redirects exactly as `fetch` does. */
  | 'fetch-redirects'

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
  send(auth: SrpAuth, request: ClientRequest): Promise<ClientResponse>
  /** Of a client that can do `response-streams`. */
  stream(auth: SrpAuth, request: ClientRequest): Promise<ReadableStream<Uint8Array>>
}

type FetchOf = (auth: SrpAuth) => typeof globalThis.fetch

const EVERYTHING: readonly Capability[] = [
  'request-objects',
  'web-bodies',
  'stream-bodies',
  'redirect-modes',
  'response-streams',
  'fetch-redirects',
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

function fetchClient(name: string, fetchOf: FetchOf): Client {
  const open = (auth: SrpAuth, request: ClientRequest) => fetchOf(auth)(request.url, initOf(request))
  return {
    name,
    can: new Set(EVERYTHING),
    send: async (auth, request) => readAnswer(await open(auth, request)),
    stream: async (auth, request) => (await open(auth, request)).body as ReadableStream<Uint8Array>,
  }
}

/** Every response must have come through the function that was wrapped. */
function overRecordingBase(auth: SrpAuth): typeof globalThis.fetch {
  const given = new WeakSet<Response>()
  const wrapped = auth.wrapFetch(async (input, init) => {
    const response = await fetch(input, init)
    given.add(response)
    return response
  })
  return async (input, init) => {
    const response = await wrapped(input, init)
    expect(given.has(response)).toBe(true)
    return response
  }
}

/** The rows. An adapter of another HTTP client adds one. */
export const clients: readonly Client[] = [
  fetchClient('fetch', auth => auth.fetch),
  fetchClient('wrapFetch', overRecordingBase),
]
