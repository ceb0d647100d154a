import { type AttributeMap, attributesToWire, type StringMap } from '../cognito-idp/index.js'
import type { AppClient } from '../sign-in/index.js'
import { fromWire, type NamedAttributes } from './attributes.js'
import { type CodeDelivery, readDelivery } from './public-request.js'

/** What GetUser tells of whoever is signed in. */
export interface UserProfile {
  readonly username: string
  readonly attributes: NamedAttributes<string>
  /** The factor that is asked for first, e.g. `SOFTWARE_TOKEN_MFA`. */
  readonly preferredMfa: string | undefined
  /** The second factors that are on. */
  readonly mfaMethods: readonly string[]
}

/** How attributes are called. */
export interface MappingOptions<Names extends AttributeMap> {
  /** Which attributes have other names here than in the pool. */
  readonly attributeMap?: Names | undefined
}

/** What goes with a change of a profile. */
export interface ProfileOptions<Names extends AttributeMap> extends MappingOptions<Names> {
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
}

/** GetUser: the profile, as far as the app client may read it. */
export async function getUser(
  client: AppClient,
  accessToken: string,
  { attributeMap }: MappingOptions<AttributeMap> = {},
): Promise<UserProfile> {
  const output = await client.call('GetUser', { AccessToken: accessToken })
  return {
    username: output.Username ?? '',
    attributes: fromWire(output.UserAttributes, attributeMap),
    preferredMfa: output.PreferredMfaSetting,
    mfaMethods: output.UserMFASettingList ?? [],
  }
}

/**
 * UpdateUserAttributes: sets those that are given; an empty string removes one.
 *
 * @returns Where codes went, by which changed contacts are to be verified.
 */
export async function updateProfile(
  client: AppClient,
  accessToken: string,
  attributes: object,
  { attributeMap, clientMetadata }: ProfileOptions<AttributeMap> = {},
): Promise<CodeDelivery[]> {
  const UserAttributes = attributesToWire(attributes, attributeMap)
  const input = { AccessToken: accessToken, UserAttributes, ClientMetadata: clientMetadata }
  const { CodeDeliveryDetailsList = [] } = await client.call('UpdateUserAttributes', input)
  return CodeDeliveryDetailsList.map(readDelivery)
}

/** @param names By the pool's names, custom ones with their prefix. */
export async function deleteAttributes(
  client: AppClient,
  accessToken: string,
  names: readonly string[],
): Promise<void> {
  await client.call('DeleteUserAttributes', { AccessToken: accessToken, UserAttributeNames: [...names] })
}

/** A contact that the pool can verify. */
export type VerifiableAttribute = 'email' | 'phone_number'

/** GetUserAttributeVerificationCode: sends a code to a contact. */
export async function sendVerification(
  client: AppClient,
  accessToken: string,
  attribute: VerifiableAttribute,
  { clientMetadata }: { readonly clientMetadata?: StringMap | undefined } = {},
): Promise<CodeDelivery> {
  const input = { AccessToken: accessToken, AttributeName: attribute, ClientMetadata: clientMetadata }
  const { CodeDeliveryDetails = {} } = await client.call('GetUserAttributeVerificationCode', input)
  return readDelivery(CodeDeliveryDetails)
}

/** VerifyUserAttribute: shows by a code that the contact is the user's. */
export async function validateVerification(
  client: AppClient,
  accessToken: string,
  code: string,
  attribute: VerifiableAttribute,
): Promise<void> {
  await client.call('VerifyUserAttribute', { AccessToken: accessToken, AttributeName: attribute, Code: code })
}

/** DeleteUser: for good, and at once. */
export async function deleteUser(client: AppClient, accessToken: string): Promise<void> {
  await client.call('DeleteUser', { AccessToken: accessToken })
}
