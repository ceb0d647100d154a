import { checkDeviceStatus, type Device, type DeviceStatus, readDevice } from '../sign-in/known-device.js'
import { everyItem, type ListOptions, pageSizeOf } from './pages.js'
import type { AdminService } from './service.js'
import { checkText } from './text.js'

const ofDevice = (username: string, deviceKey: string) => ({
  Username: checkText('username', username),
  DeviceKey: checkText('deviceKey', deviceKey),
})

export function listDevices(
  service: AdminService,
  username: string,
  options: ListOptions = {},
): AsyncGenerator<Device, void, void> {
  const input = { Username: checkText('username', username), Limit: pageSizeOf(options) }
  return everyItem(async token => {
    const output = await service.call('AdminListDevices', { ...input, PaginationToken: token }, options)
    return { items: (output.Devices ?? []).map(readDevice), next: output.PaginationToken }
  })
}

export async function getDevice(service: AdminService, username: string, deviceKey: string): Promise<Device> {
  const { Device } = await service.call('AdminGetDevice', ofDevice(username, deviceKey))
  return readDevice(Device ?? { DeviceKey: deviceKey })
}

export async function updateDeviceStatus(
  service: AdminService,
  username: string,
  deviceKey: string,
  status: DeviceStatus,
): Promise<void> {
  checkDeviceStatus(status)
  await service.call('AdminUpdateDeviceStatus', { ...ofDevice(username, deviceKey), DeviceRememberedStatus: status })
}

export async function forgetDevice(service: AdminService, username: string, deviceKey: string): Promise<void> {
  await service.call('AdminForgetDevice', ofDevice(username, deviceKey))
}
