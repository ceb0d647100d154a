import { inspect } from 'node:util'
import { MemoryTokenStore, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { isHonoured } from './support/wire.js'
import { failure, gate, startWorld, turn, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const never = () => new Promise<never>(() => {})
const SILENT = { read: never, write: never, delete: never }

async function startWithMemory() {
  const world = await startWorld()
  const memory = new MemoryTokenStore({ nowMs: () => world.clock.wallMs() })
  const calls = {
    read: (key: string) => memory.read(key),
    write: (...args: Parameters<MemoryTokenStore['write']>) => memory.write(...args),
    delete: (key: string) => memory.delete(key),
  }
  const key = `poolpass:${world.config.userPoolId}:${world.config.clientId}:alice`
  const stored = async () => (await memory.read(key))?.value.tokens.accessToken
  return { ...world, memory, calls, stored }
}

async function quiet() {
  for (let i = 0; i < 20; i++) await turn()
}

describe('a store that never answers', () => {
  test('R6 holds up neither a sign-in nor a renewal', async () => {
    const { clock, cognito, pool, settle } = await startWorld()
    const session = cognito({ pool: pool({ store: { ...SILENT, lock: never } }) })
    const heard = hear(session)
    const first = await settle(session.token(ACCESS), { stepSeconds: 1 })
    clock.advance({ seconds: 3_601 })
    expect(await settle(session.token(ACCESS), { stepSeconds: 1 })).not.toBe(first)
    const operations = heard.map(({ payload }) => 'operation' in payload && payload.operation)
    expect(operations).toEqual(expect.arrayContaining(['read', 'write', 'lock']))
  })

  test('R14 does not keep a logout from telling the pool', async () => {
    const { local, cognito, pool, settle } = await startWorld()
    const session = cognito({ pool: pool({ store: SILENT }) })
    await session.authenticate()
    const refreshToken = session.refreshToken as string
    await settle(session.logout(), { stepSeconds: 1 })
    expect(local.counts.of('RevokeToken')).toBe(1)
    expect(await isHonoured(local, refreshToken)).toBe(false)
  })

  test('R14 a logout that is aborted while the store is silent rejects at once, and still tells the pool', async () => {
    const { local, cognito, pool, settle } = await startWorld()
    const session = cognito({ pool: pool({ store: SILENT }) })
    await session.authenticate()
    const controller = new AbortController()
    const logout = failure(session.logout({ signal: controller.signal }))
    await quiet()
    controller.abort(new Error('enough'))
    expect((await logout).message).toBe('enough')
    await settle(
      until(() => local.counts.of('RevokeToken') === 1),
      { stepSeconds: 1 },
    )
  })

  test('R6 gives back a turn that comes too late', async () => {
    const { calls, cognito, pool, settle } = await startWithMemory()
    const late = gate()
    let released = 0
    const lock = async () => {
      await late.promise
      return () => void released++
    }
    const session = cognito({ pool: pool({ store: { ...calls, lock } }) })
    await session.authenticate()
    await settle(session.renewAccessToken(), { stepSeconds: 1 })
    expect(released).toBe(0)
    late.open()
    await until(() => released === 1)
  })
})

describe('a store that fails', () => {
  test('R6 at the end of a turn: the renewal has succeeded all the same', async () => {
    const { calls, cognito, pool } = await startWithMemory()
    const lock = async () => async () => {
      throw new Error('connection reset')
    }
    const session = cognito({ pool: pool({ store: { ...calls, lock } }) })
    await session.authenticate()
    const heard = hear(session)
    const first = session.accessToken
    await session.renewAccessToken()
    expect(session.accessToken).not.toBe(first)
    expect(names(heard)).toEqual(['renewed', 'storeFailed'])
    expect(heard[1]?.payload).toMatchObject({ operation: 'lock', error: { message: 'connection reset' } })
  })

  test('R15 with an error that carries the command: the event has its name, code and message only', async () => {
    const { calls, cognito, pool } = await startWithMemory()
    const write = async (_: string, value: object) => {
      class ReplyError extends Error {
        override name = 'ReplyError'
        code = 'READONLY'
        command = { name: 'set', args: [JSON.stringify(value)] }
      }
      throw new ReplyError('the replica is read-only')
    }
    const session = cognito({ pool: pool({ store: { ...calls, write } }) })
    const heard = hear(session)
    await session.authenticate()
    await until(() => names(heard).includes('storeFailed'))
    const { payload } = heard.find(({ event }) => event === 'storeFailed') ?? {}
    const error = { name: 'ReplyError', code: 'READONLY', message: 'the replica is read-only' }
    expect(payload).toMatchObject({ operation: 'write', error })
    const shown = inspect(payload, { depth: 9, maxStringLength: null })
    expect(shown).not.toContain(session.refreshToken)
    expect(JSON.stringify(payload)).not.toContain(session.refreshToken)
  })

  test('R20 close() leaves no write waiting for its next attempt', async () => {
    const { clock, calls, cognito, pool } = await startWithMemory()
    const write = async () => {
      throw new Error('disk full')
    }
    const session = cognito({ pool: pool({ store: { ...calls, write } }) })
    await session.authenticate()
    await until(() => clock.sleeping > 0)
    await session.close()
    await quiet()
    expect(clock.sleeping).toBe(0)
  })
})

describe('compare-and-set', () => {
  /** Two sessions of one store; the first one’s next write waits. */
  async function startTwo() {
    const world = await startWithMemory()
    const { calls, cognito, pool, stored, clock } = world
    let held: ReturnType<typeof gate> | undefined
    let writes = 0
    const write: typeof calls.write = async (...args) => {
      writes++
      await held?.promise
      return calls.write(...args)
    }
    const slow = cognito({ pool: pool({ store: { ...calls, write } }) })
    await slow.authenticate()
    while ((await stored()) === undefined) await turn()
    held = gate()
    writes = 0
    clock.advance({ seconds: 10 })
    await slow.renewAccessToken()
    await until(() => writes === 1)
    const other = cognito({ pool: pool({ store: calls }) })
    return { ...world, other, letGo: held.open, writes: () => writes }
  }

  test('R19 a write that comes late leaves a newer session of another process alone', async () => {
    const { clock, other, letGo, stored } = await startTwo()
    clock.advance({ seconds: 2 })
    await other.authenticate()
    while ((await stored()) !== other.accessToken) await turn()
    letGo()
    await quiet()
    expect(await stored()).toBe(other.accessToken)
  })

  test('R14 a write that comes late does not bring back what another process’s logout deleted', async () => {
    const { other, letGo, stored } = await startTwo()
    await other.logout()
    expect(await stored()).toBeUndefined()
    letGo()
    await quiet()
    expect(await stored()).toBeUndefined()
  })

  test('R6 a store that refuses every write is not asked for ever', async () => {
    const { calls, cognito, pool } = await startWithMemory()
    let writes = 0
    const write = async () => {
      writes++
      return undefined
    }
    const session = cognito({ pool: pool({ store: { ...calls, write } }) })
    const heard = hear(session)
    await session.authenticate()
    await until(() => names(heard).includes('storeFailed'))
    await quiet()
    expect(writes).toBe(3)
  })
})
