import type { PoolpassErrorCode } from '../errors/index.js'

interface Rule {
  /** Operations the rule is for; all when absent. */
  readonly operations?: readonly string[]
  readonly name: string
  /** What the message must contain; any message when absent. */
  readonly message?: RegExp
  readonly code: PoolpassErrorCode
}

const RENEWALS = ['GetTokensFromRefreshToken', 'REFRESH_TOKEN_AUTH']
/** Written out: spreading an array into another counts as a side effect, which keeps all rules in every bundle. */
const STARTS_AND_RENEWALS = ['GetTokensFromRefreshToken', 'REFRESH_TOKEN_AUTH', 'InitiateAuth']
const SIGN_IN = ['InitiateAuth', 'RespondToAuthChallenge', 'DEVICE_PASSWORD_VERIFIER']

/** What each refusal means, most specific first. The service's names come without their `Exception`. */
export const RULES: readonly Rule[] = [
  { name: 'NotAuthorized', message: /secret/i, code: 'ERR_POOLPASS_SECRET_MISMATCH' },
  { name: 'Unauthorized', operations: ['RevokeToken'], code: 'ERR_POOLPASS_SECRET_MISMATCH' },
  { name: 'NotAuthorized', message: /user is disabled/i, code: 'ERR_POOLPASS_USER_DISABLED' },
  { name: 'NotAuthorized', message: /attempts exceeded/i, code: 'ERR_POOLPASS_LOCKED_OUT' },
  { name: 'NotAuthorized', message: /access token/i, code: 'ERR_POOLPASS_TOKEN_INVALID' },
  { name: 'NotAuthorized', operations: RENEWALS, code: 'ERR_POOLPASS_RENEWAL_REFUSED' },
  { name: 'RefreshTokenReuse', code: 'ERR_POOLPASS_RENEWAL_REFUSED' },
  { name: 'UserNotFound', operations: RENEWALS, code: 'ERR_POOLPASS_RENEWAL_REFUSED' },
  { name: 'NotAuthorized', message: /invalid session/i, code: 'ERR_POOLPASS_CODE_EXPIRED' },
  { name: 'NotAuthorized', message: /must be reset/i, code: 'ERR_POOLPASS_PASSWORD_RESET_REQUIRED' },
  {
    name: 'NotAuthorized',
    operations: ['DEVICE_PASSWORD_VERIFIER'],
    message: /incorrect/i,
    code: 'ERR_POOLPASS_DEVICE_UNKNOWN',
  },
  { name: 'NotAuthorized', message: /incorrect/i, code: 'ERR_POOLPASS_WRONG_CREDENTIALS' },
  { name: 'NotAuthorized', operations: SIGN_IN, code: 'ERR_POOLPASS_WRONG_CREDENTIALS' },
  { name: 'UserNotFound', operations: SIGN_IN, code: 'ERR_POOLPASS_WRONG_CREDENTIALS' },
  { name: 'UserNotConfirmed', code: 'ERR_POOLPASS_USER_UNCONFIRMED' },
  { name: 'PasswordResetRequired', code: 'ERR_POOLPASS_PASSWORD_RESET_REQUIRED' },
  { name: 'InvalidPassword', code: 'ERR_POOLPASS_PASSWORD_POLICY' },
  { name: 'PasswordHistoryPolicyViolation', code: 'ERR_POOLPASS_PASSWORD_POLICY' },
  { name: 'CodeMismatch', code: 'ERR_POOLPASS_CODE_MISMATCH' },
  { name: 'EnableSoftwareTokenMFA', code: 'ERR_POOLPASS_CODE_MISMATCH' },
  { name: 'ExpiredCode', code: 'ERR_POOLPASS_CODE_EXPIRED' },
  { name: 'ResourceNotFound', message: /device/i, code: 'ERR_POOLPASS_DEVICE_UNKNOWN' },
  { name: 'ResourceNotFound', code: 'ERR_POOLPASS_CONFIGURATION' },
  { name: 'InvalidParameter', operations: RENEWALS, message: /'refreshToken'/, code: 'ERR_POOLPASS_RENEWAL_REFUSED' },
  { name: 'InvalidParameter', operations: STARTS_AND_RENEWALS, code: 'ERR_POOLPASS_CONFIGURATION' },
  { name: 'UsernameExists', code: 'ERR_POOLPASS_NAME_TAKEN' },
  { name: 'AliasExists', code: 'ERR_POOLPASS_NAME_TAKEN' },
  { name: 'GroupExists', code: 'ERR_POOLPASS_NAME_TAKEN' },
  { name: 'DuplicateProvider', code: 'ERR_POOLPASS_NAME_TAKEN' },
  { name: 'UnsupportedOperation', code: 'ERR_POOLPASS_CONFIGURATION' },
  { name: 'InvalidUserPoolConfiguration', code: 'ERR_POOLPASS_CONFIGURATION' },
  { name: 'UnknownOperation', code: 'ERR_POOLPASS_CONFIGURATION' },
  { name: 'TooManyRequests', code: 'ERR_POOLPASS_THROTTLED' },
  { name: 'Throttling', code: 'ERR_POOLPASS_THROTTLED' },
  { name: 'LimitExceeded', code: 'ERR_POOLPASS_LIMIT_EXCEEDED' },
  { name: 'TooManyFailedAttempts', code: 'ERR_POOLPASS_LIMIT_EXCEEDED' },
  { name: 'InternalError', code: 'ERR_POOLPASS_UNAVAILABLE' },
  { name: 'InternalServer', code: 'ERR_POOLPASS_UNAVAILABLE' },
  { name: 'InternalFailure', code: 'ERR_POOLPASS_UNAVAILABLE' },
  { name: 'ServiceUnavailable', code: 'ERR_POOLPASS_UNAVAILABLE' },
]

/**
 * What a refusal of the service means. The only place that decides so.
 *
 * @param operation Its name; REFRESH_TOKEN_AUTH for a renewal by InitiateAuth, DEVICE_PASSWORD_VERIFIER for a device's proof.
 * @param name The service's error name, with or without `Exception`, without a namespace.
 */
export function classify(operation: string, name: string, message: string): PoolpassErrorCode {
  const bareName = name.replace(/(Exception|Error)$/, '')
  const applies = (rule: Rule) =>
    (rule.name === bareName || rule.name === name) &&
    (rule.operations === undefined || rule.operations.includes(operation)) &&
    (rule.message === undefined || rule.message.test(message))
  return RULES.find(applies)?.code ?? 'ERR_POOLPASS_SERVICE'
}
