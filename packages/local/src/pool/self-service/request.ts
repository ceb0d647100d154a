import type { PoolClient } from '../account.js'
import { type Subject, simulatedSubject, subjectOf } from '../credentials.js'
import { notAuthorized, ServiceError } from '../service-error.js'
import type { Origin } from './send-code.js'

/** A request about the account of somebody who is not signed in. */
export interface AccountRequest extends PoolClient, Origin {
  readonly pool: PoolClient['pool']
  readonly client: PoolClient['client']
  /** As it was typed. */
  readonly username: string
}

/**
 * Finds whose account a request is about.
 *
 * @returns What stands in for users that do not exist or are disabled, where the client hides which do.
 * @throws {ServiceError} UserNotFoundException, NotAuthorizedException "User is disabled."
 */
export function findAccount({ pool, client, username }: AccountRequest): Subject {
  const user = pool.users.resolve(username)
  if (user?.isEnabled) return subjectOf(user)
  if (client.hidesUnknownUsers) return simulatedSubject(pool, username)
  if (user) throw notAuthorized('User is disabled.')
  throw new ServiceError('UserNotFoundException', 'Username/client id combination not found.')
}
