import { equals } from 'poolpass/admin'
import { describe, expect, test } from 'vitest'
import { withFactors } from '../session/support/factors.js'
import { ALICE, BOB, failure } from '../session/support/world.js'
import { all, startAdmin } from './support/admin.js'

describe('a user', () => {
  test('is made with attributes of any kind, and shown', async () => {
    const { admin, local, clock } = await startAdmin({
      pool: { Schema: [{ Name: 'age', AttributeDataType: 'Number' }] },
    })
    const made = await admin.createUser({
      username: 'bob',
      attributes: { email: 'bob@example.com', email_verified: true, 'custom:age': 42, nickname: undefined },
      temporaryPassword: 'Temporary-9',
      invitation: 'none',
    })
    const now = new Date(clock.wallMs())
    expect(made).toEqual({
      username: 'bob',
      sub: local.user('bob').sub,
      attributes: { sub: made.sub, email: 'bob@example.com', email_verified: 'true', 'custom:age': '42' },
      status: 'FORCE_CHANGE_PASSWORD',
      enabled: true,
      createdAt: now,
      lastModifiedAt: now,
    })
    expect(await admin.getUser('bob')).toEqual({ ...made, mfa: [], preferredMfa: undefined })
  })

  test('is invited, and invited again', async () => {
    const { admin, lastInput } = await startAdmin()
    await admin.createUser({ username: 'bob', deliveryMediums: ['EMAIL'], clientMetadata: { from: 'tests' } })
    expect(lastInput('AdminCreateUser')).toMatchObject({
      DesiredDeliveryMediums: ['EMAIL'],
      ClientMetadata: { from: 'tests' },
    })
    expect(lastInput('AdminCreateUser')).not.toHaveProperty('MessageAction')
    await admin.createUser({ username: 'bob', invitation: 'resend' })
    expect(lastInput('AdminCreateUser')).toMatchObject({ MessageAction: 'RESEND' })
  })

  test('takes over an alias that may be moved', async () => {
    const attributes = { email: 'shared@example.com', email_verified: true }
    const { admin, local } = await startAdmin({ pool: { AliasAttributes: ['email'] } })
    await admin.createUser({ username: 'former', attributes })
    const refused = await failure(admin.createUser({ username: 'bob', attributes }))
    expect(refused).toMatchObject({ code: 'ERR_POOLPASS_NAME_TAKEN' })
    await admin.createUser({ username: 'bob', attributes, forceAliasCreation: true })
    expect(local.user(attributes.email).username).toBe('bob')
    expect(local.user('former').attributes).toMatchObject({ email_verified: 'false' })
  })

  test('has attributes under names of your own, where those are given', async () => {
    const { admin, local } = await startAdmin({
      pool: { Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }] },
    })
    const attributeMap = { 'custom:team': 'team', sub: 'id' }
    const made = await admin.createUser({ username: 'bob', attributes: { team: 'blue', nickname: 'Bo' }, attributeMap })
    const { sub } = local.user('bob')
    expect(made).toMatchObject({ sub, attributes: { id: sub, team: 'blue', nickname: 'Bo' } })
    expect((await admin.getUser('bob', { attributeMap })).attributes).toEqual(made.attributes)

    await admin.updateUser('bob', { team: 'red' }, { attributeMap })
    expect(local.user('bob').attributes).toEqual({ 'custom:team': 'red', nickname: 'Bo' })
    const listed = await all(admin.users({ filter: equals('username', 'bob'), attributeMap }))
    expect(listed.map(user => user.attributes)).toEqual([{ id: sub, team: 'red', nickname: 'Bo' }])
  })

  test('has attributes changed and removed', async () => {
    const { admin, local } = await startAdmin()
    await admin.updateUser('alice', { nickname: 'Al', name: 'Alice', email: 'a@example.com', email_verified: true })
    await admin.updateUser('alice', { nickname: '' })
    await admin.deleteUserAttributes('alice', ['name'])
    expect(local.user('alice').attributes).toEqual({ email: 'a@example.com', email_verified: 'true' })
  })

  test('is given a password, for good or for once', async () => {
    const { admin, local, cognito } = await startAdmin()
    await admin.setPassword('alice', BOB.password)
    expect(local.user('alice').status).toBe('CONFIRMED')
    await cognito({ password: BOB.password }).authenticate()
    await admin.setPassword('alice', ALICE.password, { temporary: true })
    expect(local.user('alice').status).toBe('FORCE_CHANGE_PASSWORD')
  })

  test('is confirmed, disabled, enabled, signed out and deleted', async () => {
    const { admin, local, cognito } = await startAdmin({ users: [{ ...ALICE, confirmed: false }] })
    await admin.confirmSignUp('alice')
    const session = cognito()
    await session.authenticate()
    await admin.signOutEverywhere('alice')
    expect(await failure(session.listDevices())).toMatchObject({ code: 'ERR_POOLPASS_TOKEN_INVALID' })
    await admin.disableUser('alice')
    expect((await admin.getUser('alice')).enabled).toBe(false)
    expect(await failure(cognito().authenticate())).toMatchObject({ code: 'ERR_POOLPASS_USER_DISABLED' })
    await admin.enableUser('alice')
    await cognito().authenticate()
    await admin.deleteUser('alice')
    expect(() => local.user('alice')).toThrow()
  })

  test('is to be sent a code for a new password, which needs an address', async () => {
    const { admin, lastInput } = await startAdmin()
    const error = await failure(admin.resetPassword('alice', { clientMetadata: { from: 'tests' } }))
    expect(error).toMatchObject({ operation: 'AdminResetUserPassword', status: 400 })
    expect(lastInput('AdminResetUserPassword')).toEqual({
      UserPoolId: admin.userPoolId,
      Username: 'alice',
      ClientMetadata: { from: 'tests' },
    })
  })

  test('has second factors switched on and off', async () => {
    const { admin } = await startAdmin(withFactors(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']))
    await admin.setUserMfaPreference('alice', { sms: false, softwareToken: 'preferred' })
    expect(await admin.getUser('alice')).toMatchObject({
      mfa: ['SOFTWARE_TOKEN_MFA'],
      preferredMfa: 'SOFTWARE_TOKEN_MFA',
    })
  })

  test('has devices, that can be looked at, remembered and forgotten', async () => {
    const { admin, cognito } = await startAdmin({
      pool: { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true } },
    })
    for (let i = 0; i < 3; i++) await cognito().authenticate()
    const devices = await all(admin.devices('alice', { pageSize: 2 }))
    expect(devices).toHaveLength(3)
    const [{ deviceKey } = expect.fail('no device')] = devices
    expect(devices[0]).toMatchObject({
      attributes: { 'dev:device_remembered_status': 'not_remembered' },
      createdAt: expect.any(Date),
      lastAuthenticatedAt: expect.any(Date),
    })
    await admin.updateDeviceStatus('alice', deviceKey, 'remembered')
    expect((await admin.getDevice('alice', deviceKey)).attributes).toMatchObject({
      'dev:device_remembered_status': 'remembered',
    })
    await admin.forgetDevice('alice', deviceKey)
    expect(await failure(admin.getDevice('alice', deviceKey))).toMatchObject({ code: 'ERR_POOLPASS_DEVICE_UNKNOWN' })
  })

  test('may be named by alias or sub', async () => {
    const { admin, local } = await startAdmin({
      pool: { AliasAttributes: ['email'] },
      users: [{ ...ALICE, attributes: { email: 'a@example.com', email_verified: 'true' } }],
    })
    for (const name of ['a@example.com', local.user('alice').sub]) {
      expect((await admin.getUser(name)).username).toBe('alice')
    }
  })

  test('that is not there is an error of the service, from every method', async () => {
    const { admin } = await startAdmin({
      pool: { DeviceConfiguration: {} },
      groups: [{ name: 'staff' }],
    })
    const calls = {
      AdminGetUser: () => admin.getUser('nobody'),
      AdminUpdateUserAttributes: () => admin.updateUser('nobody', {}),
      AdminDeleteUserAttributes: () => admin.deleteUserAttributes('nobody', []),
      AdminSetUserPassword: () => admin.setPassword('nobody', ALICE.password),
      AdminConfirmSignUp: () => admin.confirmSignUp('nobody'),
      AdminEnableUser: () => admin.enableUser('nobody'),
      AdminDisableUser: () => admin.disableUser('nobody'),
      AdminDeleteUser: () => admin.deleteUser('nobody'),
      AdminUserGlobalSignOut: () => admin.signOutEverywhere('nobody'),
      AdminSetUserMFAPreference: () => admin.setUserMfaPreference('nobody', { sms: true }),
      AdminListDevices: () => all(admin.devices('nobody')),
      AdminListGroupsForUser: () => all(admin.groupsForUser('nobody')),
      AdminAddUserToGroup: () => admin.addUserToGroup('nobody', 'staff'),
      AdminRemoveUserFromGroup: () => admin.removeUserFromGroup('nobody', 'staff'),
    }
    for (const [operation, call] of Object.entries(calls)) {
      expect(await failure(call())).toMatchObject({
        name: 'UserNotFoundException',
        message: `${operation}: User does not exist.`,
        operation,
        retryable: false,
      })
    }
  })
})

