import { decodeClaims } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { failure } from '../session/support/world.js'
import { startAdmin } from './support/admin.js'

const ROLE = 'arn:aws:iam::000000000000:role/staff'

describe('a group', () => {
  test('is made, shown, changed and deleted', async () => {
    const { admin, clock } = await startAdmin()
    const now = new Date(clock.wallMs())
    const staff = { groupName: 'staff', description: 'All of us', roleArn: ROLE, precedence: 3 }
    const { groupName, ...settings } = staff
    expect(await admin.createGroup(groupName, settings)).toEqual({ ...staff, createdAt: now, lastModifiedAt: now })
    clock.advance({ seconds: 5 })
    const changed = await admin.updateGroup('staff', { precedence: 0 })
    const lastModifiedAt = new Date(clock.wallMs())
    expect(changed).toEqual({ ...staff, precedence: 0, createdAt: now, lastModifiedAt })
    expect(await admin.getGroup('staff')).toEqual(changed)
    await admin.deleteGroup('staff')
    expect(await failure(admin.getGroup('staff'))).toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('keeps what an update does not name, whatever the service does', async () => {
    const { admin, lastInput } = await startAdmin()
    await admin.createGroup('staff', { description: 'All of us', roleArn: ROLE })
    await admin.updateGroup('staff', { precedence: 1 })
    expect(lastInput('UpdateGroup')).toMatchObject({ Description: 'All of us', RoleArn: ROLE, Precedence: 1 })
  })

  test('loses its description for an empty text, and takes no null', async () => {
    const { admin, local } = await startAdmin()
    await admin.createGroup('staff', { description: 'All of us', precedence: 3 })
    expect(await admin.updateGroup('staff', { description: '' })).toMatchObject({ description: '', precedence: 3 })
    local.counts.reset()
    for (const option of ['description', 'roleArn', 'precedence']) {
      const error = await failure(admin.updateGroup('staff', { [option]: null } as never))
      expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
    }
    expect(local.counts.all()).toEqual({})
  })

  test('takes two updates at once', async () => {
    const { admin } = await startAdmin()
    await admin.createGroup('staff')
    await Promise.all([
      admin.updateGroup('staff', { precedence: 1 }),
      admin.updateGroup('staff', { description: 'us' }),
    ])
    expect(await admin.getGroup('staff')).toMatchObject({ precedence: 1, description: 'us' })
  })

  test('is in the tokens of its members', async () => {
    const { admin, cognito } = await startAdmin()
    await admin.createGroup('staff')
    await admin.addUserToGroup('alice', 'staff')
    const session = cognito()
    const groups = async () => {
      await session.authenticate()
      return decodeClaims(await session.token('access_token'))['cognito:groups']
    }
    expect(await groups()).toEqual(['staff'])
    await admin.removeUserFromGroup('alice', 'staff')
    expect(await groups()).toBeUndefined()
  })

  test('is refused by the service, or before', async () => {
    const { admin } = await startAdmin()
    await admin.createGroup('staff')
    expect(await failure(admin.createGroup('staff'))).toMatchObject({ name: 'GroupExistsException' })
    const unknown = { name: 'ResourceNotFoundException', code: 'ERR_POOLPASS_SERVICE' }
    expect(await failure(admin.addUserToGroup('alice', 'nowhere'))).toMatchObject(unknown)
    expect(await failure(admin.updateGroup('nowhere', {}))).toMatchObject(unknown)
    const invalid = { code: 'ERR_POOLPASS_INVALID_OPTION' }
    expect(await failure(admin.createGroup('g', { prcedence: 1 } as never))).toMatchObject(invalid)
    expect(await failure(admin.addUserToGroup('alice', ''))).toMatchObject({ ...invalid, option: 'groupName' })
  })
})
