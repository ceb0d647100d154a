import { Readable } from 'node:stream'
import axios, { type AxiosInstance, type AxiosRequestConfig, type CreateAxiosDefaults, isAxiosError } from 'axios'
import type { SrpAuth } from 'poolpass'
import { withAuth } from 'poolpass/axios'
import type { Capability, Client, ClientRequest } from './client.js'

/** An instance an auth, as a program would have it. */
function instancesWith(defaults: CreateAxiosDefaults): (auth: SrpAuth) => AxiosInstance {
  const instances = new WeakMap<SrpAuth, AxiosInstance>()
  return auth => {
    const instance = instances.get(auth) ?? axios.create(defaults)
    if (!instances.has(auth)) withAuth(instance, auth)
    instances.set(auth, instance)
    return instance
  }
}

/** Of a view into a buffer axios would send all of the buffer; of web streams its http adapter knows nothing. */
function dataOf({ body }: ClientRequest): unknown {
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return body instanceof ReadableStream ? Readable.fromWeb(body as never) : body
}

/** Text is a urlencoded form to axios, unless one says otherwise; to its fetch adapter, so are Blob and FormData. */
const headersOf = ({ headers, body }: ClientRequest): Record<string, string> => ({
  ...(typeof body === 'string' && { 'Content-Type': 'text/plain' }),
  ...(body instanceof Blob && { 'Content-Type': body.type }),
  ...(body instanceof FormData && { 'Content-Type': 'multipart/form-data' }),
  ...Object.fromEntries(new Headers(headers)),
})

function configOf(request: ClientRequest, more: AxiosRequestConfig): AxiosRequestConfig {
  const { url, method = 'GET', signal } = request
  return {
    url: String(url),
    method,
    headers: headersOf(request),
    data: dataOf(request),
    responseType: 'text',
    ...(signal && { signal }),
    ...more,
  }
}
/** What axios makes an error of is an answer to the cases. */
const answered = (error: unknown) => {
  if (isAxiosError(error) && error.response) return error.response
  throw error
}

function axiosClient(name: string, defaults: CreateAxiosDefaults, can: readonly Capability[]): Client {
  const instanceOf = instancesWith(defaults)
  return {
    name,
    can: new Set(can),
    attach: auth => void instanceOf(auth),
    async send(auth, request) {
      const response = await instanceOf(auth).request(configOf(request, {})).catch(answered)
      const { status, data: text } = response
      const url = response.request.res?.responseUrl ?? ''
      const redirected = url !== new URL(String(request.url)).href
      return { status, headers: new Headers(response.headers as Record<string, string>), text, url, redirected }
    },
    async stream(auth, request) {
      const { data } = await instanceOf(auth)
        .request(configOf(request, { responseType: 'stream' }))
        .catch(answered)
      return data instanceof Readable ? (Readable.toWeb(data) as ReadableStream<Uint8Array>) : data
    },
  }
}

const BOTH: readonly Capability[] = [
  'web-bodies',
  'credentials-in-urls',
  'response-streams',
  'reads-at-once',
  'redirects',
  'tells-hops',
  'replays',
  'body-replays',
]

export const axiosClients: readonly Client[] = [
  axiosClient('axios', {}, [...BOTH, 'stream-bodies', 'final-urls']),
  // It hands over a Request, whatever body it was given.
  axiosClient('axios, fetch adapter', { adapter: 'fetch' }, BOTH),
]
