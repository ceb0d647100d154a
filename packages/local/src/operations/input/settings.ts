import { notImplemented } from '../../pool/service-error.js'
import type { ClientSettings, MfaSettings, PoolSettings } from '../../pool/settings.js'
import {
  boolean,
  integer,
  list,
  type Member,
  oneOf,
  openStructure,
  required,
  string,
  structure,
  unsupported,
} from './members.js'
import { attributeNames } from './scalars.js'

/** The members of CreateUserPool and CreateUserPoolClient, and the constraints of the service's model. */

/** Every setting of a type has a member that reads it, and there are no others but refused ones. */
type MembersOf<Settings> = { readonly [Name in keyof Settings]-?: Member<Exclude<Settings[Name], undefined>> }

const contact = oneOf('phone_number', 'email')
const message = string({ min: 6, max: 20_000 })
const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0
const isOff = (value: unknown) => isEmpty(value) || JSON.stringify(value) === '{"AdvancedSecurityMode":"OFF"}'

const anyFirstFactor = list(oneOf('PASSWORD', 'EMAIL_OTP', 'SMS_OTP'), { min: 1, max: 5 })
const firstFactors: typeof anyFirstFactor = {
  read(value, path, issues) {
    if (Array.isArray(value) && value.includes('WEB_AUTHN')) throw notImplemented('The first factor WEB_AUTHN')
    return anyFirstFactor.read(value, path, issues)
  },
}

const passwordPolicy = structure({
  MinimumLength: integer({ min: 6, max: 99 }),
  RequireUppercase: boolean,
  RequireLowercase: boolean,
  RequireNumbers: boolean,
  RequireSymbols: boolean,
  PasswordHistorySize: unsupported('PasswordHistorySize', value => value === 0),
  TemporaryPasswordValidityDays: integer({ min: 0, max: 365 }),
})

const recoveryMechanism = structure({
  Priority: required(integer({ min: 1, max: 2 })),
  Name: required(oneOf('verified_email', 'verified_phone_number', 'admin_only')),
})

const schemaAttribute = structure({
  Name: required(string({ min: 1, max: 20, pattern: /[\p{L}\p{M}\p{S}\p{N}\p{P}]+/u })),
  AttributeDataType: oneOf('String', 'Number', 'DateTime', 'Boolean'),
  DeveloperOnlyAttribute: boolean,
  Mutable: boolean,
  Required: boolean,
  NumberAttributeConstraints: structure({ MinValue: string(), MaxValue: string() }),
  StringAttributeConstraints: structure({ MinLength: string(), MaxLength: string() }),
})

const anyEmailOption = oneOf('CONFIRM_WITH_CODE')
const emailOption: typeof anyEmailOption = {
  read(value, path, issues) {
    if (value === 'CONFIRM_WITH_LINK') throw notImplemented('DefaultEmailOption CONFIRM_WITH_LINK')
    return anyEmailOption.read(value, path, issues)
  },
}
const subject = string({ min: 1, max: 140 })

