/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (at(sorted, Math.ceil(middle) - 1) + at(sorted, Math.floor(middle))) / 2
}

/** Of fewer values not even the outermost have the median between them with 95 %. */
export const FEWEST_FOR_INTERVAL = 6

/**
 * A 95 % confidence interval of the median by order statistics: how many of n values lie below their median is
 * binomial, whatever they are distributed like.
 *
 * @param values At least {@link FEWEST_FOR_INTERVAL}.
 */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b)
  const count = sorted.length
  let rank = 0
  // Logarithms: 0.5 ** count is 0 for long lists.
  let logProbability = -count * Math.LN2
  let tail = Math.exp(logProbability)
  while (tail <= 0.025) {
    rank++
    logProbability += Math.log((count - rank + 1) / rank)
    tail += Math.exp(logProbability)
  }
  const lowest = Math.max(rank - 1, 0)
  return [at(sorted, lowest), at(sorted, count - 1 - lowest)]
}

function at(sorted: readonly number[], index: number): number {
  return sorted[index] ?? Number.NaN
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
