import type { AppClient } from '../app-client.js'
import { assertWritable } from '../attribute-access.js'
import type { AttributeValues } from '../attribute-values.js'
import { newSub } from '../identifiers.js'
import { assertPasswordPolicy } from '../password-policy.js'
import { invalidParameter, notAuthorized } from '../service-error.js'
import type { ContactAttribute } from '../settings.js'
import {
  attributesForTrigger,
  callTrigger,
  metadataForTrigger,
  type PreSignUpEvent,
  unrecognizable,
} from '../triggers.js'
import type { User } from '../user.js'
import { passwordPolicyOf, type UserPool } from '../user-pool.js'
import { createUser, verifyContact } from '../users.js'
import { type AccountRequest, findAccount } from './request.js'
import { type CodeDelivery, type Origin, pretendToSendCode, sendCode } from './send-code.js'
import { codeMismatch } from './sent-codes.js'
import { findSignUpSession, openSignUpSession } from './sign-up-sessions.js'

export interface SignUpRequest extends AccountRequest {
  readonly password: string
  readonly attributes: AttributeValues
  readonly validationData?: AttributeValues
}

export interface SignedUp {
  readonly user: User
  readonly delivery?: CodeDelivery
  readonly session?: string
}

/** The username may be the value of an attribute. */
const isGiven = ({ pool, attributes }: SignUpRequest, name: string) =>
  Boolean(attributes.get(name)) || pool.settings.UsernameAttributes?.some(other => other === name) === true

function assertSignUpAttributes(request: SignUpRequest): void {
  const { pool, client, attributes } = request
  for (const name of attributes.keys()) assertWritable(client, name)
  const missing = [...pool.schema.values()]
    .filter(({ name, isRequired }) => isRequired && name !== 'sub' && !isGiven(request, name))
    .map(({ name }) => `${name}: The attribute is required`)
  if (missing.length > 0) throw invalidParameter(`Attributes did not conform to the schema: ${missing.join('\n')}`)
  if (pool.settings.AliasAttributes?.includes('preferred_username') && attributes.get('preferred_username')) {
    throw invalidParameter('preferred_username cannot be set before the user is confirmed.')
  }
}

type Decisions = NonNullable<PreSignUpEvent['response']>

/** Asks the trigger before a user is made. It may let the user in at once, or refuse by throwing. */
export async function askPreSignUp(
  origin: Origin,
  source: 'SignUp' | 'AdminCreateUser',
  userName: string,
  attributes: AttributeValues,
  validationData: AttributeValues = new Map(),
): Promise<Decisions> {
  const response = await callTrigger(origin, 'preSignUp', source, userName, {
    userAttributes: Object.fromEntries(attributes),
    validationData: Object.fromEntries(validationData),
    ...metadataForTrigger(origin.clientMetadata),
  })
  return response ?? {}
}

/** The addresses that the trigger vouches for. */
const vouchedFor = ({ autoVerifyEmail, autoVerifyPhone }: Decisions): readonly ContactAttribute[] => [
  ...(autoVerifyEmail ? (['email'] as const) : []),
  ...(autoVerifyPhone ? (['phone_number'] as const) : []),
]

/** The telephone goes first. */
function contactToVerify({ settings }: UserPool, user: User): ContactAttribute | undefined {
  const isDue = (name: ContactAttribute) =>
    settings.AutoVerifiedAttributes?.includes(name) === true && user.attributes.has(name)
  return (['phone_number', 'email'] as const).find(isDue)
}

const sendSignUpCode = (origin: Origin, user: User, source: 'SignUp' | 'ResendCode', attribute: ContactAttribute) =>
  sendCode(origin, user, 'signUp', source, attribute)

export async function confirmed(origin: Origin, user: User, source: 'ConfirmSignUp' | 'ConfirmForgotPassword') {
  const { pool } = origin
  pool.users.change(user, { status: 'CONFIRMED', modifiedAtMs: pool.clock.nowMs() })
  await callTrigger(origin, 'postConfirmation', source, user.username, {
    userAttributes: attributesForTrigger(user),
    ...metadataForTrigger(origin.clientMetadata),
  })
}

const maySignInByChoice = ({ enabledFlows }: AppClient) => enabledFlows.has('ALLOW_USER_AUTH')

/** SignUp. */
export async function signUp(request: SignUpRequest): Promise<SignedUp> {
  const { pool, client, username, password, attributes, validationData } = request
  if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
    throw notAuthorized('SignUp is not permitted for this user pool')
  }
  assertPasswordPolicy(password, passwordPolicyOf(pool))
  assertSignUpAttributes(request)
  const sub = newSub()
  const userName = pool.settings.UsernameAttributes?.length ? sub : username
  const decisions = await askPreSignUp(request, 'SignUp', userName, attributes, validationData)
  const verified = vouchedFor(decisions)
  if (!verified.every(name => isGiven(request, name))) throw unrecognizable()
  const takenMessage = 'User already exists'
  const user = await createUser(pool, { username, password, status: 'UNCONFIRMED', attributes, sub, takenMessage })
  // Somebody else's alias moves along.
  for (const name of verified) if (user.attributes.has(name)) verifyContact(pool, user, name, true)
  if (decisions.autoConfirmUser) {
    await confirmed(request, user, 'ConfirmSignUp')
    return { user }
  }
  const attribute = contactToVerify(pool, user)
  const delivery = attribute && (await sendSignUpCode(request, user, 'SignUp', attribute))
  return {
    user,
    ...(delivery && { delivery }),
    ...(maySignInByChoice(client) && { session: openSignUpSession(pool, client, 'SignUp', sub) }),
  }
}

export interface ConfirmSignUpRequest extends AccountRequest {
  readonly code: string
  /** An address that another user signs in with becomes this user's. */
  readonly mayMoveAlias: boolean
  readonly session?: string | undefined
}

export function assertUnconfirmed(user: User): void {
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
  }
}

/**
 * ConfirmSignUp.
 *
 * @returns A session to sign in with, where the client allows that. Nobody has to give SignUp's for it.
 */
export async function confirmSignUp(request: ConfirmSignUpRequest): Promise<string | undefined> {
  const { pool, client, code, mayMoveAlias, session } = request
  const subject = findAccount(request)
  const { user } = subject
  pool.attemptLimits.count('confirmSignUp', subject)
  if (user) assertUnconfirmed(user)
  const found = session === undefined ? undefined : findSignUpSession(pool, client, 'SignUp', user?.sub, session)
  const { attribute } = pool.codes.check('signUp', subject, code)
  if (user === undefined) throw codeMismatch()
  verifyContact(pool, user, attribute, mayMoveAlias)
  pool.codes.drop('signUp', subject)
  if (found) pool.sessions.end(found)
  await confirmed(request, user, 'ConfirmSignUp')
  return maySignInByChoice(client) ? openSignUpSession(pool, client, 'ConfirmSignUp', user.sub) : undefined
}

/** ResendConfirmationCode. */
export async function resendConfirmationCode(request: AccountRequest): Promise<CodeDelivery> {
  const { pool, username } = request
  const subject = findAccount(request)
  const { user } = subject
  pool.attemptLimits.count('resendConfirmationCode', subject)
  if (user === undefined) return pretendToSendCode(pool, subject, 'signUp', username)
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
  const attribute = contactToVerify(pool, user)
  if (attribute === undefined) throw invalidParameter('Cannot resend codes. Auto verification not turned on.')
  return sendSignUpCode(request, user, 'ResendCode', attribute)
}
