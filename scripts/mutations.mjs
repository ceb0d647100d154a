// Breaks the sources on purpose, one checked-in line at a time, and expects one named test to turn red for each break.
// Works in copies of the tree: the work tree is never touched. See CONTRIBUTING.md for how to add a break.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const HELP = `npm run test:mutations -- [options]

  --only TEXT    only the breaks whose name contains TEXT; may be repeated
  --list         print the names and stop
  --check        check that every entry still fits the sources, and stop: nothing is run
  --jobs N       how many run side by side (default: ${defaultJobs()})
  --help

Exit code 0: each break turned its test red. 1: one survived, or could not be tried.`

const root = fileURLToPath(new URL('..', import.meta.url))
const LISTS = join(root, 'test/mutations')
const RUN_LIMIT_MS = 120_000
/** Slow tests have longer: without a break they run to their end. */
const SLOW_RUN_LIMIT_MS = 900_000
const SKIPPED = new Set(['node_modules', '.git', 'dist', 'coverage', '.test-results'])

function defaultJobs() {
  return Math.max(1, Math.min(4, availableParallelism()))
}

/**
 * @typedef {object} Mutation
 * @property {string} name What is broken, the rule first: `R7 replays twice`.
 * @property {string} file The source file, from the root.
 * @property {string} find What is broken, with as much around it as makes it occur once in the file.
 * @property {string} replace
 * @property {string} test The test file, from the root.
 * @property {string} testName The test's full name, `describe > test`; or a describe's, of which one test must turn red.
 * @property {true | 'types'} [build] Whether the test looks at what was built: bundles, or declarations.
 */

/** @returns {Promise<Mutation[]>} */
async function loadMutations() {
  const lists = readdirSync(LISTS).filter(name => name.endsWith('.mjs'))
  const loaded = await Promise.all(lists.sort().map(name => import(join(LISTS, name))))
  return loaded.flatMap(list => list.default)
}

/** @returns {string | undefined} What is wrong with the entry. */
function faultIn(mutation, mutations) {
  const { name, file, find, replace, test, testName } = mutation
  if (![name, file, find, test, testName].every(text => typeof text === 'string' && text !== ''))
    return 'a member is missing'
  if (typeof replace !== 'string' || find === replace) return '`replace` is missing, or the same as `find`'
  if (mutations.some(other => other !== mutation && other.name === name)) return 'the name is taken'
  if (!existsSync(join(root, file))) return `${file} does not exist`
  if (!existsSync(join(root, test))) return `${test} does not exist`
  const count = readFileSync(join(root, file), 'utf8').split(find).length - 1
  return count === 1 ? undefined : `\`find\` occurs ${count} times in ${file}`
}

const copies = new Set()
const children = new Set()

/** A copy of the tree whose node_modules lead to the packages installed here, and to its own workspaces. */
async function copyTree() {
  const copy = await mkdtemp(join(tmpdir(), 'poolpass-mutation-'))
  copies.add(copy)
  await cp(root, copy, { recursive: true, filter: source => !SKIPPED.has(basename(source)) })
  await linkModules(join(root, 'node_modules'), join(copy, 'node_modules'), copy)
  return copy
}

async function linkModules(from, to, copy) {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    if (entry.name === '.vite' || entry.name === '.cache') continue
    if (entry.name === '@poolpass') await linkModules(source, join(to, entry.name), copy)
    else {
      const target = entry.isSymbolicLink() ? join(copy, relative(root, realpathSync(source))) : source
      await symlink(target, join(to, entry.name))
    }
  }
}

