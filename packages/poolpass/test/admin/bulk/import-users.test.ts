import { getEventListeners } from 'node:events'
import type { Checkpoint, ImportResult, ImportUser } from 'poolpass/admin'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ALICE, failure, gate, thrown, turn, until } from '../../session/support/world.js'
import { all, startAdmin } from '../support/admin.js'

const FAST = { requestsPerSecond: Number.POSITIVE_INFINITY }

const people = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i) => ({
    username: `user${i}`,
    password: `Correct-Horse-${i}`,
    attributes: { email: `${i}@example.com`, email_verified: true },
    groups: ['staff'],
    ...more,
  }))

/** What is saved where a run ended before any user was done. */
const BEGUN = { index: -1, results: [] }

/** A checkpoint in memory, and all that was saved there. */
function memory(...saved: { index: number; results: readonly ImportResult[] }[]) {
  const checkpoint: Checkpoint = {
    load: () => saved.at(-1)?.index,
    save: (index, results) => void saved.push({ index, results }),
  }
  return { checkpoint, saved, results: () => saved.flatMap(({ results }) => results) }
}

const staff = { groups: [{ name: 'staff' }] }

describe('admin.importUsers()', () => {
  test('makes users with attributes, groups and a password that signs in', async () => {
    const { admin, local, cognito } = await startAdmin(staff)
    const source = [
      ...people(5),
      { username: 'invited', password: 'Temporary-9', temporaryPassword: true },
      { username: 'disabled', enabled: false },
    ]
    const results = await admin.importUsers(source, FAST)
    expect(results).toEqual(source.map(({ username }, index) => ({ index, username, sub: local.user(username).sub })))
    expect(local.user('user3')).toMatchObject({
      status: 'CONFIRMED',
      attributes: { email: '3@example.com', email_verified: 'true' },
      groups: ['staff'],
    })
    await cognito({ username: 'user3', password: 'Correct-Horse-3' }).authenticate()
    expect(local.user('invited').status).toBe('FORCE_CHANGE_PASSWORD')
    expect(local.user('disabled')).toMatchObject({ status: 'FORCE_CHANGE_PASSWORD', enabled: false })
    for (const { input } of local.requests.filter(({ operation }) => operation === 'AdminCreateUser')) {
      expect(input).toMatchObject({ MessageAction: 'SUPPRESS' })
    }
  })

  test('puts what is wrong with a user into that user’s result, and goes on', async () => {
    const { admin } = await startAdmin(staff)
    const wrong = [
      { ...people(1)[0], username: 'alice' },
      { username: 'weak', password: 'no-good-one' },
      { username: 'grouped', groups: ['nowhere'] },
      { username: 'schema', attributes: { 'custom:no': 'x' } },
      { username: '' },
      { username: 'typo', pasword: 'x' },
      null,
      { username: 'fine' },
    ]
    const results = await admin.importUsers(wrong as never, { ...FAST, concurrency: 3 })
    expect(results.map(({ error }) => error && ('option' in error ? error.option : error.name))).toEqual([
      'UsernameExistsException',
      'InvalidPasswordException',
      'ResourceNotFoundException',
      'InvalidParameterException',
      'username',
      'pasword',
      'user',
      undefined,
    ])
    expect(results.map(({ index, username }) => [index, username])).toEqual(
      wrong.map((user, index) => [index, user?.username ?? '']),
    )
  })

  test('tells which users it made and could not finish, and finishes them when they come again', async () => {
    const { admin, local, cognito } = await startAdmin(staff)
    const [fine, ...others] = people(3)
    const source = [
      { ...fine, password: 'weak' },
      { ...others[0], groups: ['nowhere'] },
      { ...others[1] },
    ] as ImportUser[]
    const failed = await admin.importUsers(source, FAST)
    expect(failed.map(({ sub }) => sub)).toEqual(source.map(({ username }) => local.user(username).sub))
    expect(failed.map(({ error }) => error?.name)).toEqual([
      'InvalidPasswordException',
      'ResourceNotFoundException',
      undefined,
    ])
    const again = people(2).map((user, i) => ({ ...user, begun: failed[i]?.sub }))
    const results = await admin.importUsers(again, FAST)
    expect(results).toEqual(failed.slice(0, 2).map(({ error: _, ...result }) => result))
    for (const { username, password } of again) {
      expect(local.user(username).groups).toEqual(['staff'])
      await cognito({ username, password }).authenticate()
    }
  })

  test('finishes nobody else than the user that was begun', async () => {
    const { admin, local } = await startAdmin(staff)
    const first = people(1)[0] as ImportUser
    const [{ sub } = { sub: '' }] = await admin.importUsers([{ ...first, password: 'weak' }], FAST)
    const wrong: ImportUser[] = [
      { ...first, username: 'alice', begun: sub },
      { ...first, attributes: { email: 'else@example.com' }, begun: sub },
      { ...first, username: 'nobody', begun: sub },
      { ...first, begun: local.user('alice').sub },
    ]
    const results = await admin.importUsers(wrong, { ...FAST, concurrency: 1 })
    expect(results.map(({ error }) => error && ('option' in error ? error.option : error.name))).toEqual([
      'begun',
      'begun',
      'UserNotFoundException',
      'begun',
    ])
    expect([local.user('alice').groups, local.user('user0').groups]).toEqual([[], []])
    expect(local.user('user0').status).toBe('FORCE_CHANGE_PASSWORD')
  })

  test('hangs no more than one listener on a signal', async () => {
    const { admin, local, settle } = await startAdmin(staff)
    const warnings: string[] = []
    const warn = (warning: Error) => void warnings.push(warning.name)
    process.on('warning', warn)
    onTestFinished(() => void process.off('warning', warn))
    const { signal } = new AbortController()
    const most = { listeners: 0 }
    const look = () => {
      most.listeners = Math.max(most.listeners, getEventListeners(signal, 'abort').length)
    }
    // Many are to wait for their next attempt at the same time.
    local.failNext({ operation: 'AdminCreateUser', error: 'TooManyRequestsException', times: 60 })
    const options = { ...FAST, concurrency: 60, signal, onProgress: look }
    await settle(admin.importUsers(people(60), options), { stepSeconds: 0.5 })
    for await (const _ of admin.exportUsers({ ...FAST, signal })) look()
    await turn()
    expect(most.listeners).toBe(1)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    expect(warnings).toEqual([])
  })

  test('reads its source no faster than it makes users, and closes it', async () => {
    const { admin, local } = await startAdmin(staff)
    let read = 0
    let closed = false
    async function* source() {
      try {
        for (const user of people(30)) {
          read++
          yield user
        }
      } finally {
        closed = true
      }
    }
    const held = gate()
    local.failNext({ operation: 'AdminCreateUser', until: held.promise, times: 4 })
    const importing = admin.importUsers(source(), { ...FAST, concurrency: 4 })
    await until(() => local.counts.of('AdminCreateUser') === 4)
    expect(read).toBe(4)
    held.open()
    expect(await importing).toHaveLength(30)
    expect(closed).toBe(true)
  })

  test('tells of its progress in the order of the source', async () => {
    const { admin, local } = await startAdmin(staff)
    const held = gate()
    local.failNext({ operation: 'AdminCreateUser', until: held.promise })
    const told: [number, number, number][] = []
    const importing = admin.importUsers([...people(4), { username: 'alice' }], {
      ...FAST,
      onProgress: ({ done, failed, result }) => void told.push([done, failed, result.index]),
    })
    await until(() => local.counts.of('AdminSetUserPassword') === 3)
    expect(told).toEqual([])
    held.open()
    await importing
    expect(told).toEqual([
      [1, 0, 0],
      [2, 0, 1],
      [3, 0, 2],
      [4, 0, 3],
      [5, 1, 4],
    ])
  })

  test('waits for what `onProgress` returns before it tells of the next user, and before it saves', async () => {
    const { admin } = await startAdmin(staff)
    const { checkpoint, saved } = memory()
    const ended: number[] = []
    const savedMeanwhile: number[] = []
    await admin.importUsers(people(20), {
      ...FAST,
      concurrency: 5,
      checkpoint,
      async onProgress({ result: { index } }) {
        // The earlier it is told of, the longer it takes.
        for (let i = index; i < 20; i += 4) await turn()
        savedMeanwhile.push(saved.at(-1)?.index ?? -1)
        ended.push(index)
      },
    })
    expect(ended).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(savedMeanwhile.filter((last, i) => last >= i)).toEqual([])
    expect(saved.at(-1)?.index).toBe(19)
  })

  test('waits for a pool that is too busy or away for a while', async () => {
    const { admin, local, settle } = await startAdmin(staff)
    local.failNext({ operation: 'AdminCreateUser', error: 'TooManyRequestsException', times: 3 })
    local.failNext({ operation: 'AdminAddUserToGroup', dropConnection: true, times: 2 })
    const results = await settle(admin.importUsers(people(3), FAST), { stepSeconds: 0.5 })
    expect(results.filter(({ error }) => error)).toEqual([])
  })

  test('takes the user that is there after a lost answer for the one that it made', async () => {
    const { admin, local, settle } = await startAdmin(staff)
    local.failNext({ operation: 'AdminCreateUser', dropConnection: 'after' })
    const results = await settle(admin.importUsers(people(2), FAST), { stepSeconds: 0.5 })
    expect(results.map(({ sub }) => sub)).toEqual([local.user('user0').sub, local.user('user1').sub])
    expect(local.user('user0').groups).toEqual(['staff'])
  })

  test.each([
    ['a right is missing', { error: 'AccessDeniedException' }, 'ERR_POOLPASS_CONFIGURATION'],
    ['the pool is gone', { error: 'ResourceNotFoundException' }, 'ERR_POOLPASS_CONFIGURATION'],
    ['the pool stays away', { dropConnection: true, times: 1_000 }, 'ERR_POOLPASS_UNAVAILABLE'],
  ])('ends when %s', async (_, fault, code) => {
    const { admin, local, settle } = await startAdmin(staff)
    const { checkpoint, saved } = memory()
    await admin.importUsers(people(3), { ...FAST, checkpoint })
    local.failNext({ operation: 'AdminCreateUser', ...fault })
    const error = await failure(settle(admin.importUsers(people(40), { ...FAST, checkpoint }), { stepSeconds: 1 }))
    expect(error).toMatchObject({ code })
    expect(saved.at(-1)?.index).toBe(2)
  })

  test('ends with the signal’s reason, whatever its source is doing', async () => {
    const { admin, local } = await startAdmin(staff)
    const controller = new AbortController()
    const reason = new Error('enough')
    async function* source() {
      yield* people(2)
      await new Promise(() => {})
    }
    const { checkpoint, saved } = memory()
    const importing = failure(admin.importUsers(source(), { ...FAST, checkpoint, signal: controller.signal }))
    await until(() => saved.at(-1)?.index === 1)
    controller.abort(reason)
    expect(await importing).toBe(reason)
    local.counts.reset()
    expect(await failure(admin.importUsers(people(2), { signal: controller.signal }))).toBe(reason)
    expect(local.counts.all()).toEqual({})
  })

  test('ends with what its source throws', async () => {
    const { admin } = await startAdmin()
    const broken = new Error('line 3 is no JSON')
    function* source() {
      yield { username: 'bob' }
      throw broken
    }
    expect(await failure(admin.importUsers(source(), FAST))).toBe(broken)
  })

  test.each(['load', 'save', 'onProgress'])('ends when `%s` throws', async name => {
    const { admin } = await startAdmin(staff)
    const cause = new Error('disk full')
    const fail = () => {
      throw cause
    }
    const checkpoint = { ...memory().checkpoint, [name]: fail }
    const options = { ...FAST, checkpoint, ...(name === 'onProgress' && { onProgress: fail }) }
    expect(await failure(admin.importUsers(people(3), options))).toMatchObject({ code: 'ERR_POOLPASS_CALLBACK', cause })
  })

  test.each<[option: string, source: unknown, options: object]>([
    ['source', 5, {}],
    ['source', {}, {}],
    ['concurrency', [], { concurrency: 0 }],
    ['concurrency', [], { concurrency: 501 }],
    ['checkpoint', [], { checkpoint: { load() {} } }],
    ['checkpoint', [], { checkpoint: { load: () => 'x', save() {} } }],
    ['onProgress', [], { onProgress: 'yes' }],
    ['retries', [], { retries: 3 }],
  ])('refuses a wrong `%s`', async (option, source, options) => {
    const { admin } = await startAdmin()
    const error = await failure(admin.importUsers(source as never, options as never))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
  })
})

