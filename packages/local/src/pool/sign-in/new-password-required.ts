import { assertWritable, readableAttributes } from '../attribute-access.js'
import { assertNewAttributes } from '../attribute-values.js'
import { setPassword } from '../credentials.js'
import { assertPasswordForm, assertPasswordPolicy } from '../password-policy.js'
import { invalidParameter, notAuthorized } from '../service-error.js'
import type { User } from '../user.js'
import { passwordPolicyOf, type UserPool } from '../user-pool.js'
import { updateAttributes } from '../users.js'
import { requireParameter, type SignInRequest } from './request.js'
import { type Advance, ask, type SessionStep, type Step, userOf } from './step.js'

const PREFIX = 'userAttributes.'

function missingAttributes(pool: UserPool, user: User): string[] {
  return [...pool.schema.values()]
    .filter(({ name, isRequired }) => isRequired && name !== 'sub' && !user.attributes.has(name))
    .map(({ name }) => name)
}

/**
 * Asks for a new password while the one that was proven is temporary.
 *
 * @throws {ServiceError} NotAuthorizedException when the temporary password has expired.
 */
export function newPasswordGate(step: Step): Advance {
  const { pool, client } = step.request
  const user = userOf(step)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return { passed: step.attempt }
  if (pool.clock.nowMs() >= user.temporaryPasswordExpiresAtMs) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.')
  }
  return ask(step, 'NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missingAttributes(pool, user).map(name => PREFIX + name)),
    userAttributes: JSON.stringify(Object.fromEntries(readableAttributes(pool, client, user))),
  })
}

/** The `userAttributes.…` of an answer, without what the user has already. */
function givenAttributes({ pool, client, parameters }: SignInRequest, user: User): Map<string, string> {
  const given = [...parameters]
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]): [string, string] => [name.slice(PREFIX.length), value])
  for (const [name] of given) {
    const isContact = name === 'email' || name === 'phone_number'
    if (isContact && user.attributes.has(name)) throw notAuthorized(`Cannot modify an already provided ${name}`)
    assertWritable(client, name)
  }
  const attributes = new Map(given)
  assertNewAttributes(pool.schema, attributes)
  const missing = missingAttributes(pool, user).find(name => !attributes.get(name))
  if (missing) throw invalidParameter(`Invalid attributes given, ${missing} is missing`)
  return attributes
}

/** Checks an answer to NEW_PASSWORD_REQUIRED and carries it out. A refused password leaves the session usable. */
export async function answerNewPassword(step: SessionStep): Promise<Advance> {
  const { request, attempt } = step
  const { pool } = request
  const user = userOf(step)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw notAuthorized('Invalid session for the user.')

  const password = requireParameter(request, 'NEW_PASSWORD')
  assertPasswordForm(password)
  assertPasswordPolicy(password, passwordPolicyOf(pool))
  updateAttributes(pool, user, givenAttributes(request, user))
  await setPassword(pool, user, password, 'CONFIRMED')
  return { passed: { ...attempt, hasNewPassword: true } }
}
