import { createServer, type ServerResponse } from 'node:http'
import type { Guard } from './guard.js'
import { listen, type Running } from './listen.js'

export interface EventStream extends Running {
  /** Ends every stream, as a deployment does. Clients come again at once. */
  endAll(): void
}

/** `GET /?text=Hello` sends one event that greets, and leaves the stream open. */
export async function startEventStream(guard: Guard): Promise<EventStream> {
  const streams = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    guard.admit(request.headers.authorization).then(
      user => {
        if (user === undefined) {
          response.writeHead(401).end()
          return
        }
        const text = new URL(request.url ?? '/', 'http://server').searchParams.get('text')
        streams.add(response)
        response.on('close', () => streams.delete(response))
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write(`retry: 1\ndata: ${text}, ${user}\n\n`)
      },
      error => response.destroy(error),
    )
  })
  return {
    ...(await listen(server)),
    endAll() {
      for (const stream of streams) stream.end()
    },
  }
}
