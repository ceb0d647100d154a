import { attributesToWire } from '../../cognito-idp/index.js'
import {
  type Checks,
  CognitoServiceError,
  checkFlag,
  checkOptions,
  checkTextList,
  invalidOption,
  isPoolpassError,
  unchecked,
} from '../../errors/index.js'
import { type AttributeInput, type Attributes, fromWire } from '../attributes.js'
import { changeMembership } from '../groups.js'
import type { AdminService, SendOptions } from '../service.js'
import { checkText } from '../text.js'
import { type AdminUser, act, createUser, getUser, setPassword, type UserStatus } from '../users.js'
import type { BulkOperation } from './quotas.js'

/** A user to import. What `exportUsers` gives is one, but for the password, which no pool hands out. */
export interface ImportUser {
  /** The name to make the user under. In pools with UsernameAttributes an e-mail address or phone number. */
  readonly username: string
  /** `sub` is left out: the pool makes its own. */
  readonly attributes?: AttributeInput | undefined
  /** Without one the user has to be sent a code, or be given a password, before signing in. */
  readonly password?: string | undefined
  /** The password must be changed at the first sign-in. Default false. */
  readonly temporaryPassword?: boolean | undefined
  /** Must exist. */
  readonly groups?: readonly string[] | undefined
  /** Default true. */
  readonly enabled?: boolean | undefined
  /** Of the pool that the user comes from: not looked at. */
  readonly sub?: string | undefined
  /** Of the pool that the user comes from: not looked at. */
  readonly status?: string | undefined
  /** The `sub` of a result with an `error`: that user was made, and is finished now. Default: a user is made. */
  readonly begun?: string | undefined
}

const MEMBERS: Checks<ImportUser> = {
  username: checkText,
  attributes: unchecked,
  password: checkText,
  temporaryPassword: checkFlag,
  groups: checkTextList,
  enabled: checkFlag,
  sub: unchecked,
  status: unchecked,
  begun: checkText,
}

function check(user: ImportUser): void {
  checkOptions(user, MEMBERS, 'user')
  checkText('username', user.username)
}

/** How one user's calls are made. */
export interface Means {
  readonly service: AdminService
  /** What holds the calls of an operation back. */
  readonly pace: (operation: BulkOperation, signal?: AbortSignal) => SendOptions
  readonly signal: AbortSignal
}

const FIRST_WAIT_MS = 1_000
const MOST_REPETITIONS = 5

/** Where the pool cannot be reached or is too busy, all users would fail: so it is given time, half a minute in all. */
async function patiently<T>({ service, signal }: Means, work: () => Promise<T>): Promise<T> {
  for (let repetition = 0; ; repetition++) {
    try {
      return await work()
    } catch (error) {
      if (!isPoolpassError(error) || !error.retryable || repetition >= MOST_REPETITIONS) throw error
      await service.clock.sleep(FIRST_WAIT_MS * 2 ** repetition, signal)
    }
  }
}

/** Whether the error is about this user, and the next one may well succeed. */
export function isAboutUser(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true
  if (!(error instanceof CognitoServiceError) || error.retryable) return false
  return error.code !== 'ERR_POOLPASS_CONFIGURATION'
}

/**
 * Gives a user that was made all the rest.
 *
 * @throws Whatever of it the pool refuses first. The user stays as it is then.
 */
export async function finishUser(means: Means, user: ImportUser): Promise<void> {
  const { service, signal } = means
  const { username, password, groups = [], enabled = true } = user
  const pace = (operation: BulkOperation) => means.pace(operation, signal)
  if (password !== undefined) {
    const options = { temporary: user.temporaryPassword }
    await patiently(means, () => setPassword(service, username, password, options, pace('AdminSetUserPassword')))
  }
  for (const group of groups) {
    const send = pace('AdminAddUserToGroup')
    await patiently(means, () => changeMembership(service, 'AdminAddUserToGroup', username, group, send))
  }
  if (!enabled) await patiently(means, () => act(service, 'AdminDisableUser', username, pace('AdminDisableUser')))
}

/** The one status of a user who was made and no more. */
const JUST_MADE: readonly UserStatus[] = ['FORCE_CHANGE_PASSWORD']

/** Those that an earlier run may have left a user in. */
function unfinishedStatuses({ password, temporaryPassword = false }: ImportUser): readonly UserStatus[] {
  return password === undefined || temporaryPassword ? JUST_MADE : [...JUST_MADE, 'CONFIRMED']
}

/**
 * @param statuses Absent: any.
 * @returns The `sub` of the user who is there, unless it is somebody else.
 */
async function findMade(means: Means, user: ImportUser, statuses?: readonly UserStatus[]): Promise<string | undefined> {
  const { service, signal, pace } = means
  const found = await patiently(means, () => getUser(service, user.username, {}, pace('AdminGetUser', signal)))
  return isMadeOf(found, user) && (statuses?.includes(found.status) ?? true) ? found.sub : undefined
}

/**
 * Makes one user, with attributes and nothing else.
 *
 * @param isNew No earlier user of the source has the name.
 * @param mayBeBegun An earlier run may have made the user and gone no further.
 * @returns The user's `sub`.
 */
export async function makeUser(
  means: Means,
  user: ImportUser,
  isNew: boolean,
  mayBeBegun: boolean,
): Promise<string | undefined> {
  check(user)
  const { service, signal, pace } = means
  const { sub: _, ...attributes } = user.attributes ?? {}
  if (user.begun !== undefined) {
    if ((await findMade(means, user)) === user.begun) return user.begun
    throw invalidOption('begun', 'must be the `sub` of the user of that name, who must have the same attributes')
  }
  const wanted = { username: user.username, attributes, invitation: 'none' } as const
  let isLost = false
  const onLostAnswer = () => {
    isLost = true
  }
  const send = { ...pace('AdminCreateUser', signal), onLostAnswer }
  try {
    return (await patiently(means, () => createUser(service, wanted, send))).sub
  } catch (error) {
    const isTaken = error instanceof CognitoServiceError && error.name === 'UsernameExistsException'
    // After a lost answer, too, the user that is there may be the one that was asked for.
    if (!isTaken || !isNew || !(mayBeBegun || isLost)) throw error
    const sub = await findMade(means, user, mayBeBegun ? unfinishedStatuses(user) : JUST_MADE)
    if (sub === undefined) throw error
    return sub
  }
}

const isSameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** A user is made with all attributes in one step: who has others, or more, is somebody else. */
function isMadeOf(found: AdminUser, { username, attributes = {} }: ImportUser): boolean {
  // Who is found by an alias is somebody else, too.
  if (found.username !== found.sub && !isSameName(found.username, username)) return false
  const ours = comparable(fromWire(attributesToWire(attributes)), username)
  const theirs = comparable(found.attributes, username)
  return ours.size === theirs.size && [...ours].every(([name, value]) => theirs.get(name) === value)
}

/** Attributes without what a pool adds by itself: the `sub`, the address that is the username, and `false` for an unverified one. */
function comparable(attributes: Attributes, username: string): ReadonlyMap<string, string> {
  const isTheName = (name: string, value: string) =>
    (name === 'email' || name === 'phone_number') && isSameName(value, username)
  const isUnverified = (name: string, value: string) => name.endsWith('_verified') && value === 'false'
  const isSaid = ([name, value]: readonly [string, string]) =>
    name !== 'sub' && value !== '' && !isTheName(name, value) && !isUnverified(name, value)
  return new Map(Object.entries(attributes).filter(isSaid))
}
