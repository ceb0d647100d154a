import { median, medianInterval } from '../http/statistics.js'
import { shortNumber } from './verdict.js'

export type PairOfTimes = readonly [one: number, other: number]

export interface PairSummary {
  readonly minima: PairOfTimes
  readonly medians: PairOfTimes
  /** Median over the pairs of `one / other`: drift of the machine hits both alike. */
  readonly ratio: number
  /** Its 95 % confidence interval. */
  readonly interval: readonly [low: number, high: number]
  readonly ratioOfMinima: number
}

export function summarizePairs(pairs: readonly PairOfTimes[]): PairSummary {
  const ones = pairs.map(([one]) => one)
  const others = pairs.map(([, other]) => other)
  const ratios = pairs.map(([one, other]) => one / other)
  const minima = [Math.min(...ones), Math.min(...others)] as const
  return {
    minima,
    medians: [median(ones), median(others)],
    ratio: median(ratios),
    interval: medianInterval(ratios),
    ratioOfMinima: minima[0] / minima[1],
  }
}

/** The columns of {@link pairCells}: a peer beside ours. @param ratio What the ratio of the two is called. */
export const pairColumns = (ratio: string): string[] => [
  'beside poolpass',
  'min ms',
  'median ms',
  'ours min',
  'ours median',
  ratio,
  '95 % interval',
  'of minima',
]

export function pairCells(label: string, { minima, medians, ratio, interval, ratioOfMinima }: PairSummary): string[] {
  const times = [minima[0], medians[0], minima[1], medians[1], ratio].map(shortNumber)
  return [label, ...times, interval.map(shortNumber).join('–'), shortNumber(ratioOfMinima)]
}
