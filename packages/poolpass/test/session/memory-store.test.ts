import { MemoryTokenStore, type StoredSession } from 'poolpass'
import { beforeEach, describe, expect, test } from 'vitest'

const session = (username: string): StoredSession => ({
  format: 1,
  username,
  tokens: { accessToken: `token of ${username}`, tokenType: 'Bearer' },
  credentialTag: 'tag',
})

describe('MemoryTokenStore', () => {
  let nowMs = 0
  let store: MemoryTokenStore
  beforeEach(() => {
    nowMs = 1_000
    store = new MemoryTokenStore({ nowMs: () => nowMs })
  })

  test('R19 gives back what was written, with its version and age', async () => {
    const version = await store.write('key', session('alice'), { expiresInSeconds: 60 })
    nowMs += 5_500
    expect(await store.read('key')).toEqual({ value: session('alice'), version, ageSeconds: 5.5 })
    expect(await store.read('another')).toBeUndefined()
  })

  test('R19 ifVersion null writes only where there is nothing', async () => {
    const options = { ifVersion: null, expiresInSeconds: 60 }
    expect(await store.write('key', session('alice'), options)).toBeDefined()
    expect(await store.write('key', session('bob'), options)).toBeUndefined()
    expect((await store.read('key'))?.value.username).toBe('alice')
  })

  test('R19 ifVersion writes only over that version', async () => {
    const first = (await store.write('key', session('alice'), { expiresInSeconds: 60 })) as string
    const second = await store.write('key', session('bob'), { ifVersion: first, expiresInSeconds: 60 })
    expect(second).toBeDefined()
    expect(second).not.toBe(first)
    expect(await store.write('key', session('carol'), { ifVersion: first, expiresInSeconds: 60 })).toBeUndefined()
    expect((await store.read('key'))?.value.username).toBe('bob')
  })

  test('R19 without ifVersion it writes in any case', async () => {
    await store.write('key', session('alice'), { expiresInSeconds: 60 })
    expect(await store.write('key', session('bob'), { expiresInSeconds: 60 })).toBeDefined()
    expect((await store.read('key'))?.value.username).toBe('bob')
  })

  test('R19 of two writers at once one wins', async () => {
    const write = (name: string) => store.write('key', session(name), { ifVersion: null, expiresInSeconds: 60 })
    const versions = await Promise.all([write('alice'), write('bob')])
    expect(versions.filter(Boolean)).toHaveLength(1)
  })

  test('R19 an entry is gone at its expiry, and its version with it', async () => {
    const version = (await store.write('key', session('alice'), { expiresInSeconds: 60 })) as string
    nowMs += 59_999
    expect(await store.read('key')).toBeDefined()
    nowMs += 1
    expect(await store.read('key')).toBeUndefined()
    expect(await store.write('key', session('bob'), { ifVersion: version, expiresInSeconds: 60 })).toBeUndefined()
    expect(await store.write('key', session('bob'), { ifVersion: null, expiresInSeconds: 60 })).toBeDefined()
  })

  test('R19 delete removes one entry, and nothing where there is none', async () => {
    await store.write('one', session('alice'), { expiresInSeconds: 60 })
    await store.write('other', session('bob'), { expiresInSeconds: 60 })
    await store.delete('one')
    await store.delete('one')
    expect(await store.read('one')).toBeUndefined()
    expect(await store.read('other')).toBeDefined()
  })

  test('R19 measures age by the wall clock unless told otherwise', async () => {
    const own = new MemoryTokenStore()
    await own.write('key', session('alice'), { expiresInSeconds: 60 })
    expect((await own.read('key'))?.ageSeconds).toBeLessThan(5)
  })
})
