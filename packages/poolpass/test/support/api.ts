import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'

/** One request as the API received it. */
export interface ApiRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Names and values in turn, as they came: a header that was sent twice is there twice. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  /** Whether it came with a token that this API honours at the time. */
  readonly authorized: boolean
}

export interface ApiOptions {
  readonly issuer: string
  readonly clientId: string
  readonly nowMs: () => number
  /** The pool's keys. Default: they are fetched from the issuer, which counts there. */
  readonly keySet?: JSONWebKeySet
  /** Where the token is looked for. Default `authorization`. */
  readonly header?: string
  /** Default `Bearer `. */
  readonly prefix?: string
  readonly tokenUse?: 'access' | 'id'
  /** Length of the text in a 401's body. Default: a short message. */
  readonly refusalBytes?: number
  /** Whether it is an https origin, by the certificate in `tls/`. Default false. */
  readonly tls?: boolean
}

/** A protected API on loopback. It verifies tokens by itself, with jose, and knows nothing of poolpass. */
export interface Api {
  readonly origin: string
  readonly requests: readonly ApiRequest[]
  /** Answers the next requests with 401, whatever they carry. */
  refuseNext(count: number): void
  /** Answers the next requests to `/protected…` with that status, whatever they carry. */
  answerNext(count: number, status: number): void
  /** Answers 401 from now on to whoever brings this token. */
  refuseToken(token: string): void
  /** Answers the next request only when `until` has settled, by what holds then. */
  holdNext(until: Promise<unknown>): void
  /** Whether any request came with anything that looks like a token, in any header. */
  readonly sawToken: boolean
  readonly openConnections: number
  /** How many clients left before they had their answer. */
  readonly abandoned: number
  close(): Promise<void>
}

/**
 * `/protected…` demands a token and echoes the request; `/always-401` refuses everyone; `/open…` echoes;
 * `/redirect?status=&to=` redirects, with or without a token (`&raw` puts UTF-8 bytes into the header as they are);
 * `/chain?left=` redirects to itself that many times, then to `/open`; `/loop` never stops;
 * `/stream?megabytes=&status=&to=` sends that much, and nothing beyond the first before `holdNext`'s promise has settled;
 * `/early?status=` answers before it has read any body.
 */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { issuer, clientId, nowMs, header = 'authorization', prefix = 'Bearer ', tokenUse = 'access' } = options
  const refusalText = options.refusalBytes === undefined ? undefined : 'x'.repeat(options.refusalBytes)
  const keys = options.keySet
    ? createLocalJWKSet(options.keySet)
    : createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  const requests: ApiRequest[] = []
  const refusedTokens = new Set<string>()
  let refusals = 0
  let given = { count: 0, status: 0 }
  let hold: Promise<unknown> | undefined

  async function isAuthorized(message: IncomingMessage): Promise<boolean> {
    const value = String(message.headers[header] ?? '')
    if (!value.startsWith(prefix) || refusedTokens.has(value.slice(prefix.length))) return false
    try {
      const { payload } = await jwtVerify(value.slice(prefix.length), keys, { issuer, currentDate: new Date(nowMs()) })
      return payload.token_use === tokenUse && (payload.client_id ?? payload.aud) === clientId
    } catch {
      return false
    }
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://api')
    const held = hold
    hold = undefined
    const answer = (status: number, json: object, headers: Record<string, string> = {}) =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
    const refuse = (text: string) => answer(401, { message: refusalText ?? text })
    const redirect = (status: number, location: string) => answer(status, {}, { location })
    const left = Number(url.searchParams.get('left'))
    const record = async () => {
      const body = url.pathname === '/early' ? Buffer.alloc(0) : await readBody(message)
      const { method = '', rawHeaders } = message
      const headers = message.headers as Record<string, string>
      const seen = { method, url: url.pathname, headers, rawHeaders, body, authorized: false }
      requests.push(seen)
      if (url.pathname !== '/stream') await held
      seen.authorized = await isAuthorized(message)
      return seen
    }
    const { method, body, authorized } = await record()
    const echo = () => answer(200, { method, body: body.toString('base64') })

    if (url.pathname === '/redirect') return redirect(Number(url.searchParams.get('status') ?? 302), locationFor(url))
    if (url.pathname === '/loop') return redirect(302, '/loop')
    if (url.pathname === '/chain') return redirect(302, left > 1 ? `/chain?left=${left - 1}` : '/open')
    if (url.pathname === '/stream') return sendStream(response, url, held)
    if (url.pathname === '/early') return answer(Number(url.searchParams.get('status')), {})
    if (url.pathname.startsWith('/open')) return echo()
    if (url.pathname === '/always-401') return refuse('no token is good enough')
    if (given.count > 0) {
      given.count--
      return answer(given.status, { message: 'answered so on request of the test' })
    }
    if (refusals > 0) {
      refusals--
      return refuse('refused on request of the test')
    }
    return authorized ? echo() : refuse('Unauthorized')
  }

  let abandoned = 0
  const listener = (message: IncomingMessage, response: ServerResponse) => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned++
    })
    handle(message, response).catch(error => response.destroy(error))
  }
  const server = options.tls ? createTlsServer(await readCertificate(), listener) : createServer(listener)
  // 1,000 clients connect at once: a connection that the kernel drops is tried again seconds later.
  await new Promise<void>(resolve => server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve))
  let openConnections = 0
  server.on('connection', socket => {
    openConnections++
    socket.on('close', () => openConnections--)
  })
  return {
    origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refuseNext: count => {
      refusals = count
    },
    answerNext: (count, status) => {
      given = { count, status }
    },
    refuseToken: token => void refusedTokens.add(token),
    holdNext: until => {
      hold = until
    },
    get sawToken() {
      return requests.some(request => /eyJ[\w-]+\.[\w-]+\.[\w-]+/.test(JSON.stringify(request.headers)))
    },
    get openConnections() {
      return openConnections
    },
    get abandoned() {
      return abandoned
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function readCertificate() {
  const read = (name: string) => readFile(new URL(`tls/${name}.pem`, import.meta.url))
  return { cert: await read('certificate'), key: await read('key') }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function locationFor(url: URL): string {
  const location = url.searchParams.get('to') ?? '/'
  return url.searchParams.has('raw') ? Buffer.from(location).toString('latin1') : location
}

async function sendStream(response: ServerResponse, url: URL, held: Promise<unknown> | undefined) {
  const megabytes = Number(url.searchParams.get('megabytes'))
  response.writeHead(Number(url.searchParams.get('status') ?? 200), { location: locationFor(url) })
  const megabyte = Buffer.alloc(1_048_576, 'm')
  for (let sent = 0; sent < megabytes; sent++) {
    if (!response.write(megabyte)) await new Promise(resolve => response.once('drain', resolve))
    if (sent === 0) await held
  }
  response.end()
}
