import type { CodeDeliveryDetails, StringMap } from '../cognito-idp/index.js'
import { checkText } from '../errors/index.js'
import type { AppClient } from '../sign-in/index.js'
import { secretHash } from '../sign-in/secret-hash.js'

/** What every call without an access token may bring along. */
export interface PublicOptions {
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  /** Ends the call with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Where a code went. */
export interface CodeDelivery {
  /** Masked, e.g. `a***@e***`. */
  readonly destination: string
  /** By which way it went. */
  readonly medium: 'EMAIL' | 'SMS'
  /** The attribute that holds the address, e.g. `email`. */
  readonly attribute: string
}

/** How a call about a user who is not signed in names that user, and proves who asks. */
export async function naming(client: AppClient, username: string) {
  checkText('username', username)
  const { clientId } = client
  const secret = await client.clientSecret()
  const SecretHash = secret === undefined ? undefined : await secretHash(username, clientId, secret)
  return { ClientId: clientId, Username: username, SecretHash }
}

export function readDelivery(details: CodeDeliveryDetails): CodeDelivery {
  const { Destination = '', DeliveryMedium, AttributeName = '' } = details
  return { destination: Destination, medium: DeliveryMedium === 'SMS' ? 'SMS' : 'EMAIL', attribute: AttributeName }
}

/** Has a code sent to a user who is not signed in. */
export async function requestCode(
  client: AppClient,
  operation: 'ForgotPassword' | 'ResendConfirmationCode',
  username: string,
  { clientMetadata, signal }: PublicOptions,
): Promise<CodeDelivery> {
  const input = { ...(await naming(client, username)), ClientMetadata: clientMetadata }
  const { CodeDeliveryDetails = {} } = await client.call(operation, input, { signal })
  return readDelivery(CodeDeliveryDetails)
}
