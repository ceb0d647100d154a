import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SrpAuth } from 'poolpass'
import { percentile } from '../core/percentile.js'
import type { Answer, Figure, Question, Run, Table } from '../core/question.js'
import { runProgram } from '../core/run-program.js'
import { withServer } from '../core/server.js'
import { shortNumber } from '../core/verdict.js'
import { CLIENTS, type MeasuredClient } from '../http/clients.js'
import { type ServerReady, USER } from '../http/connection.js'
import { type Measurement, measure as measurePairs } from '../http/measure.js'
import { seededRandom } from '../http/statistics.js'

const OVERHEAD_PAIRS = 50
const REQUESTS = 128
const CONCURRENCIES = [1, 64]
interface Overhead extends Measurement {
  readonly of: string
  readonly name: string
}

/** What `npm run bench:http` measures, with fewer pairs. */
async function overheads(names: readonly string[], rounds: number): Promise<Overhead[]> {
  const server = fork(fileURLToPath(new URL('../http/server.ts', import.meta.url)))
  try {
    const [{ origin, ...pool }] = (await once(server, 'message')) as [ServerReady]
    await using auth = new SrpAuth({ ...pool, ...USER })
    const headers = await auth.headers()
    const plan = { pairs: rounds, requests: REQUESTS, random: seededRandom(1) }
    const measured: Overhead[] = []
    for (const name of names) {
      const { createPair } = CLIENTS[name] as MeasuredClient
      for (const concurrency of CONCURRENCIES) {
        const pair = createPair({ url: `${origin}/`, auth, headers })
        const measurement = await measurePairs(pair, { ...plan, concurrency })
        measured.push({ name, of: `${name}, ${concurrency} at once`, ...measurement })
      }
    }
    return measured
  } finally {
    server.disconnect()
  }
}

function overheadTable(measured: readonly Overhead[], rounds: number): Table {
  const rows = measured.map(({ of, bareMicroseconds, withAuthMicroseconds, ratio, interval, ratioOfTotals }) => [
    of,
    bareMicroseconds.toFixed(1),
    withAuthMicroseconds.toFixed(1),
    ratio.toFixed(3),
    interval.map(bound => bound.toFixed(3)).join('–'),
    ratioOfTotals.toFixed(3),
  ])
  const title = `A request with a fresh token: CPU µs of the client’s process, ${rounds} pairs of ${REQUESTS} requests`
  return { title, columns: ['client', 'bare', 'with auth', 'ratio', '95 % interval', 'totals'], rows }
}

/** The control has nothing to prove; the others have the target of their kind. */
const overheadFigures = (measured: readonly Overhead[]): Figure[] =>
  measured
    .filter(({ name }) => name !== 'control')
    .map(({ name, of, ratio }) => ({
      target: CLIENTS[name]?.target === 1.05 ? 'request-undici' : 'request-fetch',
      of,
      value: ratio,
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
  progress('overhead')
  const pairs = Math.max(6, rounds(OVERHEAD_PAIRS))
  const names = Object.keys(CLIENTS)
  const measured = await overheads(names, pairs)
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
    notes: ['The control is fetch against itself: the noise of the machine.', expiry.note],
  }
}

export const requests: Question = { name: 'requests', title: 'Per request: overhead, 401s, expiry', measure }
