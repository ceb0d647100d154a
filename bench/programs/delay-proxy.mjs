import { connect, createServer } from 'node:net'

/** Stands for a network: every byte takes this long, each way, and a new connection one round trip more. */
export const ONE_WAY_MS = 25

/**
 * Listens on a port of its own and hands on to the target.
 *
 * @returns Its origin; what it counted: connections, and turns in which the client spoke and was answered; and close().
 */
export async function startDelayProxy(targetPort) {
  const sockets = new Set()
  const counts = { connections: 0, turns: 0 }
  const server = createServer(client => {
    counts.connections++
    const upstream = connect(targetPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    // A handshake is a round trip in which the client can send nothing.
    handOn(client, upstream, performance.now() + 2 * ONE_WAY_MS, () => counts.turns++)
    handOn(upstream, client, 0)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    counts,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function handOn(from, to, earliest, onTurn = () => {}) {
  let dueAt = earliest
  let isSpeaking = false
  to.on('data', () => {
    isSpeaking = false
  })
  from.on('data', bytes => {
    if (!isSpeaking) onTurn()
    isSpeaking = true
    const now = performance.now()
    // What follows never overtakes what came before.
    dueAt = Math.max(dueAt, now)
    setTimeout(() => to.write(bytes), dueAt - now + ONE_WAY_MS)
  })
  from.on('end', () => setTimeout(() => to.end(), ONE_WAY_MS + Math.max(0, dueAt - performance.now())))
}
