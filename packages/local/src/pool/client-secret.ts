import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AppClient } from './app-client.js'
import { notAuthorized, ServiceError } from './service-error.js'

function equalText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** SECRET_HASH: base64 of HMAC-SHA-256 under the secret over username and client id. */
function secretHash(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret).update(username).update(clientId).digest('base64')
}

/**
 * Checks the SECRET_HASH of a request.
 *
 * @param username The name that the request itself carries: a hash over another name of the same user is wrong.
 * @param mismatch The message where hash and name do not belong together.
 * @throws {ServiceError} NotAuthorizedException when it is missing, wrong, or sent to a client without a secret.
 */
export function assertSecretHash(
  { clientId, clientSecret }: AppClient,
  username: string,
  hash: string | undefined,
  mismatch = `Unable to verify secret hash for client ${clientId}`,
): void {
  if (clientSecret === undefined) {
    if (hash !== undefined) throw notAuthorized(`Unable to verify secret hash for client ${clientId}`)
    return
  }
  if (hash === undefined) {
    throw notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`)
  }
  if (!equalText(hash, secretHash(clientSecret, username, clientId))) throw notAuthorized(mismatch)
}

/**
 * Checks the raw ClientSecret that the operations on refresh tokens take.
 *
 * @param errorName What the operation calls this refusal.
 * @throws {ServiceError} of that name.
 */
export function assertClientSecret(
  { clientId, clientSecret }: AppClient,
  given: string | undefined,
  errorName: 'NotAuthorizedException' | 'UnauthorizedException',
): void {
  if (clientSecret !== undefined && given === undefined) {
    throw new ServiceError(errorName, `Client ${clientId} is configured for secret but secret was not received`)
  }
  if (given !== undefined && (clientSecret === undefined || !equalText(given, clientSecret))) {
    throw new ServiceError(errorName, `Unable to verify secret for client ${clientId}`)
  }
}
