import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { CLIENTS } from './http/clients.js'
import { FEWEST_PAIRS, MOST_PROCESSES, type Overhead, type OverheadPlan, overheads } from './http/overheads.js'

const DEFAULTS = { pairs: 150, requests: 32, concurrency: '1,64', seed: 1 }

const USAGE = `Usage: npm run bench:http -- [options]

What poolpass costs on a request that has its token: CPU time of the client process per request, with auth and
with the same header as a constant string, in interleaved pairs of blocks, against a server in another process.
Each client is measured in processes of its own: three, or nine where its ratio is near its target.

  --clients LIST       Default all: ${Object.keys(CLIENTS).join(',')}
  --pairs NUMBER       Pairs of blocks per row in a process. Default ${DEFAULTS.pairs}, at least ${FEWEST_PAIRS}
  --requests NUMBER    Requests in a block, but at least as many as are under way. Default ${DEFAULTS.requests}
  --concurrency LIST   Requests under way at once. Default ${DEFAULTS.concurrency}
  --seed NUMBER        Decides the order within the pairs. Default ${DEFAULTS.seed}

The ratio is the median of the processes' own, each the median over its pairs. Its interval is that of nine such medians
(95 %), or of all pairs of three processes, widened to their medians. Totals: the ratio of all CPU time. The control is
fetch against itself: how far its ratio is from 1 is the noise of the machine.
Exit code: 0 when every target is met, 1 when one is not, 2 for a wrong argument.
`

interface Options {
  readonly clients: readonly string[]
  readonly plan: OverheadPlan
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
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  const clients = values.clients.split(',')
  const unknown = clients.find(name => !Object.hasOwn(CLIENTS, name))
  if (unknown !== undefined) throw new UsageError(`--clients: there is no client ${unknown}`)
  const plan: OverheadPlan = {
    pairs: readNumber('--pairs', values.pairs, FEWEST_PAIRS),
    requests: readNumber('--requests', values.requests),
    concurrencies: values.concurrency.split(',').map(text => readNumber('--concurrency', text)),
    seed: readNumber('--seed', values.seed),
    mostProcesses: MOST_PROCESSES,
  }
  return { clients, plan }
}

function readNumber(flag: string, text: string, fewest = 1): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= fewest) return Number(text)
  throw new UsageError(`${flag} takes whole numbers from ${fewest}`)
}

const isMet = ({ target, ratio }: Overhead) => target === undefined || ratio <= target

const COLUMNS = [
  'client'.padEnd(16),
  'conc.',
  '    bare',
  'with auth',
  '   ratio',
  '95 % interval',
  ' totals',
  'processes',
  '  target',
]

function rowText(row: Overhead): string {
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
    String(row.processes).padStart(9),
    target === undefined ? '  –' : `  ≤ ${target} ${isMet(row) ? 'met' : 'MISSED'}`,
  ].join('  ')
}

async function bench({ clients, plan }: Options): Promise<boolean> {
  const machine = `Node ${process.versions.node}, ${cpus().length} cores`
  console.log(`CPU µs per request of the client's process; ${plan.pairs} pairs of blocks in each; ${machine}\n`)
  console.log(COLUMNS.join('  '))
  const rows: Overhead[] = []
  for (const [index, name] of clients.entries()) {
    process.stderr.write(`${name}, ${index + 1} of ${clients.length} …\n`)
    const own = await overheads(name, plan)
    for (const row of own) console.log(rowText(row))
    rows.push(...own)
  }
  return rows.every(isMet)
}

async function main(): Promise<number> {
  try {
    const options = readOptions()
    if (options === 'help') {
      console.log(USAGE)
      return 0
    }
    return (await bench(options)) ? 0 : 1
  } catch (error) {
    const isUsage =
      error instanceof UsageError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
    console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : error)
    return isUsage ? 2 : 1
  }
}

process.exitCode = await main()
