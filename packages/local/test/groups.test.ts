import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, claimsOf, PASSWORD, send, tokensOf } from './support/wire.js'

const signingKeys = await createSigningKeys()
const ROLE = 'arn:aws:iam::000000000000:role/staff'
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    users: [
      { username: 'alice', password: PASSWORD },
      { username: 'bob', password: PASSWORD },
    ],
  })
})
afterEach(() => local.close())

const call = (operation: string, input: object = {}) => admin(local, operation, input)
const create = (GroupName: string, more: object = {}) => call('CreateGroup', { GroupName, ...more })
const add = (Username: string, GroupName: string) => call('AdminAddUserToGroup', { Username, GroupName })
const namesOf = (groups: { GroupName: string }[]) => groups.map(({ GroupName }) => GroupName)

/** All pages of a list, and how many there were. */
async function everyPage(operation: string, member: string, input: { NextToken?: string; [name: string]: unknown }) {
  const items: Record<string, string>[] = []
  let pages = 0
  let { NextToken } = input
  do {
    const { body, error } = await call(operation, { ...input, NextToken })
    expect(error).toBe('')
    items.push(...body[member])
    pages++
    NextToken = body.NextToken
  } while (NextToken !== undefined)
  return { items, pages }
}

describe('a group', () => {
  it('is made, shown, changed and deleted', async () => {
    const made = (await create('staff', { Description: 'All of us', RoleArn: ROLE, Precedence: 3 })).body.Group
    expect(made).toEqual({
      GroupName: 'staff',
      UserPoolId: local.userPoolId,
      Description: 'All of us',
      RoleArn: ROLE,
      Precedence: 3,
      CreationDate: expect.any(Number),
      LastModifiedDate: made.CreationDate,
    })
    local.clock.advance({ seconds: 5 })
    const changed = (await call('UpdateGroup', { GroupName: 'staff', Precedence: 0 })).body.Group
    expect(changed).toMatchObject({ Description: 'All of us', RoleArn: ROLE, Precedence: 0 })
    expect(changed.LastModifiedDate - changed.CreationDate).toBeGreaterThanOrEqual(5)
    expect((await call('GetGroup', { GroupName: 'staff' })).body.Group).toEqual(changed)
    const deleted = await call('DeleteGroup', { GroupName: 'staff' })
    expect([deleted.status, deleted.body]).toEqual([200, undefined])
    expect((await call('GetGroup', { GroupName: 'staff' })).error).toMatch(/^ResourceNotFoundException/)
  })

  it.each([
    ['CreateGroup', { GroupName: 'with space' }, /^InvalidParameterException: 1 .* at 'groupName'/],
    ['CreateGroup', { GroupName: 'g', Precedence: -1 }, /greater than or equal to 0$/],
    ['CreateGroup', { GroupName: 'g', RoleArn: 'role/not-an-arn-at-all' }, /at 'roleArn' .* regular expression/],
    ['CreateGroup', { GroupName: 'there' }, /^GroupExistsException/],
    ['UpdateGroup', { GroupName: 'nowhere' }, /^ResourceNotFoundException/],
    ['DeleteGroup', { GroupName: 'nowhere' }, /^ResourceNotFoundException/],
    ['ListUsersInGroup', { GroupName: 'nowhere' }, /^ResourceNotFoundException/],
    ['AdminAddUserToGroup', { GroupName: 'nowhere', Username: 'alice' }, /^ResourceNotFoundException/],
    ['AdminAddUserToGroup', { GroupName: 'there', Username: 'nobody' }, /^UserNotFoundException/],
    ['AdminRemoveUserFromGroup', { GroupName: 'there', Username: 'nobody' }, /^UserNotFoundException/],
    ['AdminListGroupsForUser', { Username: 'nobody' }, /^UserNotFoundException/],
    ['ListGroups', { Limit: 61 }, /less than or equal to 60$/],
  ])('%s refuses %j', async (operation, input, expected) => {
    await create('there')
    expect((await call(operation, input)).error).toMatch(expected)
  })

  it.each([
    'CreateGroup',
    'GetGroup',
    'UpdateGroup',
    'DeleteGroup',
    'ListGroups',
    'ListUsersInGroup',
    'AdminAddUserToGroup',
    'AdminRemoveUserFromGroup',
    'AdminListGroupsForUser',
  ])('%s needs credentials', async operation => {
    const input = { UserPoolId: local.userPoolId, GroupName: 'there', Username: 'alice' }
    expect((await send(local, operation, input)).error).toMatch(/^MissingAuthenticationTokenException/)
  })
})

