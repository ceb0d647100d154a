import { createVerifier } from 'poolpass/srp'
import { type AttributeValues, assertAttributeChanges, assertNewAttributes } from './attribute-values.js'
import { srpIdentity, temporaryPasswordLifetimeMs } from './credentials.js'
import { newSub } from './identifiers.js'
import { nextNumber } from './sequence.js'
import { invalidParameter, poolNotFound, ServiceError, userNotFound } from './service-error.js'
import type { ContactAttribute } from './settings.js'
import type { User, UserStatus } from './user.js'
import type { UserPool } from './user-pool.js'

export interface NewUser {
  /** In pools with UsernameAttributes an e-mail address or phone number. */
  readonly username: string
  readonly password: string
  readonly status: UserStatus
  readonly attributes: AttributeValues
  /** Default: a random one. */
  readonly sub?: string
  /** What the refusal of a taken username says. Default: as administrators are told. */
  readonly takenMessage?: string
}

const CONTACT_PATTERNS: Readonly<Record<ContactAttribute, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone_number: /^\+\d+$/,
}
const CONTACT_NAMES: Readonly<Record<ContactAttribute, string>> = { email: 'an email', phone_number: 'a phone number' }

function contactAttributeOf(name: string, allowed: readonly ContactAttribute[]): ContactAttribute {
  const attribute = allowed.find(contact => CONTACT_PATTERNS[contact].test(name))
  if (attribute) return attribute
  const [first = 'email', second] = allowed
  throw invalidParameter(
    second === undefined
      ? `Username should be ${CONTACT_NAMES[first]}.`
      : 'Username should be either an email or a phone number.',
  )
}

/** Some alias formats are refused as usernames, or one person's username could be another one's alias. */
function assertNoAliasFormat(pool: UserPool, username: string): void {
  for (const [attribute, label] of [
    ['email', 'email'],
    ['phone_number', 'phone number'],
  ] as const) {
    if (pool.settings.AliasAttributes?.includes(attribute) && CONTACT_PATTERNS[attribute].test(username)) {
      throw invalidParameter(`Username cannot be of ${label} format, since user pool is configured for ${label} alias.`)
    }
  }
}

/** Username and attributes as stored: where people sign in with an attribute, the username is the sub. */
function identify(pool: UserPool, newUser: NewUser, sub: string): Pick<User, 'username' | 'attributes'> {
  const attributes = new Map([...newUser.attributes].filter(([, value]) => value !== ''))
  const { UsernameAttributes: signInAttributes = [] } = pool.settings
  if (signInAttributes.length === 0) {
    assertNoAliasFormat(pool, newUser.username)
    return { username: newUser.username, attributes }
  }
  return {
    username: sub,
    attributes: attributes.set(contactAttributeOf(newUser.username, signInAttributes), newUser.username),
  }
}

function assertUnique(pool: UserPool, username: string, attributes: AttributeValues, takenMessage?: string): void {
  if (pool.users.resolve(username)) {
    throw new ServiceError('UsernameExistsException', takenMessage ?? 'User account already exists')
  }
  const taken = pool.users.findConflict(attributes)
  if (taken) {
    const name = pool.settings.UsernameAttributes?.length ? 'UsernameExistsException' : 'AliasExistsException'
    throw new ServiceError(name, `An account with the given ${taken} already exists.`)
  }
}

/**
 * Makes a user. The password is not held to the policy: that is the caller's to decide.
 *
 * @throws {ServiceError} UsernameExistsException, AliasExistsException, InvalidParameterException;
 * ResourceNotFoundException when the pool was deleted meanwhile.
 */
export async function createUser(pool: UserPool, newUser: NewUser): Promise<User> {
  const sub = newUser.sub ?? newSub()
  assertNewAttributes(pool.schema, newUser.attributes)
  const { username, attributes } = identify(pool, newUser, sub)
  assertUnique(pool, username, attributes, newUser.takenMessage)
  const credential = await createVerifier(srpIdentity(pool, username), newUser.password)
  // While the verifier was computed, or a trigger asked, the pool may have been deleted, or the name taken.
  if (pool.isDeleted) throw poolNotFound(pool.id)
  assertUnique(pool, username, attributes, newUser.takenMessage)
  const nowMs = pool.clock.nowMs()
  const user: User = {
    number: nextNumber(),
    sub,
    username,
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    status: newUser.status,
    isEnabled: true,
    credential,
    temporaryPasswordExpiresAtMs: nowMs + temporaryPasswordLifetimeMs(pool),
    attributes,
    groups: new Set(),
    devices: new Map(),
    enabledFactors: new Set(),
    preferredFactor: undefined,
    softwareToken: undefined,
    offeredSecret: undefined,
    revokedThroughGrant: 0,
  }
  pool.users.add(user)
  return user
}

