/** Whether a device may stand in for a second factor: DeviceRememberedStatus of UpdateDeviceStatus. */
export type DeviceStatus = 'remembered' | 'not_remembered';
/** A device as the pool knows it. */
export interface Device {
    /** Its id in the pool, `<region>_<UUID>`. */
    readonly deviceKey: string;
    /** By the service's names, e.g. `device_name`, `last_ip_used`. */
    readonly attributes: Readonly<Record<string, string>>;
    /** When the pool handed it out, by the service's clock. `undefined` where it does not tell. */
    readonly createdAt: Date | undefined;
    /** When it was last confirmed or changed, by the service's clock. */
    readonly lastModifiedAt: Date | undefined;
    /** When it was last signed in from, by the service's clock. */
    readonly lastAuthenticatedAt: Date | undefined;
}
/** Seconds since 1970, or what the AWS SDK made of them. */
type Time = number | Date | undefined;
/** DeviceType, from the wire or from the AWS SDK. */
interface DeviceOutput {
    readonly DeviceKey?: string | undefined;
    readonly DeviceAttributes?: readonly {
        readonly Name?: string | undefined;
        readonly Value?: string | undefined;
    }[] | undefined;
    readonly DeviceCreateDate?: Time;
    readonly DeviceLastModifiedDate?: Time;
    readonly DeviceLastAuthenticatedDate?: Time;
}
export declare function readDevice(device: DeviceOutput): Device;
/** @throws {TypeError} for another status. */
export declare function checkDeviceStatus(status: unknown): asserts status is DeviceStatus;
export {};
