import { authorize } from '../pool/access-token.js'
import {
  assertTracking,
  changeDevice,
  confirmDevice,
  confirmedDevices,
  findDevice,
  forgetDevice,
  readVerifier,
} from '../pool/devices.js'
import { invalidParameter } from '../pool/service-error.js'
import type { Device, User } from '../pool/user.js'
import type { UserPool } from '../pool/user-pool.js'
import { findUser } from '../pool/users.js'
import { type Input, integer, oneOf, readInput, required, type Shape, string, structure } from './input/members.js'
import { deviceKey, nextToken, token, username, userPoolId } from './input/scalars.js'
import { defineOperation, type Operation, type Output } from './operation.js'
import { timestamp } from './output.js'
import { page } from './paging.js'

const DEFAULT_PAGE = 60

/** @param isAdmin Whether developers' own attributes are shown. */
function describeDevice(device: Device, isAdmin: boolean): object {
  const { key, name, isRemembered, createdAtMs, modifiedAtMs, authenticatedAtMs } = device
  const attributes = {
    device_status: 'valid',
    ...(name !== undefined && { device_name: name }),
    last_ip_used: '127.0.0.1',
    ...(isAdmin && { 'dev:device_remembered_status': isRemembered ? 'remembered' : 'not_remembered' }),
  }
  return {
    DeviceKey: key,
    DeviceAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DeviceCreateDate: timestamp(createdAtMs),
    DeviceLastModifiedDate: timestamp(modifiedAtMs),
    DeviceLastAuthenticatedDate: Math.floor(authenticatedAtMs / 1000),
  }
}

/** Whose devices a call is about. */
interface Owner {
  readonly pool: UserPool
  readonly user: User
  readonly isAdmin: boolean
}

const ownInput = { AccessToken: required(token) }
const adminInput = { UserPoolId: required(userPoolId), Username: required(username) }

/** An operation that users and administrators have alike. */
function forBoth<const S extends Shape>(
  name: string,
  shape: S,
  carryOut: (owner: Owner, input: Input<S>) => Output,
): Operation[] {
  const run = (owner: Owner, input: unknown) => {
    assertTracking(owner.pool)
    return carryOut(owner, readInput(shape, input))
  }
  return [
    {
      name,
      access: 'public',
      async run({ account }, input) {
        readInput<Shape>({ ...ownInput, ...shape }, input)
        const { AccessToken } = readInput(ownInput, input)
        return run({ ...(await authorize(account, AccessToken)), isAdmin: false }, input)
      },
    },
    {
      name: `Admin${name}`,
      access: 'signed',
      async run({ account }, input) {
        readInput<Shape>({ ...adminInput, ...shape }, input)
        const { UserPoolId, Username } = readInput(adminInput, input)
        const pool = account.pool(UserPoolId)
        return run({ pool, user: findUser(pool, Username), isAdmin: true }, input)
      },
    },
  ]
}

const confirm = defineOperation({
  name: 'ConfirmDevice',
  access: 'public',
  input: {
    AccessToken: required(token),
    DeviceKey: required(deviceKey),
    DeviceSecretVerifierConfig: structure({ PasswordVerifier: required(string()), Salt: required(string()) }),
    DeviceName: string({ min: 1, max: 1024 }),
  },
  async run({ account }, { AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName }) {
    const { pool, user } = await authorize(account, AccessToken)
    assertTracking(pool)
    if (DeviceSecretVerifierConfig === undefined) {
      throw invalidParameter('Missing required parameter DeviceSecretVerifierConfig')
    }
    const verifier = readVerifier(DeviceSecretVerifierConfig)
    const { needsUser } = confirmDevice(pool, user, DeviceKey, { verifier, name: DeviceName })
    return { UserConfirmationNecessary: needsUser }
  },
})

export const deviceOperations: readonly Operation[] = [
  confirm,
  ...forBoth('GetDevice', { DeviceKey: required(deviceKey) }, ({ user, isAdmin }, { DeviceKey }) => ({
    Device: describeDevice(findDevice(user, DeviceKey), isAdmin),
  })),
  ...forBoth(
    'ListDevices',
    { Limit: integer({ min: 0, max: 60 }), PaginationToken: nextToken },
    ({ pool, user, isAdmin }, { Limit, PaginationToken }) => {
      const size = Limit || DEFAULT_PAGE
      const list = { list: `devices of ${user.sub}`, nowMs: pool.clock.nowMs() }
      const { items, token } = page(confirmedDevices(user), { ...list, size, token: PaginationToken })
      return {
        Devices: items.map(device => describeDevice(device, isAdmin)),
        ...(token !== undefined && { PaginationToken: token }),
      }
    },
  ),
  ...forBoth(
    'UpdateDeviceStatus',
    { DeviceKey: required(deviceKey), DeviceRememberedStatus: oneOf('remembered', 'not_remembered') },
    ({ pool, user }, { DeviceKey, DeviceRememberedStatus }) => {
      const { key, isRemembered } = findDevice(user, DeviceKey)
      changeDevice(pool, user, key, {
        isRemembered: DeviceRememberedStatus === undefined ? isRemembered : DeviceRememberedStatus === 'remembered',
        modifiedAtMs: pool.clock.nowMs(),
      })
      return {}
    },
  ),
  ...forBoth('ForgetDevice', { DeviceKey: required(deviceKey) }, ({ pool, user }, { DeviceKey }) => {
    forgetDevice(pool, user, DeviceKey)
    return undefined
  }),
]
