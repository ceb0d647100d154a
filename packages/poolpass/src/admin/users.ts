import type { UserType } from '@aws-sdk/client-cognito-identity-provider'
import { type AttributeMap, attributesToWire, checkAttributes, type StringMap } from '../cognito-idp/index.js'
import { type Checks, checkFlag, checkOptions, checkTextList, checkTextMap, oneOf } from '../errors/index.js'
import { type AttributeInput, type Attributes, fromWire } from './attributes.js'
import type { AdminService, SendOptions } from './service.js'
import { checkText } from './text.js'

/** How far the sign-up or the password is, as the service names it. */
export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'RESET_REQUIRED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'EXTERNAL_PROVIDER'
  | (string & {})

/** A user as an administrator sees it. */
export interface AdminUser {
  /** The real username, whatever name the user was asked for by. */
  readonly username: string
  /** Absent only where a list was asked for other attributes. */
  readonly sub: string | undefined
  /** With `sub`. Only those asked for, where a list was asked for some. */
  readonly attributes: Attributes
  /** How far the sign-up or the password is. */
  readonly status: UserStatus
  /** Whether the user may sign in. */
  readonly enabled: boolean
  /** When the user was made, by the service's clock. */
  readonly createdAt: Date | undefined
  /** When anything about the user was last changed. */
  readonly lastModifiedAt: Date | undefined
}

/** What only a look at a single user tells. */
export interface AdminUserDetails extends AdminUser {
  /** Second factors that are on, e.g. `SOFTWARE_TOKEN_MFA`. */
  readonly mfa: readonly string[]
  /** The factor that is asked for first; `undefined` where none is. */
  readonly preferredMfa: string | undefined
}

/** What a new user is made of, and how the user is told. */
export interface CreateUserOptions {
  /** In pools with UsernameAttributes an e-mail address or phone number; the username is then the `sub`. */
  readonly username: string
  /** By the pool's names, or by names of your own: see `attributeMap`. Default: none. */
  readonly attributes?: AttributeInput | undefined
  /** Which attributes have other names here than in the pool. */
  readonly attributeMap?: AttributeMap | undefined
  /** Must be changed at the first sign-in. Default: the pool makes one up. */
  readonly temporaryPassword?: string | undefined
  /** How the pool tells the user. Default: by the `deliveryMediums`; `none` sends nothing, `resend` invites again. */
  readonly invitation?: 'none' | 'resend' | undefined
  /** Default: SMS, which is the service's own. */
  readonly deliveryMediums?: readonly ('SMS' | 'EMAIL')[] | undefined
  /** Takes an alias away from who has it, e.g. an e-mail address. Default false: that is refused. */
  readonly forceAliasCreation?: boolean | undefined
  /** For the pool's pre-sign-up trigger alone. */
  readonly validationData?: AttributeInput | undefined
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
}

const checkMedium = oneOf(['SMS', 'EMAIL'])

const CREATE_OPTIONS: Checks<CreateUserOptions> = {
  username: checkText,
  attributes: checkAttributes,
  attributeMap: checkTextMap,
  temporaryPassword: checkText,
  invitation: oneOf(['none', 'resend']),
  deliveryMediums(option, mediums) {
    checkTextList(option, mediums)
    for (const medium of mediums as readonly string[]) checkMedium(option, medium)
  },
  forceAliasCreation: checkFlag,
  validationData: checkAttributes,
  clientMetadata: checkTextMap,
}

const MESSAGE_ACTIONS = { none: 'SUPPRESS', resend: 'RESEND' } as const

export async function createUser(
  service: AdminService,
  options: CreateUserOptions,
  send?: SendOptions,
): Promise<AdminUser> {
  checkOptions(options, CREATE_OPTIONS)
  const { invitation, attributes = {}, attributeMap, validationData, deliveryMediums } = options
  const input = {
    Username: checkText('username', options.username),
    UserAttributes: attributesToWire(attributes, attributeMap),
    TemporaryPassword: options.temporaryPassword,
    MessageAction: invitation && MESSAGE_ACTIONS[invitation],
    DesiredDeliveryMediums: deliveryMediums && [...deliveryMediums],
    ForceAliasCreation: options.forceAliasCreation,
    ValidationData: validationData && attributesToWire(validationData),
    ClientMetadata: options.clientMetadata,
  }
  const { User = {} } = await service.call('AdminCreateUser', input, send)
  return readUser(User, attributeMap)
}

