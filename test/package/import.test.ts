import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root, runNode } from './run-node.js'

const MOST_FILES = { poolpass: 4, 'poolpass/sign-in': 6, 'poolpass/srp': 3, 'poolpass/admin': 6, 'poolpass/testing': 1 }

/** Of the library's source files, what a session, or a request, loads when it needs it. */
const LOADED_LATE = [
  'account/cognito-user.ts',
  'http/settle-and-follow.ts',
  'session/devices.ts',
  'session/own-account.ts',
  'session/renewal.ts',
  'session/verify.ts',
  'sign-in/answer-by-handlers.ts',
  'sign-in/mfa-setup.ts',
  'sign-in/renew.ts',
  'sign-in/sign-in.ts',
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poolpass-loads-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The modules that a program of one import statement loads, itself left out. */
async function loadedBy(specifier: string): Promise<string[]> {
  const record = join(folder, `${specifier.replaceAll('/', '-')}.txt`)
  const hook = new URL('./record-loads.mjs', import.meta.url).href
  await runNode(`import '${specifier}'`, { nodeOptions: ['--import', hook], env: { RECORD_LOADS: record } })
  const urls = (await readFile(record, 'utf8')).trim().split('\n')
  return urls.filter(url => !url.includes('[eval'))
}

describe.each(Object.entries(MOST_FILES))('import %s', (specifier, mostFiles) => {
  let files: string[]
  beforeAll(async () => {
    files = await loadedBy(specifier)
  })

  test('loads few files', () => {
    expect(files.length).toBeGreaterThan(0)
    expect(files.length).toBeLessThanOrEqual(mostFiles)
  })

  test('loads its own files only: no jose, nothing of Node', () => {
    const own = pathToFileURL(join(root, 'packages/poolpass/dist/')).href
    expect(files.filter(file => !file.startsWith(own))).toEqual([])
  })

  test('leaves nothing that keeps the process alive', async () => {
    const start = `process.on('exit', () => console.log(process.getActiveResourcesInfo().join()))`
    expect(await runNode(`${start}\nawait import('${specifier}')`)).toBe('\n')
  })
})

/** The source files that files of dist say they are made of. */
async function sourcesOf(files: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8')))
  return texts.flatMap(text =>
    [...text.matchAll(/^\/\/ packages\/poolpass\/src\/(.*)$/gm)].map(([, path]) => path ?? ''),
  )
}

test('import poolpass leaves what is loaded late for later', async () => {
  const chunks = join(root, 'packages/poolpass/dist/chunks')
  const all = await sourcesOf((await readdir(chunks)).map(name => join(chunks, name)))
  expect(all).toEqual(expect.arrayContaining(LOADED_LATE))
  const sources = await sourcesOf((await loadedBy('poolpass')).map(url => fileURLToPath(url)))
  expect(sources).toEqual(expect.arrayContaining(['session/session.ts', 'sign-in/flow.ts', 'srp/proof.ts']))
  expect(sources.filter(source => LOADED_LATE.includes(source))).toEqual([])
})

test('who makes a client loads nothing of fetch before the first request', async () => {
  const options = { userPoolId: 'eu-west-1_Example1', clientId: 'abc123', username: 'alice', password: 'secret' }
  const source = `
    import { SrpAuth } from 'poolpass'
    const isLoaded = () => process.moduleLoadList.some(name => name.includes('undici'))
    const auth = new SrpAuth(${JSON.stringify(options)})
    console.log(isLoaded(), auth.fetch.length, new Headers() && isLoaded())`
  expect(await runNode(source)).toBe('false 2 true\n')
})
