import type { StepReport } from './steps.js'
import { requestName, type WireLine } from './wire.js'

const WIDTH = 100

export interface Palette {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
}

/** @param isOn Whether the reader's terminal shows colours, and the reader wants them. */
export function palette(isOn: boolean): Palette {
  const style = (code: number) => (text: string) => (isOn ? `\x1b[${code}m${text}\x1b[0m` : text)
  return { bold: style(1), dim: style(2), good: style(32), bad: style(31) }
}

const milliseconds = (ms: number) => `${Math.round(ms)} ms`

/** Cut at the right margin, so that no terminal of that width wraps it. */
const clip = (text: string, used: number) =>
  text.length <= WIDTH - used ? text : `${text.slice(0, WIDTH - used - 1)}…`

const LABEL_WIDTH = 10
const label = (name: string) => `   ${name}`.padEnd(LABEL_WIDTH)

/** Requests that say the same become one line with a number. */
function collapse(lines: readonly WireLine[]): { line: WireLine; times: number }[] {
  const collapsed: { line: WireLine; times: number }[] = []
  for (const line of lines) {
    const last = collapsed.at(-1)
    const isSame =
      last && (['to', 'request', 'status', 'details'] as const).every(member => last.line[member] === line[member])
    if (isSame) last.times++
    else collapsed.push({ line, times: 1 })
  }
  return collapsed
}

function wireText({ line, times }: { line: WireLine; times: number }, startedAtMs: number): string {
  const { to, status, details } = line
  const request = times > 1 ? `${line.request} ×${times}` : line.request
  const after = `+${milliseconds(line.atMs - startedAtMs)}`.padStart(8)
  return `${after}  → ${to.padEnd(4)}  ${request.padEnd(25)} ${status ?? '   '}  ${details}`.trimEnd()
}

/** @param number From 1. */
export function stepText(report: StepReport, number: number, { bold, dim, good, bad }: Palette): string {
  const { title, asks, lines, result, claims, tookMs, startedAtMs } = report
  const took = milliseconds(tookMs)
  const heading = `${String(number).padStart(2)}  ${title}`
  const wire = collapse(lines).map((entry, at) => {
    const text = label(at === 0 ? 'wire' : '') + wireText(entry, startedAtMs)
    return dim(clip(text, 0))
  })
  return [
    bold(clip(heading, took.length + 1).padEnd(WIDTH - took.length) + took),
    label('asked') + clip(asks, LABEL_WIDTH),
    ...(wire.length > 0 ? wire : [dim(`${label('wire')}nothing`)]),
    label('result') + clip(result, LABEL_WIDTH),
    ...claims.map(({ text, failure }) =>
      failure === undefined
        ? good(label('ok') + clip(text, LABEL_WIDTH))
        : `${bad(label('FAILED') + clip(text, LABEL_WIDTH))}\n${bad(label('') + clip(failure, LABEL_WIDTH))}`,
    ),
    '',
  ].join('\n')
}

export interface Totals {
  readonly apiStatuses: readonly number[]
  /** Operation → calls. */
  readonly poolCalls: Readonly<Record<string, number>>
  readonly tookMs: number
}

export function summaryText(reports: readonly StepReport[], totals: Totals, { bold, good, bad }: Palette): string {
  const { apiStatuses, poolCalls, tookMs } = totals
  const calls = Object.entries(poolCalls)
  const callCount = calls.reduce((sum, [, count]) => sum + count, 0)
  const refusals = apiStatuses.filter(status => status === 401).length
  const expected = reports.filter(({ isAsExpected }) => isAsExpected).length
  const verdict = `${expected} of ${reports.length} steps as expected, in ${(tookMs / 1_000).toFixed(1)} s`
  return [
    bold('Summary'),
    `    ${String(apiStatuses.length).padStart(3)} requests to the API, ${refusals} of them refused with 401`,
    `    ${String(callCount).padStart(3)} requests to the pool:`,
    ...calls.map(([operation, count]) => `        ${requestName(operation).padEnd(27)}${String(count).padStart(3)}`),
    '',
    expected === reports.length ? good(verdict) : bad(verdict),
  ].join('\n')
}
