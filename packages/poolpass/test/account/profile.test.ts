import type { LocalCognitoOptions } from '@poolpass/local'
import { customAttributes, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from '../session/support/events.js'
import { wrong } from '../session/support/totp.js'
import { sentTo } from '../session/support/wire.js'
import { ALICE, failure, gate, startWorld, until } from '../session/support/world.js'

const ATTRIBUTES = {
  email: 'alice@example.com',
  email_verified: 'true',
  nickname: 'Al',
  updated_at: '17',
  'custom:team': 'blue',
  'custom:level': '3',
}

async function startSignedIn(more: LocalCognitoOptions = {}) {
  const custom = (Name: string) => ({ Name, Mutable: true })
  const world = await startWorld({
    pool: { AutoVerifiedAttributes: ['email'], Schema: [custom('team'), custom('level')] },
    users: [{ ...ALICE, attributes: ATTRIBUTES }],
    ...more,
  })
  const alice = world.cognito()
  await alice.authenticate()
  const code = () => world.local.inbox.at(-1)?.code ?? ''
  return { ...world, alice, code, attributes: () => world.local.user('alice').attributes }
}

describe('getUser()', () => {
  test('reads typed attributes and keeps custom ones', async () => {
    const { local, alice } = await startSignedIn()
    const user = await alice.getUser()
    expect(user.attributes).toEqual({
      sub: local.user('alice').sub,
      email: 'alice@example.com',
      email_verified: true,
      nickname: 'Al',
      updated_at: 17,
      'custom:team': 'blue',
      'custom:level': '3',
    })
    const { username, sub, emailVerified, phoneNumberVerified, preferredMfa, mfaMethods } = user
    expect([username, sub]).toEqual(['alice', local.user('alice').sub])
    expect([emailVerified, phoneNumberVerified, preferredMfa, mfaMethods]).toEqual([true, false, undefined, []])
    const updatedAt: number | undefined = user.attributes.updated_at
    expect(updatedAt).toBe(17)
  })

  test('gives attributes names of one’s own', async () => {
    const { alice } = await startSignedIn()
    const attributeMap = { 'custom:team': 'group', email: 'mail', email_verified: 'isVerified' } as const
    const user = await alice.getUser({ attributeMap })
    expect(user.attributes).toMatchObject({ group: 'blue', mail: 'alice@example.com', isVerified: true })
    expect(user.attributes).not.toHaveProperty('email')
    expect(user.emailVerified).toBe(true)
    const group: string | number | boolean | undefined = user.attributes.group
    expect(group).toBe('blue')
    // @ts-expect-error the map gives no such name
    expect(user.attributes.team).toBeUndefined()
  })

  test('tells which second factors are on', async () => {
    const users = [
      {
        ...ALICE,
        attributes: { email: 'alice@example.com' },
        mfa: ['EMAIL_OTP' as const],
        preferredMfa: 'EMAIL_OTP' as const,
      },
    ]
    const { cognito } = await startWorld({ users, mfa: { EmailMfaConfiguration: {} } })
    const { preferredMfa, mfaMethods } = await cognito().getUser()
    expect([preferredMfa, mfaMethods]).toEqual(['EMAIL_OTP', ['EMAIL_OTP']])
  })
})

describe('user.save()', () => {
  test('sends what has changed, once', async () => {
    const { alice, sent, attributes } = await startSignedIn()
    const user = await alice.getUser()
    user.attributes.updated_at = 18
    user.attributes['custom:level'] = 4
    user.attributes['custom:team'] = 'blue'
    delete user.attributes.nickname
    expect(await user.save()).toEqual([])
    const [first] = sentTo(sent, 'UpdateUserAttributes')
    expect(first?.UserAttributes).toEqual([
      { Name: 'nickname', Value: '' },
      { Name: 'updated_at', Value: '18' },
      { Name: 'custom:level', Value: '4' },
    ])
    const { nickname, ...kept } = ATTRIBUTES
    expect(attributes()).toEqual({ ...kept, updated_at: '18', 'custom:level': '4' })
    expect(nickname).toBe('Al')
    await user.save()
    expect(sentTo(sent, 'UpdateUserAttributes')).toHaveLength(1)
    user.attributes.nickname = 'A'
    await user.save()
    expect(sentTo(sent, 'UpdateUserAttributes')[1]?.UserAttributes).toEqual([{ Name: 'nickname', Value: 'A' }])
  })

  test('sends nothing where nothing has changed', async () => {
    const { alice, sent } = await startSignedIn()
    const user = await alice.getUser()
    user.attributes.email_verified = true
    user.attributes.phone_number = undefined
    expect(await user.save()).toEqual([])
    expect(sentTo(sent, 'UpdateUserAttributes')).toEqual([])
  })

  test('says where codes went, and looks what has become of a changed contact', async () => {
    const { alice, code } = await startSignedIn()
    const user = await alice.getUser({ attributeMap: { email: 'mail' } as const })
    user.attributes.mail = 'new@example.com'
    const delivery = { attribute: 'email', medium: 'EMAIL', destination: 'n***@e***' }
    expect(await user.save()).toEqual([delivery])
    expect([user.emailVerified, user.attributes.mail]).toEqual([false, 'new@example.com'])
    await alice.validateVerification(code())
    expect((await alice.getUser()).emailVerified).toBe(true)
    expect(await user.save()).toEqual([])
  })

  test('says where codes went, though the look at what has become of it fails', async () => {
    const { alice, local, attributes } = await startSignedIn()
    const user = await alice.getUser()
    user.attributes.email = 'new@example.com'
    local.failNext({ operation: 'GetUser', error: 'NotAuthorizedException' })
    expect(await user.save()).toMatchObject([{ attribute: 'email', destination: 'n***@e***' }])
    expect(attributes()).toMatchObject({ email: 'new@example.com' })
    expect([user.emailVerified, user.attributes.email]).toEqual([false, 'new@example.com'])
    local.counts.reset()
    expect(await user.save()).toEqual([])
    expect(local.counts.all()).toEqual({})
  })

  test('keeps what is edited while it is under way, for the next time', async () => {
    const { alice, local, attributes } = await startSignedIn()
    const user = await alice.getUser()
    user.attributes.email = 'new@example.com'
    const held = gate()
    local.failNext({ operation: 'GetUser', until: held.promise })
    const saving = user.save()
    await until(() => local.counts.of('GetUser') === 2)
    user.attributes.nickname = 'A'
    user.attributes.name = 'Alice'
    delete user.attributes['custom:team']
    held.open()
    await saving
    expect(user.attributes).toMatchObject({ nickname: 'A', name: 'Alice', email_verified: false })
    expect(user.attributes).not.toHaveProperty('custom:team')
    await user.save()
    expect(attributes()).toMatchObject({ email: 'new@example.com', nickname: 'A', name: 'Alice' })
    expect(attributes()).not.toHaveProperty('custom:team')
  })

  test('changes nothing where a change is refused, and can be tried again', async () => {
    const { alice, attributes } = await startSignedIn()
    const user = await alice.getUser()
    user.attributes.nickname = 'A'
    user.attributes.birthdate = 'yesterday'
    const error = await failure(user.save())
    expect(error).toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('birthdate') })
    expect(attributes()).toEqual(ATTRIBUTES)
    user.attributes.birthdate = '2000-01-01'
    await user.save()
    expect(attributes()).toMatchObject({ nickname: 'A', birthdate: '2000-01-01' })
  })
})

