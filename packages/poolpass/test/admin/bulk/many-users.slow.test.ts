import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { createAppClient, signIn, signInWithSrp } from 'poolpass/sign-in'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Seeded } from '../../srp/seeded.js'
import { bulkUser } from './support/bulk-user.js'

/** `POOLPASS_BULK_USERS=50000 npm run test:slow` is the whole measure: five to fifteen minutes. */
const COUNT = Number(process.env.POOLPASS_BULK_USERS ?? 3_000)
const KILLS = 10
/** By the password itself, of which nobody is left out; and a few of them by SRP, which takes longer. */
const SRP_SIGN_INS = 100
const CONCURRENCY = 8
const MOST_GROWTH_BYTES = 30 * 1024 * 1024

const root = fileURLToPath(new URL('../../../../..', import.meta.url))
const script = (name: string) => fileURLToPath(new URL(`./support/${name}.ts`, import.meta.url))
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }

const seed = String(Date.now())
const random = new Seeded(seed)

let local: LocalCognito
let folder: string
beforeAll(async () => {
  const groups = [{ name: 'everybody' }, { name: 'thirds' }]
  local = await startLocalCognito({
    signingKeys: await createSigningKeys(),
    groups,
    client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] },
  })
  folder = await mkdtemp(join(tmpdir(), 'poolpass-import-'))
})
afterAll(async () => {
  await local.close()
  await rm(folder, { recursive: true, force: true })
})

function startImport(file: string): ChildProcess {
  const args = ['--import', 'tsx', script('import-process'), local.endpoint, local.userPoolId, file, String(COUNT)]
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Lets the import run until the pool has made so many users, and kills it there. */
async function runUntil(threshold: number, file: string): Promise<void> {
  const child = startImport(file)
  const ended = once(child, 'exit')
  while (local.counts.of('AdminCreateUser') < threshold) {
    if (child.exitCode !== null) throw new Error(`the import ended by itself, with ${child.exitCode}`)
    await delay(5)
  }
  child.kill('SIGKILL')
  await ended
}

describe(`${COUNT} users`, () => {
  test(`are imported in spite of ${KILLS} kills, each exactly once`, async () => {
    console.log(`Seed ${seed}`)
    const file = join(folder, 'results.jsonl')
    const thresholds = Array.from({ length: KILLS }, () => 1 + random.integer(COUNT - 1)).sort((a, b) => a - b)
    const startedAt = performance.now()
    for (const threshold of thresholds) await runUntil(threshold, file)
    const [code] = await once(startImport(file), 'exit')
    expect(code).toBe(0)
    console.log(
      `Imported in ${Math.round((performance.now() - startedAt) / 1_000)} s, killed at ${thresholds.join(', ')}`,
    )

    const results = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(results.map(({ index }) => index)).toEqual(Array.from({ length: COUNT }, (_, i) => i))
    expect(results.filter(({ error }) => error !== undefined)).toEqual([])
    for (const { index, username, sub } of results) {
      const { password: _, ...wanted } = bulkUser(index)
      const { attributes, groups, status, enabled } = local.user(username)
      expect({ username, attributes, groups }).toEqual(wanted)
      expect({ sub, status, enabled }).toEqual({ sub: local.user(username).sub, status: 'CONFIRMED', enabled: true })
    }
  }, 1_800_000)

  test('sign in with the passwords they were given', async () => {
    const { userPoolId, clientId, endpoint } = local
    const client = createAppClient({ userPoolId, clientId, endpoint })
    for (let i = 0; i < SRP_SIGN_INS; i++) {
      const { username, password } = bulkUser(random.integer(COUNT))
      expect((await signInWithSrp(client, { username, password })).username).toBe(username)
    }
    let next = 0
    const signedIn = new Set<string>()
    const worker = async () => {
      while (next < COUNT) {
        const { username, password } = bulkUser(next++)
        signedIn.add((await signIn(client, { authFlow: 'USER_PASSWORD_AUTH', username, password })).username)
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, worker))
    expect(signedIn.size).toBe(COUNT)
  })

  test('are listed in little memory', async () => {
    const args = ['--expose-gc', '--import', 'tsx', script('list-process'), local.endpoint, local.userPoolId]
    local.counts.reset()
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env })
    const { count, growthBytes } = JSON.parse(stdout)
    console.log(`The heap grew by ${(growthBytes / 1024 / 1024).toFixed(1)} MiB`)
    expect(count).toBe(COUNT)
    expect(local.counts.all()).toEqual({ ListUsers: Math.ceil(COUNT / 60) })
    expect(growthBytes).toBeLessThan(MOST_GROWTH_BYTES)
  })
})
