import { randomUUID } from 'node:crypto'
import { bytesToInteger, N, type SrpVerifier } from 'poolpass/srp'
import { newDeviceGroupKey } from './identifiers.js'
import { nextNumber } from './sequence.js'
import { resourceNotFound, ServiceError } from './service-error.js'
import type { Device, User } from './user.js'
import type { UserPool } from './user-pool.js'

/** The presence of the setting switches tracking on, whatever is in it. */
export const tracksDevices = (pool: UserPool) => pool.settings.DeviceConfiguration !== undefined

/** Whether a remembered device stands in for MFA. */
export const deviceReplacesMfa = (pool: UserPool) =>
  pool.settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true

const deviceNotFound = () => resourceNotFound('Device does not exist.')

/** @throws {ServiceError} InvalidUserPoolConfigurationException */
export function assertTracking(pool: UserPool): void {
  if (!tracksDevices(pool)) {
    throw new ServiceError('InvalidUserPoolConfigurationException', 'Device tracking is not enabled for the user pool.')
  }
}

/** Of one user. Clients that never confirm are handed a new one at every sign-in. */
const MOST_UNCONFIRMED = 100

/** Hands out the keys of a device that the user has yet to confirm. */
export function issueDevice(pool: UserPool, user: User): Device {
  const unconfirmed = [...user.devices.values()].filter(({ verifier }) => verifier === undefined)
  const surplus = unconfirmed.length >= MOST_UNCONFIRMED ? unconfirmed[0]?.key : undefined
  const nowMs = pool.clock.nowMs()
  const device: Device = {
    number: nextNumber(),
    key: `${pool.region}_${randomUUID()}`,
    groupKey: newDeviceGroupKey(),
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    authenticatedAtMs: nowMs,
    name: undefined,
    verifier: undefined,
    isRemembered: false,
  }
  const others = [...user.devices].filter(([key]) => key !== surplus)
  pool.users.change(user, { devices: new Map([...others, [device.key, device]]) })
  return device
}

type DeviceChanges = Partial<Pick<Device, 'modifiedAtMs' | 'authenticatedAtMs' | 'name' | 'verifier' | 'isRemembered'>>

/** Does nothing for a device that was forgotten meanwhile. */
export function changeDevice(pool: UserPool, user: User, key: string, changes: DeviceChanges): void {
  const device = user.devices.get(key)
  if (device) pool.users.change(user, { devices: new Map(user.devices).set(key, { ...device, ...changes }) })
}

/** @throws {ServiceError} ResourceNotFoundException */
export function forgetDevice(pool: UserPool, user: User, key: string): void {
  findDevice(user, key)
  pool.users.change(user, { devices: new Map([...user.devices].filter(([other]) => other !== key)) })
}

/** @returns `undefined` for a device that was never confirmed, too. */
export function knownDevice(user: User | undefined, key: string | undefined): Device | undefined {
  const device = key === undefined ? undefined : user?.devices.get(key)
  return device?.verifier && device
}

/** @throws {ServiceError} ResourceNotFoundException "Device does not exist.": unknown, forgotten, unconfirmed, another's. */
export function findDevice(user: User | undefined, key: string): Device {
  const device = knownDevice(user, key)
  if (device === undefined) throw deviceNotFound()
  return device
}

export const confirmedDevices = (user: User) => [...user.devices.values()].filter(({ verifier }) => verifier)

/** DeviceSecretVerifierConfig: base64 of salt and verifier. Garbage is taken; no proof will ever fit it. */
export function readVerifier(config: { readonly PasswordVerifier: string; readonly Salt: string }): SrpVerifier {
  const integer = (text: string) => bytesToInteger(Buffer.from(text, 'base64'))
  return { salt: integer(config.Salt), verifier: integer(config.PasswordVerifier) % N }
}

/**
 * Takes what a device will prove itself by from now on.
 *
 * @throws {ServiceError} ResourceNotFoundException; DeviceKeyExistsException at the second time.
 */
export function confirmDevice(
  pool: UserPool,
  user: User,
  key: string,
  { verifier, name }: { readonly verifier: SrpVerifier; readonly name: string | undefined },
): { readonly needsUser: boolean } {
  const device = user.devices.get(key)
  if (device === undefined) throw deviceNotFound()
  if (device.verifier) throw new ServiceError('DeviceKeyExistsException', 'The device was confirmed already.')
  const needsUser = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true
  changeDevice(pool, user, key, { verifier, name, isRemembered: !needsUser, modifiedAtMs: pool.clock.nowMs() })
  return { needsUser }
}
