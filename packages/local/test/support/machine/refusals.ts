import { INCORRECT } from '../wire.js'

/** The service's errors. One that ends with a colon stands for any message, one that ends with a blank for any client. */
export const REFUSALS = {
  incorrect: INCORRECT,
  locked: 'NotAuthorizedException: Password attempts exceeded',
  disabled: 'NotAuthorizedException: User is disabled.',
  unconfirmed: 'UserNotConfirmedException: User is not confirmed.',
  noUser: 'UserNotFoundException: User does not exist.',
  temporaryExpired: 'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',

  noSession: 'InvalidParameterException: Missing required parameter Session',
  invalidSession: 'NotAuthorizedException: Invalid session for the user.',
  expiredSession: 'NotAuthorizedException: Invalid session for the user, session is expired.',
  spentSession: 'NotAuthorizedException: Invalid session for the user, session can only be used once.',

  wrongCode: 'CodeMismatchException: Invalid code or auth state for the user.',
  wrongTotp: 'CodeMismatchException: Invalid code received for user',
  usedTotp: 'ExpiredCodeException: Your software token has already been used once.',
  wrongSetUpCode: 'EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA',
  badPassword: 'InvalidPasswordException:',
  badChoice: 'InvalidParameterException:',
  nothingSetUp: 'InvalidParameterException:',

  noDevice: 'ResourceNotFoundException: Device does not exist.',
  noDeviceKey: 'InvalidParameterException: Missing required parameter DEVICE_KEY',
  notTracking: 'InvalidUserPoolConfigurationException:',
  confirmedDevice: 'DeviceKeyExistsException:',

  flowNotEnabled: 'InvalidParameterException:',
  noHash: 'NotAuthorizedException: Client otherclient is configured with secret but SECRET_HASH was not received',
  wrongHash: 'NotAuthorizedException: Unable to verify secret hash for client ',
  refreshHash: 'NotAuthorizedException: SecretHash does not match for the client: otherclient',
  noSecret: 'NotAuthorizedException: Client otherclient is configured for secret but secret was not received',
  wrongSecret: 'NotAuthorizedException: Unable to verify secret for client ',
  invalidRefresh: 'NotAuthorizedException: Invalid Refresh Token',
  expiredRefresh: 'NotAuthorizedException: Refresh Token has expired',
  revokedRefresh: 'NotAuthorizedException: Refresh Token has been revoked',
  reusedRefresh: 'RefreshTokenReuseException:',
  expiredAccess: 'NotAuthorizedException: Access Token has expired',
  revokedAccess: 'NotAuthorizedException: Access Token has been revoked',
} as const
export type RefusalName = keyof typeof REFUSALS

/** What is wrong, if anything. */
export type Fault = RefusalName | false | undefined

/** Thrown by the model: the pool must refuse, for one of these reasons. */
export class Refused extends Error {
  readonly names: readonly RefusalName[]

  constructor(names: readonly RefusalName[]) {
    super(names.join(' or '))
    this.names = names
  }
}

/**
 * Goes on only where nothing is wrong. Of several things that are wrong at once, the pool may say any.
 *
 * @throws {Refused}
 */
export function assertFine(...faults: readonly Fault[]): void {
  const names = faults.filter(fault => fault !== false && fault !== undefined)
  if (names.length > 0) throw new Refused(names)
}

/** Whether an error is the one that is meant. */
export function isRefusal(error: string, name: RefusalName): boolean {
  const text: string = REFUSALS[name]
  return /[: ]$/.test(text) ? error.startsWith(text) : error === text
}
