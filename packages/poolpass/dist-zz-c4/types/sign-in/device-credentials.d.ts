/** What proves a remembered device to the pool. **`devicePassword` is a secret.** */
export interface DeviceCredentials {
    /** DeviceKey of NewDeviceMetadata. */
    readonly deviceKey: string;
    /** DeviceGroupKey of NewDeviceMetadata. The proof binds it. */
    readonly deviceGroupKey: string;
    /** The client's own secret; only its verifier was ever sent. */
    readonly devicePassword: string;
}
export declare const DEVICE_MEMBERS = "must be { deviceKey, deviceGroupKey, devicePassword }";
export declare function isDevice(value: unknown): value is DeviceCredentials;
/** Whether all of these are there, of that type, and not empty. */
export declare function hasMembers(value: unknown, type: 'string' | 'function', names: readonly string[]): boolean;
