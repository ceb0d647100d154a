import type { CallOptions } from '../cognito-idp/index.js'
import { CognitoServiceError } from '../errors/index.js'
import { bytesToBase64, createVerifier, deviceVerifierConfig } from '../srp/index.js'
import type { AppClient } from './app-client.js'
import type { DeviceCredentials } from './device-credentials.js'
import type { NewDevice } from './flow.js'

/** A device that was confirmed. */
export interface ConfirmedDevice extends DeviceCredentials {
  /** Whether the pool remembers it only after UpdateDeviceStatus. Also where its answer to that was lost. */
  readonly userConfirmationNecessary: boolean
}

export function newDevicePassword({ random }: AppClient): string {
  return bytesToBase64(random(40))
}

/**
 * ConfirmDevice: gives the pool what it takes to check a proof of the device's password.
 *
 * @param device With a password where an earlier attempt has made one: the pool may have taken it.
 */
export async function confirmNewDevice(
  client: AppClient,
  accessToken: string,
  { deviceKey, deviceGroupKey, devicePassword = newDevicePassword(client) }: NewDevice & Partial<DeviceCredentials>,
  deviceName?: string,
  options?: CallOptions,
): Promise<ConfirmedDevice> {
  const { random, srpEngine } = client
  const identity = { group: deviceGroupKey, id: deviceKey }
  const verifier = await createVerifier(identity, devicePassword, { random, engine: srpEngine })
  const input = {
    AccessToken: accessToken,
    DeviceKey: deviceKey,
    DeviceName: deviceName,
    DeviceSecretVerifierConfig: deviceVerifierConfig(verifier),
  }
  const confirm = async () => {
    try {
      return await client.call('ConfirmDevice', input, options)
    } catch (error) {
      // The key is known to us alone: an earlier attempt, whose answer was lost, has brought this very verifier.
      // To ask the user for a consent that is not needed does no harm.
      if (error instanceof CognitoServiceError && error.name === 'DeviceKeyExistsException')
        return { UserConfirmationNecessary: true }
      throw error
    }
  }
  const { UserConfirmationNecessary } = await confirm()
  return { deviceKey, deviceGroupKey, devicePassword, userConfirmationNecessary: UserConfirmationNecessary === true }
}
