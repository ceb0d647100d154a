/** What the user of a session may do with the account. Loaded when it is asked for. */

import * as account from '../account/index.js'
import {
  checkFlag,
  checkOptions,
  checkSignal,
  checkText,
  checkTextList,
  checkTextMap,
  invalidOption,
  oneOf,
  PoolpassError,
  unchecked,
  wholeNumber,
} from '../errors/index.js'
import { type Challenge, type ChallengeJson, readChallenge } from '../sign-in/challenge.js'
import type { ConfirmedDevice } from '../sign-in/confirm-device.js'
import type { SoftwareTokenLabel, SoftwareTokenSecret } from '../sign-in/index.js'
import { leftUnanswered } from '../sign-in/left-unanswered.js'
import { beginMfaSetup } from '../sign-in/mfa-setup.js'
import { printWithout } from '../sign-in/print-without.js'
import { deviceKeyOf } from './held-session.js'
import type { Session } from './session.js'

/** A device of the user. Default: the session's own. */
export interface WhichDevice {
  /** Its id in the pool. Default: of the device that the session was signed in from. */
  readonly deviceKey?: string | undefined
}

export interface AssociateOptions extends Partial<SoftwareTokenLabel> {
  readonly challenge?: Challenge | ChallengeJson | undefined
}

/** Who is meant. Default: the user of the session. */
export interface WhichUser {
  /** The username, or an alias that the pool accepts. Default: the session's. */
  readonly username?: string | undefined
}

/** What a new user is made of. `username` is the constructor's unless given. */
export type RegisterOptions<Names extends account.AttributeMap> = WhichUser & account.SignUpOptions<Names>
/** What goes with a sign-up's code, and whose it is. */
export type ConfirmOptions = WhichUser & account.ConfirmSignUpOptions
/** Who is meant by a call that needs no session, and what goes with it. */
export type PublicCallOptions = WhichUser & account.PublicOptions

/** Which checks the options of a call take. A wrong one is told before anything is sent, be it for a token. */
const PUBLIC = { username: checkText, clientMetadata: checkTextMap, signal: checkSignal }
const SIGN_UP = { ...PUBLIC, password: checkText, attributes: unchecked, attributeMap: checkTextMap }
/** What `register()` returned may be given as it is. */
const REGISTRATION = { sub: unchecked, isConfirmed: unchecked, codeDelivery: unchecked }
const CONFIRM_SIGN_UP = { ...PUBLIC, ...REGISTRATION, session: checkText, forceAliasCreation: checkFlag }
const CONFIRM_FORGOT_PASSWORD = { ...PUBLIC, code: checkText, newPassword: checkText }
const LABEL = { issuer: checkText, account: checkText, challenge: unchecked }
const checkAttribute = oneOf(['email', 'phone_number'])
const DEVICE_KEY = { deviceKey: checkText }
const DEVICE_NAME = { deviceName: checkText }

function nameOf({ username }: Session, given: string | undefined): string {
  const name = given ?? username
  if (name === undefined) throw invalidOption('username', 'is needed: this session has none of its own')
  return name
}

export async function register<const Names extends account.AttributeMap>(
  session: Session,
  given: RegisterOptions<Names>,
): Promise<account.Registration> {
  checkOptions(given, { ...SIGN_UP, validationData: checkTextMap })
  const { username, ...options } = given
  return account.signUp<Names>(session.pool.client, nameOf(session, username), options)
}

export async function confirmSignUp(
  session: Session,
  code: string,
  given: ConfirmOptions,
): Promise<string | undefined> {
  checkOptions(given, CONFIRM_SIGN_UP)
  const { username, ...options } = given
  return account.confirmSignUp(session.pool.client, nameOf(session, username), code, options)
}

export async function resendConfirmationCode(
  session: Session,
  given: PublicCallOptions,
): Promise<account.CodeDelivery> {
  checkOptions(given, PUBLIC)
  const { username, ...options } = given
  return account.resendConfirmationCode(session.pool.client, nameOf(session, username), options)
}

