import { type PairOfTimes, summarizePairs } from '../core/pair-summary.js'
import type { Answer, Question, Run, Table } from '../core/question.js'
import { runProgram } from '../core/run-program.js'
import { shortNumber } from '../core/verdict.js'
import { median } from '../http/statistics.js'

interface PoolMeasured {
  readonly readyMs: number
  readonly usersMiB: number
  readonly rssMiB: number
  /** CPU µs of the bare arithmetic, and of the pool's process, for one sign-in. */
  readonly pairs: Readonly<Record<'quiet' | 'busy', readonly PairOfTimes[]>>
}

interface OtherPool {
  readonly readyMs: number
  /** `null` where the system does not tell. */
  readonly rssMiB: number | null
  readonly times: readonly number[]
}

const ROUNDS = 25
/** A test suite's pool: it has just started, and nobody signs in beside another. */
const QUIET = { warmUps: 3, batch: 10, atOnce: 1 }
/** What a core can do: it always has a next sign-in at hand, and all code has been compiled (2 000 take that long). */
const BUSY = { warmUps: 32, batch: 64, atOnce: 8 }
const USERS = [1_000, 10_000, 100_000]

async function measurePool(users: number, rounds: number) {
  const [quiet, busy] = [QUIET, BUSY].map(load => ({ ...load, rounds: Math.max(6, rounds) }))
  const plan = JSON.stringify({ users, quiet, busy })
  return { users, ...(await runProgram<PoolMeasured>('pool-sign-ins', [plan])) }
}

type Measured = Awaited<ReturnType<typeof measurePool>>

const withSpaces = (count: number) => count.toLocaleString('en').replaceAll(',', ' ')

const perSecond = (microseconds: number) => shortNumber(1_000_000 / microseconds)

/** How many at once, and how many of such had been before the ones that were measured. */
function described({ warmUps, batch, atOnce }: typeof QUIET): string {
  return `${atOnce === 1 ? 'one by one' : `${atOnce} at once`}, after ${withSpaces(warmUps * batch)}`
}

function speedRow(users: number, load: typeof QUIET, pairs: readonly PairOfTimes[]): string[] {
  const { minima, medians, ratio, interval } = summarizePairs(pairs)
  return [
    withSpaces(users),
    described(load),
    ...[medians[1], minima[1]].map(perSecond),
    perSecond(medians[0]),
    `${shortNumber(ratio * 100)} %`,
    interval.map(bound => shortNumber(bound * 100)).join('–'),
  ]
}

const speedRows = ({ users, pairs: { quiet, busy } }: Measured) => [
  speedRow(users, BUSY, busy),
  speedRow(users, QUIET, quiet),
]

const startRow = (name: string, readyMs: number, more: readonly number[]) => [
  name,
  ...[readyMs, ...more].map(shortNumber),
]

async function measure({ progress, rounds }: Run): Promise<Answer> {
  progress('one user')
  const one = await measurePool(1, rounds(ROUNDS))
  const grown: Measured[] = []
  for (const users of USERS.slice(0, rounds(100) < 100 ? 2 : 3)) {
    progress(`${users} users`)
    grown.push(await measurePool(users, rounds(ROUNDS)))
  }
  progress('cognito-local')
  const other = await runProgram<OtherPool>('cognito-local', [`${rounds(100)}`])
  const pools = [one, ...grown]
  const speed: Table = {
    title: 'SRP sign-ins a second on one core: by the CPU time of the pool’s process, HTTP and all',
    columns: ['users', 'sign-ins', 'median', 'at best', 'limit', 'of the limit', '95 % interval'],
    rows: pools.flatMap(speedRows),
  }
  const start: Table = {
    title: 'From the start of the process to ready, users and their verifiers made; memory',
    columns: ['pool', 'ready ms', 'users MiB', 'whole process MiB'],
    rows: [
      ...pools.map(({ users, readyMs, usersMiB, rssMiB }) =>
        startRow(`@poolpass/local, ${users} users`, readyMs, [usersMiB, rssMiB]),
      ),
      [`cognito-local, empty`, shortNumber(other.readyMs), '–', shortNumber(other.rssMiB ?? Number.NaN)],
    ],
  }
  const [smallest, largest] = [grown[0], grown.at(-1)]
  const factor = (largest?.users ?? Number.NaN) / (smallest?.users ?? Number.NaN)
  const growth = (of: (measured: Measured) => number) =>
    largest && smallest ? of(largest) / of(smallest) / factor : Number.NaN
  const { ratio, interval } = summarizePairs(one.pairs.busy)
  return {
    tables: [speed, start],
    figures: [
      { target: 'pool-speed', value: ratio * 100, interval: [interval[0] * 100, interval[1] * 100] },
      { target: 'growth', of: 'users of the local pool: start', value: growth(({ readyMs }) => readyMs) },
      { target: 'growth', of: 'users of the local pool: memory', value: growth(({ rssMiB }) => rssMiB) },
    ],
    notes: [
      'The limit is what no server can do without: three OpenSSL powers and two RS256 signatures. The target goes by a pool of one user that is busy. Before 2026-11-27 it went by one that has just started, which misses it: that runs code that is not compiled yet, and wakes for each request.',
      `cognito-local verifies no SRP: it takes the plain password, here ${shortNumber(1_000 / median(other.times))} times a second from one client.`,
    ],
  }
}

export const pool: Question = { name: 'pool', title: 'The local pool', measure }
