/** What the user of a session may do with the account. Loaded when it is asked for. */
import * as account from '../account/index.js';
import { type Challenge, type ChallengeJson } from '../sign-in/challenge.js';
import type { ConfirmedDevice } from '../sign-in/confirm-device.js';
import type { SoftwareTokenLabel, SoftwareTokenSecret } from '../sign-in/index.js';
import type { Session } from './session.js';
/** A device of the user. Default: the session's own. */
export interface WhichDevice {
    /** Its id in the pool. Default: of the device that the session was signed in from. */
    readonly deviceKey?: string | undefined;
}
export interface AssociateOptions extends Partial<SoftwareTokenLabel> {
    readonly challenge?: Challenge | ChallengeJson | undefined;
}
/** Who is meant. Default: the user of the session. */
export interface WhichUser {
    /** The username, or an alias that the pool accepts. Default: the session's. */
    readonly username?: string | undefined;
}
/** What a new user is made of. `username` is the constructor's unless given. */
export type RegisterOptions<Names extends account.AttributeMap> = WhichUser & account.SignUpOptions<Names>;
/** What goes with a sign-up's code, and whose it is. */
export type ConfirmOptions = WhichUser & account.ConfirmSignUpOptions;
/** Who is meant by a call that needs no session, and what goes with it. */
export type PublicCallOptions = WhichUser & account.PublicOptions;
export declare function register<const Names extends account.AttributeMap>(session: Session, given: RegisterOptions<Names>): Promise<account.Registration>;
export declare function confirmSignUp(session: Session, code: string, given: ConfirmOptions): Promise<string | undefined>;
export declare function resendConfirmationCode(session: Session, given: PublicCallOptions): Promise<account.CodeDelivery>;
export declare function initiateForgotPassword(session: Session, given: PublicCallOptions): Promise<account.CodeDelivery>;
/** The code that was sent, and the password to set. */
export interface ConfirmForgotPasswordOptions extends PublicCallOptions {
    /** As the user got it. */
    readonly code: string;
    /** Has to satisfy the pool's policy. */
    readonly newPassword: string;
}
export declare function confirmForgotPassword(session: Session, given: ConfirmForgotPasswordOptions): Promise<void>;
/** Both passwords of a change. */
export interface ChangePasswordOptions {
    /** The one that is still good. */
    readonly previousPassword: string;
    /** Has to satisfy the pool's policy. */
    readonly proposedPassword: string;
}
export declare function changePassword(session: Session, options: ChangePasswordOptions): Promise<void>;
/** The profile of whoever is signed in. */
export declare function getUser<const Names extends account.AttributeMap>(session: Session, options: account.MappingOptions<Names>): Promise<account.CognitoUser<Names[keyof Names]>>;
export declare function updateProfile(session: Session, attributes: object, options: account.ProfileOptions<account.AttributeMap>): Promise<account.CodeDelivery[]>;
export declare function deleteAttributes(session: Session, names: readonly string[]): Promise<void>;
export declare function sendVerification(session: Session, attribute: account.VerifiableAttribute, options: Pick<account.ProfileOptions<account.AttributeMap>, 'clientMetadata'>): Promise<account.CodeDelivery>;
export declare function validateVerification(session: Session, code: string, attribute: account.VerifiableAttribute): Promise<void>;
export declare function deleteUser(session: Session): Promise<void>;
export declare function associateSoftwareToken(session: Session, options: AssociateOptions): Promise<SoftwareTokenSecret>;
export declare function verifySoftwareToken(session: Session, code: string, options: {
    readonly deviceName?: string | undefined;
}): Promise<void>;
export declare function setUserMfaPreference(session: Session, preferences: account.MfaPreferences): Promise<void>;
export declare function confirmDevice(session: Session, options: {
    readonly deviceName?: string | undefined;
}): Promise<ConfirmedDevice>;
export declare function updateDeviceStatus(session: Session, status: account.DeviceStatus, which: WhichDevice): Promise<void>;
export declare function forgetDevice(session: Session, which: WhichDevice): Promise<void>;
export declare function getDevice(session: Session, which: WhichDevice): Promise<account.Device>;
export declare function listDevices(session: Session, options: {
    readonly limit?: number | undefined;
    readonly paginationToken?: string | undefined;
}): Promise<account.DevicePage>;
