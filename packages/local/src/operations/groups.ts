import type { Group } from '../pool/group.js'
import {
  addToGroup,
  createGroup,
  deleteGroup,
  findGroup,
  type GroupSettings,
  removeFromGroup,
  updateGroup,
} from '../pool/groups.js'
import type { UserPool } from '../pool/user-pool.js'
import { findUser } from '../pool/users.js'
import { type Input, integer, required, string } from './input/members.js'
import { groupName, listSize, nextToken, roleArn, username, userPoolId } from './input/scalars.js'
import { defineOperation, type Output } from './operation.js'
import { listedUser, timestamp } from './output.js'
import { nextTokenMember, page } from './paging.js'

function describeGroup(pool: UserPool, group: Group): NonNullable<Output> {
  const { name, description, roleArn: RoleArn, precedence } = group
  return {
    GroupName: name,
    UserPoolId: pool.id,
    ...(description !== undefined && { Description: description }),
    ...(RoleArn !== undefined && { RoleArn }),
    ...(precedence !== undefined && { Precedence: precedence }),
    LastModifiedDate: timestamp(group.modifiedAtMs),
    CreationDate: timestamp(group.createdAtMs),
  }
}

const ofGroup = { UserPoolId: required(userPoolId), GroupName: required(groupName) }
const settings = {
  Description: string({ max: 2048 }),
  RoleArn: roleArn,
  Precedence: integer({ min: 0, max: 2 ** 31 - 1 }),
}

function settingsOf({ Description, RoleArn, Precedence }: Input<typeof settings>): GroupSettings {
  return {
    ...(Description !== undefined && { description: Description }),
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
    ...(Precedence !== undefined && { precedence: Precedence }),
  }
}

const createGroupOperation = defineOperation({
  name: 'CreateGroup',
  access: 'signed',
  input: { ...ofGroup, ...settings },
  run({ account }, { UserPoolId, GroupName, ...given }) {
    const pool = account.pool(UserPoolId)
    return { Group: describeGroup(pool, createGroup(pool, GroupName, settingsOf(given))) }
  },
})

const getGroup = defineOperation({
  name: 'GetGroup',
  access: 'signed',
  input: ofGroup,
  run({ account }, { UserPoolId, GroupName }) {
    const pool = account.pool(UserPoolId)
    return { Group: describeGroup(pool, findGroup(pool, GroupName)) }
  },
})

const updateGroupOperation = defineOperation({
  name: 'UpdateGroup',
  access: 'signed',
  input: { ...ofGroup, ...settings },
  run({ account }, { UserPoolId, GroupName, ...given }) {
    const pool = account.pool(UserPoolId)
    return { Group: describeGroup(pool, updateGroup(pool, GroupName, settingsOf(given))) }
  },
})

const deleteGroupOperation = defineOperation({
  name: 'DeleteGroup',
  access: 'signed',
  input: ofGroup,
  run({ account }, { UserPoolId, GroupName }) {
    deleteGroup(account.pool(UserPoolId), GroupName)
    return undefined
  },
})

const paging = { Limit: listSize, NextToken: nextToken }

const listGroups = defineOperation({
  name: 'ListGroups',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), ...paging },
  run({ account }, { UserPoolId, Limit, NextToken }) {
    const pool = account.pool(UserPoolId)
    const list = { list: `groups of ${pool.id}`, nowMs: pool.clock.nowMs() }
    const { items, token } = page(pool.groups.values(), { ...list, size: Limit || 60, token: NextToken })
    return { Groups: items.map(group => describeGroup(pool, group)), ...nextTokenMember(token) }
  },
})

const listUsersInGroup = defineOperation({
  name: 'ListUsersInGroup',
  access: 'signed',
  input: { ...ofGroup, ...paging },
  run({ account }, { UserPoolId, GroupName, Limit, NextToken }) {
    const pool = account.pool(UserPoolId)
    const { name } = findGroup(pool, GroupName)
    const list = { list: `members of ${pool.id} ${name}`, nowMs: pool.clock.nowMs() }
    const request = { ...list, size: Limit || 60, token: NextToken }
    const { items, token } = page(pool.users.all(), request, user => user.groups.has(name))
    return { Users: items.map(user => listedUser(user, user.attributes)), ...nextTokenMember(token) }
  },
})

const ofMember = { ...ofGroup, Username: required(username) }

const adminAddUserToGroup = defineOperation({
  name: 'AdminAddUserToGroup',
  access: 'signed',
  input: ofMember,
  run({ account }, { UserPoolId, GroupName, Username }) {
    const pool = account.pool(UserPoolId)
    addToGroup(pool, findUser(pool, Username), findGroup(pool, GroupName))
    return undefined
  },
})

const adminRemoveUserFromGroup = defineOperation({
  name: 'AdminRemoveUserFromGroup',
  access: 'signed',
  input: ofMember,
  run({ account }, { UserPoolId, GroupName, Username }) {
    const pool = account.pool(UserPoolId)
    removeFromGroup(pool, findUser(pool, Username), findGroup(pool, GroupName).name)
    return undefined
  },
})

const adminListGroupsForUser = defineOperation({
  name: 'AdminListGroupsForUser',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), Username: required(username), ...paging },
  run({ account }, { UserPoolId, Username, Limit, NextToken }) {
    const pool = account.pool(UserPoolId)
    const user = findUser(pool, Username)
    const list = { list: `groups of ${user.sub}`, nowMs: pool.clock.nowMs() }
    const request = { ...list, size: Limit || 60, token: NextToken }
    const { items, token } = page(pool.groups.values(), request, group => user.groups.has(group.name))
    return { Groups: items.map(group => describeGroup(pool, group)), ...nextTokenMember(token) }
  },
})

export const groupOperations = [
  createGroupOperation,
  getGroup,
  updateGroupOperation,
  deleteGroupOperation,
  listGroups,
  listUsersInGroup,
  adminAddUserToGroup,
  adminRemoveUserFromGroup,
  adminListGroupsForUser,
]
