import { describe, expect, test } from 'vitest'
import { sentTo } from '../session/support/wire.js'
import { failure, startWorld } from '../session/support/world.js'

const deviceKey = 'us-east-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
const WIRE = {
  DeviceKey: deviceKey,
  DeviceAttributes: [{ Name: 'device_name', Value: 'laptop' }, { Name: 'last_ip_used' }],
  DeviceCreateDate: 1_700_000_000.5,
  DeviceLastAuthenticatedDate: 1_700_000_100,
}
const DEVICE = {
  deviceKey,
  attributes: { device_name: 'laptop', last_ip_used: '' },
  createdAt: new Date(1_700_000_000_500),
  lastModifiedAt: undefined,
  lastAuthenticatedAt: new Date(1_700_000_100_000),
}

async function startSignedIn() {
  const world = await startWorld()
  const alice = world.cognito()
  await alice.authenticate()
  return { ...world, alice }
}

describe('devices on the wire', () => {
  test('one is got', async () => {
    const { local, alice, sent } = await startSignedIn()
    local.failNext({ operation: 'GetDevice', body: JSON.stringify({ Device: WIRE }) })
    expect(await alice.getDevice({ deviceKey })).toEqual(DEVICE)
    expect(sentTo(sent, 'GetDevice')).toEqual([{ AccessToken: alice.accessToken, DeviceKey: deviceKey }])
  })

  test('all are listed, in pages', async () => {
    const { local, alice, sent } = await startSignedIn()
    local.failNext({ operation: 'ListDevices', body: JSON.stringify({ Devices: [WIRE], PaginationToken: 'more' }) })
    local.failNext({ operation: 'ListDevices', body: '{}' })
    expect(await alice.listDevices({ limit: 1 })).toEqual({ devices: [DEVICE], paginationToken: 'more' })
    const next = await alice.listDevices({ limit: 1, paginationToken: 'more' })
    expect(next).toEqual({ devices: [], paginationToken: undefined })
    expect(sentTo(sent, 'ListDevices')[1]).toMatchObject({ Limit: 1, PaginationToken: 'more' })
  })

  test('one is forgotten', async () => {
    const { local, alice, sent } = await startSignedIn()
    local.failNext({ operation: 'ForgetDevice', body: '{}' })
    await alice.forgetDevice({ deviceKey })
    expect(sentTo(sent, 'ForgetDevice')).toEqual([{ AccessToken: alice.accessToken, DeviceKey: deviceKey }])
  })

  test('a status is one of two', async () => {
    const { alice } = await startSignedIn()
    const error = await failure(alice.updateDeviceStatus('maybe' as never, { deviceKey }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'status' })
  })

  test('a session without a device of its own has to say which', async () => {
    const { alice } = await startSignedIn()
    const expected = { code: 'ERR_POOLPASS_INVALID_OPTION', option: 'deviceKey' }
    for (const work of [alice.getDevice(), alice.forgetDevice(), alice.updateDeviceStatus('remembered')]) {
      expect(await failure(work)).toMatchObject(expected)
    }
  })
})
