import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'

/** Where a route looks for its token, and which of the two kinds it wants. */
interface Guard {
  readonly header: string
  readonly prefix: string
  readonly tokenUse: 'access' | 'id'
}

const GUARDS: Readonly<Record<string, Guard>> = {
  '/notes': { header: 'authorization', prefix: 'Bearer ', tokenUse: 'access' },
  '/profile': { header: 'authorization', prefix: 'Bearer ', tokenUse: 'id' },
  '/with-prefix': { header: 'x-auth-token', prefix: 'Token ', tokenUse: 'id' },
  '/without-prefix': { header: 'x-api-key', prefix: '', tokenUse: 'access' },
}

/** One request as the API saw it. `credential` holds the token: mask it before printing. */
export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly status: number
  /** The header line that the token was looked for in; `undefined` when the request had none. */
  readonly credential: string | undefined
  /** When it came in. */
  readonly atMs: number
}

export interface ProtectedApiOptions {
  /** What `iss` must be; the keys are fetched from below it. */
  readonly issuer: string
  readonly clientId: string
  readonly nowMs: () => number
}

/** A small API on loopback, as anybody would write it: it knows Cognito's tokens and nothing of poolpass. */
export interface ProtectedApi {
  readonly origin: string
  readonly requests: readonly ApiRequest[]
  /** Refuses all tokens that come from one sign-in from now on. */
  endSignIn(originJti: unknown): void
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly json?: object
}

const refused = (message: string): Answer => ({ status: 401, json: { message } })

async function readBody(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message.setEncoding('utf8')) text += chunk
  return text
}

/** @returns The claims; or, as a text, why the request is not let in. */
function createTokenCheck({ issuer, clientId }: ProtectedApiOptions, ended: ReadonlySet<unknown>) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  const check = async ({ header, prefix, tokenUse }: Guard, message: IncomingMessage): Promise<JWTPayload | string> => {
    const value = message.headers[header]
    if (typeof value !== 'string' || !value.startsWith(prefix)) return `no token in ${header}`
    try {
      const { payload } = await jwtVerify(value.slice(prefix.length), keys, { issuer, algorithms: ['RS256'] })
      if (payload.token_use !== tokenUse) return `an ${tokenUse} token is wanted`
      if ((payload.client_id ?? payload.aud) !== clientId) return 'the token is for another app client'
      return ended.has(payload.origin_jti) ? 'this sign-in was ended' : payload
    } catch (error) {
      return (error as Error).message
    }
  }
  return { check, fetchKeys: () => keys.reload() }
}

const nameOf = (claims: JWTPayload) => claims.username ?? claims['cognito:username']

/** What the API is for: notes that can be listed, added, changed and removed. */
function createNotes() {
  const notes = new Map<number, string>()
  return (method: string, id: number | undefined, text: string, user: unknown): Answer => {
    if (method === 'GET') return { status: 200, json: { user, notes: [...notes.values()] } }
    if (method === 'POST') {
      const added = notes.size + 1
      notes.set(added, text)
      return { status: 201, json: { id: added, text } }
    }
    if (id === undefined || !notes.has(id)) return { status: 404, json: { message: 'no such note' } }
    if (method === 'DELETE') return notes.delete(id) ? { status: 204 } : { status: 404 }
    notes.set(id, text)
    return { status: 200, json: { id, text } }
  }
}

export async function startProtectedApi(options: ProtectedApiOptions): Promise<ProtectedApi> {
  const requests: ApiRequest[] = []
  const ended = new Set<unknown>()
  const { check, fetchKeys } = createTokenCheck(options, ended)
  const notes = createNotes()

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = options.nowMs()
    const { method = 'GET', url = '/' } = message
    const text = await readBody(message)
    const [, route = '', id] = /^(\/[\w-]+)(?:\/(\d+))?$/.exec(url) ?? []
    const guard = GUARDS[route]
    const claims = guard ? await check(guard, message) : 'no such route'
    let answer: Answer
    if (typeof claims === 'string') answer = guard ? refused(claims) : { status: 404, json: { message: claims } }
    else if (route === '/notes') answer = notes(method, id ? Number(id) : undefined, text, nameOf(claims))
    else answer = { status: 200, json: { user: nameOf(claims), token_use: claims.token_use, email: claims.email } }

    const sent = guard && message.headers[guard.header]
    const credential = typeof sent === 'string' ? `${headerName(message, guard?.header)}: ${sent}` : undefined
    requests.push({ method, path: url, status: answer.status, credential, atMs })
    response.writeHead(answer.status, answer.json && { 'content-type': 'application/json' })
    response.end(answer.json && JSON.stringify(answer.json))
  }

  // As a service does that wants to be ready when the first request comes.
  await fetchKeys()
  const server = createServer((message, response) => {
    handle(message, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    endSignIn: originJti => void ended.add(originJti),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As the client spelt it. */
function headerName({ rawHeaders }: IncomingMessage, lowerCase: string | undefined): string {
  return rawHeaders.find((name, at) => at % 2 === 0 && name.toLowerCase() === lowerCase) ?? ''
}
