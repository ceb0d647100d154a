import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import type { Guard } from './guard.js'
import { listen, type Running } from './listen.js'

/** Says `welcome` to whoever connects, and greets for every message. Tokens are looked at in the handshake only. */
export async function startWebsocketServer(guard: Guard): Promise<Running> {
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    guard.admit(request.headers.authorization).then(
      user => {
        if (user === undefined) {
          socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n')
          return
        }
        sockets.handleUpgrade(request, socket, head, client => {
          client.on('message', text => client.send(`${text}, ${user}`))
          client.send('welcome')
        })
      },
      error => socket.destroy(error),
    )
  })
  const { url, close } = await listen(server)
  return {
    url: url.replace(/^http/, 'ws'),
    close() {
      for (const client of sockets.clients) client.terminate()
      return close()
    },
  }
}
