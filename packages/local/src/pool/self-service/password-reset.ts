import { setPassword, subjectOf } from '../credentials.js'
import { assertPasswordPolicy } from '../password-policy.js'
import { invalidParameter, notAuthorized } from '../service-error.js'
import type { ContactAttribute } from '../settings.js'
import type { MfaFactor, User, UserStatus } from '../user.js'
import { passwordPolicyOf, type UserPool } from '../user-pool.js'
import { type AccountRequest, findAccount } from './request.js'
import { type CodeDelivery, type Origin, pretendToSendCode, sendCode } from './send-code.js'
import { codeMismatch } from './sent-codes.js'
import { confirmed } from './sign-up.js'
import { migrateUser } from './user-migration.js'

const CONTACTS: Readonly<Record<string, readonly ContactAttribute[]>> = {
  verified_email: ['email'],
  verified_phone_number: ['phone_number'],
  admin_only: [],
}

/** A code must not be all that is asked for, where the same telephone or mail box is the second factor. */
const FACTORS: Readonly<Record<ContactAttribute, MfaFactor>> = { email: 'EMAIL_OTP', phone_number: 'SMS_MFA' }

/** The contacts that codes may go to, the preferred one first. */
function recoveryContacts({ settings }: UserPool): readonly ContactAttribute[] {
  const { RecoveryMechanisms: mechanisms } = settings.AccountRecoverySetting ?? {}
  if (mechanisms === undefined) return ['phone_number', 'email']
  return [...mechanisms].sort((a, b) => a.Priority - b.Priority).flatMap(({ Name }) => CONTACTS[Name] ?? [])
}

function assertSelfService(pool: UserPool): void {
  if (recoveryContacts(pool).length === 0) throw notAuthorized('Contact administrator to reset password.')
}

function contactOf(pool: UserPool, user: User): ContactAttribute | undefined {
  const countsFactors = pool.settings.AccountRecoverySetting !== undefined
  return recoveryContacts(pool).find(
    name =>
      user.attributes.has(name) &&
      user.attributes.get(`${name}_verified`) === 'true' &&
      !(countsFactors && user.enabledFactors.has(FACTORS[name])),
  )
}

const noContact = () =>
  invalidParameter('Cannot reset password for the user as there is no registered/verified email or phone_number')

function assertStatus(user: User, refused: readonly UserStatus[]): void {
  if (refused.includes(user.status)) throw notAuthorized('User password cannot be reset in the current state.')
}

/** ForgotPassword. */
export async function forgotPassword(request: AccountRequest): Promise<CodeDelivery> {
  const { pool, client, username } = request
  assertSelfService(pool)
  await migrateUser(request, 'ForgotPassword')
  const subject = findAccount(request)
  const { user } = subject
  pool.attemptLimits.count('passwordReset', subject)
  if (user) assertStatus(user, ['FORCE_CHANGE_PASSWORD'])
  const attribute = user && contactOf(pool, user)
  if (user && attribute) return sendCode(request, user, 'passwordReset', 'ForgotPassword', attribute)
  if (!client.hidesUnknownUsers) throw noContact()
  return pretendToSendCode(pool, subject, 'passwordReset', username)
}

export interface NewPasswordRequest extends AccountRequest {
  readonly code: string
  readonly password: string
}

/** ConfirmForgotPassword. A password that the policy refuses leaves the code usable. */
export async function confirmForgotPassword(request: NewPasswordRequest): Promise<void> {
  const { pool, code, password } = request
  const subject = findAccount(request)
  const { user } = subject
  pool.attemptLimits.count('passwordReset', subject)
  assertPasswordPolicy(password, passwordPolicyOf(pool))
  if (user) assertStatus(user, ['FORCE_CHANGE_PASSWORD'])
  pool.codes.check('passwordReset', subject, code)
  if (user === undefined) throw codeMismatch()
  pool.codes.drop('passwordReset', subject)
  await setPassword(pool, user, password, 'CONFIRMED')
  await confirmed(request, user, 'ConfirmForgotPassword')
}

/** AdminResetUserPassword: the password is of no use until a code replaced it. */
export async function resetPassword(origin: Origin, user: User): Promise<void> {
  const { pool } = origin
  assertSelfService(pool)
  assertStatus(user, ['FORCE_CHANGE_PASSWORD', 'UNCONFIRMED'])
  const attribute = contactOf(pool, user)
  if (attribute === undefined) throw noContact()
  pool.attemptLimits.count('passwordReset', subjectOf(user))
  await sendCode(origin, user, 'passwordReset', 'ForgotPassword', attribute)
  pool.users.change(user, { status: 'RESET_REQUIRED', modifiedAtMs: pool.clock.nowMs() })
}
