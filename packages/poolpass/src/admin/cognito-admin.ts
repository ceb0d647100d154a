import type { Clock } from '../cognito-idp/index.js'
import { type Checks, checkObject, checkOptions, unchecked } from '../errors/index.js'
import { checkClock } from '../sign-in/app-client.js'
import type { Challenge, ChallengeJson, SecretSource, SignInResult } from '../sign-in/index.js'
import type { Device, DeviceStatus } from '../sign-in/known-device.js'
import { type MfaPreferences, mfaPreferenceInput } from '../sign-in/mfa-preferences.js'
import { checkSecretSource } from '../sign-in/secret-source.js'
import * as clients from './app-clients.js'
import type { AttributeInput } from './attributes.js'
import * as signIn from './authenticate.js'
import { type ExportedUser, type ExportOptions, exportUsers } from './bulk/export-users.js'
import { type ImportOptions, type ImportSource, importUsers } from './bulk/import-users.js'
import type { ImportResult } from './bulk/progress.js'
import * as devices from './devices.js'
import * as groups from './groups.js'
import * as providers from './identity-providers.js'
import { listUsers, type UsersOptions, usersInGroup } from './list-users.js'
import { Lanes } from './merge.js'
import type { ListOptions } from './pages.js'
import { AdminService, type SdkClient } from './service.js'
import { checkText } from './text.js'
import * as users from './users.js'

/** Which pool, and how the service is reached. */
export interface CognitoAdminOptions {
  /** `<region>_<id>`, e.g. `us-east-1_AbCdEfGhI`. */
  readonly userPoolId: string
  /** A `CognitoIdentityProviderClient`, or what to make one of. Default: one of the pool's region. */
  readonly client?: SdkClient | undefined
  /** For {@link CognitoAdmin.authenticate} alone. */
  readonly clientId?: string | undefined
  /** Only for app clients that have one. */
  readonly clientSecret?: SecretSource | undefined
  /** Where the time is read, and waited for. For tests. */
  readonly clock?: Clock | undefined
}

const OPTIONS: Checks<CognitoAdminOptions> = {
  userPoolId: unchecked,
  client: checkObject,
  clientId: checkText,
  clientSecret: checkSecretSource,
  clock: checkClock,
}

/**
 * A user pool in the hands of an administrator: all that needs IAM credentials, over the AWS SDK's client.
 *
 * Every method throws a `TypeError` or `RangeError` (`ERR_POOLPASS_INVALID_OPTION`) for the caller's own mistakes,
 * before anything is sent; a `CognitoServiceError` with the service's `name` for what the service refuses; and an
 * `UnavailableError` where there is no answer.
 *
 * A user is named by username, alias or `sub`.
 */
export class CognitoAdmin {
  /** `<region>_<id>`. */
  readonly userPoolId: string
  readonly #service: AdminService
  readonly #client: signIn.AppClientChoice
  readonly #lanes = new Lanes()

  /** No I/O is done. */
  constructor(options: CognitoAdminOptions) {
    checkOptions(options, OPTIONS)
    const { clientId, clientSecret } = options
    this.#service = new AdminService(options)
    this.#client = { clientId, clientSecret }
    this.userPoolId = options.userPoolId
  }

