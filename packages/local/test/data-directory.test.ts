import { once } from 'node:events'
import { chmod, cp, mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLocalCognito, createSigningKeys, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { open } from 'lmdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND, type Command, endAll, finished, runCommand, started, startedCommand } from './support/cli.js'
import { temporaryDirectory } from './support/directory.js'
import { admin, getUser, PASSWORD, send, signIn, tokensOf } from './support/wire.js'

const signingKeys = await createSigningKeys()
const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const USER = { username: 'alice', password: PASSWORD }
let temporary: Awaited<ReturnType<typeof temporaryDirectory>>
let dataDirectory: string

beforeEach(async () => {
  temporary = await temporaryDirectory()
  dataDirectory = join(temporary.path, 'deep', 'data')
})
afterEach(async () => {
  endAll()
  await temporary[Symbol.asyncDispose]()
})

const serve = (options: LocalCognitoOptions = {}) =>
  createLocalCognito({ signingKeys, users: [USER], dataDirectory, ...options })
const filled = async () => (await serve()).close()
const opened = () => open({ path: dataDirectory, encoding: 'string' })
const file = () => join(dataDirectory, 'data.mdb')
const failure = (options?: LocalCognitoOptions) =>
  serve(options).then(
    () => undefined,
    error => error,
  )

describe('its files', () => {
  const modes = async () => {
    const names = (await readdir(dataDirectory)).sort()
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    return Promise.all([dataDirectory, ...names.map(name => join(dataDirectory, name))].map(modeOf))
  }

  it.skipIf(process.platform === 'win32')('are for their owner only, copies of them too', async () => {
    await filled()
    expect(await modes()).toEqual(['700', '600', '600'])
    for (const name of await readdir(dataDirectory)) await chmod(join(dataDirectory, name), 0o644)
    await filled()
    expect(await modes()).toEqual(['700', '600', '600'])
  })

  it.skipIf(process.platform !== 'linux')(
    'are nowhere where there can be no directory, and the command says so at once',
    async () => {
      for (const [path, code] of [
        ['/proc/x', 'ENOENT'],
        [fileURLToPath(import.meta.url), 'EEXIST'],
      ] as const) {
        expect(await failure({ dataDirectory: path })).toMatchObject({ code, syscall: 'mkdir' })
        const { stderr, ...result } = await finished('--data', path)
        expect(result).toEqual({ code: 1, stdout: '' })
        expect(stderr).toContain(`the directory of --data cannot be made: ${code}`)
      }
    },
  )

  it('hold no password', async () => {
    await filled()
    expect((await readFile(file())).includes(PASSWORD)).toBe(false)
    // What is looked for here is found, if it is there.
    expect((await readFile(file())).includes(USER.username)).toBe(true)
  })

  /** How many records a table has, in all pools. */
  const recordsOf = async (...tables: string[]) => {
    const database = opened()
    const keys = [...database.getKeys()] as string[][]
    await database.close()
    return keys.filter(([table = '']) => tables.includes(table)).length
  }

  /** Issues tokens and a code, before somebody is deleted. */
  async function issueAndDelete(operation: string, input: object) {
    const users = [{ ...USER, attributes: { email: 'a@example.com', email_verified: 'true' } }]
    const client = { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } as const
    await using local = await startLocalCognito({ signingKeys, dataDirectory, users, client })
    await tokensOf(local)
    await send(local, 'ForgotPassword', { ClientId: 'app', Username: 'alice' })
    expect((await admin(local, operation, input)).error).toBe('')
  }

  it.each([
    ['AdminDeleteUser', { Username: 'alice' }, 0],
    ['DeleteUserPoolClient', { ClientId: 'app' }, 1],
  ])('hold nothing that was issued to the deleted: %s', async (operation, input, codes) => {
    await issueAndDelete(operation, input)
    expect(await recordsOf('grants', 'refreshTokens')).toBe(0)
    expect(await recordsOf('codes')).toBe(codes)
  })
})

describe('another server on it', () => {
  it('is refused, in the same process and in another one, until the first one closes', async () => {
    const local = await serve()
    const refusal = { name: 'DataDirectoryError', code: 'ERR_POOLPASS_DATA_IN_USE' }
    for (let i = 0; i < 2; i++) {
      expect(await failure()).toMatchObject(refusal)
      const { code, stderr } = await finished('--port', '0', '--data', dataDirectory)
      expect(stderr).toMatch(new RegExp(`^poolpass-local: .*data is in use by process ${process.pid}\n$`))
      expect(code).toBe(1)
    }
    await local.close()
    const { child, closed } = await started('--port', '0', '--data', dataDirectory)
    expect(await failure()).toMatchObject({ ...refusal, message: expect.stringContaining(`process ${child.pid}`) })
    child.kill('SIGTERM')
    expect(await closed).toBe(0)
    await filled()
  })

  it('is let in when the first one was killed', async () => {
    const { child, closed } = await started('--port', '0', '--data', dataDirectory)
    child.kill('SIGKILL')
    await closed
    await filled()
  })

  it('is let in when the first one did not get its port', async () => {
    const { facts } = await started('--port', '0')
    const { port } = new URL(facts.endpoint)
    const { stderr } = await finished('--port', port, '--data', dataDirectory)
    expect(stderr).toContain(`port ${port} is in use`)
    await filled()
  })
})

describe('what it cannot read', () => {
  it('is of another version', async () => {
    await filled()
    const database = opened()
    await database.put(['meta', 'format'], '99')
    await database.close()
    const error = await failure()
    expect(error).toMatchObject({ name: 'DataDirectoryError', code: 'ERR_POOLPASS_DATA_VERSION' })
    expect(error.message).toContain('another version (its format is 99, not 1)')
  })

  it('is another program’s', async () => {
    const database = opened()
    await database.put('theirs', 'something')
    await database.close()
    expect(await failure()).toMatchObject({ code: 'ERR_POOLPASS_DATA_VERSION' })
    const after = opened()
    expect([...after.getKeys()]).toEqual(['theirs'])
    await after.close()
  })

  const overwrite = async (text: string) => {
    const content = await readFile(file(), 'latin1')
    await writeFile(file(), content.replaceAll(text, '?'.repeat(text.length)), 'latin1')
  }
  const size = async () => (await stat(file())).size

  it.each<[string, () => Promise<void>]>([
    ['text', () => writeFile(file(), 'hello')],
    ['all the same byte', async () => writeFile(file(), Buffer.alloc(await size(), 7))],
    ['cut off in its first page', () => truncate(file(), 100)],
    ['cut off behind its first pages', () => truncate(file(), 2 * 4096)],
    ['overwritten within its records', () => overwrite('"username"')],
  ])('is damaged: %s', async (_, damage) => {
    await filled()
    await damage()
    expect(await failure()).toMatchObject({ name: 'DataDirectoryError', code: 'ERR_POOLPASS_DATA_DAMAGED' })
  })

  it('is damaged: a record', async () => {
    await filled()
    const database = opened()
    await database.put(['users', 'us-east-1_LocalPool', 'sub'], '{"number":')
    await database.close()
    const error = await failure()
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_DATA_DAMAGED', cause: expect.any(SyntaxError) })
    // And nobody is kept out for that.
    expect(await failure()).toMatchObject({ code: 'ERR_POOLPASS_DATA_DAMAGED' })
  })

  it('is no directory', async () => {
    await mkdir(join(dataDirectory, '..'), { recursive: true })
    await writeFile(dataDirectory, '')
    expect(await failure()).toMatchObject({ code: 'EEXIST' })
  })
})

describe('where lmdb is not installed', () => {
  /** The built package with what it depends on, and without its optional peer. */
  async function installation(): Promise<Command> {
    const folder = join(temporary.path, 'installed')
    for (const part of ['bin', 'dist', 'package.json']) {
      await cp(join(PACKAGE, part), join(folder, part), { recursive: true })
    }
    await mkdir(join(folder, 'node_modules'))
    await symlink(join(PACKAGE, '..', 'poolpass'), join(folder, 'node_modules', 'poolpass'), 'junction')
    return [process.execPath, join(folder, 'bin', 'poolpass-local.js')]
  }

  it('is told what to install, and nobody else misses it', async () => {
    const command = await installation()
    const { output, closed } = runCommand(command, ['--port', '0', '--data', dataDirectory])
    expect(await closed).toBe(1)
    expect(output.stderr).toBe('poolpass-local: a data directory needs the package lmdb, version 3: npm install lmdb\n')
    const without = runCommand(command, ['--port', '0'])
    while (!without.output.stdout.includes('Ready')) await once(without.child.stdout, 'data')
  })
})

describe('--data', () => {
  it('keeps users and tokens, and is told by --help', async () => {
    const args = ['--port', '0', '--data', dataDirectory]
    const first = await started(...args, '--user', `alice:${PASSWORD}`)
    expect((await signIn(first.local)).error).toBe('')
    first.child.kill('SIGINT')
    expect(await first.closed).toBe(0)
    const second = await started(...args)
    expect((await signIn(second.local)).error).toBe('')
    expect((await finished('--help')).stdout).toMatch(/--data DIR +keep pools/)
  })

  it('takes the sign-ins of a later process for none of those that were ended before', async () => {
    const args = ['--port', '0', '--data', dataDirectory, '--user', `alice:${PASSWORD}`]
    const first = await started(...args)
    for (let i = 0; i < 5; i++) await tokensOf(first.local)
    await admin(first.local, 'AdminUserGlobalSignOut', { Username: 'alice' })
    first.child.kill('SIGKILL')
    await first.closed
    const { local } = await started(...args)
    const { AccessToken } = await tokensOf(local)
    expect((await getUser(local, AccessToken)).error).toBe('')
  })
})

describe.skipIf(process.platform === 'win32')('a disk that is full', () => {
  /** Files of this process grow to so many blocks of 512 or 1024 bytes, and a write beyond fails. */
  const LIMITED: Command = ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f 300; exec "$0" "$@"`, ...COMMAND]

  it('fails the answer, and costs nothing that was answered before', async () => {
    const args = ['--port', '0', '--data', dataDirectory]
    const first = await startedCommand(LIMITED, args)
    const made: string[] = []
    for (;;) {
      const Username = `user-${made.length}`
      const UserAttributes = [{ Name: 'profile', Value: 'x'.repeat(2000) }]
      const answer = await admin(first.local, 'AdminCreateUser', { Username, UserAttributes })
      if (answer.error !== '') {
        expect([answer.status, answer.error]).toEqual([500, expect.stringMatching(/^InternalErrorException/)])
        break
      }
      made.push(Username)
    }
    first.child.kill('SIGKILL')
    await first.closed
    expect(made.length).toBeGreaterThan(5)
    const { local } = await started(...args)
    for (const Username of made) expect((await admin(local, 'AdminGetUser', { Username })).error).toBe('')
  })
})
