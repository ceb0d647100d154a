import fc from 'fast-check'
import { equals, startsWith } from 'poolpass/admin'
import { describe, expect, test } from 'vitest'
import { ALICE, failure, thrown } from '../session/support/world.js'
import { all, startAdmin } from './support/admin.js'

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...ALICE,
    username: `user${i}`,
    attributes: { email: `${i}@example.com` },
    groups: i % 2 === 0 ? ['even'] : [],
  }))

describe('admin.users()', () => {
  test('gives everybody, and asks for a page when it is needed', async () => {
    const { admin, local } = await startAdmin({ users: people(7) })
    const users = admin.users({ pageSize: 3 })
    expect(local.counts.of('ListUsers')).toBe(0)
    const names: string[] = []
    for await (const { username, attributes, sub } of users) {
      names.push(username)
      expect(attributes).toEqual({ sub, email: `${names.length - 1}@example.com` })
      expect(local.counts.of('ListUsers')).toBe(Math.ceil(names.length / 3))
    }
    expect(names).toEqual(people(7).map(({ username }) => username))
  })

  test('asks for nothing more once it is left', async () => {
    const { admin, local } = await startAdmin({ users: people(7) })
    for await (const { username } of admin.users({ pageSize: 3 })) if (username === 'user1') break
    expect(local.counts.of('ListUsers')).toBe(1)
  })

  test('leaves nobody out when those that it gave are deleted', async () => {
    const { admin } = await startAdmin({ users: people(7) })
    let count = 0
    for await (const { username } of admin.users({ pageSize: 2 })) {
      await admin.deleteUser(username)
      count++
    }
    expect(count).toBe(7)
    expect(await all(admin.users())).toEqual([])
  })

  test('gives the attributes that it is asked for', async () => {
    const { admin } = await startAdmin({ users: people(1) })
    expect(await all(admin.users({ attributes: ['email'] }))).toMatchObject([
      { username: 'user0', sub: undefined, attributes: { email: '0@example.com' } },
    ])
    const error = await failure(all(admin.users({ attributes: ['nickname'] })))
    expect(error).toMatchObject({ name: 'InvalidParameterException', operation: 'ListUsers' })
  })

  test('gives whom the filter finds, by any attribute that can be searched', async () => {
    const { admin } = await startAdmin({
      users: [...people(12), { ...ALICE, enabled: false }, { ...ALICE, username: 'invited', temporaryPassword: true }],
    })
    const found = async (filter: ReturnType<typeof equals>) =>
      (await all(admin.users({ filter, pageSize: 1 }))).map(({ username }) => username)
    expect(await found(startsWith('username', 'user1'))).toEqual(['user1', 'user10', 'user11'])
    expect(await found(equals('email', '3@example.com'))).toEqual(['user3'])
    expect(await found(equals('status', 'Disabled'))).toEqual(['alice'])
    expect(await found(equals('cognito:user_status', 'FORCE_CHANGE_PASSWORD'))).toEqual(['invited'])
  })

  test('finds exactly the one of any name: every filter is escaped', async () => {
    const seed = Date.now()
    const { admin } = await startAdmin({ users: [{ ...ALICE, attributes: { name: 'x' } }] })
    const name = fc.string({
      minLength: 1,
      maxLength: 60,
      unit: fc.constantFrom('"', '\\', ' ', '=', '^', 'a', 'é', '\n'),
    })
    await fc.assert(
      fc.asyncProperty(name, name, async (one, other) => {
        await admin.updateUser('alice', { name: one })
        expect(await all(admin.users({ filter: equals('name', one) }))).toHaveLength(1)
        const prefix = one.slice(0, one.length / 2)
        expect(await all(admin.users({ filter: startsWith('name', prefix) }))).toHaveLength(1)
        expect(await all(admin.users({ filter: equals('name', other) }))).toHaveLength(one === other ? 1 : 0)
      }),
      { numRuns: 40, seed },
    )
  })

  test.each([
    ['attribute', () => equals('custom:plan' as never, 'gold' as never)],
    ['attribute', () => equals('toString' as never, 'x' as never)],
    ['value', () => equals('email', 5 as never)],
    ['value', () => startsWith('email', 'x'.repeat(256))],
  ])('refuses a filter with a wrong %s', (option, make) => {
    expect(thrown(make)).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
  })

  test.each([
    ['filter', { filter: 5 }],
    ['attributes', { attributes: 'email' }],
    ['pageSize', { pageSize: 0 }],
    ['pageSize', { pageSize: 61 }],
    ['limit', { limit: 3 }],
  ])('refuses a wrong `%s` at once', async (option, options) => {
    const { admin } = await startAdmin()
    expect(thrown(() => admin.users(options as never))).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
  })
})

describe('the other lists', () => {
  test('give all of their pages', async () => {
    const { admin, local } = await startAdmin({
      users: people(7),
      groups: ['one', 'two', 'even'].map(name => ({ name })),
    })
    const page = { pageSize: 2 }
    expect((await all(admin.usersInGroup('even', page))).map(({ username }) => username)).toEqual([
      'user0',
      'user2',
      'user4',
      'user6',
    ])
    for (const name of ['one', 'two']) await admin.addUserToGroup('user0', name)
    expect((await all(admin.groups(page))).map(({ groupName }) => groupName)).toEqual(['one', 'two', 'even'])
    expect((await all(admin.groupsForUser('user0', page))).map(({ groupName }) => groupName)).toHaveLength(3)
    for (const ClientName of ['web', 'app']) await admin.createUserPoolClient({ ClientName })
    const clients = await all(admin.userPoolClients(page))
    expect(clients.map(({ clientName }) => clientName)).toEqual(['local', 'web', 'app'])
    expect(clients[0]).toEqual({ clientId: local.clientId, clientName: 'local' })
    expect(local.counts.all()).toMatchObject({
      ListUsersInGroup: 2,
      ListGroups: 2,
      AdminListGroupsForUser: 2,
      ListUserPoolClients: 2,
    })
  })

  test('refuse a page of no size', async () => {
    const { admin } = await startAdmin()
    const none = { pageSize: 0.5 }
    for (const list of [
      () => admin.groups(none),
      () => admin.usersInGroup('g', none),
      () => admin.groupsForUser('alice', none),
      () => admin.devices('alice', none),
      () => admin.userPoolClients(none),
      () => admin.identityProviders(none),
    ]) {
      expect(thrown(list)).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'pageSize' })
    }
  })
})
