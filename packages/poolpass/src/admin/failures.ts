import { classify, scrub, scrubError } from '../cognito-idp/index.js'
import { CognitoServiceError, PoolpassError, type PoolpassErrorCode, UnavailableError } from '../errors/index.js'

/** What the AWS SDK adds to the errors that it throws. */
interface SdkError extends Error {
  readonly $fault?: 'client' | 'server'
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string }
  readonly $response?: { readonly statusCode?: number }
  readonly code?: unknown
}

/**
 * What the SDK threw, in the errors of poolpass.
 *
 * @param as What the table of refusals calls the operation.
 * @param input What was sent: none of its values is left in the error.
 */
export function translateFailure(error: unknown, operation: string, as: string, input: object): PoolpassError {
  const failure = error as SdkError
  if (failure.$fault !== undefined) return refusal(failure, operation, as, input)
  const cause = scrubError(error, input)
  const why = `${operation}: ${cause.message}`
  if (isLost(failure)) return new UnavailableError('ERR_POOLPASS_UNAVAILABLE', why, { cause, retryable: true })
  return new PoolpassError('ERR_POOLPASS_CONFIGURATION', `${why} (nothing was sent)`, { cause })
}

function refusal(failure: SdkError, operation: string, as: string, input: object): CognitoServiceError {
  const { httpStatusCode: status = 400, requestId } = failure.$metadata ?? {}
  const message = failure.message || 'refused without a message'
  const code = codeOf(failure.name, operation, as, message)
  return new CognitoServiceError(code, `${operation}: ${scrub(message, input)}`, {
    name: failure.name,
    operation,
    status,
    requestId,
    retryable: code === 'ERR_POOLPASS_THROTTLED' || code === 'ERR_POOLPASS_UNAVAILABLE',
  })
}

function codeOf(name: string, operation: string, as: string, message: string): PoolpassErrorCode {
  if (isDeniedAccess(name)) return 'ERR_POOLPASS_CONFIGURATION'
  // Groups and identity providers are what an administrator asks for, like users, and no part of the set-up.
  const isThingUnknown = name === 'ResourceNotFoundException' && /Group|IdentityProvider/.test(operation)
  return isThingUnknown && !/user pool/i.test(message) ? 'ERR_POOLPASS_SERVICE' : classify(as, name, message)
}

/** Refusals of AWS itself: they are about the caller's IAM credentials. */
function isDeniedAccess(name: string): boolean {
  return /^(AccessDenied|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|ExpiredToken)(Exception)?$/.test(
    name,
  )
}

/** Whether something was, or may have been, sent: what fails before that is not mended by trying again. */
function isLost({ name, code, message, $response }: SdkError): boolean {
  if ($response !== undefined || name === 'TimeoutError' || name === 'AbortError') return true
  return (
    (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code)) || /failed to fetch|fetch failed/i.test(message)
  )
}
