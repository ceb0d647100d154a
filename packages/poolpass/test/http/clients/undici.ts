import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { isPoolpassError, type SrpAuth } from 'poolpass'
import { authInterceptor } from 'poolpass/undici'
import * as undici from 'undici'
import { type Capability, type Client, type ClientRequest, type ClientResponse, initOf, readAnswer } from './client.js'

const COMMON: readonly Capability[] = ['reads-at-once', 'stream-bodies', 'response-streams', 'replays']

type Dispatcher = undici.Dispatcher

/** A dispatcher for each auth, as a program would have it, and for each origin that is named: only that is listed. */
type DispatcherFor = (auth: SrpAuth, asked: ClientRequest) => Dispatcher

function dispatchersWith(...others: readonly undici.Dispatcher.DispatcherComposeInterceptor[]): DispatcherFor {
  const dispatchers = new WeakMap<SrpAuth, Map<string, Dispatcher>>()
  return (auth, { url }) => {
    const { origin } = new URL(String(url))
    const ofAuth = dispatchers.get(auth) ?? new Map<string, Dispatcher>()
    dispatchers.set(auth, ofAuth)
    const dispatcher = ofAuth.get(origin) ?? new undici.Agent().compose(withOrigins(auth, origin), ...others)
    ofAuth.set(origin, dispatcher)
    return dispatcher
  }
}

/** Those that the auth itself lists count, if it lists any. */
function withOrigins(auth: SrpAuth, named: string): undici.Dispatcher.DispatcherComposeInterceptor {
  try {
    return authInterceptor(auth)
  } catch {
    return authInterceptor(auth, { origins: [named] })
  }
}

const following = undici.interceptors.redirect({ maxRedirections: 20 })
const dispatcherFor = dispatchersWith(following)
const retryingDispatcherFor = dispatchersWith(following, undici.interceptors.retry())

const attach: Client['attach'] = (auth, origin) => void dispatcherFor(auth, { url: origin })

/** Undici's own functions know no list of pairs, and give a text no type. */
function headersOf({ headers: given, body }: ClientRequest): NonNullable<undici.Dispatcher.RequestOptions['headers']> {
  const type = typeof body === 'string' ? { 'content-type': 'text/plain' } : {}
  // The caller's own object where there is nothing to add: who changes it later is to change nothing.
  if (given && !Array.isArray(given) && typeof body !== 'string') return given as Record<string, string>
  if (given instanceof Headers) return { ...type, ...Object.fromEntries(given) }
  return Array.isArray(given) ? [...Object.entries(type), ...given].flat() : { ...type, ...given }
}

const optionsFor = (dispatcher: Dispatcher, asked: ClientRequest) => ({
  dispatcher,
  method: (asked.method ?? 'GET') as undici.Dispatcher.HttpMethod,
  headers: headersOf(asked),
  body: asked.body as string,
  ...(asked.signal && { signal: asked.signal }),
})

/** What undici tells of a response. */
type Head = Pick<undici.Dispatcher.StreamFactoryData, 'statusCode' | 'headers' | 'context'>

function answerOf({ statusCode, headers: given, context }: Head, asked: ClientRequest, text: string): ClientResponse {
  const headers = Object.entries(given).flatMap(([name, values]) => [values ?? []].flat().map(value => [name, value]))
  const { history = [] } = context as { history?: readonly URL[] }
  const url = String(history.at(-1) ?? asked.url)
  return {
    status: statusCode,
    headers: new Headers(headers as [string, string][]),
    text,
    url,
    redirected: history.length > 1,
  }
}

const asWebStream = (body: Readable) => Readable.toWeb(body) as ReadableStream<Uint8Array>

function requestClient(name: string, dispatcherOf: DispatcherFor): Client {
  const open = (auth: SrpAuth, asked: ClientRequest) =>
    undici.request(asked.url as string | URL, optionsFor(dispatcherOf(auth, asked), asked))
  return {
    name,
    can: new Set<Capability>([...COMMON, 'body-replays', 'redirects', 'final-urls']),
    attach: (auth, origin) => void dispatcherOf(auth, { url: origin }),
    async send(auth, asked) {
      const answer = await open(auth, asked)
      return answerOf(answer, asked, await answer.body.text())
    },
    stream: async (auth, asked) => asWebStream((await open(auth, asked)).body),
  }
}

/** Calls `stream`, and tells what it was told of the response, and where it puts the body. */
function openStream(auth: SrpAuth, asked: ClientRequest): Promise<{ readonly head: Head; readonly body: PassThrough }> {
  return new Promise((resolve, reject) => {
    const body = new PassThrough()
    const take = (head: Head) => {
      resolve({ head, body })
      return body
    }
    undici.stream(asked.url as string | URL, optionsFor(dispatcherFor(auth, asked), asked), take).catch(reject)
  })
}

const streamClient: Client = {
  name: 'undici.stream',
  can: new Set<Capability>([...COMMON, 'body-replays', 'redirects', 'final-urls']),
  attach,
  async send(auth, asked) {
    const { head, body } = await openStream(auth, asked)
    return answerOf(head, asked, Buffer.concat(await body.toArray()).toString())
  },
  stream: async (auth, asked) => asWebStream((await openStream(auth, asked)).body),
}

function openPipeline(auth: SrpAuth, asked: ClientRequest) {
  let head: Head | undefined
  const { body: _, ...options } = optionsFor(dispatcherFor(auth, asked), asked)
  const duplex = undici.pipeline(asked.url as string | URL, options, answer => {
    head = answer
    return answer.body
  })
  const { body } = asked
  if (body instanceof ReadableStream) Readable.fromWeb(body as NodeStream).pipe(duplex)
  else duplex.end(body)
  return { duplex, head: () => head as Head }
}

const pipelineClient: Client = {
  name: 'undici.pipeline',
  // In undici 8 it does not follow redirects.
  can: new Set<Capability>('Dispatcher1Wrapper' in undici ? COMMON : [...COMMON, 'redirects', 'final-urls']),
  attach,
  async send(auth, asked) {
    const { duplex, head } = openPipeline(auth, asked)
    const chunks = await duplex.toArray()
    return answerOf(head(), asked, Buffer.concat(chunks).toString())
  },
  async stream(auth, asked) {
    const { duplex } = openPipeline(auth, asked)
    await once(duplex, 'readable')
    return asWebStream(duplex)
  },
}

/** Fetch makes an error of its own of whatever a dispatcher fails with. */
const causeOf = (error: unknown): never => {
  const { cause } = error as Error
  throw isPoolpassError(cause) ? cause : error
}

const openFetch = (auth: SrpAuth, asked: ClientRequest): Promise<Response> => {
  const init = { ...initOf(asked), dispatcher: dispatcherFor(auth, asked) } as undici.RequestInit
  return undici.fetch(asked.url as string | URL, init).catch(causeOf) as unknown as Promise<Response>
}

const fetchClient: Client = {
  name: 'undici.fetch with dispatcher',
  can: new Set<Capability>([...COMMON, 'redirects', 'final-urls', 'redirect-modes']),
  attach,
  send: async (auth, asked) => readAnswer(await openFetch(auth, asked)),
  stream: async (auth, asked) => (await openFetch(auth, asked)).body as ReadableStream<Uint8Array>,
}

export const undiciClients: readonly Client[] = [
  requestClient('undici.request', dispatcherFor),
  requestClient('undici.request with retry', retryingDispatcherFor),
  streamClient,
  pipelineClient,
  fetchClient,
]
