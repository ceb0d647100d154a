import type { Figure } from './question.js'
import { TARGETS, type Target } from './targets.js'

export interface Verdict {
  /** The target's text, the same for all that it holds for. */
  readonly target: string
  readonly text: string
  readonly value: string
  readonly bound: string
  /** By the figure itself, as the targets are put. */
  readonly isMet: boolean
  /** Whether one run can tell: the bound is outside of the interval. */
  readonly isDecided: boolean
  /** How far off, in percent of the bound; negative where there is room. */
  readonly distancePercent: number
  /** Of a target that is missed, or could be. */
  readonly explanation: string | undefined
}

/** @throws {Error} for a figure that no target asks for. */
export function judge({ target: id, of, value, interval }: Figure, targets: readonly Target[] = TARGETS): Verdict {
  const target = targets.find(candidate => candidate.id === id)
  if (!target) throw new Error(`there is no target ${id}`)
  const { atMost, atLeast, unit } = target
  const [sign, bound] = atMost === undefined ? (['≥', atLeast ?? 0] as const) : (['≤', atMost] as const)
  const isMet = sign === '≤' ? value <= bound : value >= bound
  const isDecided = interval === undefined || bound < interval[0] || bound > interval[1]
  const off = sign === '≤' ? value - bound : bound - value
  const withUnit = (number: number) => (unit === undefined ? shortNumber(number) : `${shortNumber(number)} ${unit}`)
  return {
    target: target.text,
    text: of === undefined ? target.text : `${target.text} (${of})`,
    value: withUnit(value),
    bound: `${sign} ${withUnit(bound)}`,
    isMet,
    isDecided,
    explanation: isMet && isDecided ? undefined : target.ifMissed,
    distancePercent: bound === 0 ? (isMet ? 0 : Number.POSITIVE_INFINITY) : (off / bound) * 100,
  }
}

/** Three significant digits, without an exponent. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(digits, 3))
}
