import type { Clock } from '../cognito-idp/index.js';
import type { Challenge, ChallengeJson, SecretSource, SignInResult } from '../sign-in/index.js';
import type { Device, DeviceStatus } from '../sign-in/known-device.js';
import { type MfaPreferences } from '../sign-in/mfa-preferences.js';
import * as clients from './app-clients.js';
import type { AttributeInput } from './attributes.js';
import * as signIn from './authenticate.js';
import { type ExportedUser, type ExportOptions } from './bulk/export-users.js';
import { type ImportOptions, type ImportSource } from './bulk/import-users.js';
import type { ImportResult } from './bulk/progress.js';
import * as groups from './groups.js';
import * as providers from './identity-providers.js';
import { type UsersOptions } from './list-users.js';
import type { ListOptions } from './pages.js';
import { type SdkClient } from './service.js';
import * as users from './users.js';
/** Which pool, and how the service is reached. */
export interface CognitoAdminOptions {
    /** `<region>_<id>`, e.g. `us-east-1_AbCdEfGhI`. */
    readonly userPoolId: string;
    /** A `CognitoIdentityProviderClient`, or what to make one of. Default: one of the pool's region. */
    readonly client?: SdkClient | undefined;
    /** For {@link CognitoAdmin.authenticate} alone. */
    readonly clientId?: string | undefined;
    /** Only for app clients that have one. */
    readonly clientSecret?: SecretSource | undefined;
    /** Where the time is read, and waited for. For tests. */
    readonly clock?: Clock | undefined;
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
export declare class CognitoAdmin {
    #private;
    /** `<region>_<id>`. */
    readonly userPoolId: string;
    /** No I/O is done. */
    constructor(options: CognitoAdminOptions);
    /** AdminCreateUser. The user has to change the temporary password at the first sign-in. */
    createUser(options: users.CreateUserOptions): Promise<users.AdminUser>;
    /** AdminGetUser. */
    getUser(username: string, options?: users.ReadUserOptions): Promise<users.AdminUserDetails>;
    /** AdminUpdateUserAttributes. What is not named stays; an empty text removes an attribute. */
    updateUser(username: string, attributes: AttributeInput, options?: users.UpdateUserOptions): Promise<void>;
    /** AdminDeleteUserAttributes. */
    deleteUserAttributes(username: string, names: readonly string[]): Promise<void>;
    /** AdminSetUserPassword. The user is confirmed by it, unless the password is `temporary`. */
    setPassword(username: string, password: string, options?: users.SetPasswordOptions): Promise<void>;
    /** AdminResetUserPassword. The user is sent a code, and signs in again after ConfirmForgotPassword. */
    resetPassword(username: string, options?: users.MetadataOptions): Promise<void>;
    /** AdminConfirmSignUp: without the code that the user was sent. */
    confirmSignUp(username: string, options?: users.MetadataOptions): Promise<void>;
    /** AdminEnableUser. */
    enableUser(username: string): Promise<void>;
    /** AdminDisableUser. It ends all of the user's sessions. */
    disableUser(username: string): Promise<void>;
    /** AdminDeleteUser. */
    deleteUser(username: string): Promise<void>;
    /** AdminUserGlobalSignOut: ends all of the user's sessions. */
    signOutEverywhere(username: string): Promise<void>;
    /** AdminSetUserMFAPreference. Factors that are not named stay as they are. */
    setUserMfaPreference(username: string, preferences: MfaPreferences): Promise<void>;
    /** AdminListDevices, all of its pages. */
    devices(username: string, options?: ListOptions): AsyncGenerator<Device, void, void>;
    /** AdminGetDevice. */
    getDevice(username: string, deviceKey: string): Promise<Device>;
    /** AdminUpdateDeviceStatus: whether the device may stand in for a second factor. */
    updateDeviceStatus(username: string, deviceKey: string, status: DeviceStatus): Promise<void>;
    /** AdminForgetDevice. */
    forgetDevice(username: string, deviceKey: string): Promise<void>;
    /** ListUsers, all of its pages: each is asked for when the one before is used up, within the hour. */
    users(options?: UsersOptions): AsyncGenerator<users.AdminUser, void, void>;
    /** CreateGroup. */
    createGroup(groupName: string, settings?: groups.GroupSettings): Promise<groups.Group>;
    /** GetGroup. */
    getGroup(groupName: string): Promise<groups.Group>;
    /** UpdateGroup. What is not named stays. */
    updateGroup(groupName: string, changes: groups.GroupSettings): Promise<groups.Group>;
    /** DeleteGroup. Its members stay, without the group. */
    deleteGroup(groupName: string): Promise<void>;
    /** ListGroups, all of its pages. */
    groups(options?: ListOptions): AsyncGenerator<groups.Group, void, void>;
    /** ListUsersInGroup, all of its pages. */
    usersInGroup(groupName: string, options?: ListOptions): AsyncGenerator<users.AdminUser, void, void>;
    /** AdminListGroupsForUser, all of its pages. */
    groupsForUser(username: string, options?: ListOptions): AsyncGenerator<groups.Group, void, void>;
    /** AdminAddUserToGroup. Does nothing for a member. */
    addUserToGroup(username: string, groupName: string): Promise<void>;
    /** AdminRemoveUserFromGroup. */
    removeUserFromGroup(username: string, groupName: string): Promise<void>;
    /** CreateUserPoolClient. Members are spelt as the AWS SDK spells them. */
    createUserPoolClient(settings: clients.NewUserPoolClient): Promise<clients.UserPoolClient>;
    /** DescribeUserPoolClient. **The answer holds the client's secret.** */
    describeUserPoolClient(clientId: string): Promise<clients.UserPoolClient>;
    /** UpdateUserPoolClient. What is not named stays; `null` goes back to the service's default. */
    updateUserPoolClient(clientId: string, changes: clients.UserPoolClientChanges): Promise<clients.UserPoolClient>;
    /** DeleteUserPoolClient. */
    deleteUserPoolClient(clientId: string): Promise<void>;
    /** ListUserPoolClients, all of its pages. */
    userPoolClients(options?: ListOptions): AsyncGenerator<clients.UserPoolClientSummary, void, void>;
    /** CreateIdentityProvider. */
    createIdentityProvider(provider: providers.NewIdentityProvider): Promise<providers.IdentityProvider>;
    /** DescribeIdentityProvider. */
    describeIdentityProvider(providerName: string): Promise<providers.IdentityProvider>;
    /** GetIdentityProviderByIdentifier. */
    findIdentityProvider(identifier: string): Promise<providers.IdentityProvider>;
    /** UpdateIdentityProvider. What is not named stays, inside the maps too; `null` takes an entry away. */
    updateIdentityProvider(providerName: string, changes: providers.IdentityProviderChanges): Promise<providers.IdentityProvider>;
    /** DeleteIdentityProvider. */
    deleteIdentityProvider(providerName: string): Promise<void>;
    /** ListIdentityProviders, all of its pages. */
    identityProviders(options?: ListOptions): AsyncGenerator<providers.IdentityProviderSummary, void, void>;
    /**
     * Signs a user in by ADMIN_USER_PASSWORD_AUTH.
     *
     * @throws {ChallengeError} for a challenge without a handler: answer it by {@link respond}.
     */
    authenticate(options: signIn.AdminAuthenticateOptions): Promise<SignInResult>;
    /**
     * Answers a challenge that {@link authenticate} stopped at, here or in another process.
     *
     * @param challenge `error.challenge`, or its JSON.
     * @param answer What the challenge asks for: see `ChallengeAnswers`.
     */
    respond(challenge: Challenge | ChallengeJson, answer: unknown, options?: signIn.AdminRespondOptions): Promise<SignInResult>;
    /**
     * Makes users, many at once, within the service's quotas.
     *
     * @returns One result a user of this run, in the order of the source: look for an `error` in it.
     * @throws What stops all of them: the pool is out of reach, a right is missing, a callback threw, the signal aborted.
     * With a `checkpoint` the next run goes on from there.
     */
    importUsers(source: ImportSource, options?: ImportOptions): Promise<readonly ImportResult[]>;
    /** All users with their groups, as {@link importUsers} takes them. Passwords stay in the pool. */
    exportUsers(options?: ExportOptions): AsyncGenerator<ExportedUser, void, void>;
    /** Ends the connections of a client that was made from a configuration; one that was given stays as it is. */
    close(): Promise<void>;
    /** {@link CognitoAdmin.close}, for `await using`. */
    [Symbol.asyncDispose](): Promise<void>;
}
