/** Sessions: user pools, one user's tokens and their life, verification. */
export type { NewPasswordOptions } from './answering.js';
export { Cognito, sessionOf } from './cognito.js';
export type { CognitoOptions, RestoreOptions, UserOptions } from './cognito-options.js';
export type { Listener, SessionEvent, SessionEvents } from './events.js';
export type { SessionExplanation } from './explanation.js';
export type { JsonWebKeySet } from './keys.js';
export type { ChangePasswordOptions, ConfirmForgotPasswordOptions, ConfirmOptions, PublicCallOptions, RegisterOptions, WhichDevice, WhichUser, } from './own-account.js';
export type { ReadyToken } from './ready-token.js';
export type { Session } from './session.js';
export type { AuthenticateOptions, LogoutOptions } from './session-options.js';
export { SessionState, type SessionStateJson } from './session-state.js';
export type { DeviceStorage, SignInMeans, SignInSetup } from './sign-in-setup.js';
export type { StoredEntry, StoredSession, StoreWriteOptions, TokenStore } from './token-store.js';
export { checkTokenType, TokenType } from './token-type.js';
export type { UnauthorizedOrigins } from './unauthorized.js';
export { poolInternals, UserPool, type UserPoolOptions } from './user-pool.js';
export type { TokenUse } from './verify.js';
