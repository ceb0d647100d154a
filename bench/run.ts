import { parseArgs } from 'node:util'
import { installPeers } from './core/install.js'
import type { Question } from './core/question.js'
import { type Answered, printAnswer, printVerdicts, writeResults } from './core/results.js'
import { benchFolder } from './core/run-program.js'
import { growth } from './questions/growth.js'
import { network } from './questions/network.js'
import { pool } from './questions/pool.js'
import { requests } from './questions/requests.js'
import { size } from './questions/size.js'
import { srp } from './questions/srp.js'
import { start } from './questions/start.js'

const QUESTIONS: readonly Question[] = [srp, size, start, network, requests, pool, growth]

const USAGE = `Usage: npm run bench -- [options]

Measures poolpass beside its peers and beside the limit, prints a table a question, and says which targets are met.

  --only LIST      Of: ${QUESTIONS.map(({ name }) => name).join(', ')}
  --quick          A tenth of the rounds: shows that all runs, not what it costs
  --results FILE   Where the results go. Default bench/RESULTS.md; with --only or --quick, nowhere
  --plot FILE      Where the plot goes. Default bench/results.svg; with --only or --quick, nowhere

The peers are installed first. A ratio is the median over interleaved pairs; beside it stand its 95 % interval and the
ratio of the minima, which is that of a quiet machine.
Exit code: 0 when all was measured, whatever the verdicts; 1 when something failed; 2 for a wrong argument.
`

class UsageError extends Error {}

interface Options {
  readonly questions: readonly Question[]
  readonly isQuick: boolean
  readonly results: string | undefined
  readonly plot: string | undefined
}

function readOptions(): Options | 'help' {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      results: { type: 'string' },
      plot: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  const { only, quick: isQuick } = values
  const isComplete = only === undefined && !isQuick
  return {
    questions: only === undefined ? QUESTIONS : only.split(',').map(questionNamed),
    isQuick,
    results: values.results ?? (isComplete ? `${benchFolder}RESULTS.md` : undefined),
    plot: values.plot ?? (isComplete ? `${benchFolder}results.svg` : undefined),
  }
}

function questionNamed(name: string): Question {
  const question = QUESTIONS.find(candidate => candidate.name === name)
  if (!question) throw new UsageError(`--only: there is no question ${name}`)
  return question
}

const FEWEST_ROUNDS = 3

async function ask(question: Question, isQuick: boolean): Promise<Answered> {
  const startedAt = performance.now()
  const answer = await question.measure({
    progress: text => void process.stderr.write(`${question.name}: ${text} …\n`),
    rounds: full => (isQuick ? Math.max(FEWEST_ROUNDS, Math.ceil(full / 10)) : full),
  })
  return { question, answer, seconds: (performance.now() - startedAt) / 1_000 }
}

async function bench({ questions, isQuick, results, plot }: Options): Promise<void> {
  await installPeers()
  const answered: Answered[] = []
  for (const question of questions) {
    const one = await ask(question, isQuick)
    printAnswer(one)
    answered.push(one)
  }
  printVerdicts(answered)
  await writeResults(answered, { results, plot, isQuick })
}

async function main(): Promise<number> {
  try {
    const options = readOptions()
    if (options === 'help') console.log(USAGE)
    else await bench(options)
    return 0
  } catch (error) {
    const isUsage =
      error instanceof UsageError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
    console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : error)
    return isUsage ? 2 : 1
  }
}

process.exitCode = await main()