export async function initiateForgotPassword(
  session: Session,
  given: PublicCallOptions,
): Promise<account.CodeDelivery> {
  checkOptions(given, PUBLIC)
  const { username, ...options } = given
  return account.forgotPassword(session.pool.client, nameOf(session, username), options)
}

/** The code that was sent, and the password to set. */
export interface ConfirmForgotPasswordOptions extends PublicCallOptions {
  /** As the user got it. */
  readonly code: string
  /** Has to satisfy the pool's policy. */
  readonly newPassword: string
}

export async function confirmForgotPassword(session: Session, given: ConfirmForgotPasswordOptions): Promise<void> {
  checkOptions(given, CONFIRM_FORGOT_PASSWORD)
  const { username, code, newPassword, ...options } = given
  const name = nameOf(session, username)
  await account.confirmForgotPassword(session.pool.client, name, code, newPassword, options)
  await session.signIns.passwordChanged(name, newPassword)
}

/** Both passwords of a change. */
export interface ChangePasswordOptions {
  /** The one that is still good. */
  readonly previousPassword: string
  /** Has to satisfy the pool's policy. */
  readonly proposedPassword: string
}

export async function changePassword(session: Session, options: ChangePasswordOptions): Promise<void> {
  checkOptions(options, { previousPassword: checkText, proposedPassword: checkText })
  const { previousPassword, proposedPassword } = options
  checkText('previousPassword', previousPassword)
  checkText('proposedPassword', proposedPassword)
  const { client } = session.pool
  await account.changePassword(client, await tokenOf(session), previousPassword, proposedPassword)
  const storedAs = session.held?.storedAs
  if (storedAs !== undefined) await session.signIns.passwordChanged(storedAs, proposedPassword)
}

/** The profile of whoever is signed in. */
export async function getUser<const Names extends account.AttributeMap>(
  session: Session,
  options: account.MappingOptions<Names>,
): Promise<account.CognitoUser<Names[keyof Names]>> {
  checkOptions(options, { attributeMap: checkTextMap })
  const { attributeMap } = options
  const { client } = session.pool
  const load = async () => account.getUser(client, await tokenOf(session), { attributeMap })
  return new account.CognitoUser<Names[keyof Names]>(await load(), {
    attributeMap: attributeMap ?? {},
    load,
    update: (changes, clientMetadata) => updateProfile(session, changes, { attributeMap, clientMetadata }),
    delete: () => deleteUser(session),
  })
}

export async function updateProfile(
  session: Session,
  attributes: object,
  options: account.ProfileOptions<account.AttributeMap>,
): Promise<account.CodeDelivery[]> {
  checkOptions(options, { attributeMap: checkTextMap, clientMetadata: checkTextMap })
  account.checkAttributes('attributes', attributes)
  return account.updateProfile(session.pool.client, await tokenOf(session), attributes, options)
}

export async function deleteAttributes(session: Session, names: readonly string[]): Promise<void> {
  checkTextList('names', names)
  if (names.length === 0) throw invalidOption('names', 'must hold at least one name')
  await account.deleteAttributes(session.pool.client, await tokenOf(session), names)
}

export async function sendVerification(
  session: Session,
  attribute: account.VerifiableAttribute,
  options: Pick<account.ProfileOptions<account.AttributeMap>, 'clientMetadata'>,
): Promise<account.CodeDelivery> {
  checkAttribute('attribute', attribute)
  checkOptions(options, { clientMetadata: checkTextMap })
  return account.sendVerification(session.pool.client, await tokenOf(session), attribute, options)
}

export async function validateVerification(
  session: Session,
  code: string,
  attribute: account.VerifiableAttribute,
): Promise<void> {
  checkText('code', code)
  checkAttribute('attribute', attribute)
  await account.validateVerification(session.pool.client, await tokenOf(session), code, attribute)
}

