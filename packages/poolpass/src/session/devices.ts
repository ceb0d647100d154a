/** What a session does about devices after the pool has said something about one. Loaded then. */

import { isPoolpassError, PoolpassError } from '../errors/index.js'
import { confirmNewDevice } from '../sign-in/confirm-device.js'
import type { AppClient, DeviceCredentials, SignInResult } from '../sign-in/index.js'
import type { Emitter, SessionEvents } from './events.js'
import { isStorage, type SignInSetup } from './sign-in-setup.js'

type Device = SignInSetup['device']

/** Confirms a device that the pool has just handed out. A failure to do so never fails the sign-in. */
export async function confirmed(
  client: AppClient,
  result: SignInResult,
  events: Emitter,
): Promise<DeviceCredentials | undefined> {
  const { newDevice, tokens, username } = result
  if (!newDevice) return undefined
  return orEvent(events, 'confirm', username, async () => {
    const confirmation = await confirmNewDevice(client, tokens.accessToken, newDevice)
    const { userConfirmationNecessary, ...device } = confirmation
    events.emit('deviceConfirmed', { username, deviceKey: device.deviceKey, userConfirmationNecessary })
    return device
  })
}

export async function load(device: Device, storedAs: string, events: Emitter): Promise<DeviceCredentials | undefined> {
  return isStorage(device) ? orEvent(events, 'load', storedAs, async () => device.load(storedAs)) : undefined
}

export async function save(
  device: Device,
  storedAs: string,
  credentials: DeviceCredentials,
  events: Emitter,
): Promise<void> {
  if (isStorage(device)) await orEvent(events, 'save', storedAs, async () => device.save(storedAs, credentials))
}

export async function forget(device: Device, storedAs: string, deviceKey: string, events: Emitter): Promise<void> {
  if (isStorage(device)) await orEvent(events, 'forget', storedAs, async () => device.forget(storedAs))
  events.emit('deviceForgotten', { username: storedAs, deviceKey })
}

async function orEvent<T>(
  events: Emitter,
  operation: SessionEvents['deviceFailed']['operation'],
  username: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (cause) {
    const message = `the function given as \`device.${operation}\` threw; see \`cause\``
    const error = isPoolpassError(cause) ? cause : new PoolpassError('ERR_POOLPASS_CALLBACK', message, { cause })
    events.emit('deviceFailed', { username, operation, error })
    return undefined
  }
}
