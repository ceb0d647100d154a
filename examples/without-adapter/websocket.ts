import type { Auth } from 'poolpass'
import { WebSocket } from 'ws'

// `ws` sends headers with its handshake and never again: a connection outlives its token, and each new one needs the
// token of its time. So `headers({ url })` at every connect, and `invalidate()` when the handshake is answered 401.

/** @returns An open socket. Put listeners on it before you wait for anything else: messages may be under way. */
export async function connect(auth: Auth, url: string): Promise<WebSocket> {
  const token = await auth.token({ url })
  const socket = await open(url, await auth.headers({ url }))
  if (socket) return socket
  auth.invalidate(token)
  const second = await open(url, await auth.headers({ url }))
  if (second) return second
  throw new Error('The server refused the WebSocket: 401, twice')
}

/** @returns `undefined` for a 401. */
function open(url: string, headers: Record<string, string>): Promise<WebSocket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers })
    socket.once('error', reject)
    socket.once('unexpected-response', (request, { statusCode }) => {
      request.destroy()
      if (statusCode === 401) resolve(undefined)
      else reject(new Error(`The server refused the WebSocket: ${statusCode}`))
    })
    socket.once('open', () => {
      socket.off('error', reject)
      // What came together with the handshake's answer would find no listener yet.
      socket.pause()
      setImmediate(() => socket.resume())
      resolve(socket)
    })
  })
}
