import type { UserType } from '@aws-sdk/client-cognito-identity-provider';
import { type AttributeMap, type StringMap } from '../cognito-idp/index.js';
import { type AttributeInput, type Attributes } from './attributes.js';
import type { AdminService, SendOptions } from './service.js';
/** How far the sign-up or the password is, as the service names it. */
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER' | (string & {});
/** A user as an administrator sees it. */
export interface AdminUser {
    /** The real username, whatever name the user was asked for by. */
    readonly username: string;
    /** Absent only where a list was asked for other attributes. */
    readonly sub: string | undefined;
    /** With `sub`. Only those asked for, where a list was asked for some. */
    readonly attributes: Attributes;
    /** How far the sign-up or the password is. */
    readonly status: UserStatus;
    /** Whether the user may sign in. */
    readonly enabled: boolean;
    /** When the user was made, by the service's clock. */
    readonly createdAt: Date | undefined;
    /** When anything about the user was last changed. */
    readonly lastModifiedAt: Date | undefined;
}
/** What only a look at a single user tells. */
export interface AdminUserDetails extends AdminUser {
    /** Second factors that are on, e.g. `SOFTWARE_TOKEN_MFA`. */
    readonly mfa: readonly string[];
    /** The factor that is asked for first; `undefined` where none is. */
    readonly preferredMfa: string | undefined;
}
/** What a new user is made of, and how the user is told. */
export interface CreateUserOptions {
    /** In pools with UsernameAttributes an e-mail address or phone number; the username is then the `sub`. */
    readonly username: string;
    /** By the pool's names, or by names of your own: see `attributeMap`. Default: none. */
    readonly attributes?: AttributeInput | undefined;
    /** Which attributes have other names here than in the pool. */
    readonly attributeMap?: AttributeMap | undefined;
    /** Must be changed at the first sign-in. Default: the pool makes one up. */
    readonly temporaryPassword?: string | undefined;
    /** How the pool tells the user. Default: by the `deliveryMediums`; `none` sends nothing, `resend` invites again. */
    readonly invitation?: 'none' | 'resend' | undefined;
    /** Default: SMS, which is the service's own. */
    readonly deliveryMediums?: readonly ('SMS' | 'EMAIL')[] | undefined;
    /** Takes an alias away from who has it, e.g. an e-mail address. Default false: that is refused. */
    readonly forceAliasCreation?: boolean | undefined;
    /** For the pool's pre-sign-up trigger alone. */
    readonly validationData?: AttributeInput | undefined;
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
}
export declare function createUser(service: AdminService, options: CreateUserOptions, send?: SendOptions): Promise<AdminUser>;
/** How a user is shown. */
export interface ReadUserOptions {
    /** Which attributes have other names here than in the pool. */
    readonly attributeMap?: AttributeMap | undefined;
}
export declare function getUser(service: AdminService, username: string, options?: ReadUserOptions, send?: SendOptions): Promise<AdminUserDetails>;
export declare function readUser(user: UserType, attributeMap?: AttributeMap): AdminUser;
/** What goes with a call that the pool's triggers hear of. */
export interface MetadataOptions {
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
}
/** What goes with a change of a user. */
export interface UpdateUserOptions extends MetadataOptions {
    /** Which attributes have other names here than in the pool. */
    readonly attributeMap?: AttributeMap | undefined;
}
export declare function updateUser(service: AdminService, username: string, attributes: AttributeInput, options?: UpdateUserOptions): Promise<void>;
export declare function deleteUserAttributes(service: AdminService, username: string, names: readonly string[]): Promise<void>;
/** Of what kind the password is. */
export interface SetPasswordOptions {
    /** Must be changed at the next sign-in. Default false. */
    readonly temporary?: boolean | undefined;
}
export declare function setPassword(service: AdminService, username: string, password: string, options?: SetPasswordOptions, send?: SendOptions): Promise<void>;
/** The operations that take a username and nothing else. */
export type PlainOperation = 'AdminEnableUser' | 'AdminDisableUser' | 'AdminDeleteUser' | 'AdminUserGlobalSignOut';
export declare function act(service: AdminService, operation: PlainOperation, username: string, send?: SendOptions): Promise<void>;
/** The operations that take a username, and something for the pool's triggers. */
export declare function actWithMetadata(service: AdminService, operation: 'AdminResetUserPassword' | 'AdminConfirmSignUp', username: string, options?: MetadataOptions): Promise<void>;
