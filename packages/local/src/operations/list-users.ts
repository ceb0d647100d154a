import { invalidParameter } from '../pool/service-error.js'
import type { User } from '../pool/user.js'
import { readUserFilter } from '../pool/user-filter.js'
import type { UserPool } from '../pool/user-pool.js'
import { required, string } from './input/members.js'
import { attributeNames, listSize, nextToken, userPoolId } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { listedUser } from './output.js'
import { page } from './paging.js'

function assertKnown(pool: UserPool, names: readonly string[]): void {
  const unknown = names.find(name => !pool.schema.has(name))
  if (unknown !== undefined) throw invalidParameter(`Attribute ${unknown} does not exist in the schema.`)
}

/** @throws {ServiceError} InvalidParameterException where the user has none of that name: the service shows no page then. */
function pick(user: User, names: readonly string[]): [string, string][] {
  return names
    .filter(name => name !== 'sub')
    .map(name => {
      const value = user.attributes.get(name)
      if (value === undefined) throw invalidParameter(`Not all users have a value for the attribute ${name}.`)
      return [name, value]
    })
}

/** The attributes to show; all of them unless some are asked for. */
function showUser(user: User, names: readonly string[] | undefined): object {
  if (names === undefined || names.length === 0) return listedUser(user, user.attributes)
  const shown = listedUser(user, pick(user, names))
  return names.includes('sub') ? shown : { ...shown, Attributes: shown.Attributes.slice(1) }
}

export const listUsers = defineOperation({
  name: 'ListUsers',
  access: 'signed',
  input: {
    UserPoolId: required(userPoolId),
    AttributesToGet: attributeNames,
    Limit: listSize,
    PaginationToken: nextToken,
    Filter: string({ max: 256 }),
  },
  run({ account }, { UserPoolId, AttributesToGet, Limit, PaginationToken, Filter = '' }) {
    const pool = account.pool(UserPoolId)
    assertKnown(pool, AttributesToGet ?? [])
    const list = { list: `users of ${pool.id} ${Filter}`, nowMs: pool.clock.nowMs() }
    const request = { ...list, size: Limit || 60, token: PaginationToken }
    const { items, token } = page(pool.users.all(), request, readUserFilter(Filter))
    return {
      Users: items.map(user => showUser(user, AttributesToGet)),
      ...(token !== undefined && { PaginationToken: token }),
    }
  },
})
