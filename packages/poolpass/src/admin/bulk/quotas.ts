import type { Clock } from '../../cognito-idp/index.js'
import { outOfRange } from '../../errors/index.js'
import type { SendOptions } from '../service.js'
import { Pace } from './pace.js'

/** The service's request-rate categories that bulk work draws on, with their quota: requests a second and account. */
const QUOTAS = {
  UserCreation: 50,
  UserAccountRecovery: 30,
  UserUpdate: 25,
  UserRead: 120,
  UserList: 30,
  UserResourceRead: 50,
} as const

/** A category of Cognito's request-rate quotas, as AWS names it. */
export type QuotaCategory = keyof typeof QUOTAS

/** Which category each operation counts for. */
const CATEGORY_OF = {
  AdminCreateUser: 'UserCreation',
  AdminSetUserPassword: 'UserAccountRecovery',
  AdminAddUserToGroup: 'UserUpdate',
  AdminDisableUser: 'UserUpdate',
  AdminGetUser: 'UserRead',
  ListUsers: 'UserList',
  AdminListGroupsForUser: 'UserResourceRead',
} as const satisfies Readonly<Record<string, QuotaCategory>>

export type BulkOperation = keyof typeof CATEGORY_OF

/** Requests a second: one number for each category, or numbers for some. `Infinity` holds nothing back. */
export type RequestsPerSecond = number | Readonly<Partial<Record<QuotaCategory, number>>>

const isMap = (rates: RequestsPerSecond): rates is Exclude<RequestsPerSecond, number> =>
  typeof rates === 'object' && rates !== null && !Array.isArray(rates)

/** @returns What holds the calls of each operation back, for as long as one piece of bulk work. */
export function createPaces(
  clock: Clock,
  requestsPerSecond: RequestsPerSecond = {},
): (operation: BulkOperation, signal?: AbortSignal) => SendOptions {
  const given = isMap(requestsPerSecond) ? requestsPerSecond : {}
  const unknown = Object.keys(given).find(name => !Object.hasOwn(QUOTAS, name))
  if (unknown !== undefined) throw outOfRange('requestsPerSecond', 'must name categories of the service only')
  const paces = new Map<QuotaCategory, Pace>()
  for (const name of Object.keys(QUOTAS) as QuotaCategory[]) {
    const rate = isMap(requestsPerSecond) ? (given[name] ?? QUOTAS[name]) : requestsPerSecond
    if (typeof rate !== 'number' || !(rate > 0)) throw outOfRange('requestsPerSecond', 'must be numbers above 0')
    paces.set(name, new Pace(clock, rate))
  }
  return (operation, signal) => ({
    signal,
    beforeAttempt: async () => paces.get(CATEGORY_OF[operation])?.turn(signal),
  })
}
