import type { GroupType } from '@aws-sdk/client-cognito-identity-provider'
import { type Checks, checkAnyText, checkOptions, wholeNumber } from '../errors/index.js'
import { everyItem, type ListOptions, pageSizeOf } from './pages.js'
import type { AdminService, SendOptions } from './service.js'
import { checkText } from './text.js'

/** What can be set of a group. */
export interface GroupSettings {
  /** Free text, at most 2048 characters. An empty one clears it. */
  readonly description?: string | undefined
  /** The IAM role of the members. */
  readonly roleArn?: string | undefined
  /** 0 or more. The group of the lowest decides `cognito:preferred_role`. */
  readonly precedence?: number | undefined
}

/** A group of users. */
export interface Group extends GroupSettings {
  /** Its name, which is its id and cannot be changed. */
  readonly groupName: string
  /** When it was made, by the service's clock. */
  readonly createdAt: Date | undefined
  /** When its settings were last changed. */
  readonly lastModifiedAt: Date | undefined
}

/** The service's numbers have 32 bits. */
const checkPrecedence = wholeNumber(0, 2 ** 31 - 1)
const SETTINGS: Checks<GroupSettings> = { description: checkAnyText, roleArn: checkText, precedence: checkPrecedence }

function readGroup(group: GroupType = {}): Group {
  return {
    groupName: group.GroupName ?? '',
    description: group.Description,
    roleArn: group.RoleArn,
    precedence: group.Precedence,
    createdAt: group.CreationDate,
    lastModifiedAt: group.LastModifiedDate,
  }
}

function toWire(groupName: string, { description, roleArn, precedence }: GroupSettings) {
  const GroupName = checkText('groupName', groupName)
  return { GroupName, Description: description, RoleArn: roleArn, Precedence: precedence }
}

export async function createGroup(service: AdminService, groupName: string, settings: GroupSettings): Promise<Group> {
  checkOptions(settings, SETTINGS, 'settings')
  const { Group } = await service.call('CreateGroup', toWire(groupName, settings))
  return readGroup(Group)
}

export async function getGroup(service: AdminService, groupName: string): Promise<Group> {
  const { Group } = await service.call('GetGroup', { GroupName: checkText('groupName', groupName) })
  return readGroup(Group)
}

/**
 * Whether UpdateGroup keeps or resets what it is not given is not documented: so all of it is given, and nothing but a
 * description, by an empty text, can be cleared.
 */
export async function updateGroup(service: AdminService, groupName: string, changes: GroupSettings): Promise<Group> {
  checkOptions(changes, SETTINGS, 'changes')
  const { description, roleArn, precedence } = await getGroup(service, groupName)
  const merged = {
    description: changes.description ?? description,
    roleArn: changes.roleArn ?? roleArn,
    precedence: changes.precedence ?? precedence,
  }
  const { Group } = await service.call('UpdateGroup', toWire(groupName, merged))
  return readGroup(Group)
}

export async function deleteGroup(service: AdminService, groupName: string): Promise<void> {
  await service.call('DeleteGroup', { GroupName: checkText('groupName', groupName) })
}

export function listGroups(service: AdminService, options: ListOptions = {}): AsyncGenerator<Group, void, void> {
  const Limit = pageSizeOf(options)
  return everyItem(async token => {
    const { Groups = [], NextToken } = await service.call('ListGroups', { Limit, NextToken: token }, options)
    return { items: Groups.map(readGroup), next: NextToken }
  })
}

export function groupsForUser(
  service: AdminService,
  username: string,
  options: ListOptions = {},
  send: SendOptions = {},
): AsyncGenerator<Group, void, void> {
  const input = { Username: checkText('username', username), Limit: pageSizeOf(options) }
  return everyItem(async token => {
    const call = { ...send, signal: options.signal }
    const output = await service.call('AdminListGroupsForUser', { ...input, NextToken: token }, call)
    return { items: (output.Groups ?? []).map(readGroup), next: output.NextToken }
  })
}

export async function changeMembership(
  service: AdminService,
  operation: 'AdminAddUserToGroup' | 'AdminRemoveUserFromGroup',
  username: string,
  groupName: string,
  send?: SendOptions,
): Promise<void> {
  const input = { Username: checkText('username', username), GroupName: checkText('groupName', groupName) }
  await service.call(operation, input, send)
}
