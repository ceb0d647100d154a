/** The members of Cognito's JSON 1.1 messages that poolpass reads or writes, by the service's own names. */

export type StringMap = Record<string, string>

/** All values of ChallengeName that the service documents. */
export type ChallengeName =
  | 'PASSWORD_VERIFIER'
  | 'PASSWORD'
  | 'PASSWORD_SRP'
  | 'NEW_PASSWORD_REQUIRED'
  | 'SMS_MFA'
  | 'SMS_OTP'
  | 'EMAIL_OTP'
  | 'SOFTWARE_TOKEN_MFA'
  | 'SELECT_MFA_TYPE'
  | 'MFA_SETUP'
  | 'SELECT_CHALLENGE'
  | 'CUSTOM_CHALLENGE'
  | 'DEVICE_SRP_AUTH'
  | 'DEVICE_PASSWORD_VERIFIER'
  | 'WEB_AUTHN'

export interface AuthenticationResult {
  AccessToken?: string
  IdToken?: string
  RefreshToken?: string
  /** Lifetime of the access token in seconds. */
  ExpiresIn?: number
  TokenType?: string
  NewDeviceMetadata?: { DeviceKey?: string; DeviceGroupKey?: string }
}

/** Output of InitiateAuth, RespondToAuthChallenge and GetTokensFromRefreshToken. */
export interface AuthOutput {
  ChallengeName?: string
  Session?: string
  ChallengeParameters?: StringMap
  AuthenticationResult?: AuthenticationResult
  AvailableChallenges?: string[]
}

export interface AttributeType {
  Name: string
  Value?: string
}

export interface DeviceType {
  DeviceKey?: string
  DeviceAttributes?: AttributeType[]
  /** Seconds since 1970, like all times of the service. */
  DeviceCreateDate?: number
  DeviceLastModifiedDate?: number
  DeviceLastAuthenticatedDate?: number
}

interface MfaSettings {
  Enabled?: boolean
  PreferredMfa?: boolean
}

/** Either an access token, or the session of MFA_SETUP. */
interface TokenOrSession {
  AccessToken?: string | undefined
  Session?: string | undefined
}

interface Shapes {
  InitiateAuth: {
    input: { AuthFlow: string; ClientId: string; AuthParameters: StringMap; ClientMetadata?: StringMap | undefined }
    output: AuthOutput
  }
  RespondToAuthChallenge: {
    input: {
      ClientId: string
      ChallengeName: string
      Session?: string | undefined
      ChallengeResponses: StringMap
      ClientMetadata?: StringMap | undefined
    }
    output: AuthOutput
  }
  GetTokensFromRefreshToken: {
    input: {
      RefreshToken: string
      ClientId: string
      ClientSecret?: string | undefined
      DeviceKey?: string | undefined
      ClientMetadata?: StringMap | undefined
    }
    output: AuthOutput
  }
  RevokeToken: { input: { Token: string; ClientId: string; ClientSecret?: string | undefined }; output: object }
  GlobalSignOut: { input: { AccessToken: string }; output: object }
  GetUser: {
    input: { AccessToken: string }
    output: {
      Username?: string
      UserAttributes?: AttributeType[]
      PreferredMfaSetting?: string
      UserMFASettingList?: string[]
    }
  }
  AssociateSoftwareToken: { input: TokenOrSession; output: { SecretCode?: string; Session?: string } }
  VerifySoftwareToken: {
    input: TokenOrSession & { UserCode: string; FriendlyDeviceName?: string | undefined }
    output: { Status?: string; Session?: string }
  }
  SetUserMFAPreference: {
    input: {
      AccessToken: string
      SMSMfaSettings?: MfaSettings | undefined
      SoftwareTokenMfaSettings?: MfaSettings | undefined
      EmailMfaSettings?: MfaSettings | undefined
    }
    output: object
  }
  ConfirmDevice: {
    input: {
      AccessToken: string
      DeviceKey: string
      DeviceName?: string | undefined
      DeviceSecretVerifierConfig: { PasswordVerifier: string; Salt: string }
    }
    output: { UserConfirmationNecessary?: boolean }
  }
  UpdateDeviceStatus: {
    input: { AccessToken: string; DeviceKey: string; DeviceRememberedStatus: string }
    output: object
  }
  ForgetDevice: { input: { AccessToken: string; DeviceKey: string }; output: object }
  GetDevice: { input: { AccessToken: string; DeviceKey: string }; output: { Device?: DeviceType } }
  ListDevices: {
    input: { AccessToken: string; Limit?: number | undefined; PaginationToken?: string | undefined }
    output: { Devices?: DeviceType[]; PaginationToken?: string }
  }
}

/** An operation of the service that needs no IAM credentials. */
export type Operation = keyof Shapes
export type Input<Op extends Operation> = Shapes[Op]['input']
export type Output<Op extends Operation> = Shapes[Op]['output']
