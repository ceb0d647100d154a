import { type AttributeMap, type StringMap } from '../cognito-idp/index.js';
import type { AppClient } from '../sign-in/index.js';
import { type NamedAttributes } from './attributes.js';
import { type CodeDelivery } from './public-request.js';
/** What GetUser tells of whoever is signed in. */
export interface UserProfile {
    readonly username: string;
    readonly attributes: NamedAttributes<string>;
    /** The factor that is asked for first, e.g. `SOFTWARE_TOKEN_MFA`. */
    readonly preferredMfa: string | undefined;
    /** The second factors that are on. */
    readonly mfaMethods: readonly string[];
}
/** How attributes are called. */
export interface MappingOptions<Names extends AttributeMap> {
    /** Which attributes have other names here than in the pool. */
    readonly attributeMap?: Names | undefined;
}
/** What goes with a change of a profile. */
export interface ProfileOptions<Names extends AttributeMap> extends MappingOptions<Names> {
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
}
/** GetUser: the profile, as far as the app client may read it. */
export declare function getUser(client: AppClient, accessToken: string, { attributeMap }?: MappingOptions<AttributeMap>): Promise<UserProfile>;
/**
 * UpdateUserAttributes: sets those that are given; an empty string removes one.
 *
 * @returns Where codes went, by which changed contacts are to be verified.
 */
export declare function updateProfile(client: AppClient, accessToken: string, attributes: object, { attributeMap, clientMetadata }?: ProfileOptions<AttributeMap>): Promise<CodeDelivery[]>;
/** @param names By the pool's names, custom ones with their prefix. */
export declare function deleteAttributes(client: AppClient, accessToken: string, names: readonly string[]): Promise<void>;
/** A contact that the pool can verify. */
export type VerifiableAttribute = 'email' | 'phone_number';
/** GetUserAttributeVerificationCode: sends a code to a contact. */
export declare function sendVerification(client: AppClient, accessToken: string, attribute: VerifiableAttribute, { clientMetadata }?: {
    readonly clientMetadata?: StringMap | undefined;
}): Promise<CodeDelivery>;
/** VerifyUserAttribute: shows by a code that the contact is the user's. */
export declare function validateVerification(client: AppClient, accessToken: string, code: string, attribute: VerifiableAttribute): Promise<void>;
/** DeleteUser: for good, and at once. */
export declare function deleteUser(client: AppClient, accessToken: string): Promise<void>;
