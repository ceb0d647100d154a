/** A user pool in the hands of an administrator. Exported as `poolpass/admin`. */

export type { AttributeMap, StringMap } from '../cognito-idp/index.js'
export type { Device, DeviceStatus } from '../sign-in/known-device.js'
export type { MfaPreference, MfaPreferences } from '../sign-in/mfa-preferences.js'
export type {
  NewUserPoolClient,
  UserPoolClient,
  UserPoolClientChanges,
  UserPoolClientSummary,
} from './app-clients.js'
export type { AttributeInput, Attributes } from './attributes.js'
export type { AdminAuthenticateOptions, AdminRespondOptions } from './authenticate.js'
export type { ExportedUser, ExportOptions } from './bulk/export-users.js'
export type { ImportUser } from './bulk/import-one.js'
export type { ImportOptions, ImportSource } from './bulk/import-users.js'
export type { Checkpoint, ImportProgress, ImportResult } from './bulk/progress.js'
export type { QuotaCategory, RequestsPerSecond } from './bulk/quotas.js'
export { CognitoAdmin, type CognitoAdminOptions } from './cognito-admin.js'
export type { Group, GroupSettings } from './groups.js'
export type {
  IdentityProvider,
  IdentityProviderChanges,
  IdentityProviderSummary,
  NewIdentityProvider,
  ProviderType,
} from './identity-providers.js'
export type { UsersOptions } from './list-users.js'
export type { ListOptions } from './pages.js'
export type { SdkClient } from './service.js'
export { equals, type SearchableAttribute, type SearchableState, startsWith, type UserFilter } from './user-filter.js'
export type {
  AdminUser,
  AdminUserDetails,
  CreateUserOptions,
  MetadataOptions,
  ReadUserOptions,
  SetPasswordOptions,
  UpdateUserOptions,
  UserStatus,
} from './users.js'
