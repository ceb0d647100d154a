import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { MAX_BODY_BYTES } from './handler.js'

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
async function readBody(message: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function toRequest(message: IncomingMessage, body: Uint8Array<ArrayBuffer>): Request {
  const { method = 'GET', url = '/', headers, rawHeaders } = message
  const pairs: [string, string][] = []
  for (let i = 0; i < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] as string, rawHeaders[i + 1] as string])
  const hasBody = method !== 'GET' && method !== 'HEAD'
  // A target that names a host of its own would get past the check of the Host header.
  if (!/^\/(?!\/)/.test(url)) throw new TypeError('the request target is no path')
  return new Request(new URL(`http://${headers.host}${url}`), { method, headers: pairs, ...(hasBody && { body }) })
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message)
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' }).end()
    return
  }
  const result = await handle(toRequest(message, body))
  const content = Buffer.from(await result.arrayBuffer())
  response.sendDate = false
  response.writeHead(result.status, { ...Object.fromEntries(result.headers), 'content-length': content.length })
  response.end(content)
}

/**
 * Puts a handler on a port.
 *
 * @param port 0 takes any free one.
 * @throws the system's error, e.g. with `code: 'EADDRINUSE'`.
 */
export async function listen(
  handle: (request: Request) => Promise<Response>,
  host: string,
  port: number,
): Promise<Listener> {
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
