import type { CallOptions } from '../cognito-idp/index.js';
import type { AppClient } from './app-client.js';
import type { DeviceCredentials } from './device-credentials.js';
import type { NewDevice } from './flow.js';
/** A device that was confirmed. */
export interface ConfirmedDevice extends DeviceCredentials {
    /** Whether the pool remembers it only after UpdateDeviceStatus. Also where its answer to that was lost. */
    readonly userConfirmationNecessary: boolean;
}
export declare function newDevicePassword({ random }: AppClient): string;
/**
 * ConfirmDevice: gives the pool what it takes to check a proof of the device's password.
 *
 * @param device With a password where an earlier attempt has made one: the pool may have taken it.
 */
export declare function confirmNewDevice(client: AppClient, accessToken: string, { deviceKey, deviceGroupKey, devicePassword }: NewDevice & Partial<DeviceCredentials>, deviceName?: string, options?: CallOptions): Promise<ConfirmedDevice>;
