import type { Pair, Send } from './clients.js'
import { median, medianInterval } from './statistics.js'

export interface Measurement {
  /** Median CPU time of this process per request, in µs. */
  readonly bareMicroseconds: number
  readonly withAuthMicroseconds: number
  /** Median over the pairs of `with auth / bare`, and its 95 % confidence interval. */
  readonly ratio: number
  readonly interval: readonly [low: number, high: number]
}

export interface Plan {
  readonly pairs: number
  /** In one block. */
  readonly requests: number
  readonly concurrency: number
  readonly random: () => number
}

const WARM_UP_BLOCKS = 3

/** Measures a block of each, in an order drawn for each pair, so that drift hits both alike. */
export async function measure({ bare, withAuth }: Pair, plan: Plan): Promise<Measurement> {
  for (let block = 0; block < WARM_UP_BLOCKS; block++) {
    await cpuPerRequest(bare, plan)
    await cpuPerRequest(withAuth, plan)
  }
  const bareTimes: number[] = []
  const withAuthTimes: number[] = []
  const ratios: number[] = []
  for (let pair = 0; pair < plan.pairs; pair++) {
    const bareFirst = plan.random() < 0.5
    const first = await cpuPerRequest(bareFirst ? bare : withAuth, plan)
    const second = await cpuPerRequest(bareFirst ? withAuth : bare, plan)
    const [bareTime, withAuthTime] = bareFirst ? [first, second] : [second, first]
    bareTimes.push(bareTime)
    withAuthTimes.push(withAuthTime)
    ratios.push(withAuthTime / bareTime)
  }
  return {
    bareMicroseconds: median(bareTimes),
    withAuthMicroseconds: median(withAuthTimes),
    ratio: median(ratios),
    interval: medianInterval(ratios),
  }
}

/** @returns CPU time of all threads of this process per request, in µs. */
async function cpuPerRequest(send: Send, { requests, concurrency }: Plan): Promise<number> {
  let left = requests
  const worker = async () => {
    while (left-- > 0) await send()
  }
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: concurrency }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}
