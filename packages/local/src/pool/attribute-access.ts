import type { AppClient } from './app-client.js'
import { notAuthorized } from './service-error.js'
import type { User } from './user.js'
import type { UserPool } from './user-pool.js'

/** The attributes that a client may see; developers' own ones are never among them. */
export function readableAttributes(pool: UserPool, client: AppClient, user: User): [name: string, value: string][] {
  const { ReadAttributes: readable } = client.settings
  return [...user.attributes].filter(
    ([name]) => !pool.schema.get(name)?.isDeveloperOnly && (readable === undefined || readable.includes(name)),
  )
}

/** @throws {ServiceError} NotAuthorizedException: outside WriteAttributes, or a flag that only administrators set. */
export function assertWritable(client: AppClient, name: string): void {
  const { WriteAttributes: writable } = client.settings
  if (name.endsWith('_verified') || (writable !== undefined && !writable.includes(name))) {
    throw notAuthorized('A client attempted to write unauthorized attribute')
  }
}
