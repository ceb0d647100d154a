import type { AuthFlow, ChallengeHandlers, DeviceCredentials, FirstFactor } from '../sign-in/index.js';
/** Where a device's credentials are kept outside the session. Every function is told the username as it was given. */
export interface DeviceStorage {
    /** Is asked before a sign-in where the session holds no device. `undefined`: there is none. */
    load(username: string): DeviceCredentials | undefined | Promise<DeviceCredentials | undefined>;
    /** A new device was confirmed. **`device.devicePassword` is a secret.** What it returns is awaited. */
    save(username: string, device: DeviceCredentials): unknown;
    /** The pool does not know the device any more. */
    forget(username: string): unknown;
}
/** How one sign-in goes about it. */
export interface SignInMeans {
    /** How a sign-in begins. Default `USER_SRP_AUTH`. */
    readonly authFlow?: AuthFlow | undefined;
    /** The first factor of `USER_AUTH`. Default: PASSWORD_SRP where there is a password, else the pool lets choose. */
    readonly preferredChallenge?: FirstFactor | undefined;
    /** Who answers which challenge. A key is a ChallengeName in camelCase. Default: nobody. */
    readonly challenges?: ChallengeHandlers | undefined;
}
/** How a session signs in. */
export interface SignInSetup extends SignInMeans {
    /**
     * The remembered device, or where its credentials are kept. Default: what the pool hands out is confirmed and kept
     * with the session. `false`: no device is named or confirmed, but by `confirmDevice()`.
     */
    readonly device?: DeviceCredentials | DeviceStorage | false | undefined;
}
export declare function isStorage(value: unknown): value is DeviceStorage;
/** @throws {TypeError} when `device` is none of what it may be. */
export declare function checkDevice(device: unknown): void;
/** Whether a sign-in can do without a password. */
export declare function isPasswordless({ authFlow, preferredChallenge }: SignInMeans): boolean;
/** Whether requests alone may start a sign-in without a password: it sends somebody a code, so somebody has to answer. */
export declare function isUnattended(setup: SignInMeans): boolean;
