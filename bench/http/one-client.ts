// Measures one client in a process of its own: none has the heap, the caches or the compiled code of another.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SrpAuth } from 'poolpass'
import { CLIENTS, type MeasuredClient } from './clients.js'
import { type ServerCounts, type ServerReady, USER } from './connection.js'
import { type Measured, measure } from './measure.js'
import type { ClientPlan } from './overheads.js'
import { pinTo } from './pin.js'
import { seededRandom } from './statistics.js'

// Small functions are compiled after some thousand calls only; the next row finds them so.
const WARM_UP_REQUESTS = { first: 6_000, next: 2_000 }

/** The server process, and what can be asked of it. */
async function startServer() {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)))
  if (child.pid !== undefined) pinTo(1, child.pid)
  const exited = once(child, 'exit').then(() => Promise.reject(new Error('the server process ended')))
  exited.catch(() => {})
  const nextMessage = async <Message>(): Promise<Message> => {
    const [message] = await Promise.race([once(child, 'message'), exited])
    return message
  }
  return {
    ready: await nextMessage<ServerReady>(),
    /** Starts counting anew; what is counted then is who comes without this header. */
    async restartCount(authorization: string): Promise<ServerCounts> {
      const counts = nextMessage<ServerCounts>()
      child.send({ authorization })
      return counts
    },
    stop: () => child.disconnect(),
  }
}

async function measureClient({ name, concurrencies, pairs, requests, seed }: ClientPlan): Promise<Measured[]> {
  const server = await startServer()
  pinTo(0, process.pid)
  try {
    const { origin, ...pool } = server.ready
    await using auth = new SrpAuth({ ...pool, ...USER })
    const headers = await auth.headers()
    const authorization = headers.Authorization ?? ''
    const random = seededRandom(seed)
    const { target, createPair } = CLIENTS[name] as MeasuredClient
    const measured: Measured[] = []
    for (const [row, concurrency] of concurrencies.entries()) {
      const warmUpRequests = row === 0 ? WARM_UP_REQUESTS.first : WARM_UP_REQUESTS.next
      const plan = { pairs, requests: Math.max(requests, concurrency), concurrency, warmUpRequests, random }
      await server.restartCount(authorization)
      const pair = createPair({ url: `${origin}/`, auth, headers })
      measured.push({ name, concurrency, target, ...(await measure(pair, plan)) })
      const { withoutToken } = await server.restartCount(authorization)
      if (withoutToken > 0) throw new Error(`${name}: ${withoutToken} requests came without the one token`)
    }
    return measured
  } finally {
    server.stop()
  }
}

/** Measuring the sources, as a path mapping would have it, says nothing about what users install. */
function checkThatBuilt(): void {
  if (!import.meta.resolve('poolpass').endsWith('/dist/index.js')) {
    throw new Error('poolpass must resolve to what was built: run this by `npm run bench:http`')
  }
}

checkThatBuilt()
console.log(JSON.stringify(await measureClient(JSON.parse(process.argv[2] ?? ''))))