describe('a checkpoint', () => {
  test('is the highest index up to which all are done, and gets each result once', async () => {
    const { admin, local } = await startAdmin(staff)
    const held = gate()
    local.failNext({ operation: 'AdminSetUserPassword', until: held.promise })
    const { checkpoint, saved, results } = memory()
    const importing = admin.importUsers(people(20), { ...FAST, concurrency: 5, checkpoint })
    await until(() => local.counts.of('AdminAddUserToGroup') === 19)
    const finished = local.requests.filter(({ operation }) => operation === 'AdminAddUserToGroup')
    const names = finished.map(({ input }) => (input as { Username: string }).Username)
    const heldIndex = people(20).findIndex(({ username }) => !names.includes(username))
    await until(() => saved.at(-1)?.index === heldIndex - 1 || heldIndex === 0)
    expect(saved.at(-1)?.index ?? -1).toBe(heldIndex - 1)
    held.open()
    await importing
    expect(saved.at(-1)?.index).toBe(19)
    expect(results().map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })

  test('is saved by one call at a time', async () => {
    const { admin } = await startAdmin(staff)
    let running = 0
    const indexes: number[] = []
    await admin.importUsers(people(30), {
      ...FAST,
      checkpoint: {
        load: () => null,
        async save(index) {
          expect(++running).toBe(1)
          await turn()
          indexes.push(index)
          running--
        },
      },
    })
    expect(indexes.at(-1)).toBe(29)
    expect(indexes).toEqual([...indexes].sort((a, b) => a - b))
  })

  test('holds back an import that is a thousand users ahead of it, and lets it end', async () => {
    const { admin, local } = await startAdmin()
    const held = gate()
    const cause = new Error('disk full')
    const save = async (index: number) => {
      if (index === -1) return
      await held.promise
      throw cause
    }
    const source = Array.from({ length: 1_200 }, (_, i) => ({ username: `user${i}` }))
    const importing = failure(
      admin.importUsers(source, { ...FAST, checkpoint: { load: () => null, save }, concurrency: 50 }),
    )
    for (let i = 0; i < 50; i++) await turn()
    expect(local.counts.of('AdminCreateUser')).toBeLessThanOrEqual(1_000)
    held.open()
    expect(await importing).toMatchObject({ code: 'ERR_POOLPASS_CALLBACK', cause })
  })

  test('lets the next run go on, and finish what was only begun', async () => {
    const { admin, local, cognito } = await startAdmin(staff)
    const { checkpoint, results } = memory()
    await admin.importUsers(people(5), { ...FAST, checkpoint })
    // A run that ended in the middle of two users.
    await admin.createUser({ username: 'user5', attributes: people(6)[5]?.attributes ?? {}, invitation: 'none' })
    await admin.createUser({ username: 'user6', attributes: people(7)[6]?.attributes ?? {}, invitation: 'none' })
    await admin.setPassword('user6', 'Correct-Horse-6')
    local.counts.reset()
    const second = await admin.importUsers(people(10), { ...FAST, checkpoint })
    expect(second.map(({ index, error }) => [index, error])).toEqual([5, 6, 7, 8, 9].map(index => [index, undefined]))
    expect(results().map(({ username }) => username)).toEqual(people(10).map(({ username }) => username))
    expect(local.counts.of('AdminCreateUser')).toBe(5)
    for (const { username, password } of people(10)) {
      expect(local.user(username).groups).toEqual(['staff'])
      await cognito({ username, password }).authenticate()
    }
  })

  const WITH_EMAIL = { ...ALICE, attributes: { email: 'alice@example.com' } }
  const NAMED = { username: 'alice', password: 'Imported-99a' }

  test.each<[what: string, user: object, ImportUser]>([
    ['has other attributes', WITH_EMAIL, { ...NAMED, attributes: { email: 'somebody@example.com' } }],
    ['has more attributes', WITH_EMAIL, NAMED],
    ['has fewer attributes', ALICE, { ...NAMED, attributes: { email: 'alice@example.com' } }],
    ['has a password where the source gives none', ALICE, { username: 'alice', enabled: false }],
    ['has a password of her own where the source gives a temporary one', ALICE, { ...NAMED, temporaryPassword: true }],
  ])('takes nobody for a user that was only begun who %s', async (_, user, source) => {
    const { admin, cognito } = await startAdmin({ ...staff, users: [user as typeof ALICE] })
    const { checkpoint } = memory(BEGUN)
    const [result] = await admin.importUsers([source], { ...FAST, checkpoint })
    expect(result).toMatchObject({ sub: undefined, error: { name: 'UsernameExistsException' } })
    await cognito({ username: 'alice' }).authenticate()
  })

  test('takes nobody for a user that was only begun who has the name for an alias', async () => {
    const { admin, cognito } = await startAdmin({
      pool: { AliasAttributes: ['preferred_username'] },
      users: [{ ...ALICE, attributes: { preferred_username: 'al' } }],
    })
    const source = { username: 'al', password: 'Imported-99a', attributes: { preferred_username: 'al' } }
    const [result] = await admin.importUsers([source], { ...FAST, checkpoint: memory(BEGUN).checkpoint })
    expect(result?.sub).not.toBe((await admin.getUser('alice')).sub)
    await cognito({ username: 'alice' }).authenticate()
  })

  test('makes a first run touch nobody who exists, and leaves a mark for the next one', async () => {
    const { admin, cognito } = await startAdmin()
    const { checkpoint, saved } = memory()
    const [result] = await admin.importUsers([NAMED], { ...FAST, checkpoint })
    expect(result?.error).toMatchObject({ name: 'UsernameExistsException' })
    await cognito().authenticate()
    expect(saved).toEqual([BEGUN, { index: 0, results: [result] }])
  })

  test('finishes a user once, though the source has the name again', async () => {
    const { admin, cognito } = await startAdmin()
    const { checkpoint } = memory(BEGUN)
    const twice = [1, 2].map(i => ({ username: 'bob', password: `Imported-99${i}` }))
    const [first, second] = await admin.importUsers(twice, { ...FAST, concurrency: 1, checkpoint })
    expect([first?.error?.name, second?.error?.name]).toEqual([undefined, 'UsernameExistsException'])
    await cognito(twice[0]).authenticate()
    const third = { username: 'bob', password: 'Imported-993' }
    const [later] = await admin.importUsers([...twice, third], { ...FAST, checkpoint })
    expect(later).toMatchObject({ index: 2, error: { name: 'UsernameExistsException' } })
    await cognito(twice[0]).authenticate()
  })

  test('lets the next run finish users who are named by their address', async () => {
    const { admin, local } = await startAdmin({ pool: { UsernameAttributes: ['email'] }, users: [] })
    const user = { username: 'a@example.com', password: 'Imported-99a', attributes: { name: 'A' } }
    const { sub } = await admin.createUser({ username: user.username, attributes: user.attributes, invitation: 'none' })
    const [result] = await admin.importUsers([user], { ...FAST, checkpoint: memory(BEGUN).checkpoint })
    expect(result).toEqual({ index: 0, username: user.username, sub })
    expect(local.user(user.username).status).toBe('CONFIRMED')
  })

  test('or its absence: without one, a user that exists is not touched', async () => {
    const [user = expect.fail()] = people(1)
    const { admin, cognito } = await startAdmin({ ...staff, users: [{ ...ALICE, username: user.username }] })
    const [result] = await admin.importUsers([{ username: user.username, password: user.password }], FAST)
    expect(result?.error).toMatchObject({ name: 'UsernameExistsException' })
    await cognito({ username: user.username }).authenticate()
  })

  test.each([
    ['the pool was too busy first', { error: 'TooManyRequestsException' }, { temporaryPassword: true }],
    ['an answer was lost, but the user has a password', { dropConnection: 'after' as const }, {}],
  ])('or its absence: a user that exists is not touched when %s', async (_, fault, more) => {
    const { admin, local, settle } = await startAdmin({ users: [{ ...ALICE, ...more }] })
    local.failNext({ operation: 'AdminCreateUser', ...fault })
    const [result] = await settle(admin.importUsers([NAMED], FAST), { stepSeconds: 0.5 })
    expect(result?.error).toMatchObject({ name: 'UsernameExistsException' })
    expect(local.counts.of('AdminSetUserPassword')).toBe(0)
  })
})

describe('admin.exportUsers()', () => {
  test('gives what importUsers takes, into another pool', async () => {
    const from = await startAdmin({
      ...staff,
      users: [
        { ...ALICE, attributes: { email: 'a@example.com', email_verified: 'true' }, groups: ['staff'] },
        { ...ALICE, username: 'bob', enabled: false },
      ],
    })
    const users = await all(from.admin.exportUsers(FAST))
    expect(users).toEqual([
      {
        username: 'alice',
        attributes: { email: 'a@example.com', email_verified: 'true' },
        groups: ['staff'],
        enabled: true,
        sub: from.local.user('alice').sub,
        status: 'CONFIRMED',
      },
      {
        username: 'bob',
        attributes: {},
        groups: [],
        enabled: false,
        sub: from.local.user('bob').sub,
        status: 'CONFIRMED',
      },
    ])
    const into = await startAdmin({ ...staff, users: [] })
    expect((await into.admin.importUsers(users, FAST)).filter(({ error }) => error)).toEqual([])
    const strip = ({ sub: _, status: __, ...user }: (typeof users)[number]) => user
    expect((await all(into.admin.exportUsers(FAST))).map(strip)).toEqual(users.map(strip))
  })

  test('names users by their address where they sign in by it', async () => {
    const byEmail = { pool: { UsernameAttributes: ['email'] } } as const
    const from = await startAdmin({ ...byEmail, users: [{ ...ALICE, username: 'a@example.com' }] })
    const users = await all(from.admin.exportUsers({ ...FAST, groups: false }))
    expect(users).toMatchObject([{ username: 'a@example.com', groups: [] }])
    expect(from.local.counts.all()).toEqual({ ListUsers: 1, DescribeUserPool: 1 })
    const into = await startAdmin({ ...byEmail, users: [] })
    const [result] = await into.admin.importUsers(users, FAST)
    expect(result).toEqual({ index: 0, username: 'a@example.com', sub: into.local.user('a@example.com').sub })
  })

  test('names users by their telephone number where it is that, though they have an e-mail address', async () => {
    const byPhone = { pool: { UsernameAttributes: ['phone_number'] } } as const
    const numbers = ['+15550100', '+15550101']
    const users = numbers.map(username => ({ ...ALICE, username, attributes: { email: 'same@example.com' } }))
    const from = await startAdmin({ ...byPhone, users })
    for (const groups of [true, false]) {
      from.local.counts.reset()
      const exported = await all(from.admin.exportUsers({ ...FAST, groups }))
      expect(exported.map(({ username }) => username)).toEqual(numbers)
      expect(from.local.counts.of('DescribeUserPool')).toBe(1)
    }
  })

  test('ends with the signal’s reason while it asks for groups', async () => {
    const { admin, local } = await startAdmin({ users: [ALICE, { ...ALICE, username: 'bob' }] })
    const held = gate()
    onTestFinished(held.open)
    local.failNext({ operation: 'AdminListGroupsForUser', until: held.promise, times: 2 })
    const controller = new AbortController()
    const reason = new Error('enough')
    const exporting = failure(all(admin.exportUsers({ ...FAST, signal: controller.signal })))
    await until(() => local.counts.of('AdminListGroupsForUser') === 2)
    controller.abort(reason)
    expect(await exporting).toBe(reason)
  })

  test('asks for no pool where a username is a name', async () => {
    const { admin, local } = await startAdmin({ users: [{ ...ALICE, attributes: { email: 'a@example.com' } }] })
    expect(await all(admin.exportUsers({ ...FAST, groups: false }))).toMatchObject([{ username: 'alice' }])
    expect(local.counts.all()).toEqual({ ListUsers: 1 })
  })

  test.each([
    ['groups', { groups: 'yes' }],
    ['filters', { filters: 'x' }],
    ['requestsPerSecond', { requestsPerSecond: 0 }],
  ])('refuses a wrong `%s` at once', async (option, options) => {
    const { admin } = await startAdmin()
    expect(thrown(() => admin.exportUsers(options as never))).toMatchObject({
      code: 'ERR_POOLPASS_INVALID_OPTION',
      option,
    })
  })
})