/** @returns {Promise<{ exitCode: number | null, output: string, timedOut: boolean }>} */
function run(command, args, cwd, limitMs = RUN_LIMIT_MS) {
  return new Promise((done, failed) => {
    const env = { ...process.env, NO_COLOR: '1', CI: 'true' }
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    children.add(child)
    let output = ''
    let timedOut = false
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    const timer = setTimeout(() => {
      timedOut = true
      killGroup(child)
    }, limitMs)
    child.on('error', failed)
    child.on('close', exitCode => {
      clearTimeout(timer)
      children.delete(child)
      done({ exitCode, output, timedOut })
    })
  })
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

const escapeRegExp = text => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/**
 * Runs some tests of one file.
 *
 * @returns Each named test's state, by its full name; and why none ran, if none did.
 */
async function runTests(copy, file, testNames) {
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const pattern = `^(${testNames.map(name => escapeRegExp(name.split(' > ').join(' '))).join('|')})`
  const isSlow = file.endsWith('.slow.test.ts')
  const slow = isSlow ? ['--config', 'vitest.slow.config.ts'] : []
  const limitMs = isSlow ? SLOW_RUN_LIMIT_MS : RUN_LIMIT_MS
  const reporters = ['--reporter=json', `--outputFile=${report}`]
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', ...slow, ...reporters, '--testNamePattern', pattern, file]
  const { output, timedOut } = await run(process.execPath, args, copy, limitMs)
  if (timedOut) return { trouble: `no answer in ${limitMs / 1000} s` }
  if (!existsSync(report)) return { trouble: `vitest wrote no report:\n${output.slice(-2000)}` }
  const suites = JSON.parse(await readFile(report, 'utf8')).testResults
  const ran = suites
    .flatMap(suite => suite.assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
  const states = new Map(
    ran.map(({ ancestorTitles, title, status }) => [[...ancestorTitles, title].join(' > '), status]),
  )
  const trouble = states.size === 0 ? suites.map(({ message }) => message).join('\n') || 'no such test' : undefined
  return { states, trouble }
}

/** The states of the test, or of all the tests of the describe, that a mutation names. */
function statesOf(testName, states) {
  return [...(states ?? [])]
    .filter(([name]) => name === testName || name.startsWith(`${testName} > `))
    .map(([, state]) => state)
}

const TSC = join(root, 'node_modules/typescript/bin/tsc')
const BUILDS = {
  bundles: [['scripts/build.mjs']],
  types: ['poolpass', 'local'].map(name => [TSC, '-p', `packages/${name}`]),
}

/** @returns What went wrong. */
async function build(copy, what) {
  for (const args of BUILDS[what === true ? 'bundles' : what] ?? []) {
    const { exitCode, output } = await run(process.execPath, args, copy)
    if (exitCode !== 0) return `the build failed:\n${output.slice(-2000)}`
  }
  return undefined
}

/** @returns What is wrong with a mutation's test in sources that are not broken, by the mutation's name. */
async function greenWithout(copy, test, mutations) {
  const wrong = new Map()
  let failure
  for (const what of new Set(mutations.map(mutation => mutation.build))) failure ??= await build(copy, what)
  const { states, trouble } = failure
    ? { trouble: failure }
    : await runTests(
        copy,
        test,
        mutations.map(({ testName }) => testName),
      )
  for (const { name, testName } of mutations) {
    const own = statesOf(testName, states)
    if (own.length === 0) wrong.set(name, trouble ?? `${test} has no test or describe "${testName}"`)
    else if (own.includes('failed')) wrong.set(name, 'the test is red without the break')
  }
  return wrong
}

/** @returns {Promise<{ verdict: 'killed' | 'SURVIVED' | 'BROKEN', detail?: string }>} */
async function tryMutation(copy, { file, find, replace, test, testName, build: what }) {
  const path = join(copy, file)
  const original = await readFile(path, 'utf8')
  try {
    await writeFile(path, original.split(find).join(replace))
    const failure = await build(copy, what)
    if (failure) return { verdict: 'BROKEN', detail: failure }
    const { states, trouble } = await runTests(copy, test, [testName])
    const own = statesOf(testName, states)
    if (own.includes('failed')) return { verdict: 'killed' }
    if (own.length > 0) return { verdict: 'SURVIVED', detail: `${test}: "${testName}" stayed green` }
    return { verdict: 'BROKEN', detail: `the test did not run: ${trouble ?? 'no such test'}` }
  } finally {
    await writeFile(path, original)
  }
}

/** Hands the items out to `jobs` workers, each with a copy of the tree. */
async function inParallel(items, workers, work) {
  const queue = [...items]
  await Promise.all(
    workers.map(async copy => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(copy, item)
    }),
  )
}

async function runAll(mutations, jobs) {
  const workers = await Promise.all(Array.from({ length: Math.min(jobs, mutations.length) }, copyTree))
  const byTest = groupBy(mutations, ({ test }) => test)
  const wrong = new Map()
  console.log(`${byTest.size} test files without a break …`)
  await inParallel(byTest, workers, async (copy, [test, own]) => {
    for (const [name, why] of await greenWithout(copy, test, own)) wrong.set(name, why)
  })

  const width = Math.max(...mutations.map(({ name }) => name.length))
  const counts = { killed: 0, SURVIVED: 0, BROKEN: 0 }
  let done = 0
  await inParallel(mutations, workers, async (copy, mutation) => {
    const start = performance.now()
    const why = wrong.get(mutation.name)
    const { verdict, detail } = why ? { verdict: 'BROKEN', detail: why } : await tryMutation(copy, mutation)
    counts[verdict]++
    const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(7)
    const count = `${++done}/${mutations.length}`.padStart(String(mutations.length).length * 2 + 1)
    console.log(`${count}  ${verdict.padEnd(8)}  ${mutation.name.padEnd(width)}  ${seconds}  ${mutation.test}`)
    if (detail) console.log(detail.trim().replace(/^/gm, '        '))
  })
  console.log(`${counts.killed} killed, ${counts.SURVIVED} survived, ${counts.BROKEN} could not be tried`)
  return counts.SURVIVED + counts.BROKEN === 0
}

function groupBy(items, key) {
  const groups = new Map()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

function cleanUp() {
  for (const child of children) killGroup(child)
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
}
process.on('exit', cleanUp)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      list: { type: 'boolean' },
      check: { type: 'boolean' },
      jobs: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(HELP)
    return true
  }
  const all = await loadMutations()
  const wanted = values.only?.map(text => text.toLowerCase())
  const mutations = all.filter(({ name }) => wanted?.some(text => name.toLowerCase().includes(text)) ?? true)
  if (mutations.length === 0) {
    console.error('no such break: `--list` names them')
    return false
  }
  if (values.list) {
    for (const { name } of mutations) console.log(name)
    return true
  }
  const faults = mutations.flatMap(mutation => {
    const fault = faultIn(mutation, all)
    return fault ? [`${mutation.name}: ${fault}`] : []
  })
  for (const fault of faults) console.error(fault)
  if (faults.length > 0 || values.check) return faults.length === 0
  return runAll(mutations, Number(values.jobs ?? defaultJobs()))
}

process.exitCode = (await main()) ? 0 : 1
