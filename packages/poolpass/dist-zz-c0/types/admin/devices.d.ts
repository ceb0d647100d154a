import { type Device, type DeviceStatus } from '../sign-in/known-device.js';
import { type ListOptions } from './pages.js';
import type { AdminService } from './service.js';
export declare function listDevices(service: AdminService, username: string, options?: ListOptions): AsyncGenerator<Device, void, void>;
export declare function getDevice(service: AdminService, username: string, deviceKey: string): Promise<Device>;
export declare function updateDeviceStatus(service: AdminService, username: string, deviceKey: string, status: DeviceStatus): Promise<void>;
export declare function forgetDevice(service: AdminService, username: string, deviceKey: string): Promise<void>;
