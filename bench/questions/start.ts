import { MOST_REFUSED } from '../core/most-refused.js'
import { type PairOfTimes, summarizePairs } from '../core/pair-summary.js'
import type { Answer, Bar, Figure, Question, Run, Table } from '../core/question.js'
import { type ProcessCost, processCost } from '../core/run-process.js'
import { type Server, withServer } from '../core/server.js'
import { shortNumber } from '../core/verdict.js'
import { median } from '../http/statistics.js'

const BARE = 'bare Node, an empty module'

const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  [BARE]: [],
  poolpass: ['poolpass'],
  'poolpass/sign-in': ['poolpass/sign-in'],
  'amazon-cognito-passwordless-auth': ['amazon-cognito-passwordless-auth'],
  'amazon-cognito-passwordless-auth/srp': ['amazon-cognito-passwordless-auth/srp'],
  'aws-jwt-verify': ['aws-jwt-verify'],
  'amazon-cognito-identity-js': ['amazon-cognito-identity-js'],
  'franken-srp': ['franken-srp'],
  'cognito-srp-helper': ['cognito-srp-helper'],
  '@aws-sdk/client-cognito-identity-provider': ['@aws-sdk/client-cognito-identity-provider'],
  'aws-amplify and aws-amplify/auth': ['aws-amplify', 'aws-amplify/auth'],
}

const IMPORT_ROUNDS = 20
const COLD_ROUNDS = 24
/** Of what is so close to ours that few rounds cannot tell the two apart. */
const CLOSE_COLD_ROUNDS = 300
const CLOSE_RATIO = 0.1

const COLD_LIMIT = 'raw-replay'
const COLD_PEERS = [
  'amazon-cognito-passwordless-auth',
  'amazon-cognito-identity-js',
  'cognito-srp-helper',
  'aws-amplify',
  'aws-sdk',
]

/** What to call them; those that are not here are called by their names. */
const LABELS: Readonly<Record<string, string>> = {
  [COLD_LIMIT]: 'limit: raw replay, nothing computed',
  'cognito-srp-helper': 'cognito-srp-helper with the AWS SDK',
  'aws-sdk': 'AWS SDK alone (no SRP: sends the password)',
}

type Costs = Map<string, ProcessCost[]>

/** All of them once a round, so that they meet the same machine. */
async function interleave(
  costs: Costs,
  names: readonly string[],
  rounds: number,
  run: (name: string) => Promise<ProcessCost>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const name of names) costs.get(name)?.push(await run(name))
  }
}

const noCosts = (names: readonly string[]): Costs => new Map(names.map(name => [name, []]))

const wallOf = (costs: Costs, name: string) => (costs.get(name) ?? []).map(({ wallMs }) => wallMs)
const mebibytesOf = (costs: Costs, name: string) => (costs.get(name) ?? []).map(({ rssBytes }) => rssBytes / 2 ** 20)

/** By how much more than another, pair by pair: the median. */
function extra(values: readonly number[], bare: readonly number[]): number {
  return median(values.map((value, i) => value - (bare[i] ?? Number.NaN)))
}

function importCost(specifiers: readonly string[]): Promise<ProcessCost> {
  const imports = specifiers.map(specifier => `import ${JSON.stringify(specifier)}\n`).join('')
  const tell = `process.on('exit', () => console.log(JSON.stringify({ rssBytes: process.memoryUsage.rss() })))`
  return processCost(['--input-type=module', '--eval', imports + tell])
}

