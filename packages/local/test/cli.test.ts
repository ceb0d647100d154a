import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { endAll, finished, run, started } from './support/cli.js'
import { temporaryDirectory } from './support/directory.js'
import { claimsOf, PASSWORD, signIn } from './support/wire.js'

afterEach(endAll)

async function withFile<T>(content: unknown, action: (file: string) => Promise<T>): Promise<T> {
  await using folder = await temporaryDirectory()
  const file = join(folder.path, 'pools.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return await action(file)
}

describe('poolpass-local', () => {
  it('starts a pool that people sign in to, prints one line, and stops when interrupted', async () => {
    const { child, output, closed, facts, local } = await started(
      ...['--port', '0', '--user', `alice:${PASSWORD}`, '--user', 'bob:Colon:in:it-9', '--access-seconds', '7'],
    )
    expect(facts).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      userPoolId: 'us-east-1_LocalPool',
      clientId: 'poolpasslocalclient0000001',
      region: 'us-east-1',
      issuer: `${facts.endpoint}/us-east-1_LocalPool`,
      readyMs: expect.any(Number),
    })
    const { body } = await signIn(local)
    const { AccessToken, IdToken, ExpiresIn } = body.AuthenticationResult
    const lifetimes = [AccessToken, IdToken].map(claimsOf).map(({ iat, exp }) => exp - iat)
    expect([ExpiresIn, ...lifetimes]).toEqual([7, 7, 7])
    expect((await signIn(local, { username: 'bob', password: 'Colon:in:it-9' })).error).toBe('')

    child.kill('SIGINT')
    expect(await closed).toBe(0)
    expect(output.stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(output.stdout + output.stderr).not.toContain(PASSWORD)
  })

  it('speaks to people without --json', async () => {
    const { child, output, closed } = run('--port', '0', '--user', `alice:${PASSWORD}`)
    while (!output.stdout.includes('Ready')) await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await closed).toBe(0)
    expect(output.stdout).toMatch(/userPoolId +us-east-1_LocalPool\n/)
    expect(output.stdout).toMatch(/Ready in \d+ ms/)
    expect(output.stdout).not.toContain(PASSWORD)
    expect(output.stderr).toBe('')
  })

  it('takes ids, and does not tell a secret that it was given', async () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz'
    const ids = ['--pool-id', 'eu-west-1_Mine00000', '--client-id', 'mine', '--client-secret', secret]
    const { facts, output } = await started('--port', '0', ...ids)
    expect(facts).toMatchObject({ userPoolId: 'eu-west-1_Mine00000', clientId: 'mine', region: 'eu-west-1' })
    expect(output.stdout).not.toContain(secret)
  })

  it('warns when it listens beyond loopback', async () => {
    const { output } = await started('--port', '0', '--host', '0.0.0.0')
    expect(output.stderr).toMatch(/^Warning: listening on 0\.0\.0\.0/)
  })

  it('reads pools, clients, users and groups from a file', async () => {
    const config = {
      pools: [
        {
          userPoolId: 'us-east-1_Config000',
          name: 'shop',
          UsernameAttributes: ['email'],
          clients: [{ clientId: 'web' }, { clientId: 'backend', GenerateSecret: true }],
          users: [{ username: 'a@example.com', password: PASSWORD, groups: ['admins'] }],
          groups: [{ name: 'admins', precedence: 1 }],
        },
      ],
    }
    await withFile(config, async file => {
      const { facts, local } = await started('--port', '0', '--config', file, '--user', `b@example.com:${PASSWORD}`)
      expect(facts).toMatchObject({ userPoolId: 'us-east-1_Config000', clientId: 'web' })
      expect(facts).not.toHaveProperty('clientSecret')
      const { body } = await signIn(local, { username: 'a@example.com' })
      expect(claimsOf(body.AuthenticationResult.IdToken)['cognito:groups']).toEqual(['admins'])
      expect((await signIn(local, { username: 'b@example.com' })).error).toBe('')
    })
  })

  it('reads a single pool, and tells a secret that it generated', async () => {
    const pool = { clients: [{ GenerateSecret: true }] }
    await withFile(pool, async file => {
      const { facts } = await started('--port', '0', '--config', file)
      expect(facts.clientSecret).toMatch(/^[a-z0-9]{51}$/)
    })
  })

  it.each<[string, unknown]>([
    ['is not JSON', '{'],
    ['must hold a JSON object', []],
    ['pools must be a list of objects', { pools: [1] }],
    ['users must stand in one of the pools', { pools: [{}], users: [] }],
    ['pools[0].clents is not known here', { pools: [{ clents: [] }] }],
    ['pools[0].clients[0]: 1 validation error', { clients: [{ AuthSessionValidity: 99 }] }],
    ["'password'", { users: [{ username: 'alice' }] }],
  ])('says of a bad file that %s', async (expected, content) => {
    await withFile(content, async file => {
      const { code, stderr, stdout } = await finished('--port', '0', '--config', file)
      expect(stderr).toContain(expected)
      expect([code, stdout]).toEqual([1, ''])
    })
  })

  it.each([
    [['--bogus'], '--bogus'],
    [['--port', 'x'], '--port must be a whole number'],
    [['--port', '70000'], 'port must be an integer'],
    [['--user', 'alice'], '--user must look like NAME:PASSWORD'],
    [['--config', '/no/such/file'], 'cannot read /no/such/file: ENOENT'],
    [['--access-seconds', '0'], 'accessTokenSeconds'],
    [['--config', '/x', '--pool-id', 'y'], '--pool-id cannot be combined with --config'],
  ])('refuses %j', async (args, expected) => {
    const { code, stderr, stdout } = await finished(...args)
    expect(stderr).toContain(expected)
    expect([code, stdout]).toEqual([1, ''])
  })

  it('says that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { code, stderr } = await finished('--port', String(port))
    expect(stderr).toContain(`port ${port} is in use`)
    expect(code).toBe(1)
    other.close()
  })

  it('explains itself', async () => {
    const help = await finished('--help')
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('--access-seconds') })
    const version = await finished('--version')
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})
