import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { SrpAuth } from 'poolpass'
import { CLIENTS, type MeasuredClient } from './http/clients.js'
import { type ServerCounts, type ServerReady, USER } from './http/connection.js'
import { type Measured, type Measurement, measure, summarize } from './http/measure.js'
import { pinTo } from './http/pin.js'
import { seededRandom } from './http/statistics.js'

const DEFAULTS = { pairs: 1_000, requests: 32, concurrency: '1,64', seed: 1 }

// Small functions are compiled after some thousand calls only; the next row of a client finds them so.
const WARM_UP_REQUESTS = { first: 6_000, next: 2_000 }

// With fewer the interval is too wide to tell anything.
const FEWEST_PAIRS = 40

const USAGE = `Usage: npm run bench:http -- [options]

What poolpass costs on a request that has its token: CPU time of the client process per request, with auth and
with the same header as a constant string, in interleaved pairs of blocks, against a server in another process.

  --clients LIST       Default all: ${Object.keys(CLIENTS).join(',')}
  --pairs NUMBER       Pairs of blocks per row. Default ${DEFAULTS.pairs}, at least ${FEWEST_PAIRS}
  --requests NUMBER    Requests in a block, but at least as many as are under way. Default ${DEFAULTS.requests}
  --concurrency LIST   Requests under way at once. Default ${DEFAULTS.concurrency}
  --seed NUMBER        Decides the order within the pairs. Default ${DEFAULTS.seed}
  --json               Prints the times of all blocks as JSON

The ratio is the median over the pairs, with its 95 % interval; totals, the ratio of all CPU time. The control is
fetch against itself: how far its ratio is from 1 is the noise of the machine.
Exit code: 0 when every target is met, 1 when one is not, 2 for a wrong argument.
`

interface Options {
  readonly clients: readonly string[]
  readonly pairs: number
  readonly requests: number
  readonly concurrencies: readonly number[]
  readonly seed: number
  readonly isJson: boolean
}

class UsageError extends Error {}

function readOptions(): Options | 'help' {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: Object.keys(CLIENTS).join(',') },
      pairs: { type: 'string', default: `${DEFAULTS.pairs}` },
      requests: { type: 'string', default: `${DEFAULTS.requests}` },
      concurrency: { type: 'string', default: DEFAULTS.concurrency },
      seed: { type: 'string', default: `${DEFAULTS.seed}` },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  const clients = values.clients.split(',')
  const unknown = clients.find(name => !Object.hasOwn(CLIENTS, name))
  if (unknown !== undefined) throw new UsageError(`--clients: there is no client ${unknown}`)
  return {
    clients,
    pairs: readNumber('--pairs', values.pairs, FEWEST_PAIRS),
    requests: readNumber('--requests', values.requests),
    concurrencies: values.concurrency.split(',').map(text => readNumber('--concurrency', text)),
    seed: readNumber('--seed', values.seed),
    isJson: values.json,
  }
}

function readNumber(flag: string, text: string, fewest = 1): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= fewest) return Number(text)
  throw new UsageError(`${flag} takes whole numbers from ${fewest}`)
}

/** The server process, and what can be asked of it. */
async function startServer() {
  const child = fork(fileURLToPath(new URL('http/server.ts', import.meta.url)))
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

interface Row extends Measurement {
  readonly name: string
  readonly concurrency: number
  readonly target: number | undefined
}

const isMet = ({ target, ratio }: Row) => target === undefined || ratio <= target

const COLUMNS = [
  'client'.padEnd(16),
  'conc.',
  '    bare',
  'with auth',
  '   ratio',
  '95 % interval',
  ' totals',
  '  target',
]

function rowText(row: Row): string {
  const { name, concurrency, bareMicroseconds, withAuthMicroseconds, ratio, interval, ratioOfTotals, target } = row
  const [low, high] = interval.map(bound => bound.toFixed(3))
  return [
    name.padEnd(16),
    String(concurrency).padStart(5),
    bareMicroseconds.toFixed(1).padStart(8),
    withAuthMicroseconds.toFixed(1).padStart(9),
    ratio.toFixed(3).padStart(8),
    `${low}–${high}`.padStart(13),
    ratioOfTotals.toFixed(3).padStart(7),
    target === undefined ? '  –' : `  ≤ ${target} ${isMet(row) ? 'met' : 'MISSED'}`,
  ].join('  ')
}

async function bench({ clients, concurrencies, pairs, requests, seed, isJson }: Options): Promise<boolean> {
  const server = await startServer()
  pinTo(0, process.pid)
  try {
    const { origin, ...pool } = server.ready
    await using auth = new SrpAuth({ ...pool, ...USER })
    const headers = await auth.headers()
    const authorization = headers.Authorization ?? ''
    const random = seededRandom(seed)
    const measured: Measured[] = []
    for (const name of clients) {
      const { target, createPair } = CLIENTS[name] as MeasuredClient
      for (const [row, concurrency] of concurrencies.entries()) {
        const warmUpRequests = row === 0 ? WARM_UP_REQUESTS.first : WARM_UP_REQUESTS.next
        const plan = { pairs, requests: Math.max(requests, concurrency), concurrency, warmUpRequests, random }
        process.stderr.write(`${name}, concurrency ${concurrency}: ${pairs} pairs of ${plan.requests} requests …\n`)
        await server.restartCount(authorization)
        const pair = createPair({ url: `${origin}/`, auth, headers })
        measured.push({ name, concurrency, target, ...(await measure(pair, plan)) })
        const { withoutToken } = await server.restartCount(authorization)
        if (withoutToken > 0) throw new Error(`${name}: ${withoutToken} requests came without the one token`)
      }
    }
    const rows = measured.map((one): Row => ({ ...one, ...summarize(one) }))
    if (isJson) {
      console.log(JSON.stringify(measured))
      return rows.every(isMet)
    }
    const machine = `Node ${process.versions.node}, ${cpus().length} cores`
    console.log(`CPU µs per request of the client process, medians of ${pairs} pairs of blocks; ${machine}\n`)
    console.log(COLUMNS.join('  '))
    for (const row of rows) console.log(rowText(row))
    return rows.every(isMet)
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

async function main(): Promise<number> {
  try {
    const options = readOptions()
    if (options === 'help') {
      console.log(USAGE)
      return 0
    }
    checkThatBuilt()
    return (await bench(options)) ? 0 : 1
  } catch (error) {
    const isUsage =
      error instanceof UsageError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
    console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : error)
    return isUsage ? 2 : 1
  }
}

process.exitCode = await main()
