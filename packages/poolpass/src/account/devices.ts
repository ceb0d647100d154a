import type { AppClient } from '../sign-in/index.js'
import { type Device, type DeviceStatus, readDevice } from '../sign-in/known-device.js'

export { confirmNewDevice as confirmDevice } from '../sign-in/confirm-device.js'
export { checkDeviceStatus, type Device, type DeviceStatus } from '../sign-in/known-device.js'

/** One page of a user's devices. */
export interface DevicePage {
  /** At most as many as were asked for, in the order of the service. */
  readonly devices: readonly Device[]
  /** For the next page; `undefined` on the last. */
  readonly paginationToken: string | undefined
}

/** Whether a confirmed device may stand in for a second factor. */
export async function updateDeviceStatus(
  client: AppClient,
  accessToken: string,
  deviceKey: string,
  status: DeviceStatus,
): Promise<void> {
  await client.call('UpdateDeviceStatus', {
    AccessToken: accessToken,
    DeviceKey: deviceKey,
    DeviceRememberedStatus: status,
  })
}

export async function forgetDevice(client: AppClient, accessToken: string, deviceKey: string): Promise<void> {
  await client.call('ForgetDevice', { AccessToken: accessToken, DeviceKey: deviceKey })
}

export async function getDevice(client: AppClient, accessToken: string, deviceKey: string): Promise<Device> {
  const output = await client.call('GetDevice', { AccessToken: accessToken, DeviceKey: deviceKey })
  return readDevice(output.Device ?? { DeviceKey: deviceKey })
}

/** @param options.limit At most 60. */
export async function listDevices(
  client: AppClient,
  accessToken: string,
  options: { readonly limit?: number | undefined; readonly paginationToken?: string | undefined } = {},
): Promise<DevicePage> {
  const { limit, paginationToken } = options
  const input = { AccessToken: accessToken, Limit: limit, PaginationToken: paginationToken }
  const { Devices = [], PaginationToken } = await client.call('ListDevices', input)
  return { devices: Devices.map(readDevice), paginationToken: PaginationToken }
}
