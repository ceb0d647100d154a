import type { DeviceType } from '../cognito-idp/index.js'
import { invalidOption } from '../errors/index.js'
import type { AppClient } from '../sign-in/index.js'

export { confirmNewDevice as confirmDevice } from '../sign-in/confirm-device.js'

export type DeviceStatus = 'remembered' | 'not_remembered'

/** A device as the pool knows it. */
export interface Device {
  readonly deviceKey: string
  /** By the service's names, e.g. `device_name`, `last_ip_used`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly createdAt: Date | undefined
  readonly lastModifiedAt: Date | undefined
  readonly lastAuthenticatedAt: Date | undefined
}

export interface DevicePage {
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
  if (status !== 'remembered' && status !== 'not_remembered') {
    throw invalidOption('status', "must be 'remembered' or 'not_remembered'")
  }
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

function readDevice(device: DeviceType): Device {
  const named = (device.DeviceAttributes ?? []).map(({ Name, Value }) => [Name, Value ?? ''] as const)
  return {
    deviceKey: device.DeviceKey ?? '',
    attributes: Object.fromEntries(named),
    createdAt: dateOf(device.DeviceCreateDate),
    lastModifiedAt: dateOf(device.DeviceLastModifiedDate),
    lastAuthenticatedAt: dateOf(device.DeviceLastAuthenticatedDate),
  }
}

function dateOf(epochSeconds: number | undefined): Date | undefined {
  return epochSeconds === undefined ? undefined : new Date(epochSeconds * 1_000)
}
