import type { AttributeValues } from '../attribute-values.js'
import { subjectOf } from '../credentials.js'
import { invalidParameter } from '../service-error.js'
import type { ContactAttribute } from '../settings.js'
import type { User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import { assertAttributesFree, CONTACTS, updateAttributes, verifyContact } from '../users.js'
import { type CodeDelivery, type Origin, sendCode } from './send-code.js'

/** The changes that have to be verified before they count. */
function pendingOf({ settings }: UserPool, user: User, changes: AttributeValues): ContactAttribute[] {
  const { AttributesRequireVerificationBeforeUpdate: held = [] } = settings.UserAttributeUpdateSettings ?? {}
  return CONTACTS.filter(
    name =>
      held.includes(name) &&
      settings.AutoVerifiedAttributes?.includes(name) &&
      changes.get(name) &&
      changes.get(name) !== user.attributes.get(name) &&
      !changes.has(`${name}_verified`),
  )
}

/**
 * Changes attributes, and sends codes to the changed contacts that the pool verifies by itself.
 *
 * @throws {ServiceError} InvalidParameterException, AliasExistsException; then nothing has changed.
 */
export async function changeAttributes(origin: Origin, user: User, changes: AttributeValues): Promise<CodeDelivery[]> {
  const { pool } = origin
  const pending = pendingOf(pool, user, changes)
  const isPending = (name: string) => pending.some(other => other === name)
  assertAttributesFree(pool, user, new Map([...changes].filter(([name]) => isPending(name))))
  const toVerify = updateAttributes(pool, user, new Map([...changes].filter(([name]) => !isPending(name))))
  const due = [...toVerify, ...pending]
  const isSettled = (name: ContactAttribute) => changes.has(name) && !due.includes(name)
  for (const name of CONTACTS.filter(isSettled)) pool.codes.drop(name, subjectOf(user))
  const deliveries: CodeDelivery[] = []
  for (const attribute of due) {
    const destination = changes.get(attribute) ?? ''
    const address = { attribute, destination, isPending: isPending(attribute) }
    deliveries.push(await sendCode(origin, user, attribute, 'UpdateUserAttribute', attribute, address))
  }
  return deliveries
}

function contactNamed(name: string): ContactAttribute {
  const attribute = CONTACTS.find(contact => contact === name)
  if (attribute) return attribute
  throw invalidParameter('Invalid attribute name. Only phone_number and email can be verified.')
}

const WHAT: Readonly<Record<ContactAttribute, string>> = { email: 'email address', phone_number: 'phone number' }

/** GetUserAttributeVerificationCode. */
export async function sendVerificationCode(origin: Origin, user: User, name: string): Promise<CodeDelivery> {
  const { pool } = origin
  const attribute = contactNamed(name)
  const subject = subjectOf(user)
  const pending = pool.codes.pendingAddress(attribute, subject)
  if (!pending && !user.attributes.has(attribute)) {
    throw invalidParameter(`User does not have a valid registered ${WHAT[attribute]}`)
  }
  pool.attemptLimits.count('sendAttributeCode', subject)
  return sendCode(origin, user, attribute, 'VerifyUserAttribute', attribute, pending)
}

/** VerifyUserAttribute. */
export function verifyAttribute(pool: UserPool, user: User, name: string, code: string): void {
  const attribute = contactNamed(name)
  const subject = subjectOf(user)
  pool.attemptLimits.count('verifyAttribute', subject)
  const { destination, isPending } = pool.codes.check(attribute, subject, code)
  if (isPending) {
    const changes = [[attribute, destination] as const, [`${attribute}_verified`, 'true'] as const]
    updateAttributes(pool, user, new Map(changes))
  } else verifyContact(pool, user, attribute)
  pool.codes.drop(attribute, subject)
}
