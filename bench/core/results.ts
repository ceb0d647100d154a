import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { plot } from './plot.js'
import type { Answer, Question, Table } from './question.js'
import { benchFolder } from './run-program.js'
import { markdown, plainText } from './table-text.js'
import { judge, type Verdict } from './verdict.js'

export interface Answered {
  readonly question: Question
  readonly answer: Answer
  readonly seconds: number
}

export function printAnswer({ question, answer, seconds }: Answered): void {
  console.log(`\n=== ${question.title} (${Math.round(seconds)} s)`)
  for (const table of answer.tables) console.log(`\n${plainText(table)}`)
  for (const note of answer.notes ?? []) console.log(`\n${note}`)
}

const verdictsOf = (answered: readonly Answered[]) =>
  answered.flatMap(({ answer }) => answer.figures.map(figure => judge(figure)))

export function printVerdicts(answered: readonly Answered[]): void {
  console.log(`\n=== Targets\n\n${plainText(verdictTable(verdictsOf(answered)))}`)
}

function outcome({ isMet, isDecided, distancePercent }: Verdict): string {
  const distance = distancePercent < 10 ? distancePercent.toFixed(1) : Math.round(distancePercent)
  const verdict = isMet ? 'met' : `missed by ${distance} %`
  return isDecided ? verdict : `${verdict}, within the noise`
}

function verdictTable(verdicts: readonly Verdict[]): Table {
  const rows = verdicts.map(verdict => [verdict.text, verdict.value, verdict.bound, outcome(verdict)])
  return { title: 'Every target', columns: ['target', 'measured', 'bound', 'verdict'], rows }
}

/** Once each: several figures may miss one target. */
const explanations = (verdicts: readonly Verdict[]): string[] => [
  ...new Set(verdicts.flatMap(({ target, explanation }) => (explanation ? `- ${target}: ${explanation}` : []))),
]

function explained(verdicts: readonly Verdict[]): string[] {
  const lines = explanations(verdicts)
  return lines.length === 0
    ? []
    : ['**What is missed, or is within the noise: what costs it, and what was tried**', lines.join('\n')]
}

/** Of everything that is compared, as installed. */
async function versions(): Promise<string> {
  const { dependencies, optionalDependencies } = JSON.parse(await readFile(`${benchFolder}package.json`, 'utf8'))
  return Object.entries({ ...dependencies, ...optionalDependencies })
    .map(([name, version]) => `${name} ${version}`.replace(/^node-.*@/, 'Node '))
    .join(', ')
}

async function machine(): Promise<string> {
  const { node, v8, openssl } = process.versions
  const processors = cpus()
  const model = processors[0]?.model.trim() ?? 'unknown processor'
  return [
    `- ${new Date().toISOString().slice(0, 10)}`,
    `- Node ${node}, V8 ${v8}, OpenSSL ${openssl}; ${process.platform} ${process.arch}`,
    `- ${processors.length} × ${model}`,
    `- ${await versions()}`,
  ].join('\n')
}

const HEAD = `# What poolpass costs

Written by \`npm run bench\`. A ratio is the median over interleaved pairs, beside it its 95 % interval and the ratio of the
minima, which is that of a quiet machine. A verdict goes by that median, as the targets are put; where its interval holds the
bound it says so: within the noise. Times of one run say little about another machine: compare the ratios.`

function section({ question, answer }: Answered): string {
  return [`## ${question.title}`, ...answer.tables.map(markdown), ...(answer.notes ?? [])].join('\n\n')
}

const QUICK =
  '**A quick run, with a tenth of the rounds: its figures and verdicts are rough.** `npm run bench` makes a full one.'

interface Files {
  readonly results: string | undefined
  readonly plot: string | undefined
  readonly isQuick: boolean
}

export async function writeResults(
  answered: readonly Answered[],
  { results, plot: plotFile, isQuick }: Files,
): Promise<void> {
  const panels = answered.flatMap(({ answer }) => answer.panels ?? [])
  if (plotFile !== undefined) await writeFile(plotFile, plot(panels))
  if (results === undefined) return
  const verdicts = verdictsOf(answered)
  const targets = [markdown(verdictTable(verdicts)), ...explained(verdicts)]
  const head = isQuick ? [HEAD, QUICK] : [HEAD]
  const text = [...head, await machine(), '## Targets', ...targets, ...answered.map(section)].join('\n\n')
  await writeFile(results, `${text}\n`)
}
