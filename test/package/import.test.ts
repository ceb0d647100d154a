import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root, runNode } from './run-node.js'

const MAX_FILES = 6

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

describe.each(['poolpass', 'poolpass/sign-in', 'poolpass/srp', 'poolpass/admin', 'poolpass/testing'])(
  'import %s',
  specifier => {
    let files: string[]
    beforeAll(async () => {
      files = await loadedBy(specifier)
    })

    test('loads few files', () => {
      expect(files.length).toBeGreaterThan(0)
      expect(files.length).toBeLessThanOrEqual(MAX_FILES)
    })

    test('loads its own files only: no jose, nothing of Node', () => {
      const own = pathToFileURL(join(root, 'packages/poolpass/dist/')).href
      expect(files.filter(file => !file.startsWith(own))).toEqual([])
    })

    test('leaves nothing that keeps the process alive', async () => {
      const start = `process.on('exit', () => console.log(process.getActiveResourcesInfo().join()))`
      expect(await runNode(`${start}\nawait import('${specifier}')`)).toBe('\n')
    })
  },
)

test('who makes a client loads nothing of fetch before the first request', async () => {
  const options = { userPoolId: 'eu-west-1_Example1', clientId: 'abc123', username: 'alice', password: 'secret' }
  const source = `
    import { SrpAuth } from 'poolpass'
    const isLoaded = () => process.moduleLoadList.some(name => name.includes('undici'))
    const auth = new SrpAuth(${JSON.stringify(options)})
    console.log(isLoaded(), auth.fetch.length, new Headers() && isLoaded())`
  expect(await runNode(source)).toBe('false 2 true\n')
})
