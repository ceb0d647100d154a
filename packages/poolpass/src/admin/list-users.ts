import type { AttributeMap } from '../cognito-idp/index.js'
import { type Check, type Checks, checkOptions, checkTextList, checkTextMap, invalidOption } from '../errors/index.js'
import { everyItem, LIST_OPTIONS, type ListOptions, pageSizeOf } from './pages.js'
import type { AdminService, SendOptions } from './service.js'
import { checkText } from './text.js'
import type { UserFilter } from './user-filter.js'
import { type AdminUser, readUser } from './users.js'

/** Which users, and what is told of them. */
export interface UsersOptions extends ListOptions {
  /** One of `equals(…)` and `startsWith(…)`. Default: everybody. */
  readonly filter?: UserFilter | undefined
  /** Default: all. The service refuses a page with a user on it who has no value for one of them. */
  readonly attributes?: readonly string[] | undefined
  /** Which attributes have other names here than in the pool. `attributes` and `filter` take the pool's. */
  readonly attributeMap?: AttributeMap | undefined
}

const checkFilter: Check = (option, filter) => {
  if (typeof filter !== 'string') throw invalidOption(option, 'must be what `equals` or `startsWith` returned')
}

const USERS_OPTIONS: Checks<UsersOptions> = {
  ...LIST_OPTIONS,
  filter: checkFilter,
  attributes: checkTextList,
  attributeMap: checkTextMap,
}

/** Checks at once; asks when the first user is asked for. */
export function listUsers(
  service: AdminService,
  options: UsersOptions = {},
  send: SendOptions = {},
): AsyncGenerator<AdminUser, void, void> {
  checkOptions(options, USERS_OPTIONS)
  const { filter, attributes, attributeMap, signal, pageSize } = options
  const Limit = pageSizeOf({ pageSize })
  const input = { Filter: filter, AttributesToGet: attributes && [...attributes], Limit }
  return everyItem(async token => {
    const call = { ...send, signal }
    const { Users = [], PaginationToken } = await service.call('ListUsers', { ...input, PaginationToken: token }, call)
    return { items: Users.map(user => readUser(user, attributeMap)), next: PaginationToken }
  })
}

export function usersInGroup(
  service: AdminService,
  groupName: string,
  options: ListOptions = {},
): AsyncGenerator<AdminUser, void, void> {
  const input = { GroupName: checkText('groupName', groupName), Limit: pageSizeOf(options) }
  return everyItem(async token => {
    const { Users = [], NextToken } = await service.call('ListUsersInGroup', { ...input, NextToken: token }, options)
    return { items: Users.map(user => readUser(user)), next: NextToken }
  })
}
