import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Measured, type Measurement, summarize, type Times } from './measure.js'
import { FEWEST_FOR_INTERVAL, median, medianInterval } from './statistics.js'

/** Each client in so many processes: what differs between two of one client is as much as what is measured. */
const PROCESSES = 3
/** What lies near its bound, or cannot be told from it by three, has so many. */
export const MOST_PROCESSES = 9
/** Three processes differ from three others by about so much. */
const NEAR = 0.005

/** With fewer pairs of blocks in a process the interval is too wide to tell anything. */
export const FEWEST_PAIRS = 40

export interface OverheadPlan {
  readonly concurrencies: readonly number[]
  /** In one process. */
  readonly pairs: number
  /** In a block, but at least as many as are under way. */
  readonly requests: number
  /** Of the first process; each has the next one. */
  readonly seed: number
  /** For a row near its bound. */
  readonly mostProcesses: number
}

/** What one process measures. */
export interface ClientPlan extends Pick<OverheadPlan, 'concurrencies' | 'pairs' | 'requests' | 'seed'> {
  readonly name: string
}

/** Of one client with so many requests at once, over all its processes. */
export interface Overhead extends Measurement {
  readonly name: string
  readonly concurrency: number
  /** What the ratio may be; `undefined` for the control. */
  readonly target: number | undefined
  readonly processes: number
}

export async function overheads(name: string, plan: OverheadPlan): Promise<Overhead[]> {
  const { concurrencies, pairs, requests, seed, mostProcesses } = plan
  const inProcess = (index: number, upTo = concurrencies) =>
    measureProcess({ name, concurrencies: upTo, pairs, requests, seed: seed + index })
  const processes: Measured[][] = []
  for (let index = 0; index < PROCESSES; index++) processes.push(await inProcess(index))
  const rows: Overhead[] = []
  for (const row of concurrencies.keys()) {
    const same = processes.map(rowsOfProcess => rowsOfProcess[row] as Measured)
    if (isNearItsBound(overheadOf(same))) {
      // With the rows before it, so that all processes have done the same when they come to this one.
      const upToThis = concurrencies.slice(0, row + 1)
      for (let index = PROCESSES; index < mostProcesses; index++) {
        same.push(...(await inProcess(index, upToThis)).slice(row))
      }
    }
    rows.push(overheadOf(same))
  }
  return rows
}

function isNearItsBound({ ratio, interval: [low, high], target }: Overhead): boolean {
  return target !== undefined && (Math.abs(ratio - target) < NEAR || (low <= target && target <= high))
}

function overheadOf(processes: readonly Measured[]): Overhead {
  const { name, concurrency, target } = processes[0] as Measured
  const times = { bare: processes.flatMap(({ bare }) => bare), withAuth: processes.flatMap(one => one.withAuth) }
  const interval = intervalOver(processes, times)
  const ratio = median(processes.map(one => summarize(one).ratio))
  return { name, concurrency, target, processes: processes.length, ...summarize(times), ratio, interval }
}

/** That of all pairs together knows nothing of what differs between processes. */
function intervalOver(processes: readonly Measured[], all: Times): readonly [low: number, high: number] {
  const medians = processes.map(one => summarize(one).ratio)
  if (processes.length >= FEWEST_FOR_INTERVAL) return medianInterval(medians)
  const [low, high] = summarize(all).interval
  return [Math.min(low, ...medians), Math.max(high, ...medians)]
}

async function measureProcess(plan: ClientPlan): Promise<Measured[]> {
  const child = fork(fileURLToPath(new URL('one-client.ts', import.meta.url)), [JSON.stringify(plan)], {
    execArgv: [...process.execArgv, '--expose-gc'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let output = ''
  child.stdout?.on('data', text => {
    output += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the measurement of ${plan.name} ended with ${code}`)
  return JSON.parse(output)
}
