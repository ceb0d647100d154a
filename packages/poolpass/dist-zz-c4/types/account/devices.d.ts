import type { AppClient } from '../sign-in/index.js';
import { type Device, type DeviceStatus } from '../sign-in/known-device.js';
export { confirmNewDevice as confirmDevice } from '../sign-in/confirm-device.js';
export { checkDeviceStatus, type Device, type DeviceStatus } from '../sign-in/known-device.js';
/** One page of a user's devices. */
export interface DevicePage {
    /** At most as many as were asked for, in the order of the service. */
    readonly devices: readonly Device[];
    /** For the next page; `undefined` on the last. */
    readonly paginationToken: string | undefined;
}
/** Whether a confirmed device may stand in for a second factor. */
export declare function updateDeviceStatus(client: AppClient, accessToken: string, deviceKey: string, status: DeviceStatus): Promise<void>;
export declare function forgetDevice(client: AppClient, accessToken: string, deviceKey: string): Promise<void>;
export declare function getDevice(client: AppClient, accessToken: string, deviceKey: string): Promise<Device>;
/** @param options.limit At most 60. */
export declare function listDevices(client: AppClient, accessToken: string, options?: {
    readonly limit?: number | undefined;
    readonly paginationToken?: string | undefined;
}): Promise<DevicePage>;
