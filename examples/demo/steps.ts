import { isDeepStrictEqual } from 'node:util'
import type { Traffic, WireLine, WireLog } from './wire.js'

/** Something that a step claims, and whether it was so. */
export interface Claim {
  readonly text: string
  /** `undefined` when it was so; else what was found instead. */
  readonly failure: string | undefined
}

/** What a step found out. */
export interface Finding {
  /** What the caller got. */
  readonly result: string
  readonly claims: readonly Claim[]
}

export interface Step {
  readonly title: string
  /** The code that asks for it, as a reader would write it. */
  readonly asks: string
  /** What both servers must have received by its end. */
  readonly expects: { readonly says: string; readonly traffic: Traffic }
  run(): Promise<Finding>
}

export interface StepReport extends Finding {
  readonly title: string
  readonly asks: string
  readonly startedAtMs: number
  readonly tookMs: number
  readonly lines: readonly WireLine[]
  readonly isAsExpected: boolean
}

/** States that `actual` is `expected`, compared in depth. */
export function claim(text: string, actual: unknown, expected: unknown): Claim {
  const isSo = isDeepStrictEqual(actual, expected)
  const failure = isSo ? undefined : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
  return { text, failure }
}

async function findOut(step: Step): Promise<Finding> {
  try {
    return await step.run()
  } catch (error) {
    const { name, message } = error as Error
    return { result: `${name}: ${message}`, claims: [{ text: 'ends without an error', failure: name }] }
  }
}

/** Runs one step after the other, the later ones too when one was not as expected. */
export async function runSteps(
  steps: readonly Step[],
  wire: WireLog,
  nowMs: () => number,
  report: (report: StepReport) => void,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = []
  for (const step of steps) {
    const startedAtMs = nowMs()
    const found = await findOut(step)
    const tookMs = nowMs() - startedAtMs
    const { lines, traffic } = wire.take()
    const claims = [...found.claims, claim(step.expects.says, traffic, step.expects.traffic)]
    const isAsExpected = claims.every(({ failure }) => failure === undefined)
    const done = { ...found, claims, title: step.title, asks: step.asks, startedAtMs, tookMs, lines, isAsExpected }
    reports.push(done)
    report(done)
  }
  return reports
}
