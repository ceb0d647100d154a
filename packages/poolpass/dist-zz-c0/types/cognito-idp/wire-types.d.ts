/** The members of Cognito's JSON 1.1 messages that poolpass reads or writes, by the service's own names. */
/** Names and values, both text, as Cognito has them in many places. */
export type StringMap = Record<string, string>;
/** All values of ChallengeName that the service documents. */
export type ChallengeName = 'PASSWORD_VERIFIER' | 'PASSWORD' | 'PASSWORD_SRP' | 'NEW_PASSWORD_REQUIRED' | 'SMS_MFA' | 'SMS_OTP' | 'EMAIL_OTP' | 'SOFTWARE_TOKEN_MFA' | 'SELECT_MFA_TYPE' | 'MFA_SETUP' | 'SELECT_CHALLENGE' | 'CUSTOM_CHALLENGE' | 'DEVICE_SRP_AUTH' | 'DEVICE_PASSWORD_VERIFIER' | 'WEB_AUTHN';
export interface AuthenticationResult {
    AccessToken?: string;
    IdToken?: string;
    RefreshToken?: string;
    /** Lifetime of the access token in seconds. */
    ExpiresIn?: number;
    TokenType?: string;
    NewDeviceMetadata?: {
        DeviceKey?: string;
        DeviceGroupKey?: string;
    };
}
/** Output of InitiateAuth, RespondToAuthChallenge and GetTokensFromRefreshToken. */
export interface AuthOutput {
    ChallengeName?: string;
    Session?: string;
    ChallengeParameters?: StringMap;
    AuthenticationResult?: AuthenticationResult;
    AvailableChallenges?: string[];
}
export interface AttributeType {
    Name: string;
    Value?: string;
}
export interface DeviceType {
    DeviceKey?: string;
    DeviceAttributes?: AttributeType[];
    /** Seconds since 1970, like all times of the service. */
    DeviceCreateDate?: number;
    DeviceLastModifiedDate?: number;
    DeviceLastAuthenticatedDate?: number;
}
export interface CodeDeliveryDetails {
    Destination?: string;
    DeliveryMedium?: string;
    AttributeName?: string;
}
/** A user who is not signed in, and the app client that asks. */
interface OfUser {
    ClientId: string;
    Username: string;
    SecretHash?: string | undefined;
    ClientMetadata?: StringMap | undefined;
}
interface MfaSettings {
    Enabled?: boolean;
    PreferredMfa?: boolean;
}
/** Either an access token, or the session of MFA_SETUP. */
interface TokenOrSession {
    AccessToken?: string | undefined;
    Session?: string | undefined;
}
interface Shapes {
    InitiateAuth: {
        input: {
            AuthFlow: string;
            ClientId: string;
            AuthParameters: StringMap;
            /** Of ConfirmSignUp. */
            Session?: string | undefined;
            ClientMetadata?: StringMap | undefined;
        };
        output: AuthOutput;
    };
    RespondToAuthChallenge: {
        input: {
            ClientId: string;
            ChallengeName: string;
            Session?: string | undefined;
            ChallengeResponses: StringMap;
            ClientMetadata?: StringMap | undefined;
        };
        output: AuthOutput;
    };
    GetTokensFromRefreshToken: {
        input: {
            RefreshToken: string;
            ClientId: string;
            ClientSecret?: string | undefined;
            DeviceKey?: string | undefined;
            ClientMetadata?: StringMap | undefined;
        };
        output: AuthOutput;
    };
    RevokeToken: {
        input: {
            Token: string;
            ClientId: string;
            ClientSecret?: string | undefined;
        };
        output: object;
    };
    GlobalSignOut: {
        input: {
            AccessToken: string;
        };
        output: object;
    };
    SignUp: {
        input: OfUser & {
            Password: string;
            UserAttributes: AttributeType[];
            ValidationData?: AttributeType[] | undefined;
        };
        output: {
            UserConfirmed?: boolean;
            UserSub?: string;
            CodeDeliveryDetails?: CodeDeliveryDetails;
            Session?: string;
        };
    };
    ConfirmSignUp: {
        input: OfUser & {
            ConfirmationCode: string;
            ForceAliasCreation?: boolean | undefined;
            Session?: string | undefined;
        };
        output: {
            Session?: string;
        };
    };
    ResendConfirmationCode: {
        input: OfUser;
        output: {
            CodeDeliveryDetails?: CodeDeliveryDetails;
        };
    };
    ForgotPassword: {
        input: OfUser;
        output: {
            CodeDeliveryDetails?: CodeDeliveryDetails;
        };
    };
    ConfirmForgotPassword: {
        input: OfUser & {
            ConfirmationCode: string;
            Password: string;
        };
        output: object;
    };
    ChangePassword: {
        input: {
            AccessToken: string;
            PreviousPassword: string;
            ProposedPassword: string;
        };
        output: object;
    };
    GetUser: {
        input: {
            AccessToken: string;
        };
        output: {
            Username?: string;
            UserAttributes?: AttributeType[];
            PreferredMfaSetting?: string;
            UserMFASettingList?: string[];
        };
    };
    UpdateUserAttributes: {
        input: {
            AccessToken: string;
            UserAttributes: AttributeType[];
            ClientMetadata?: StringMap | undefined;
        };
        output: {
            CodeDeliveryDetailsList?: CodeDeliveryDetails[];
        };
    };
    DeleteUserAttributes: {
        input: {
            AccessToken: string;
            UserAttributeNames: string[];
        };
        output: object;
    };
    GetUserAttributeVerificationCode: {
        input: {
            AccessToken: string;
            AttributeName: string;
            ClientMetadata?: StringMap | undefined;
        };
        output: {
            CodeDeliveryDetails?: CodeDeliveryDetails;
        };
    };
    VerifyUserAttribute: {
        input: {
            AccessToken: string;
            AttributeName: string;
            Code: string;
        };
        output: object;
    };
    DeleteUser: {
        input: {
            AccessToken: string;
        };
        output: object;
    };
    AssociateSoftwareToken: {
        input: TokenOrSession;
        output: {
            SecretCode?: string;
            Session?: string;
        };
    };
    VerifySoftwareToken: {
        input: TokenOrSession & {
            UserCode: string;
            FriendlyDeviceName?: string | undefined;
        };
        output: {
            Status?: string;
            Session?: string;
        };
    };
    SetUserMFAPreference: {
        input: {
            AccessToken: string;
            SMSMfaSettings?: MfaSettings | undefined;
            SoftwareTokenMfaSettings?: MfaSettings | undefined;
            EmailMfaSettings?: MfaSettings | undefined;
        };
        output: object;
    };
    ConfirmDevice: {
        input: {
            AccessToken: string;
            DeviceKey: string;
            DeviceName?: string | undefined;
            DeviceSecretVerifierConfig: {
                PasswordVerifier: string;
                Salt: string;
            };
        };
        output: {
            UserConfirmationNecessary?: boolean;
        };
    };
    UpdateDeviceStatus: {
        input: {
            AccessToken: string;
            DeviceKey: string;
            DeviceRememberedStatus: string;
        };
        output: object;
    };
    ForgetDevice: {
        input: {
            AccessToken: string;
            DeviceKey: string;
        };
        output: object;
    };
    GetDevice: {
        input: {
            AccessToken: string;
            DeviceKey: string;
        };
        output: {
            Device?: DeviceType;
        };
    };
    ListDevices: {
        input: {
            AccessToken: string;
            Limit?: number | undefined;
            PaginationToken?: string | undefined;
        };
        output: {
            Devices?: DeviceType[];
            PaginationToken?: string;
        };
    };
}
/** An operation of the service that needs no IAM credentials. */
export type Operation = keyof Shapes;
export type Input<Op extends Operation> = Shapes[Op]['input'];
export type Output<Op extends Operation> = Shapes[Op]['output'];
export {};
