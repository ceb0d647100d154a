/** What users do with their accounts: functions over an app client, and an access token where one is needed. */
export { type AttributeMap, checkAttributes } from '../cognito-idp/index.js';
export type { AttributeValue, NamedAttributes, StandardAttributes, UserAttributes, } from './attributes.js';
export { CognitoUser } from './cognito-user.js';
export { checkDeviceStatus, confirmDevice, type Device, type DevicePage, type DeviceStatus, forgetDevice, getDevice, listDevices, updateDeviceStatus, } from './devices.js';
export { changePassword, confirmForgotPassword, forgotPassword } from './password.js';
export { deleteAttributes, deleteUser, getUser, type MappingOptions, type ProfileOptions, sendVerification, updateProfile, type VerifiableAttribute, validateVerification, } from './profile.js';
export type { CodeDelivery, PublicOptions } from './public-request.js';
export { type ConfirmSignUpOptions, confirmSignUp, type Registration, resendConfirmationCode, type SignUpOptions, signUp, } from './sign-up.js';
export { associateSoftwareToken, checkMfaPreferences, type MfaPreference, type MfaPreferences, setUserMfaPreference, verifySoftwareToken, } from './software-token.js';
