import { type Checks, checkFlag, checkOptions, checkSignal, unchecked } from '../../errors/index.js'
import { groupsForUser } from '../groups.js'
import { listUsers } from '../list-users.js'
import type { AdminService } from '../service.js'
import type { UserFilter } from '../user-filter.js'
import type { AdminUser, UserStatus } from '../users.js'
import type { ImportUser } from './import-one.js'
import { createPaces, type RequestsPerSecond } from './quotas.js'

/** A user as `importUsers` takes it, but for the password. */
export interface ExportedUser extends ImportUser {
  readonly attributes: Readonly<Record<string, string>>
  readonly groups: readonly string[]
  readonly enabled: boolean
  readonly sub: string | undefined
  /** Of the pool that the user comes from. An import does not look at it. */
  readonly status: UserStatus
}

/** Who is exported, and how fast. */
export interface ExportOptions {
  /** Default: everybody. */
  readonly filter?: UserFilter | undefined
  /** Whether to ask for each user's groups, which takes a request a user. Default true. */
  readonly groups?: boolean | undefined
  /** Default: the service's own quotas. */
  readonly requestsPerSecond?: RequestsPerSecond | undefined
  /** Ends the export with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

const OPTIONS: Checks<ExportOptions> = {
  filter: unchecked,
  groups: checkFlag,
  requestsPerSecond: unchecked,
  signal: checkSignal,
}

/** How many users' groups are asked for at once. */
const AT_ONCE = 20

type Pace = ReturnType<typeof createPaces>

async function groupNames(service: AdminService, user: AdminUser, pace: Pace, signal?: AbortSignal) {
  const names: string[] = []
  const send = pace('AdminListGroupsForUser', signal)
  for await (const { groupName } of groupsForUser(service, user.username, { signal }, send)) names.push(groupName)
  return names
}

/** What a pool's users may sign in by. */
type Naming = readonly string[]

/** @returns What asks the pool at the first call. */
function askForNaming(service: AdminService, signal: AbortSignal | undefined): () => Promise<Naming> {
  let asked: Promise<Naming> | undefined
  const ask = async () => {
    const { UserPool } = await service.call('DescribeUserPool', {}, { signal })
    return UserPool?.UsernameAttributes ?? []
  }
  return () => {
    asked ??= ask()
    return asked
  }
}

async function exported(
  user: AdminUser,
  groups: readonly string[],
  naming: () => Promise<Naming>,
): Promise<ExportedUser> {
  const { sub, ...attributes } = user.attributes
  const { username, enabled, status } = user
  // Where people sign in with an address the username is the sub, which another pool would not take.
  const by = username === sub ? await naming() : []
  const address = ['email', 'phone_number'].filter(name => by.includes(name)).map(name => attributes[name])
  return { username: address.find(Boolean) ?? username, attributes, groups, enabled, sub, status }
}

async function* inGroupsOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[], void, void> {
  let group: T[] = []
  for await (const item of items) {
    group.push(item)
    if (group.length < size) continue
    yield group
    group = []
  }
  yield group
}

/** Checks at once; asks when the first user is asked for. */
export function exportUsers(
  service: AdminService,
  options: ExportOptions = {},
): AsyncGenerator<ExportedUser, void, void> {
  checkOptions(options, OPTIONS)
  const { filter, groups = true, signal } = options
  const pace = createPaces(service.clock, options.requestsPerSecond)
  const users = listUsers(service, { filter, signal }, pace('ListUsers', signal))
  const naming = askForNaming(service, signal)
  if (!groups) return withoutGroups(users, user => exported(user, [], naming))
  return withGroups(users, async user => exported(user, await groupNames(service, user, pace, signal), naming))
}

async function* withoutGroups(
  users: AsyncIterable<AdminUser>,
  complete: (user: AdminUser) => Promise<ExportedUser>,
): AsyncGenerator<ExportedUser, void, void> {
  for await (const user of users) yield await complete(user)
}

async function* withGroups(
  users: AsyncIterable<AdminUser>,
  complete: (user: AdminUser) => Promise<ExportedUser>,
): AsyncGenerator<ExportedUser, void, void> {
  for await (const some of inGroupsOf(users, AT_ONCE)) yield* await Promise.all(some.map(complete))
}
