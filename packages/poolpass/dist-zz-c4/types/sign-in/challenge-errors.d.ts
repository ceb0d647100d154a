/** NEW_PASSWORD_REQUIRED: the pool asks for a password in the place of the temporary one. */
export declare const NewPasswordRequiredChallengeError: typeof import("./challenge.js").ChallengeError;
/** SMS_MFA: the pool asks for a code that was sent by SMS, as a second factor. */
export declare const SmsMfaChallengeError: typeof import("./challenge.js").ChallengeError;
/** SMS_OTP: the pool asks for a code that was sent by SMS, as a first factor. */
export declare const SmsOtpChallengeError: typeof import("./challenge.js").ChallengeError;
/** EMAIL_OTP: the pool asks for a code that was sent by e-mail. */
export declare const EmailOtpChallengeError: typeof import("./challenge.js").ChallengeError;
/** SOFTWARE_TOKEN_MFA: the pool asks for a code of an authenticator app. */
export declare const SoftwareTokenMfaChallengeError: typeof import("./challenge.js").ChallengeError;
/** SELECT_MFA_TYPE: the pool asks for a choice among second factors. */
export declare const SelectMfaTypeChallengeError: typeof import("./challenge.js").ChallengeError;
/** MFA_SETUP: the pool asks for a second factor to be set up before going on. */
export declare const MfaSetupChallengeError: typeof import("./challenge.js").ChallengeError;
/** SELECT_CHALLENGE: the pool asks for a choice among first factors. */
export declare const SelectChallengeChallengeError: typeof import("./challenge.js").ChallengeError;
/** PASSWORD: the pool asks for the password, to be sent. */
export declare const PasswordChallengeError: typeof import("./challenge.js").ChallengeError;
/** PASSWORD_SRP: the pool asks for the password, to be proven. */
export declare const PasswordSrpChallengeError: typeof import("./challenge.js").ChallengeError;
/** CUSTOM_CHALLENGE: the pool asks for an answer to the pool's own question. */
export declare const CustomChallengeChallengeError: typeof import("./challenge.js").ChallengeError;
/** DEVICE_SRP_AUTH: the pool asks for the proof of a remembered device, which nobody has. */
export declare const DeviceSrpAuthChallengeError: typeof import("./challenge.js").ChallengeError;
/** DEVICE_PASSWORD_VERIFIER: the pool asks for the end of that proof. */
export declare const DevicePasswordVerifierChallengeError: typeof import("./challenge.js").ChallengeError;
/** WEB_AUTHN: the pool asks for a passkey, which cannot be answered yet. */
export declare const WebAuthnChallengeError: typeof import("./challenge.js").ChallengeError;