describe('members', () => {
  it('join and leave, twice as well as once', async () => {
    await create('staff')
    expect((await add('alice', 'staff')).body).toBeUndefined()
    await add('alice', 'staff')
    expect(local.user('alice').groups).toEqual(['staff'])
    const leave = () => call('AdminRemoveUserFromGroup', { Username: 'alice', GroupName: 'staff' })
    await leave()
    expect((await leave()).status).toBe(200)
    expect(local.user('alice').groups).toEqual([])
  })

  it('have the group in their tokens until it is deleted, and not in those of a later one of that name', async () => {
    await create('admins', { RoleArn: `${ROLE}-admins`, Precedence: 1 })
    await create('staff', { RoleArn: ROLE, Precedence: 2 })
    for (const name of ['staff', 'admins']) await add('alice', name)
    const before = await tokensOf(local)
    expect([...claimsOf(before.AccessToken)['cognito:groups']].sort()).toEqual(['admins', 'staff'])
    expect(claimsOf(before.IdToken)['cognito:preferred_role']).toBe(`${ROLE}-admins`)

    await call('UpdateGroup', { GroupName: 'staff', Precedence: 0 })
    expect(claimsOf((await tokensOf(local)).IdToken)['cognito:preferred_role']).toBe(ROLE)
    await call('DeleteGroup', { GroupName: 'staff' })
    await create('staff')
    expect(claimsOf((await tokensOf(local)).AccessToken)['cognito:groups']).toEqual(['admins'])
  })

  it('are a hundred groups at most', async () => {
    for (let i = 0; i < 101; i++) await create(`g${i}`)
    for (let i = 0; i < 100; i++) expect((await add('alice', `g${i}`)).error).toBe('')
    expect((await add('alice', 'g100')).error).toMatch(/^LimitExceededException/)
    expect((await add('alice', 'g7')).error).toBe('')
  })
})

describe('lists', () => {
  it('show every group and every member, page by page', async () => {
    const names = ['one', 'two', 'three', 'four', 'five']
    for (const name of names) await create(name)
    for (const name of ['one', 'three', 'five']) await add('alice', name)
    await add('bob', 'three')
    const groups = await everyPage('ListGroups', 'Groups', { Limit: 2 })
    expect([namesOf(groups.items as never), groups.pages]).toEqual([names, 3])
    const own = await everyPage('AdminListGroupsForUser', 'Groups', { Username: 'alice', Limit: 1 })
    expect([namesOf(own.items as never), own.pages]).toEqual([['one', 'three', 'five'], 3])
    const members = await everyPage('ListUsersInGroup', 'Users', { GroupName: 'three', Limit: 1 })
    expect([members.items.map(({ Username }) => Username), members.pages]).toEqual([['alice', 'bob'], 2])
    expect(members.items[0]).toMatchObject({ UserStatus: 'CONFIRMED', Enabled: true, Attributes: [{ Name: 'sub' }] })
  })

  it('leave out nothing when what they showed is deleted', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create(name)
    const first = (await call('ListGroups', { Limit: 2 })).body
    for (const { GroupName } of first.Groups) await call('DeleteGroup', { GroupName })
    const { items } = await everyPage('ListGroups', 'Groups', { NextToken: first.NextToken })
    expect(namesOf(items as never)).toEqual(['a', 'b', 'c', 'd', 'e'].slice(2))
  })

  it('take a token for the same list and for an hour only', async () => {
    for (const name of ['one', 'two']) {
      await create(name)
      for (const user of ['alice', 'bob']) await add(user, name)
    }
    const { NextToken } = (await call('ListUsersInGroup', { GroupName: 'one', Limit: 1 })).body
    const more = (input: object) => call('ListUsersInGroup', { GroupName: 'one', NextToken, ...input })
    const refused = 'InvalidParameterException: Invalid pagination token'
    expect((await more({ GroupName: 'two' })).error).toBe(refused)
    expect((await more({ NextToken: 'garbage' })).error).toBe(refused)
    local.clock.advance({ seconds: 3_599 })
    expect((await more({})).error).toBe('')
    local.clock.advance({ seconds: 1 })
    expect((await more({})).error).toBe(refused)
  })
})