test('what the caller got wrong is told before anything is sent', async () => {
  const { admin, local } = await startAdmin()
  const wrong: [option: string, call: () => unknown][] = [
    ['username', () => admin.getUser('')],
    ['username', () => admin.createUser({ username: 5 as never })],
    ['invitation', () => admin.createUser({ username: 'bob', invitation: 'never' as never })],
    ['tempPassword', () => admin.createUser({ username: 'bob', tempPassword: 'x' } as never)],
    ['attributes', () => admin.updateUser('alice', 'email' as never)],
    ['attributes.email', () => admin.updateUser('alice', { email: null as never })],
    ['attributes.custom:level', () => admin.updateUser('alice', { 'custom:level': Number.NaN })],
    ['attributes.custom:level', () => admin.createUser({ username: 'bob', attributes: { 'custom:level': 1 / 0 } })],
    ['names', () => admin.deleteUserAttributes('alice', 'email' as never)],
    ['password', () => admin.setPassword('alice', '')],
    ['status', () => admin.updateDeviceStatus('alice', 'key', 'forgotten' as never)],
    ['deviceKey', () => admin.forgetDevice('alice', '')],
    ['preferences', () => admin.setUserMfaPreference('alice', { sms: 'preferred', email: 'preferred' })],
  ]
  for (const [option, call] of wrong) {
    const error = await failure((async () => call())())
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
  }
  expect(local.counts.all()).toEqual({})
})
