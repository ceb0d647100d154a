import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { decodeJwt } from 'jose'
import { readBody, startLoopbackServer } from '../shared/loopback-server.js'
import { createTokenCheck, type Guard, nameOf, type TokenCheckOptions } from '../shared/token-check.js'

const BEARER: Guard = { header: 'authorization', prefix: 'Bearer ', tokenUse: 'access' }

const GUARDS: Readonly<Record<string, Guard>> = {
  '/users': BEARER,
  '/data': BEARER,
  '/profile': { ...BEARER, tokenUse: 'id' },
  '/api-key': { header: 'x-api-key', prefix: '', tokenUse: 'access' },
  '/auth-token': { header: 'x-auth-token', prefix: 'Token ', tokenUse: 'id' },
  '/jwt': { ...BEARER, prefix: 'JWT ', tokenUse: 'id' },
}

const STATUS_OF_SUCCESS: Readonly<Record<string, number>> = { POST: 201, DELETE: 204 }

/** One request as the API saw it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Each header that held a token, with the token's kind in its place: `authorization: Bearer <access token>`. */
  readonly credentials: string
  /** What was answered; `undefined` where the answer never came. */
  readonly status: number | undefined
}

export interface Failure {
  /** How many requests it hits. Default 1. */
  readonly times?: number
  readonly retryAfterSeconds?: number
}

/** An API on loopback that echoes what it was sent, to whoever brings the right token. It knows nothing of poolpass. */
export interface Api {
  readonly origin: string
  readonly requests: SeenRequest[]
  /** Answers requests to come with a status, drops their connection, or leaves them without an answer. */
  failNext(how: number | 'drops' | 'hangs', failure?: Failure): void
  close(): Promise<void>
}

export async function startApi(options: TokenCheckOptions): Promise<Api> {
  const { check, fetchKeys } = createTokenCheck(options)
  const requests: SeenRequest[] = []
  let fail: { how: number | 'drops' | 'hangs'; times: number; headers: Record<string, string> } | undefined

  async function answer(message: IncomingMessage, body: string): Promise<{ status: number; json?: object }> {
    const { method = '', url: path = '' } = message
    const [route = ''] = /^\/[\w-]+/.exec(path) ?? []
    const guard = GUARDS[route]
    if (!guard) return { status: 404, json: { message: 'no such route' } }
    const claims = await check(guard, message)
    if (typeof claims === 'string') return { status: 401, json: { message: claims } }
    const status = STATUS_OF_SUCCESS[method] ?? 200
    const received = body === '' ? undefined : JSON.parse(body)
    return status === 204 ? { status } : { status, json: { user: nameOf(claims), path, received } }
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = message
    const body = await readBody(message)
    const record = (status: number | undefined) =>
      void requests.push({ method, path, headers, body, credentials: credentialsOf(message), status })
    if (fail && fail.times-- > 0) {
      const { how, headers } = fail
      record(typeof how === 'number' ? how : undefined)
      if (typeof how === 'number') response.writeHead(how, headers).end()
      else if (how === 'drops') response.destroy()
      return
    }
    const { status, json } = await answer(message, body)
    record(status)
    response.writeHead(status, json && { 'content-type': 'application/json' }).end(json && JSON.stringify(json))
  }

  await fetchKeys()
  const server = await startLoopbackServer(handle)
  return {
    ...server,
    requests,
    failNext(how, { times = 1, retryAfterSeconds } = {}) {
      const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
      fail = { how, times, headers }
    },
  }
}

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g

function credentialsOf({ headers }: IncomingMessage): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .filter(line => line.search(JWT) >= 0)
    .map(line => line.replace(JWT, token => `<${decodeJwt(token).token_use} token>`))
    .join(', ')
}
