import { existsSync } from 'node:fs'
import { type PairOfTimes, type PairSummary, pairCells, pairColumns, summarizePairs } from '../core/pair-summary.js'
import type { Answer, Bar, Figure, Question, Run, Table } from '../core/question.js'
import { benchFolder, runProgram } from '../core/run-program.js'
import { shortNumber } from '../core/verdict.js'
import { median, medianInterval } from '../http/statistics.js'

/** In the order of the tables. */
const PEERS = [
  'amazon-cognito-identity-js',
  'aws-amplify',
  'cognito-srp-helper',
  'amazon-cognito-passwordless-auth',
  'franken-srp',
] as const

/** Of Amazon: with a client's exponent of 1024 bits. */
const OFFICIAL = ['amazon-cognito-identity-js', 'aws-amplify']

interface Measured {
  readonly pairs: readonly PairOfTimes[]
  readonly wrong: PairOfTimes
  readonly proofs: number
}

interface Comparison extends PairSummary {
  readonly name: string
  readonly pairs: number
  readonly wrong: string
}

interface Effort {
  readonly seconds: number
  readonly fewest: number
  readonly most: number
}

/** The peer that comes closest to ours: a process of it may differ from the next by more than its distance from the bound. */
const CLOSEST = { name: 'franken-srp', processes: 9, seconds: 1.5 }

async function compare(name: string, ours: string, effort: Effort, node?: string): Promise<Comparison> {
  const isClosest = name === CLOSEST.name
  const seconds = isClosest ? Math.min(effort.seconds, CLOSEST.seconds) : effort.seconds
  const plan = { names: [name, ours], warmUps: 5, ...effort, seconds }
  const measured: Measured[] = []
  for (let left = isClosest ? CLOSEST.processes : 1; left > 0; left--) {
    measured.push(await runProgram('srp-pairs', [JSON.stringify(plan)], node === undefined ? {} : { node }))
  }
  const proofs = sum(measured.map(one => one.proofs))
  const [wrong, ownWrong] = [0, 1].map(index => sum(measured.map(one => one.wrong[index] as number)))
  if (ownWrong) throw new Error(`${ours} made ${ownWrong} wrong proofs of ${proofs}`)
  const pairs = measured.flatMap(one => one.pairs)
  const summary = { ...summarizePairs(pairs), ...(isClosest && overProcesses(measured)) }
  return { name, pairs: pairs.length, wrong: `${wrong} / ${proofs}`, ...summary }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** All pairs together know nothing of what differs between processes. */
function overProcesses(measured: readonly Measured[]): Pick<PairSummary, 'ratio' | 'interval'> {
  const ratios = measured.map(({ pairs }) => summarizePairs(pairs).ratio)
  return { ratio: median(ratios), interval: medianInterval(ratios) }
}

const COLUMNS = [...pairColumns('ratio'), 'pairs', 'wrong proofs']

function rowOf(comparison: Comparison): string[] {
  const { name, pairs, wrong } = comparison
  const isLimit = name === 'limit'
  const label = isLimit ? 'limit: three OpenSSL powers' : name
  return [...pairCells(label, comparison), `${pairs}`, isLimit ? '–' : wrong]
}

/** The limit and every peer beside ours, each in processes of its own. */
async function compareAll(effort: Effort, limitEffort: Effort, node?: string): Promise<Comparison[]> {
  const comparisons = [await compare('limit', 'poolpass', limitEffort, node)]
  for (const peer of PEERS) comparisons.push(await compare(peer, 'poolpass', effort, node))
  return comparisons
}

/** The one that comes closest to ours. */
function closest(comparisons: readonly Comparison[], names: readonly string[]) {
  const [first, ...others] = comparisons.filter(({ name }) => names.includes(name))
  if (!first) throw new Error(`none was compared of: ${names.join(', ')}`)
  const { ratio, interval } = others.reduce((one, other) => (other.ratio < one.ratio ? other : one), first)
  return { value: ratio, interval }
}

function nodeFigures(comparisons: readonly Comparison[], of: string): Figure[] {
  const { value, interval } = closest(comparisons, ['limit'])
  return [
    { target: 'srp-limit', of, value: 1 / value, interval: [1 / interval[1], 1 / interval[0]] },
    { target: 'srp-official', of, ...closest(comparisons, OFFICIAL) },
    { target: 'srp-fastest', of, ...closest(comparisons, PEERS) },
  ]
}

const scaled = ({ seconds, fewest, most }: Effort, rounds: Run['rounds']): Effort => ({
  seconds: seconds * Math.min(1, rounds(100) / 100),
  fewest: rounds(fewest),
  most: rounds(most),
})

async function onNode(node: string | undefined, of: string, rounds: Run['rounds']) {
  const isMain = node === undefined
  const peerEffort = isMain ? { seconds: 9, fewest: 12, most: 200 } : { seconds: 4, fewest: 8, most: 150 }
  const effort = scaled(peerEffort, rounds)
  const limitEffort = scaled(
    isMain ? { seconds: 9, fewest: 100, most: 600 } : { seconds: 5, fewest: 60, most: 300 },
    rounds,
  )
  const comparisons = await compareAll(effort, limitEffort, node)
  const title = `The client’s whole SRP computation, ${of}`
  const table: Table = { title, columns: COLUMNS, rows: comparisons.map(rowOf) }
  return { comparisons, table, figures: nodeFigures(comparisons, of) }
}

/** The other Nodes that npm brings, where it has them for this platform. */
function otherNodes(): { of: string; node: string }[] {
  return [22, 24, 26]
    .map(major => ({ of: `Node ${major}`, node: `${benchFolder}node_modules/node-${major}/bin/node` }))
    .filter(({ node }) => existsSync(node))
}

const FIRST_CALLS = 15
/** Of the two whose least times are compared: those of 15 processes differ from the next 15's by 3 %. */
const COMPARED_FIRST_CALLS = { names: ['poolpass-bigint', 'franken-srp'], rounds: 120 }

/** Interleaved. Of those that are compared, more. */
async function firstCalls(names: readonly string[], rounds: Run['rounds']): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(names.map(name => [name, []]))
  const run = async (some: readonly string[], count: number) => {
    for (let round = 0; round < count; round++) {
      for (const name of some) {
        const { ms } = await runProgram<{ ms: number }>('srp-first', [name])
        times.get(name)?.push(ms)
      }
    }
  }
  await run(names, rounds(FIRST_CALLS))
  await run(COMPARED_FIRST_CALLS.names, rounds(COMPARED_FIRST_CALLS.rounds) - rounds(FIRST_CALLS))
  return times
}

