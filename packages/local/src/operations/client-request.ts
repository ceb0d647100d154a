import { assertSecretHash } from '../pool/client-secret.js'
import type { AccountRequest } from '../pool/self-service/request.js'
import { type Input, required } from './input/members.js'
import { clientId, secretHash, sideChannel, username } from './input/scalars.js'
import type { Call } from './operation.js'

/** What the operations on an account have in common that need no sign-in. */
export const clientRequest = {
  ClientId: required(clientId),
  Username: required(username),
  SecretHash: secretHash,
  ...sideChannel,
}

/** @throws {ServiceError} ResourceNotFoundException for an unknown client; NotAuthorizedException for a wrong hash. */
export function openRequest({ account }: Call, given: Input<typeof clientRequest>): AccountRequest {
  const { ClientId, Username, SecretHash, ClientMetadata } = given
  const found = account.client(ClientId)
  assertSecretHash(found.client, Username, SecretHash)
  return { ...found, username: Username, clientMetadata: ClientMetadata }
}