/** How a user is shown. */
export interface ReadUserOptions {
  /** Which attributes have other names here than in the pool. */
  readonly attributeMap?: AttributeMap | undefined
}

const READ_OPTIONS: Checks<ReadUserOptions> = { attributeMap: checkTextMap }

export async function getUser(
  service: AdminService,
  username: string,
  options: ReadUserOptions = {},
  send?: SendOptions,
): Promise<AdminUserDetails> {
  checkOptions(options, READ_OPTIONS)
  const { attributeMap } = options
  const output = await service.call('AdminGetUser', { Username: checkText('username', username) }, send)
  return {
    ...readUser({ ...output, Attributes: output.UserAttributes }, attributeMap),
    mfa: output.UserMFASettingList ?? [],
    preferredMfa: output.PreferredMfaSetting,
  }
}

export function readUser(user: UserType, attributeMap?: AttributeMap): AdminUser {
  return {
    username: user.Username ?? '',
    sub: user.Attributes?.find(({ Name }) => Name === 'sub')?.Value,
    attributes: fromWire(user.Attributes, attributeMap),
    status: user.UserStatus ?? 'UNKNOWN',
    enabled: user.Enabled ?? true,
    createdAt: user.UserCreateDate,
    lastModifiedAt: user.UserLastModifiedDate,
  }
}

/** What goes with a call that the pool's triggers hear of. */
export interface MetadataOptions {
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
}

const METADATA_OPTIONS: Checks<MetadataOptions> = { clientMetadata: checkTextMap }

/** What goes with a change of a user. */
export interface UpdateUserOptions extends MetadataOptions {
  /** Which attributes have other names here than in the pool. */
  readonly attributeMap?: AttributeMap | undefined
}

const UPDATE_OPTIONS: Checks<UpdateUserOptions> = { ...METADATA_OPTIONS, attributeMap: checkTextMap }

export async function updateUser(
  service: AdminService,
  username: string,
  attributes: AttributeInput,
  options: UpdateUserOptions = {},
): Promise<void> {
  checkOptions(options, UPDATE_OPTIONS)
  await service.call('AdminUpdateUserAttributes', {
    Username: checkText('username', username),
    UserAttributes: attributesToWire(attributes, options.attributeMap),
    ClientMetadata: options.clientMetadata,
  })
}

export async function deleteUserAttributes(
  service: AdminService,
  username: string,
  names: readonly string[],
): Promise<void> {
  checkTextList('names', names)
  const input = { Username: checkText('username', username), UserAttributeNames: [...names] }
  await service.call('AdminDeleteUserAttributes', input)
}

/** Of what kind the password is. */
export interface SetPasswordOptions {
  /** Must be changed at the next sign-in. Default false. */
  readonly temporary?: boolean | undefined
}

export async function setPassword(
  service: AdminService,
  username: string,
  password: string,
  options: SetPasswordOptions = {},
  send?: SendOptions,
): Promise<void> {
  checkOptions(options, { temporary: checkFlag })
  const input = {
    Username: checkText('username', username),
    Password: checkText('password', password),
    Permanent: !options.temporary,
  }
  await service.call('AdminSetUserPassword', input, send)
}

/** The operations that take a username and nothing else. */
export type PlainOperation = 'AdminEnableUser' | 'AdminDisableUser' | 'AdminDeleteUser' | 'AdminUserGlobalSignOut'

export async function act(
  service: AdminService,
  operation: PlainOperation,
  username: string,
  send?: SendOptions,
): Promise<void> {
  await service.call(operation, { Username: checkText('username', username) }, send)
}

/** The operations that take a username, and something for the pool's triggers. */
export async function actWithMetadata(
  service: AdminService,
  operation: 'AdminResetUserPassword' | 'AdminConfirmSignUp',
  username: string,
  options: MetadataOptions = {},
): Promise<void> {
  checkOptions(options, METADATA_OPTIONS)
  const input = { Username: checkText('username', username), ClientMetadata: options.clientMetadata }
  await service.call(operation, input)
}