/** What UpdateUserPool replaces. */
export const changeablePoolSettings = {
  Policies: structure({
    PasswordPolicy: passwordPolicy,
    SignInPolicy: structure({
      AllowedFirstAuthFactors: firstFactors,
    }),
  }),
  DeletionProtection: oneOf('ACTIVE', 'INACTIVE'),
  AutoVerifiedAttributes: list(contact),
  MfaConfiguration: oneOf('OFF', 'ON', 'OPTIONAL'),
  SmsVerificationMessage: message,
  EmailVerificationMessage: message,
  EmailVerificationSubject: subject,
  SmsAuthenticationMessage: message,
  VerificationMessageTemplate: structure({
    SmsMessage: message,
    EmailMessage: message,
    EmailSubject: subject,
    EmailMessageByLink: message,
    EmailSubjectByLink: subject,
    DefaultEmailOption: emailOption,
  }),
  EmailConfiguration: openStructure,
  SmsConfiguration: openStructure,
  UserPoolTags: openStructure,
  AdminCreateUserConfig: structure({
    AllowAdminCreateUserOnly: boolean,
    UnusedAccountValidityDays: integer({ min: 0, max: 365 }),
    InviteMessageTemplate: openStructure,
  }),
  AccountRecoverySetting: structure({ RecoveryMechanisms: list(recoveryMechanism, { min: 1, max: 2 }) }),
  UserPoolTier: oneOf('LITE', 'ESSENTIALS', 'PLUS'),
  LambdaConfig: unsupported('LambdaConfig', isEmpty),
  DeviceConfiguration: structure({ ChallengeRequiredOnNewDevice: boolean, DeviceOnlyRememberedOnUserPrompt: boolean }),
  UserPoolAddOns: unsupported('UserPoolAddOns', isOff),
  UserAttributeUpdateSettings: structure({ AttributesRequireVerificationBeforeUpdate: list(contact) }),
  KeyConfiguration: unsupported('KeyConfiguration', isEmpty),
  IssuerConfiguration: unsupported('IssuerConfiguration', value => JSON.stringify(value) === '{"Type":"ORIGINAL"}'),
}

export const poolSettings = {
  ...changeablePoolSettings,
  Schema: list(schemaAttribute, { min: 1, max: 50 }),
  AliasAttributes: list(oneOf('phone_number', 'email', 'preferred_username')),
  UsernameAttributes: list(contact),
  UsernameConfiguration: structure({ CaseSensitive: required(boolean) }),
} satisfies MembersOf<PoolSettings>

/** What SetUserPoolMfaConfig takes, but for the mode. */
export const mfaSettings = {
  SmsMfaConfiguration: structure({ SmsAuthenticationMessage: message, SmsConfiguration: openStructure }),
  SoftwareTokenMfaConfiguration: structure({ Enabled: boolean }),
  EmailMfaConfiguration: structure({ Message: message, Subject: string({ min: 1, max: 140 }) }),
} satisfies MembersOf<MfaSettings>

const unit = oneOf('seconds', 'minutes', 'hours', 'days')
const urls = list(string({ min: 1, max: 1024 }), { max: 100 })

export const clientSettings = {
  RefreshTokenValidity: integer({ min: 0, max: 315_360_000 }),
  AccessTokenValidity: integer({ min: 1, max: 86_400 }),
  IdTokenValidity: integer({ min: 1, max: 86_400 }),
  TokenValidityUnits: structure({ AccessToken: unit, IdToken: unit, RefreshToken: unit }),
  ReadAttributes: attributeNames,
  WriteAttributes: attributeNames,
  ExplicitAuthFlows: list(
    oneOf(
      'ADMIN_NO_SRP_AUTH',
      'CUSTOM_AUTH_FLOW_ONLY',
      'USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_CUSTOM_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_AUTH',
    ),
  ),
  PreventUserExistenceErrors: oneOf('LEGACY', 'ENABLED'),
  EnableTokenRevocation: boolean,
  AuthSessionValidity: integer({ min: 3, max: 15 }),
  RefreshTokenRotation: structure({
    Feature: required(oneOf('ENABLED', 'DISABLED')),
    RetryGracePeriodSeconds: integer({ min: 0, max: 60 }),
  }),
  EnablePropagateAdditionalUserContextData: boolean,
  SupportedIdentityProviders: list(string({ min: 1, max: 32 })),
  CallbackURLs: urls,
  LogoutURLs: urls,
  DefaultRedirectURI: string({ min: 1, max: 1024 }),
  AllowedOAuthFlows: list(oneOf('code', 'implicit', 'client_credentials'), { max: 3 }),
  AllowedOAuthScopes: list(string({ min: 1, max: 256 }), { max: 50 }),
  AllowedOAuthFlowsUserPoolClient: boolean,
  AnalyticsConfiguration: openStructure,
} satisfies MembersOf<ClientSettings>
