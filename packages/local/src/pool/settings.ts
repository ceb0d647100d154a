/** The members of CreateUserPool and CreateUserPoolClient that the pool keeps, spelt as on the wire. */

/** Kept and shown again by Describe; nothing here depends on it. */
export type InertStructure = Readonly<Record<string, unknown>>

/** PasswordPolicyType of the service. Default: 8 characters, of all four kinds. */
export interface PasswordPolicySettings {
  /** 6–99. */
  readonly MinimumLength?: number
  readonly RequireUppercase?: boolean
  readonly RequireLowercase?: boolean
  readonly RequireNumbers?: boolean
  readonly RequireSymbols?: boolean
  /** Days; 0 means 7. */
  readonly TemporaryPasswordValidityDays?: number
}

/** What values an attribute may have. */
export type AttributeDataType = 'String' | 'Number' | 'DateTime' | 'Boolean'

/** SchemaAttributeType of the service: a custom attribute, or what is different about a standard one. */
export interface SchemaAttribute {
  /** Without the `custom:` prefix. The name of a standard attribute redefines that one. */
  readonly Name?: string
  readonly AttributeDataType?: AttributeDataType
  readonly DeveloperOnlyAttribute?: boolean
  readonly Mutable?: boolean
  readonly Required?: boolean
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string }
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string }
}

/** An attribute that codes can be sent to. */
export type ContactAttribute = 'email' | 'phone_number'

/** A first factor that USER_AUTH can offer here. */
export type AllowedFirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP'

/** The members of CreateUserPool that the pool keeps, by the service's own names and with its meaning and defaults. */
export interface PoolSettings {
  readonly Policies?: {
    readonly PasswordPolicy?: PasswordPolicySettings
    /** Which first factors USER_AUTH offers. Default: the password. */
    readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: readonly AllowedFirstFactor[] }
  }
  readonly DeletionProtection?: 'ACTIVE' | 'INACTIVE'
  readonly AutoVerifiedAttributes?: readonly ContactAttribute[]
  readonly AliasAttributes?: readonly (ContactAttribute | 'preferred_username')[]
  readonly UsernameAttributes?: readonly ContactAttribute[]
  readonly Schema?: readonly SchemaAttribute[]
  readonly UsernameConfiguration?: { readonly CaseSensitive: boolean }
  /** Its presence switches device tracking on. */
  readonly DeviceConfiguration?: {
    readonly ChallengeRequiredOnNewDevice?: boolean
    readonly DeviceOnlyRememberedOnUserPrompt?: boolean
  }
  readonly MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL'
  readonly SmsVerificationMessage?: string
  readonly EmailVerificationMessage?: string
  readonly EmailVerificationSubject?: string
  readonly SmsAuthenticationMessage?: string
  /** Goes before the three messages above. */
  readonly VerificationMessageTemplate?: {
    readonly SmsMessage?: string
    readonly EmailMessage?: string
    readonly EmailSubject?: string
    readonly EmailMessageByLink?: string
    readonly EmailSubjectByLink?: string
    readonly DefaultEmailOption?: 'CONFIRM_WITH_CODE'
  }
  readonly EmailConfiguration?: InertStructure
  readonly SmsConfiguration?: InertStructure
  readonly UserPoolTags?: InertStructure
  readonly AdminCreateUserConfig?: {
    /** SignUp is refused. Default false. */
    readonly AllowAdminCreateUserOnly?: boolean
    readonly UnusedAccountValidityDays?: number
    readonly InviteMessageTemplate?: InertStructure
  }
  /** Where password-reset codes go. Default: the telephone, else e-mail. */
  readonly AccountRecoverySetting?: {
    readonly RecoveryMechanisms?: readonly {
      readonly Name: 'verified_email' | 'verified_phone_number' | 'admin_only'
      /** 1 or 2; 1 goes first. */
      readonly Priority: number
    }[]
  }
  /** A new value counts once it is verified. Only for attributes that the pool verifies by itself. */
  readonly UserAttributeUpdateSettings?: {
    readonly AttributesRequireVerificationBeforeUpdate?: readonly ContactAttribute[]
  }
  readonly UserPoolTier?: 'LITE' | 'ESSENTIALS' | 'PLUS'
}

/** What SetUserPoolMfaConfig sets, but for the mode. */
export interface MfaSettings {
  /** SMS codes are offered where this holds an `SmsConfiguration`. */
  readonly SmsMfaConfiguration?: {
    readonly SmsAuthenticationMessage?: string
    readonly SmsConfiguration?: InertStructure
  }
  readonly SoftwareTokenMfaConfiguration?: { readonly Enabled?: boolean }
  /** E-mail codes are offered where this is given. */
  readonly EmailMfaConfiguration?: { readonly Message?: string; readonly Subject?: string }
}

/** What a token's validity is counted in. */
export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days'

/** A way to sign in that an app client can allow. */
export type ExplicitAuthFlow =
  | 'ADMIN_NO_SRP_AUTH'
  | 'CUSTOM_AUTH_FLOW_ONLY'
  | 'USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'

/**
 * The members of CreateUserPoolClient that the pool keeps, by the service's own names and with its meaning and
 * defaults.
 */
export interface ClientSettings {
  /** In `TokenValidityUnits.RefreshToken`, by default days. Default 30 days; 0 means that too. */
  readonly RefreshTokenValidity?: number
  /** In `TokenValidityUnits.AccessToken`, by default hours. Default 60 minutes. */
  readonly AccessTokenValidity?: number
  /** In `TokenValidityUnits.IdToken`, by default hours. Default 60 minutes. */
  readonly IdTokenValidity?: number
  readonly TokenValidityUnits?: {
    readonly AccessToken?: TimeUnit
    readonly IdToken?: TimeUnit
    readonly RefreshToken?: TimeUnit
  }
  readonly ReadAttributes?: readonly string[]
  readonly WriteAttributes?: readonly string[]
  /** Default: refresh token, user SRP and custom authentication. */
  readonly ExplicitAuthFlows?: readonly ExplicitAuthFlow[]
  /** Default: as `LEGACY`. */
  readonly PreventUserExistenceErrors?: 'LEGACY' | 'ENABLED'
  /** Default true. */
  readonly EnableTokenRevocation?: boolean
  /** Minutes a challenge lives, 3–15. Default 3. */
  readonly AuthSessionValidity?: number
  readonly RefreshTokenRotation?: {
    readonly Feature: 'ENABLED' | 'DISABLED'
    /** 0–60. Default 0. */
    readonly RetryGracePeriodSeconds?: number
  }
  readonly EnablePropagateAdditionalUserContextData?: boolean
  readonly SupportedIdentityProviders?: readonly string[]
  readonly CallbackURLs?: readonly string[]
  readonly LogoutURLs?: readonly string[]
  readonly DefaultRedirectURI?: string
  readonly AllowedOAuthFlows?: readonly string[]
  readonly AllowedOAuthScopes?: readonly string[]
  readonly AllowedOAuthFlowsUserPoolClient?: boolean
  readonly AnalyticsConfiguration?: InertStructure
}