async function measureImports(rounds: number) {
  const names = Object.keys(IMPORTS)
  const costs = noCosts(names)
  await interleave(costs, names, rounds, name => importCost(IMPORTS[name] ?? []))
  const bareWall = wallOf(costs, BARE)
  const bareMemory = mebibytesOf(costs, BARE)
  const more = (name: string) => ({
    ms: extra(wallOf(costs, name), bareWall),
    mebibytes: extra(mebibytesOf(costs, name), bareMemory),
  })
  const rows = names.map(name => {
    const wall = wallOf(costs, name)
    const minimum = Math.min(...wall)
    const { ms, mebibytes } = more(name)
    const figures = [minimum, median(wall), minimum - Math.min(...bareWall), ms, mebibytes]
    return [name, ...figures.map(shortNumber)]
  })
  const table: Table = {
    title: `A whole process that imports and ends (${rounds} rounds, interleaved); extra: over bare Node, in the same round`,
    columns: ['import', 'min ms', 'median ms', 'extra min', 'extra median', 'extra MiB'],
    rows,
  }
  const own = more('poolpass')
  const smallest = more('amazon-cognito-passwordless-auth')
  const figures: Figure[] = [
    { target: 'import-time', value: own.ms / smallest.ms },
    { target: 'import-memory', value: own.mebibytes / smallest.mebibytes },
  ]
  const bars: Bar[] = names
    .filter(name => name !== BARE && name !== 'poolpass/sign-in')
    .map(name => ({ label: name, value: more(name).ms, isOurs: name === 'poolpass' }))
  return { table, figures, panel: { title: 'import, over bare Node', unit: 'ms', bars } }
}

async function measureCold({ near }: Server, rounds: number, closeRounds: number) {
  const user = JSON.stringify(near)
  const names = [COLD_LIMIT, 'poolpass', ...COLD_PEERS]
  const costs = noCosts(names)
  const refused = new Map<string, number>()
  const run = async (name: string): Promise<ProcessCost> => {
    for (;;) {
      const cost = await processCost(['programs/cold.mjs', name, user])
      if (!cost.isRefused) return cost
      const count = (refused.get(name) ?? 0) + 1
      if (count > MOST_REFUSED) throw new Error(`the pool refused ${count} sign-ins of ${name}`)
      refused.set(name, count)
    }
  }
  const summaryOf = (name: string) => {
    const own = wallOf(costs, 'poolpass')
    return summarizePairs(wallOf(costs, name).map((ms, i): PairOfTimes => [ms, own[i] ?? Number.NaN]))
  }
  await interleave(costs, names, rounds, run)
  const close = COLD_PEERS.filter(name => Math.abs(summaryOf(name).ratio - 1) < CLOSE_RATIO)
  if (close.length > 0) await interleave(costs, ['poolpass', ...close], closeRounds - rounds, run)
  const rows = names.map(name => {
    const { minima, medians, ratio, interval, ratioOfMinima } = summaryOf(name)
    return [
      LABELS[name] ?? name,
      ...[minima[0], medians[0], ratio].map(shortNumber),
      interval.map(shortNumber).join('–'),
      shortNumber(ratioOfMinima),
      shortNumber(median(mebibytesOf(costs, name))),
      String(refused.get(name) ?? 0),
    ]
  })
  const table: Table = {
    title: `A whole process: import, sign-in to the local pool, one request (${rounds} rounds, interleaved; ${closeRounds} of what is within a tenth of ours)`,
    columns: ['client', 'min ms', 'median ms', 'over ours', '95 % interval', 'of minima', 'MiB', 'wrong proofs'],
    rows,
  }
  const figures = COLD_PEERS.map((name): Figure => {
    const { ratio, interval } = summaryOf(name)
    return { target: 'cold-ahead', of: LABELS[name] ?? name, value: ratio, interval }
  })
  const bars = names.map(name => ({
    label: LABELS[name] ?? name,
    value: summaryOf(name).medians[0],
    isOurs: name === 'poolpass',
    isLimit: name === COLD_LIMIT,
  }))
  return { table, figures, panel: { title: 'Cold process: import, sign-in, one request', unit: 'ms', bars } }
}

async function measure({ progress, rounds }: Run): Promise<Answer> {
  progress('imports')
  const imports = await measureImports(rounds(IMPORT_ROUNDS))
  progress('cold processes')
  const cold = await withServer(server => measureCold(server, rounds(COLD_ROUNDS), rounds(CLOSE_COLD_ROUNDS)))
  return {
    tables: [imports.table, cold.table],
    figures: [...imports.figures, ...cold.figures],
    panels: [imports.panel, cold.panel],
  }
}

export const start: Question = { name: 'start', title: 'Start-up: import, and a cold process', measure }
