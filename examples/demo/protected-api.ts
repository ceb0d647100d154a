import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JWTPayload } from 'jose'
import { readBody, startLoopbackServer } from '../shared/loopback-server.js'
import { createTokenCheck, type Guard, nameOf, type TokenCheckOptions } from '../shared/token-check.js'

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

export interface ProtectedApiOptions extends TokenCheckOptions {
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
  const { check, fetchKeys } = createTokenCheck(options)
  const notes = createNotes()

  const unlessEnded = (claims: JWTPayload | string) =>
    typeof claims !== 'string' && ended.has(claims.origin_jti) ? 'this sign-in was ended' : claims

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = options.nowMs()
    const { method = 'GET', url = '/' } = message
    const text = await readBody(message)
    const [, route = '', id] = /^(\/[\w-]+)(?:\/(\d+))?$/.exec(url) ?? []
    const guard = GUARDS[route]
    const claims = guard ? unlessEnded(await check(guard, message)) : 'no such route'
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
  const server = await startLoopbackServer(handle)
  return { ...server, requests, endSignIn: originJti => void ended.add(originJti) }
}

/** As the client spelt it. */
function headerName({ rawHeaders }: IncomingMessage, lowerCase: string | undefined): string {
  return rawHeaders.find((name, at) => at % 2 === 0 && name.toLowerCase() === lowerCase) ?? ''
}