describe('updateProfile()', () => {
  test('sets and removes', async () => {
    const { alice, attributes } = await startSignedIn()
    const attributeMap = { 'custom:team': 'group' } as const
    const deliveries = await alice.updateProfile(
      { nickname: '', group: 'red', email: 'b@example.com' },
      { attributeMap },
    )
    expect(deliveries).toMatchObject([{ attribute: 'email' }])
    expect(attributes()).toMatchObject({ 'custom:team': 'red', email: 'b@example.com' })
    expect(attributes()).not.toHaveProperty('nickname')
    await alice.updateProfile(customAttributes({ team: 'green' }))
    expect(attributes()['custom:team']).toBe('green')
  })

  test('does not let users verify themselves', async () => {
    const { alice } = await startSignedIn()
    expect(await failure(alice.updateProfile({ email_verified: true }))).toMatchObject({
      name: 'NotAuthorizedException',
    })
    // @ts-expect-error it is given_name
    expect(await failure(alice.updateProfile({ givenName: 'A' }))).toMatchObject({ name: 'InvalidParameterException' })
  })
})

describe('deleteAttributes()', () => {
  test('removes', async () => {
    const { alice, attributes } = await startSignedIn()
    await alice.deleteAttributes(['nickname', 'custom:team'])
    expect(Object.keys(attributes())).toEqual(['email', 'email_verified', 'updated_at', 'custom:level'])
  })

  test('names what the pool does not know, and needs names', async () => {
    const { alice } = await startSignedIn()
    expect((await failure(alice.deleteAttributes(['custom:none']))).message).toContain('custom:none')
    for (const wrongNames of [[], 'nickname', [1]]) {
      expect(await failure(alice.deleteAttributes(wrongNames as never))).toMatchObject({ option: 'names' })
    }
  })
})

