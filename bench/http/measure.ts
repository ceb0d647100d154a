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

const WARM_UP_PAIRS = 3

/**
 * Requests in a slice: some 50 ms of work. A machine's speed changes from second to second, so that whole blocks, one
 * after the other, meet different speeds; slices in turn meet the same.
 */
const SLICE_REQUESTS = 64

/** Measures pairs of blocks, the two of a pair in interleaved slices, so that drift hits both alike. */
export async function measure(pair: Pair, plan: Plan): Promise<Measurement> {
  for (let round = 0; round < WARM_UP_PAIRS; round++) await measurePair(pair, plan)
  const bareTimes: number[] = []
  const withAuthTimes: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < plan.pairs; round++) {
    const { bare, withAuth } = await measurePair(pair, plan)
    bareTimes.push(bare)
    withAuthTimes.push(withAuth)
    ratios.push(withAuth / bare)
  }
  return {
    bareMicroseconds: median(bareTimes),
    withAuthMicroseconds: median(withAuthTimes),
    ratio: median(ratios),
    interval: medianInterval(ratios),
  }
}

/** @returns Of each, the CPU time of all threads of this process per request, in µs. */
async function measurePair({ bare, withAuth }: Pair, { requests, concurrency, random }: Plan) {
  const spent = { bare: 0, withAuth: 0 }
  let left = requests
  while (left > 0) {
    const slice = Math.min(left, SLICE_REQUESTS)
    left -= slice
    // Drawn for each slice: what one leaves for the collector is paid by either.
    const bareFirst = random() < 0.5
    if (bareFirst) spent.bare += await cpuTime(bare, slice, concurrency)
    spent.withAuth += await cpuTime(withAuth, slice, concurrency)
    if (!bareFirst) spent.bare += await cpuTime(bare, slice, concurrency)
  }
  return { bare: spent.bare / requests, withAuth: spent.withAuth / requests }
}

async function cpuTime(send: Send, requests: number, concurrency: number): Promise<number> {
  let left = requests
  const worker = async () => {
    while (left-- > 0) await send()
  }
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: concurrency }, worker))
  const { user, system } = process.cpuUsage(before)
  return user + system
}