/**
 * Finds a user as administrators may name one: by username, alias or sub.
 *
 * @throws {ServiceError} UserNotFoundException
 */
export function findUser(pool: UserPool, name: string): User {
  const user = pool.users.resolveForAdmin(name)
  if (user === undefined) throw userNotFound()
  return user
}

function assertNoConflict(pool: UserPool, user: User, attributes: AttributeValues): void {
  const taken = pool.users.findConflict(attributes, user)
  if (taken) throw new ServiceError('AliasExistsException', `An account with the given ${taken} already exists.`)
}

export const CONTACTS: readonly ContactAttribute[] = ['email', 'phone_number']

/**
 * Changes attributes; a blank value removes one. A new e-mail address or phone number is unverified unless the same
 * change says otherwise.
 *
 * @returns The changed contacts that the pool verifies by itself.
 * @throws {ServiceError} InvalidParameterException, AliasExistsException; then nothing has changed.
 */
export function updateAttributes(pool: UserPool, user: User, changes: AttributeValues): ContactAttribute[] {
  const changed = CONTACTS.filter(name => changes.has(name) && changes.get(name) !== user.attributes.get(name))
  const flagged = changed
    .map(name => `${name}_verified`)
    .filter(flag => !changes.has(flag) && user.attributes.has(flag))
  const next = new Map([...user.attributes, ...changes, ...flagged.map(flag => [flag, 'false'] as const)])
  assertAttributeChanges(pool.schema, changes)
  assertNoConflict(pool, user, next)

  const attributes = new Map([...next].filter(([, value]) => value !== ''))
  pool.users.change(user, { attributes, modifiedAtMs: pool.clock.nowMs() })
  return changed.filter(
    name =>
      changes.get(name) !== '' &&
      !changes.has(`${name}_verified`) &&
      pool.settings.AutoVerifiedAttributes?.includes(name),
  )
}

/**
 * Says whether {@link updateAttributes} would take these values as verified ones.
 *
 * @throws {ServiceError} InvalidParameterException, AliasExistsException
 */
export function assertAttributesFree(pool: UserPool, user: User, changes: AttributeValues): void {
  assertAttributeChanges(pool.schema, changes)
  const verified = [...changes.keys()].map(name => [`${name}_verified`, 'true'] as const)
  assertNoConflict(pool, user, new Map([...user.attributes, ...changes, ...verified]))
}

/**
 * Takes note that a user has shown to own an e-mail address or phone number.
 *
 * @param mayMoveAlias Where another user signs in with it, that one does so no more.
 * @throws {ServiceError} AliasExistsException, unless it may be moved.
 */
export function verifyContact(pool: UserPool, user: User, attribute: ContactAttribute, mayMoveAlias = false): void {
  const flag = `${attribute}_verified`
  const owner = pool.users.findByAlias(attribute, user.attributes.get(attribute) ?? '')
  if (mayMoveAlias && owner && owner !== user) updateAttributes(pool, owner, new Map([[flag, 'false']]))
  updateAttributes(pool, user, new Map([[flag, 'true']]))
}

/** Disabling ends all of the user's sign-ins; enabling does not bring them back. */
export function setEnabled(pool: UserPool, user: User, isEnabled: boolean): void {
  pool.users.change(user, { isEnabled, modifiedAtMs: pool.clock.nowMs() })
  if (!isEnabled) revokeAllGrants(pool, user)
}

/** Ends every sign-in of the user that was made so far, and none that comes later in the same millisecond. */
export function revokeAllGrants(pool: UserPool, user: User): void {
  pool.users.change(user, { revokedThroughGrant: nextNumber() })
}

/** Nothing is left that could serve somebody who is made under the same `sub` later: no sign-in, no token, no code. */
export function deleteUser(pool: UserPool, user: User): void {
  pool.users.delete(user)
  pool.grants.forget(grant => grant.sub === user.sub)
  pool.codes.forget(holder => holder === user.sub)
}