function firstCallTable(times: ReadonlyMap<string, readonly number[]>): Table {
  const rows = [...times].map(([name, ms]) => {
    return [name, shortNumber(Math.min(...ms)), shortNumber(median(ms)), `${ms.length}`]
  })
  const title = 'First computation of a fresh process, interleaved'
  return { title, columns: ['client', 'min ms', 'median ms', 'processes'], rows }
}

async function bigInt(first: ReadonlyMap<string, readonly number[]>, rounds: Run['rounds']) {
  const effort = scaled({ seconds: 9, fewest: 12, most: 300 }, rounds)
  const comparisons: Comparison[] = []
  for (const peer of ['franken-srp', 'aws-amplify', 'amazon-cognito-passwordless-auth', 'limit']) {
    comparisons.push(await compare(peer, 'poolpass-bigint', effort))
  }
  const firstOf = (name: string) => Math.min(...(first.get(name) ?? []))
  const columns = ['beside poolpass by BigInt', ...COLUMNS.slice(1)]
  const title = 'The same with the BigInt engine, as in browsers and edge workers, warm'
  const figures: Figure[] = [
    { target: 'bigint-warm', ...closest(comparisons, ['franken-srp']) },
    { target: 'bigint-first', value: firstOf('franken-srp') / firstOf('poolpass-bigint') },
    { target: 'bigint-amplify', ...closest(comparisons, ['aws-amplify']) },
  ]
  return { table: { title, columns, rows: comparisons.map(rowOf) }, figures, comparisons }
}

const ownMedian = (comparisons: readonly Comparison[]) => comparisons[0]?.medians[1] ?? Number.NaN

async function measure({ progress, rounds }: Run): Promise<Answer> {
  const here = `Node ${process.versions.node.split('.')[0]}`
  progress(here)
  const main = await onNode(undefined, here, rounds)
  progress('first calls')
  const first = await firstCalls(['limit', 'poolpass', 'poolpass-bigint', ...PEERS], rounds)
  progress('BigInt engine')
  const big = await bigInt(first, rounds)
  const others = []
  for (const { of, node } of otherNodes()) {
    progress(of)
    others.push(await onNode(node, of, rounds))
  }
  const all = [main, ...others]
  const bars: Bar[] = [
    { label: 'limit (OpenSSL)', value: main.comparisons[0]?.medians[0] ?? Number.NaN, isLimit: true },
    { label: 'poolpass', value: ownMedian(main.comparisons), isOurs: true },
    { label: 'poolpass, BigInt', value: ownMedian(big.comparisons), isOurs: true },
    ...main.comparisons.slice(1).map(({ name, medians }) => ({ label: name, value: medians[0] })),
  ]
  return {
    tables: [main.table, firstCallTable(first), big.table, ...others.map(({ table }) => table)],
    figures: [...all.flatMap(({ figures }) => figures), ...big.figures],
    notes: [
      'Ratio: time of the row over ours, pair by pair, both in one process; that of franken-srp, and its interval, are of the medians of nine processes. Every proof is checked by an SRP server; wrong ones are counted.',
      'amazon-cognito-passwordless-auth is wrong whenever the top byte of u is zero, once in 256 proofs.',
      ...(others.length < 3 ? ['Node 22, 24 and 26 come from npm for Linux on x64 only: not measured here.'] : []),
    ],
    panels: [{ title: 'SRP computation on Node', unit: 'ms', bars }],
  }
}

export const srp: Question = { name: 'srp', title: 'What the client computes for an SRP sign-in', measure }
