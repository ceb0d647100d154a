import { invalidParameter } from './service-error.js'

/** Which details each type cannot do without; one of each alternative is enough. */
const NEEDED = {
  SAML: [['MetadataURL', 'MetadataFile']],
  OIDC: [['client_id'], ['attributes_request_method'], ['oidc_issuer'], ['authorize_scopes']],
  Facebook: [['client_id'], ['client_secret'], ['authorize_scopes']],
  Google: [['client_id'], ['client_secret'], ['authorize_scopes']],
  LoginWithAmazon: [['client_id'], ['client_secret'], ['authorize_scopes']],
  SignInWithApple: [['client_id'], ['team_id'], ['key_id'], ['private_key'], ['authorize_scopes']],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>

export type ProviderType = keyof typeof NEEDED
export const PROVIDER_TYPES = Object.keys(NEEDED) as ProviderType[]

type StringMap = Readonly<Record<string, string>>

/** What an update may replace. */
export interface ProviderSettings {
  readonly details?: StringMap
  readonly attributeMapping?: StringMap
  readonly identifiers?: readonly string[]
}

/** A way to sign in elsewhere. Kept and shown: nothing here signs in with it. */
export interface IdentityProvider extends Required<ProviderSettings> {
  readonly number: number
  readonly name: string
  readonly type: ProviderType
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}

/** @throws {ServiceError} InvalidParameterException */
export function assertDetails({ type, details }: IdentityProvider): void {
  for (const alternatives of NEEDED[type]) {
    if (!alternatives.some(name => details[name])) {
      throw invalidParameter(`${alternatives.join(' or ')} is required in ProviderDetails of type ${type}.`)
    }
  }
}
