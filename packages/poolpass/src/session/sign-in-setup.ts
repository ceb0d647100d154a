import { invalidOption } from '../errors/index.js'
import { hasMembers, isDevice } from '../sign-in/device-credentials.js'
import type { AuthFlow, ChallengeHandlers, DeviceCredentials, FirstFactor } from '../sign-in/index.js'

/** Where a device's credentials are kept outside the session. Every function is told the username as it was given. */
export interface DeviceStorage {
  /** Is asked before a sign-in where the session holds no device. `undefined`: there is none. */
  load(username: string): DeviceCredentials | undefined | Promise<DeviceCredentials | undefined>
  /** A new device was confirmed. **`device.devicePassword` is a secret.** What it returns is awaited. */
  save(username: string, device: DeviceCredentials): unknown
  /** The pool does not know the device any more. */
  forget(username: string): unknown
}

/** How one sign-in goes about it. */
export interface SignInMeans {
  /** How a sign-in begins. Default `USER_SRP_AUTH`. */
  readonly authFlow?: AuthFlow | undefined
  /** The first factor of `USER_AUTH`. Default: PASSWORD_SRP where there is a password, else the pool lets choose. */
  readonly preferredChallenge?: FirstFactor | undefined
  /** Who answers which challenge. A key is a ChallengeName in camelCase. Default: nobody. */
  readonly challenges?: ChallengeHandlers | undefined
}

/** How a session signs in. */
export interface SignInSetup extends SignInMeans {
  /**
   * The remembered device, or where its credentials are kept. Default: what the pool hands out is confirmed and kept
   * with the session. `false`: no device is named or confirmed, but by `confirmDevice()`.
   */
  readonly device?: DeviceCredentials | DeviceStorage | false | undefined
}

export function isStorage(value: unknown): value is DeviceStorage {
  return hasMembers(value, 'function', ['load', 'save', 'forget'])
}

/** @throws {TypeError} when `device` is none of what it may be. */
export function checkDevice(device: unknown): void {
  if (device === undefined || device === false || isDevice(device) || isStorage(device)) return
  throw invalidOption(
    'device',
    'must be { deviceKey, deviceGroupKey, devicePassword }, { load, save, forget } or false',
  )
}

/** Whether a sign-in can do without a password. */
export function isPasswordless({ authFlow, preferredChallenge }: SignInMeans): boolean {
  return authFlow === 'CUSTOM_AUTH' || (authFlow === 'USER_AUTH' && !preferredChallenge?.startsWith('PASSWORD'))
}

/** Whether requests alone may start a sign-in without a password: it sends somebody a code, so somebody has to answer. */
export function isUnattended(setup: SignInMeans): boolean {
  return isPasswordless(setup) && Object.values(setup.challenges ?? {}).some(handler => handler !== undefined)
}