export async function deleteUser(session: Session): Promise<void> {
  await account.deleteUser(session.pool.client, await tokenOf(session))
  await session.userDeleted()
}

const tokenOf = (session: Session) => session.token('access_token')

export async function associateSoftwareToken(
  session: Session,
  options: AssociateOptions,
): Promise<SoftwareTokenSecret> {
  checkOptions(options, LABEL)
  const { client } = session.pool
  if (options.challenge !== undefined) {
    const json = readChallenge(options.challenge, client.userPoolId, client.clientId)
    const setup = await beginMfaSetup(client, json, options)
    const isOfLastSignIn = session.refusals.pending?.toJSON().session === json.session
    if (isOfLastSignIn) session.refusals.amend(leftUnanswered(setup.challenge.toJSON(), undefined, true))
    return setup
  }
  const { issuer = client.userPoolId, account: name = session.username ?? '' } = options
  return account.associateSoftwareToken(client, await tokenOf(session), { issuer, account: name })
}

export async function verifySoftwareToken(
  session: Session,
  code: string,
  options: { readonly deviceName?: string | undefined },
): Promise<void> {
  checkText('code', code)
  checkOptions(options, DEVICE_NAME)
  await account.verifySoftwareToken(session.pool.client, await tokenOf(session), code, options)
}

export async function setUserMfaPreference(session: Session, preferences: account.MfaPreferences): Promise<void> {
  account.checkMfaPreferences(preferences)
  await account.setUserMfaPreference(session.pool.client, await tokenOf(session), preferences)
}

export async function confirmDevice(
  session: Session,
  options: { readonly deviceName?: string | undefined },
): Promise<ConfirmedDevice> {
  checkOptions(options, DEVICE_NAME)
  const accessToken = await tokenOf(session)
  const { newDevice } = session.held ?? {}
  if (!newDevice) throw new PoolpassError('ERR_POOLPASS_DEVICE_UNKNOWN', 'there is no new device to confirm')
  const confirmed = await account.confirmDevice(session.pool.client, accessToken, newDevice, options.deviceName)
  const { userConfirmationNecessary: _, ...device } = confirmed
  if (session.held) await session.holding.keepDevice(session.held, device)
  return printWithout(confirmed, 'devicePassword')
}

export async function updateDeviceStatus(
  session: Session,
  status: account.DeviceStatus,
  which: WhichDevice,
): Promise<void> {
  account.checkDeviceStatus(status)
  checkOptions(which, DEVICE_KEY)
  const accessToken = await tokenOf(session)
  await account.updateDeviceStatus(session.pool.client, accessToken, keyOf(session, which), status)
}

export async function forgetDevice(session: Session, which: WhichDevice): Promise<void> {
  checkOptions(which, DEVICE_KEY)
  const accessToken = await tokenOf(session)
  const deviceKey = keyOf(session, which)
  await account.forgetDevice(session.pool.client, accessToken, deviceKey)
  const { held } = session
  if (!held || deviceKeyOf(held) !== deviceKey) return
  await session.holding.signer.forget(held.storedAs, deviceKey)
  await session.holding.change(held, { device: undefined, newDevice: undefined })
}

export async function getDevice(session: Session, which: WhichDevice): Promise<account.Device> {
  checkOptions(which, DEVICE_KEY)
  const accessToken = await tokenOf(session)
  return account.getDevice(session.pool.client, accessToken, keyOf(session, which))
}

export async function listDevices(
  session: Session,
  options: { readonly limit?: number | undefined; readonly paginationToken?: string | undefined },
): Promise<account.DevicePage> {
  checkOptions(options, { limit: wholeNumber(0, 60), paginationToken: checkText })
  return account.listDevices(session.pool.client, await tokenOf(session), options)
}

function keyOf({ held }: Session, { deviceKey }: WhichDevice): string {
  const key = deviceKey ?? (held && deviceKeyOf(held))
  if (key) return key
  throw invalidOption('deviceKey', 'is needed: this session has no device of its own')
}
