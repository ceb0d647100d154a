import { subjectOf } from '../credentials.js'
import { maskedDestination, mediumOf, simulatedDestination } from '../delivery.js'
import type { DeliveryMedium } from '../inbox.js'
import type { ContactAttribute, PoolSettings } from '../settings.js'
import {
  attributesForTrigger,
  callTrigger,
  metadataForTrigger,
  type TriggerContext,
  unrecognizable,
} from '../triggers.js'
import type { User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import type { Address, CodeHolder, CodePurpose } from './sent-codes.js'

/** CodeDeliveryDetails. */
export interface CodeDelivery {
  readonly attribute: ContactAttribute
  readonly medium: DeliveryMedium
  /** Masked. */
  readonly destination: string
}

/** Where a request comes from. */
export interface Origin extends TriggerContext {
  readonly pool: UserPool
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined
}

/** What the CustomMessage trigger calls the occasion. */
export type MessageSource = 'SignUp' | 'ResendCode' | 'ForgotPassword' | 'UpdateUserAttribute' | 'VerifyUserAttribute'

const CODE_PARAMETER = '{####}'
const DEFAULT_MESSAGE = `Your confirmation code is ${CODE_PARAMETER}`
const DEFAULT_SUBJECT = 'Your verification code'

interface Message {
  /** With {@link CODE_PARAMETER} in it. */
  readonly text: string
  /** Of an e-mail. */
  readonly subject?: string
}

function messageOf(settings: PoolSettings, attribute: ContactAttribute): Message {
  const { VerificationMessageTemplate: template = {} } = settings
  if (attribute === 'phone_number') {
    return { text: template.SmsMessage ?? settings.SmsVerificationMessage ?? DEFAULT_MESSAGE }
  }
  return {
    text: template.EmailMessage ?? settings.EmailVerificationMessage ?? DEFAULT_MESSAGE,
    subject: template.EmailSubject ?? settings.EmailVerificationSubject ?? DEFAULT_SUBJECT,
  }
}

/** @throws {ServiceError} InvalidLambdaResponseException where the trigger's message has no place for the code. */
async function writeMessage(
  origin: Origin,
  user: User,
  source: MessageSource,
  attribute: ContactAttribute,
): Promise<Message> {
  const usual = messageOf(origin.pool.settings, attribute)
  const response = await callTrigger(origin, 'customMessage', source, user.username, {
    userAttributes: attributesForTrigger(user),
    codeParameter: CODE_PARAMETER,
    usernameParameter: null,
    ...metadataForTrigger(origin.clientMetadata),
  })
  const text = (attribute === 'email' ? response?.emailMessage : response?.smsMessage) || usual.text
  if (!text.includes(CODE_PARAMETER)) throw unrecognizable()
  const subject = response?.emailSubject || usual.subject
  return attribute === 'email' && subject !== undefined ? { text, subject } : { text }
}

const deliveryTo = (attribute: ContactAttribute, destination: string): CodeDelivery => ({
  attribute,
  medium: mediumOf(attribute),
  destination: maskedDestination(attribute, destination),
})

/**
 * Sends a user a code.
 *
 * @param address Default: the one that the account has.
 */
export async function sendCode(
  origin: Origin,
  user: User,
  purpose: CodePurpose,
  source: MessageSource,
  attribute: ContactAttribute,
  address: Address = { attribute, destination: user.attributes.get(attribute) ?? '' },
): Promise<CodeDelivery> {
  const { pool } = origin
  const { destination } = address
  const { text, ...rest } = await writeMessage(origin, user, source, attribute)
  const code = pool.codes.open(purpose, subjectOf(user), address)
  pool.inbox.deliver({
    to: destination,
    medium: mediumOf(attribute),
    kind: source,
    code,
    message: text.replaceAll(CODE_PARAMETER, code),
    ...rest,
    sentAt: new Date(pool.clock.nowMs()).toISOString(),
    username: user.username,
  })
  return deliveryTo(attribute, destination)
}

/**
 * Answers as if a code had been sent, to somebody who does not exist or cannot get one.
 *
 * @param name As it was typed.
 */
export function pretendToSendCode(
  pool: UserPool,
  holder: CodeHolder,
  purpose: CodePurpose,
  name: string,
): CodeDelivery {
  pool.codes.open(purpose, holder)
  const attribute = /^\+\d+$/.test(name) ? 'phone_number' : 'email'
  return deliveryTo(attribute, simulatedDestination(name, holder.userId, attribute))
}
