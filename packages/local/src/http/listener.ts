import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { MAX_BODY_BYTES } from './handler.js'
import type { Handle, PlainRequest } from './message.js'

export interface Listener {
  readonly port: number
  /** Ends idle, kept-alive and busy connections at once. */
  close(): Promise<void>
}

/**
 * How long an idle connection is kept. With Node's five seconds, a client that computes for as long
 * finds its connection closed in the moment that it uses it again.
 */
const KEEP_ALIVE_MS = 60_000

/** @returns `undefined` when the body is larger than any operation needs. */
function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    message.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MAX_BODY_BYTES) resolve(undefined)
      else chunks.push(chunk)
    })
    message.on('end', () => resolve(new TextDecoder().decode(Buffer.concat(chunks))))
    message.on('error', reject)
  })
}

function toRequest({ method = 'GET', url: target = '/', headers }: IncomingMessage, body: string): PlainRequest {
  // A target that names a host of its own would get past the check of the Host header.
  if (!/^\/(?!\/)/.test(target)) throw new TypeError('the request target is no path')
  const url = new URL(`http://${headers.host}${target}`)
  if (url.username || url.password) throw new TypeError('the Host header holds more than a host')
  const header = (name: string) => {
    const value = headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  return { method, url, text: () => body, header }
}

async function answer(handle: Handle, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readBody(message)
  if (text === undefined) {
    response.writeHead(413, { connection: 'close' }).end()
    return
  }
  const { status, headers, body } = await handle(toRequest(message, text))
  response.sendDate = false
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body ?? '') })
  // A text, since Node sends it in one piece with the headers.
  response.end(body)
}

/**
 * Puts a handler on a port.
 *
 * @param port 0 takes any free one.
 * @throws the system's error, e.g. with `code: 'EADDRINUSE'`.
 */
export async function listen(handle: Handle, host: string, port: number): Promise<Listener> {
  const server = createServer((message, response) => {
    // What the handler throws, and what is no request at all, leaves the client without an answer.
    answer(handle, message, response).catch(() => message.socket.destroy())
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}
