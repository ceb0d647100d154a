import { percentile } from '../core/percentile.js'
import type { Answer, Figure, Question, Run, Table } from '../core/question.js'
import { runProgram } from '../core/run-program.js'
import { withServer } from '../core/server.js'
import { shortNumber } from '../core/verdict.js'
import { CLIENTS } from '../http/clients.js'
import { FEWEST_PAIRS, MOST_PROCESSES, type Overhead, overheads } from '../http/overheads.js'

const PAIRS = 150
const REQUESTS = 32
const CONCURRENCIES = [1, 64]

const labelOf = ({ name, concurrency }: Overhead) => `${name}, ${concurrency} at once`

function overheadTable(measured: readonly Overhead[], pairs: number): Table {
  const rows = measured.map(row => [
    labelOf(row),
    row.bareMicroseconds.toFixed(1),
    row.withAuthMicroseconds.toFixed(1),
    row.ratio.toFixed(3),
    row.interval.map(bound => bound.toFixed(3)).join('–'),
    row.ratioOfTotals.toFixed(3),
    `${row.processes}`,
  ])
  const title = `A request with a fresh token: CPU µs of the client’s process, ${pairs} pairs of blocks in each of some processes`
  return { title, columns: ['client', 'bare', 'with auth', 'ratio', '95 % interval', 'totals', 'processes'], rows }
}

/** The control has nothing to prove; the others have the target of their kind. */
const overheadFigures = (measured: readonly Overhead[]): Figure[] =>
  measured
    .filter(({ target }) => target !== undefined)
    .map(row => ({
      target: row.target === 1.05 ? 'request-undici' : 'request-fetch',
      of: labelOf(row),
      value: row.ratio,
      interval: row.interval,
    }))

const STORMS = [1, 10, 100, 1_000]

interface Storm {
  readonly calmMs: number
  readonly stormMs: number
  readonly failed: number
  readonly unauthorized: number
  readonly renewals: number
}

const measureStorms = () =>
  withServer(async ({ near, control }) => {
    const storms: (Storm & { callers: number })[] = []
    for (const callers of STORMS) {
      const storm = await runProgram<Storm>('storm', [JSON.stringify({ near, callers, control })])
      storms.push({ callers, ...storm })
    }
    return storms
  })

/** Seconds that an access token lives here: shorter than the service has it, so that a run sees some expire. */
const ACCESS_TOKEN_SECONDS = 8
/** Who waits for a renewal is told from who waits for the API by this. */
const RENEWAL_DELAY_MS = 500
const LOAD = { workers: 32, seconds: 20 }

interface Load {
  readonly latencies: readonly number[]
  readonly failed: number
  readonly renewals: number
}

const measureLoad = (client: string, seconds: number) =>
  withServer(
    ({ near, control }) => {
      const plan = { near, control, ...LOAD, seconds, client }
      return runProgram<Load>('under-load', [JSON.stringify(plan)])
    },
    client === 'constant' ? {} : { accessTokenSeconds: ACCESS_TOKEN_SECONDS, renewalDelayMs: RENEWAL_DELAY_MS },
  )

const waited = ({ latencies }: Load) => latencies.filter(ms => ms >= RENEWAL_DELAY_MS).length

function loadRow(name: string, load: Load): string[] {
  const { latencies, failed, renewals } = load
  const quantiles = [0.5, 0.99, 1].map(share => percentile(latencies, share))
  return [name, `${latencies.length}`, ...quantiles.map(shortNumber), ...[waited(load), failed, renewals].map(String)]
}

async function measureExpiry(seconds: number) {
  const constant = await measureLoad('constant', seconds)
  const ours = await measureLoad('poolpass', seconds)
  const peer = await measureLoad('amazon-cognito-identity-js', seconds)
  const table: Table = {
    title: `${LOAD.workers} workers for ${seconds} s: milliseconds of a request, tokens of ${ACCESS_TOKEN_SECONDS} s, each renewal held up for ${RENEWAL_DELAY_MS} ms`,
    columns: ['token', 'requests', 'p50', 'p99', 'max', 'waited for a renewal', 'failed', 'renewals'],
    rows: [
      loadRow('constant header, no expiry', constant),
      loadRow('poolpass', ours),
      loadRow('amazon-cognito-identity-js, getSession() before each request', peer),
    ],
  }
  const p99 = percentile(ours.latencies, 0.99) / percentile(constant.latencies, 0.99)
  return { table, ours, note: `p99 with expiries over p99 without, poolpass: ${shortNumber(p99)}.` }
}

async function measure({ progress, rounds }: Run): Promise<Answer> {
  const pairs = Math.max(FEWEST_PAIRS, rounds(PAIRS))
  const measured: Overhead[] = []
  const plan = {
    concurrencies: CONCURRENCIES,
    pairs,
    requests: REQUESTS,
    seed: 1,
    mostProcesses: rounds(MOST_PROCESSES),
  }
  for (const name of Object.keys(CLIENTS)) {
    progress(`overhead of ${name}`)
    measured.push(...(await overheads(name, plan)))
  }
  progress('401 storms')
  const storms = await measureStorms()
  progress('expiry under load')
  const expiry = await measureExpiry(Math.max(10, rounds(LOAD.seconds)))
  const stormTable: Table = {
    title: 'A 401 storm: so many requests at once are refused with their token, one renewal, all are sent again',
    columns: ['callers', 'ms without', 'ms with', '401s', 'renewals', 'failed'],
    rows: storms.map(({ callers, calmMs, stormMs, unauthorized, renewals, failed }) => [
      `${callers}`,
      ...[calmMs, stormMs].map(shortNumber),
      ...[unauthorized, renewals, failed].map(String),
    ]),
  }
  return {
    tables: [overheadTable(measured, pairs), stormTable, expiry.table],
    figures: [
      ...overheadFigures(measured),
      { target: 'storm-renewals', value: Math.max(...storms.map(({ renewals }) => renewals)) },
      { target: 'storm-failed', value: storms.reduce((sum, { failed }) => sum + failed, 0) },
      { target: 'expiry-waited', value: waited(expiry.ours) },
      { target: 'expiry-failed', value: expiry.ours.failed },
    ],
    notes: [
      'A block is of 32 requests, or of 64 where so many are under way; collections are between blocks. The ratio is the median of the processes’ own. Of three, the interval is that of all pairs, widened to their medians; what lies within a half percent of its bound, or has it in that interval, has nine, and theirs is that of their medians. The control is fetch against itself: the noise of the machine.',
      expiry.note,
    ],
  }
}

export const requests: Question = { name: 'requests', title: 'Per request: overhead, 401s, expiry', measure }
