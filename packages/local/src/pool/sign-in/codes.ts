import { maskedDestination, mediumOf, newCode, simulatedDestination } from '../delivery.js'
import { ServiceError } from '../service-error.js'
import type { ContactAttribute } from '../settings.js'
import type { Asked } from './attempt.js'
import { requireParameter } from './request.js'
import { type Advance, ask, type SessionStep, type Step } from './step.js'

export type CodeChallenge = 'SMS_MFA' | 'SMS_OTP' | 'EMAIL_OTP'

const CONTACTS: Readonly<Record<CodeChallenge, ContactAttribute>> = {
  SMS_MFA: 'phone_number',
  SMS_OTP: 'phone_number',
  EMAIL_OTP: 'email',
}

const MFA_DIGITS = 6
const FIRST_FACTOR_DIGITS = 8

/**
 * Sends a code, and asks for it. Nothing is sent for somebody who does not exist.
 *
 * @param to Default: the user's own e-mail address or phone number.
 */
export function askForCode(step: Step, name: CodeChallenge, more: Asked = {}, to?: string): Advance {
  const { request, subject } = step
  const attribute = CONTACTS[name]
  const medium = mediumOf(attribute)
  const { user } = subject
  const typed = request.parameters.get('USERNAME') ?? ''
  const destination =
    to ?? (user ? (user.attributes.get(attribute) ?? '') : simulatedDestination(typed, subject.userId, attribute))
  const code = newCode(more.isFirstFactor ? FIRST_FACTOR_DIGITS : MFA_DIGITS)
  const sentAt = new Date(request.pool.clock.nowMs()).toISOString()
  if (user) request.pool.inbox.deliver({ to: destination, medium, kind: name, code, sentAt, username: user.username })
  const parameters = {
    CODE_DELIVERY_DELIVERY_MEDIUM: medium,
    CODE_DELIVERY_DESTINATION: maskedDestination(attribute, destination),
    USER_ID_FOR_SRP: subject.userId,
  }
  return ask(step, name, parameters, { ...more, code })
}

/**
 * Checks the code of an answer. A wrong one leaves the session usable.
 *
 * @throws {ServiceError} CodeMismatchException
 */
export function assertCode({ request, asked, subject }: SessionStep, name: CodeChallenge): void {
  const given = requireParameter(request, `${name}_CODE`)
  if (subject.user === undefined || given !== asked.code) {
    throw new ServiceError('CodeMismatchException', 'Invalid code or auth state for the user.')
  }
}
