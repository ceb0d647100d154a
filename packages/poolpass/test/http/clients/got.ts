import { once } from 'node:events'
import { Readable } from 'node:stream'
import got, { type Got, type Response as GotResponse, type OptionsInit, type PlainResponse } from 'got'
import type { SrpAuth } from 'poolpass'
import { authOptions } from 'poolpass/got'
import type { Capability, Client, ClientRequest, ClientResponse } from './client.js'

const clients = new WeakMap<SrpAuth, Got>()

/** Got's own retries and errors are its own affair: cases ask what a plain request does. */
function clientOf(auth: SrpAuth): Got {
  const client = clients.get(auth) ?? got.extend(authOptions(auth), { retry: { limit: 0 }, throwHttpErrors: false })
  clients.set(auth, client)
  return client
}

/** It takes plain objects only, in any letter case. */
const headersOf = (given: ClientRequest['headers']): Record<string, string> =>
  given instanceof Headers || Array.isArray(given) ? Object.fromEntries(new Headers(given)) : { ...given }

/** Got takes no Blob and no ArrayBuffer: who has one gives its bytes, and of a text or a Blob its type. */
async function bodyOf({ body }: ClientRequest): Promise<OptionsInit & { readonly type?: string }> {
  if (body === undefined || body === null) return {}
  if (body instanceof URLSearchParams) return { form: Object.fromEntries(body) }
  if (body instanceof Blob) return { body: Buffer.from(await body.arrayBuffer()), type: body.type }
  if (body instanceof ArrayBuffer) return { body: new Uint8Array(body) }
  return { body: body as NonNullable<OptionsInit['body']>, ...(typeof body === 'string' && { type: 'text/plain' }) }
}

async function optionsOf(request: ClientRequest): Promise<Omit<OptionsInit, 'isStream'>> {
  const { type, ...body } = await bodyOf(request)
  return {
    ...body,
    method: (request.method ?? 'GET') as NonNullable<OptionsInit['method']>,
    headers: { ...(type && { 'content-type': type }), ...headersOf(request.headers) },
    ...(request.signal && { signal: request.signal }),
  }
}

function answerOf({ statusCode, headers, url, redirectUrls }: PlainResponse, text: string): ClientResponse {
  const pairs = Object.entries(headers).flatMap(([name, value]) => (value ? [[name, String(value)] as const] : []))
  return {
    status: statusCode,
    headers: new Headers(pairs as [string, string][]),
    url,
    text,
    redirected: redirectUrls.length > 0,
  }
}

async function open(auth: SrpAuth, request: ClientRequest) {
  const stream = clientOf(auth).stream(request.url as string | URL, await optionsOf(request))
  if (!request.body && !/^(GET|HEAD)$/.test(request.method ?? 'GET')) stream.end()
  const [response] = (await once(stream, 'response')) as [PlainResponse]
  return { stream, response }
}

const stream: Client['stream'] = async (auth, request) => {
  const opened = await open(auth, request)
  return Readable.toWeb(opened.stream) as ReadableStream<Uint8Array>
}

const CAN: readonly Capability[] = ['stream-bodies', 'credentials-in-urls', 'redirects', 'final-urls', 'tells-hops']

export const gotClients: readonly Client[] = [
  {
    name: 'got',
    can: new Set<Capability>([...CAN, 'web-bodies', 'replays', 'body-replays']),
    attach: auth => void clientOf(auth),
    async send(auth, request) {
      const response = await (clientOf(auth)(request.url as string | URL, await optionsOf(request)) as Promise<
        GotResponse<string>
      >)
      return answerOf(response, response.body)
    },
    stream,
  },
  {
    name: 'got.stream',
    can: new Set<Capability>([...CAN, 'response-streams', 'replays', 'body-replays']),
    attach: auth => void clientOf(auth),
    async send(auth, request) {
      const opened = await open(auth, request)
      const chunks = await opened.stream.toArray()
      return answerOf(opened.response, Buffer.concat(chunks).toString())
    },
    stream,
  },
]
