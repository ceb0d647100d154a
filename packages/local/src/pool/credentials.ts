import { createHmac, timingSafeEqual } from 'node:crypto'
import { bytesToInteger, computeVerifier, createVerifier, N, type SrpIdentity, type SrpVerifier } from 'poolpass/srp'
import type { AppClient } from './app-client.js'
import { uuidLike } from './identifiers.js'
import { userNotFound } from './service-error.js'
import type { User } from './user.js'
import { passwordPolicyOf, type UserPool } from './user-pool.js'

const DAY_MS = 86_400_000

export const srpIdentity = (pool: UserPool, userId: string): SrpIdentity => ({ group: pool.srpGroup, id: userId })

/** Replaces what is known of the user's password: a new salt and verifier every time. */
export async function setPassword(
  pool: UserPool,
  user: User,
  password: string,
  status: 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD',
): Promise<void> {
  const credential = await createVerifier(srpIdentity(pool, user.username), password)
  const modifiedAtMs = pool.clock.nowMs()
  const temporaryPasswordExpiresAtMs = modifiedAtMs + temporaryPasswordLifetimeMs(pool)
  pool.users.change(user, { credential, status, modifiedAtMs, temporaryPasswordExpiresAtMs })
}

export function temporaryPasswordLifetimeMs(pool: UserPool): number {
  return (passwordPolicyOf(pool).TemporaryPasswordValidityDays || 7) * DAY_MS
}

/** Whose password is checked: a user, or what stands in for one that does not exist. */
export interface Subject {
  /** USER_ID_FOR_SRP. */
  readonly userId: string
  readonly user?: User
  readonly credential: SrpVerifier
}

/**
 * What stands in for a user that does not exist: looks alike, costs the same time, and no password fits. Always the
 * same for one name, or a second look would tell it from a real one (RFC 5054 §2.5.1.3).
 */
export function simulatedSubject(pool: UserPool, name: string): Subject {
  const derive = (purpose: string) =>
    createHmac('sha512', pool.simulationKey)
      .update(`${purpose} ${pool.users.fold(name)}`)
      .digest()
  const salt = bytesToInteger(derive('salt').subarray(0, 16))
  const verifier = bytesToInteger(Buffer.concat([0, 1, 2, 3, 4, 5].map(part => derive(`verifier ${part}`)))) % N
  return { userId: uuidLike(derive('id')), credential: { salt, verifier } }
}

export const subjectOf = (user: User): Subject => ({ userId: user.username, user, credential: user.credential })

/**
 * Finds whom a sign-in is about.
 *
 * @throws {ServiceError} UserNotFoundException, unless the client hides which users exist.
 */
export function findSubject(pool: UserPool, client: AppClient, name: string): Subject {
  const user = pool.users.resolve(name)
  if (user) return subjectOf(user)
  if (client.hidesUnknownUsers) return simulatedSubject(pool, name)
  throw userNotFound()
}

const groupElementBytes = (value: bigint) => Buffer.from(value.toString(16).padStart(768, '0'), 'hex')

/** Whether `password` is the one that the verifier was made of. Says no for users that do not exist. */
export async function isPasswordOf(pool: UserPool, subject: Subject, password: string): Promise<boolean> {
  const { salt, verifier } = subject.credential
  const shown = await computeVerifier(srpIdentity(pool, subject.userId), password, salt)
  return timingSafeEqual(groupElementBytes(shown), groupElementBytes(verifier)) && subject.user !== undefined
}
