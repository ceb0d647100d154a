import type { Pair, Send } from './clients.js'
import { median, medianInterval } from './statistics.js'

/** CPU time of the measuring process per request, in µs, pair by pair. */
export interface Times {
  readonly bare: readonly number[]
  readonly withAuth: readonly number[]
}

/** What is measured of one client, as a process prints it. */
export interface Measured extends Times {
  readonly name: string
  readonly concurrency: number
  readonly target: number | undefined
}

export interface Measurement {
  /** Medians, in µs. */
  readonly bareMicroseconds: number
  readonly withAuthMicroseconds: number
  /** Median over the pairs of `with auth / bare`, and its 95 % confidence interval. */
  readonly ratio: number
  readonly interval: readonly [low: number, high: number]
  /** Of all CPU time that was measured: with what falls into few blocks. Much noisier. */
  readonly ratioOfTotals: number
}

export interface Plan {
  readonly pairs: number
  /** In one block. The shorter, the more alike is what the machine does meanwhile. */
  readonly requests: number
  readonly concurrency: number
  /** Of each, before anything is measured. */
  readonly warmUpRequests: number
  readonly random: () => number
}

/** Measures pairs of blocks, in an order drawn for each pair, so that drift hits both alike. */
export async function measure(pair: Pair, plan: Plan): Promise<Times> {
  for (let sent = 0; sent < plan.warmUpRequests; sent += plan.requests) await measurePair(pair, plan)
  const bare: number[] = []
  const withAuth: number[] = []
  for (let i = 0; i < plan.pairs; i++) {
    const times = await measurePair(pair, plan)
    bare.push(times.bare)
    withAuth.push(times.withAuth)
  }
  return { bare, withAuth }
}

export function summarize({ bare, withAuth }: Times): Measurement {
  const ratios = withAuth.map((time, i) => time / (bare[i] ?? Number.NaN))
  return {
    bareMicroseconds: median(bare),
    withAuthMicroseconds: median(withAuth),
    ratio: median(ratios),
    interval: medianInterval(ratios),
    ratioOfTotals: sum(withAuth) / sum(bare),
  }
}

/** @returns Of each, the CPU time of all threads of this process per request, in µs. */
async function measurePair({ bare, withAuth }: Pair, plan: Plan) {
  const bareFirst = plan.random() < 0.5
  const first = await cpuPerRequest(bareFirst ? bare : withAuth, plan)
  const second = await cpuPerRequest(bareFirst ? withAuth : bare, plan)
  return bareFirst ? { bare: first, withAuth: second } : { bare: second, withAuth: first }
}

async function cpuPerRequest(send: Send, { requests, concurrency }: Plan): Promise<number> {
  let left = requests
  const worker = async () => {
    while (left-- > 0) await send()
  }
  // Where Node was started with --expose-gc: collections are then outside of what is measured.
  globalThis.gc?.({ type: 'minor' })
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: concurrency }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
