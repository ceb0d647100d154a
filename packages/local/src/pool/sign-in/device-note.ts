import type { Subject } from '../credentials.js'
import { findDevice, knownDevice, tracksDevices } from '../devices.js'
import type { Attempt } from './attempt.js'
import type { SignInRequest } from './request.js'

const keyIn = ({ pool, parameters }: SignInRequest) =>
  tracksDevices(pool) ? parameters.get('DEVICE_KEY') || undefined : undefined

/**
 * Keeps the device that a request says it comes from.
 *
 * @throws {ServiceError} ResourceNotFoundException "Device does not exist.", for users who do not exist either.
 */
export function noteDevice(request: SignInRequest, { user }: Subject, attempt: Attempt): Attempt {
  const key = keyIn(request)
  return key === undefined ? attempt : { ...attempt, deviceKey: findDevice(user, key).key }
}

/**
 * The same at the start of a sign-in that has proven nothing yet. A device that is unknown is left out, since clients
 * answer the very challenge again without it.
 */
export function beginWithDevice(request: SignInRequest, { user }: Subject): Attempt {
  const device = knownDevice(user, keyIn(request))
  return device ? { deviceKey: device.key } : {}
}
