import type { Group } from './group.js'
import { nextNumber } from './sequence.js'
import { resourceNotFound, ServiceError } from './service-error.js'
import type { User } from './user.js'
import type { UserPool } from './user-pool.js'

export type GroupSettings = Pick<Group, 'description' | 'roleArn' | 'precedence'>

const MOST_GROUPS = 10_000
const MOST_GROUPS_PER_USER = 100

const limitExceeded = (message: string) => new ServiceError('LimitExceededException', message)

/** @throws {ServiceError} GroupExistsException, LimitExceededException */
export function createGroup(pool: UserPool, name: string, settings: GroupSettings = {}): Group {
  if (pool.groups.has(name)) throw new ServiceError('GroupExistsException', 'A group with the name already exists.')
  if (pool.groups.size >= MOST_GROUPS) throw limitExceeded(`A user pool has at most ${MOST_GROUPS} groups.`)
  const nowMs = pool.clock.nowMs()
  const group: Group = { number: nextNumber(), name, ...settings, createdAtMs: nowMs, modifiedAtMs: nowMs }
  pool.groups.set(name, group)
  return group
}

/** @throws {ServiceError} ResourceNotFoundException */
export function findGroup(pool: UserPool, name: string): Group {
  const group = pool.groups.get(name)
  if (group === undefined) throw resourceNotFound('Group not found.')
  return group
}

/** @param changes What is absent stays as it is. */
export function updateGroup(pool: UserPool, name: string, changes: GroupSettings): Group {
  const group = { ...findGroup(pool, name), ...changes, modifiedAtMs: pool.clock.nowMs() }
  pool.groups.set(name, group)
  return group
}

/** Nobody is a member any more, also of a later group of that name. */
export function deleteGroup(pool: UserPool, name: string): void {
  findGroup(pool, name)
  for (const user of pool.users.all()) removeFromGroup(pool, user, name)
  pool.groups.delete(name)
}

/** Does nothing for a member. @throws {ServiceError} LimitExceededException */
export function addToGroup(pool: UserPool, user: User, { name }: Group): void {
  if (user.groups.has(name)) return
  if (user.groups.size >= MOST_GROUPS_PER_USER) {
    throw limitExceeded(`A user is in at most ${MOST_GROUPS_PER_USER} groups.`)
  }
  pool.users.change(user, { groups: new Set([...user.groups, name]) })
}

/** Does nothing for somebody who is no member. */
export function removeFromGroup(pool: UserPool, user: User, name: string): void {
  if (user.groups.has(name)) {
    pool.users.change(user, { groups: new Set([...user.groups].filter(other => other !== name)) })
  }
}