  /** AdminCreateUser. The user has to change the temporary password at the first sign-in. */
  createUser(options: users.CreateUserOptions): Promise<users.AdminUser> {
    return users.createUser(this.#service, options)
  }

  /** AdminGetUser. */
  getUser(username: string, options?: users.ReadUserOptions): Promise<users.AdminUserDetails> {
    return users.getUser(this.#service, username, options)
  }

  /** AdminUpdateUserAttributes. What is not named stays; an empty text removes an attribute. */
  updateUser(username: string, attributes: AttributeInput, options?: users.UpdateUserOptions): Promise<void> {
    return users.updateUser(this.#service, username, attributes, options)
  }

  /** AdminDeleteUserAttributes. */
  deleteUserAttributes(username: string, names: readonly string[]): Promise<void> {
    return users.deleteUserAttributes(this.#service, username, names)
  }

  /** AdminSetUserPassword. The user is confirmed by it, unless the password is `temporary`. */
  setPassword(username: string, password: string, options?: users.SetPasswordOptions): Promise<void> {
    return users.setPassword(this.#service, username, password, options)
  }

  /** AdminResetUserPassword. The user is sent a code, and signs in again after ConfirmForgotPassword. */
  resetPassword(username: string, options?: users.MetadataOptions): Promise<void> {
    return users.actWithMetadata(this.#service, 'AdminResetUserPassword', username, options)
  }

  /** AdminConfirmSignUp: without the code that the user was sent. */
  confirmSignUp(username: string, options?: users.MetadataOptions): Promise<void> {
    return users.actWithMetadata(this.#service, 'AdminConfirmSignUp', username, options)
  }

  /** AdminEnableUser. */
  enableUser(username: string): Promise<void> {
    return users.act(this.#service, 'AdminEnableUser', username)
  }

  /** AdminDisableUser. It ends all of the user's sessions. */
  disableUser(username: string): Promise<void> {
    return users.act(this.#service, 'AdminDisableUser', username)
  }

  /** AdminDeleteUser. */
  deleteUser(username: string): Promise<void> {
    return users.act(this.#service, 'AdminDeleteUser', username)
  }

  /** AdminUserGlobalSignOut: ends all of the user's sessions. */
  signOutEverywhere(username: string): Promise<void> {
    return users.act(this.#service, 'AdminUserGlobalSignOut', username)
  }

  /** AdminSetUserMFAPreference. Factors that are not named stay as they are. */
  async setUserMfaPreference(username: string, preferences: MfaPreferences): Promise<void> {
    const input = { Username: checkText('username', username), ...mfaPreferenceInput(preferences) }
    await this.#service.call('AdminSetUserMFAPreference', input)
  }

  /** AdminListDevices, all of its pages. */
  devices(username: string, options?: ListOptions): AsyncGenerator<Device, void, void> {
    return devices.listDevices(this.#service, username, options)
  }

  /** AdminGetDevice. */
  getDevice(username: string, deviceKey: string): Promise<Device> {
    return devices.getDevice(this.#service, username, deviceKey)
  }

  /** AdminUpdateDeviceStatus: whether the device may stand in for a second factor. */
  updateDeviceStatus(username: string, deviceKey: string, status: DeviceStatus): Promise<void> {
    return devices.updateDeviceStatus(this.#service, username, deviceKey, status)
  }

  /** AdminForgetDevice. */
  forgetDevice(username: string, deviceKey: string): Promise<void> {
    return devices.forgetDevice(this.#service, username, deviceKey)
  }

  /** ListUsers, all of its pages: each is asked for when the one before is used up, within the hour. */
  users(options?: UsersOptions): AsyncGenerator<users.AdminUser, void, void> {
    return listUsers(this.#service, options)
  }

  /** CreateGroup. */
  createGroup(groupName: string, settings: groups.GroupSettings = {}): Promise<groups.Group> {
    return groups.createGroup(this.#service, groupName, settings)
  }

  /** GetGroup. */
  getGroup(groupName: string): Promise<groups.Group> {
    return groups.getGroup(this.#service, groupName)
  }

  /** UpdateGroup. What is not named stays. */
  updateGroup(groupName: string, changes: groups.GroupSettings): Promise<groups.Group> {
    return this.#lanes.run(`group ${groupName}`, () => groups.updateGroup(this.#service, groupName, changes))
  }

  /** DeleteGroup. Its members stay, without the group. */
  deleteGroup(groupName: string): Promise<void> {
    return groups.deleteGroup(this.#service, groupName)
  }

  /** ListGroups, all of its pages. */
  groups(options?: ListOptions): AsyncGenerator<groups.Group, void, void> {
    return groups.listGroups(this.#service, options)
  }

  /** ListUsersInGroup, all of its pages. */
  usersInGroup(groupName: string, options?: ListOptions): AsyncGenerator<users.AdminUser, void, void> {
    return usersInGroup(this.#service, groupName, options)
  }

  /** AdminListGroupsForUser, all of its pages. */
  groupsForUser(username: string, options?: ListOptions): AsyncGenerator<groups.Group, void, void> {
    return groups.groupsForUser(this.#service, username, options)
  }

  /** AdminAddUserToGroup. Does nothing for a member. */
  addUserToGroup(username: string, groupName: string): Promise<void> {
    return groups.changeMembership(this.#service, 'AdminAddUserToGroup', username, groupName)
  }

  /** AdminRemoveUserFromGroup. */
  removeUserFromGroup(username: string, groupName: string): Promise<void> {
    return groups.changeMembership(this.#service, 'AdminRemoveUserFromGroup', username, groupName)
  }

  /** CreateUserPoolClient. Members are spelt as the AWS SDK spells them. */
  createUserPoolClient(settings: clients.NewUserPoolClient): Promise<clients.UserPoolClient> {
    return clients.createUserPoolClient(this.#service, settings)
  }

  /** DescribeUserPoolClient. **The answer holds the client's secret.** */
  describeUserPoolClient(clientId: string): Promise<clients.UserPoolClient> {
    return clients.describeUserPoolClient(this.#service, clientId)
  }

  /** UpdateUserPoolClient. What is not named stays; `null` goes back to the service's default. */
  updateUserPoolClient(clientId: string, changes: clients.UserPoolClientChanges): Promise<clients.UserPoolClient> {
    return this.#lanes.run(`client ${clientId}`, () => clients.updateUserPoolClient(this.#service, clientId, changes))
  }

  /** DeleteUserPoolClient. */
  deleteUserPoolClient(clientId: string): Promise<void> {
    return clients.deleteUserPoolClient(this.#service, clientId)
  }

  /** ListUserPoolClients, all of its pages. */
  userPoolClients(options?: ListOptions): AsyncGenerator<clients.UserPoolClientSummary, void, void> {
    return clients.listUserPoolClients(this.#service, options)
  }

  /** CreateIdentityProvider. */
  createIdentityProvider(provider: providers.NewIdentityProvider): Promise<providers.IdentityProvider> {
    return providers.createIdentityProvider(this.#service, provider)
  }

  /** DescribeIdentityProvider. */
  describeIdentityProvider(providerName: string): Promise<providers.IdentityProvider> {
    return providers.describeIdentityProvider(this.#service, providerName)
  }

  /** GetIdentityProviderByIdentifier. */
  findIdentityProvider(identifier: string): Promise<providers.IdentityProvider> {
    return providers.findIdentityProvider(this.#service, identifier)
  }

  /** UpdateIdentityProvider. What is not named stays, inside the maps too; `null` takes an entry away. */
  updateIdentityProvider(
    providerName: string,
    changes: providers.IdentityProviderChanges,
  ): Promise<providers.IdentityProvider> {
    return this.#lanes.run(`provider ${providerName}`, () =>
      providers.updateIdentityProvider(this.#service, providerName, changes),
    )
  }

  /** DeleteIdentityProvider. */
  deleteIdentityProvider(providerName: string): Promise<void> {
    return providers.deleteIdentityProvider(this.#service, providerName)
  }

  /** ListIdentityProviders, all of its pages. */
  identityProviders(options?: ListOptions): AsyncGenerator<providers.IdentityProviderSummary, void, void> {
    return providers.listIdentityProviders(this.#service, options)
  }

  /**
   * Signs a user in by ADMIN_USER_PASSWORD_AUTH.
   *
   * @throws {ChallengeError} for a challenge without a handler: answer it by {@link respond}.
   */
  authenticate(options: signIn.AdminAuthenticateOptions): Promise<SignInResult> {
    return signIn.authenticate(this.#service, this.#client, options)
  }

  /**
   * Answers a challenge that {@link authenticate} stopped at, here or in another process.
   *
   * @param challenge `error.challenge`, or its JSON.
   * @param answer What the challenge asks for: see `ChallengeAnswers`.
   */
  respond(
    challenge: Challenge | ChallengeJson,
    answer: unknown,
    options?: signIn.AdminRespondOptions,
  ): Promise<SignInResult> {
    return signIn.respond(this.#service, this.#client, challenge, answer, options)
  }

  /**
   * Makes users, many at once, within the service's quotas.
   *
   * @returns One result a user of this run, in the order of the source: look for an `error` in it.
   * @throws What stops all of them: the pool is out of reach, a right is missing, a callback threw, the signal aborted.
   * With a `checkpoint` the next run goes on from there.
   */
  importUsers(source: ImportSource, options?: ImportOptions): Promise<readonly ImportResult[]> {
    return importUsers(this.#service, source, options)
  }

  /** All users with their groups, as {@link importUsers} takes them. Passwords stay in the pool. */
  exportUsers(options?: ExportOptions): AsyncGenerator<ExportedUser, void, void> {
    return exportUsers(this.#service, options)
  }

  /** Ends the connections of a client that was made from a configuration; one that was given stays as it is. */
  close(): Promise<void> {
    return this.#service.close()
  }

  /** {@link CognitoAdmin.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