describe('sendVerification() and validateVerification()', () => {
  test('verify a contact', async () => {
    const { alice, code, attributes } = await startSignedIn({
      users: [{ ...ALICE, attributes: { email: 'a@example.com', phone_number: '+15550100' } }],
    })
    expect(await alice.sendVerification()).toMatchObject({ attribute: 'email', destination: 'a***@e***' })
    const error = await failure(alice.validateVerification(wrong(code())))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH' })
    expect(error.message).not.toContain(wrong(code()))
    await alice.validateVerification(code())
    expect(await alice.sendVerification('phone_number')).toMatchObject({ medium: 'SMS' })
    await alice.validateVerification(code(), 'phone_number')
    expect(attributes()).toMatchObject({ email_verified: 'true', phone_number_verified: 'true' })
  })

  test('are refused without a contact, without a code, and too often', async () => {
    const { alice } = await startSignedIn()
    expect((await failure(alice.sendVerification('phone_number'))).message).toBe(
      'GetUserAttributeVerificationCode: User does not have a valid registered phone number',
    )
    expect(await failure(alice.validateVerification(''))).toMatchObject({ option: 'code' })
    expect(await failure(alice.validateVerification('123456'))).toMatchObject({ code: 'ERR_POOLPASS_CODE_EXPIRED' })
    for (let i = 0; i < 5; i++) await alice.sendVerification()
    expect(await failure(alice.sendVerification())).toMatchObject({ code: 'ERR_POOLPASS_LIMIT_EXCEEDED' })
  })
})

describe.each([
  ['deleteUser()', async (alice: { deleteUser(): Promise<void> }) => alice.deleteUser()],
  [
    'user.delete()',
    async (alice: { getUser(): Promise<{ delete(): Promise<void> }> }) => (await alice.getUser()).delete(),
  ],
])('%s', (_, remove) => {
  test('deletes the user and ends the session, here and in the store', async () => {
    const { local, pool, cognito } = await startSignedIn()
    const shared = pool()
    const alice = cognito({ pool: shared })
    await alice.token(TokenType.ACCESS_TOKEN)
    const heard = hear(alice)
    await remove(alice as never)
    expect(() => local.user('alice')).toThrow(TypeError)
    expect(names(heard)).toEqual(['signedOut'])
    const signedOut = await failure(alice.token(TokenType.ACCESS_TOKEN))
    expect(signedOut).toMatchObject({
      code: 'ERR_POOLPASS_SIGNED_OUT',
      message: expect.stringContaining('deleteUser()'),
    })
    expect(local.counts.of('RevokeToken')).toBe(0)
    const another = cognito({ pool: shared })
    expect(await failure(another.token(TokenType.ACCESS_TOKEN))).toMatchObject({
      code: 'ERR_POOLPASS_WRONG_CREDENTIALS',
    })
  })
})

test('a session that is not signed in signs in for its profile', async () => {
  const { cognito } = await startSignedIn()
  expect((await cognito().getUser()).username).toBe('alice')
  expect(await failure(cognito({ password: undefined }).getUser())).toMatchObject({
    code: 'ERR_POOLPASS_NOT_SIGNED_IN',
  })
})
