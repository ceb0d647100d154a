import { createSigningKeys, type LocalCognito, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attributeList, EXPIRED_CODE, LIMIT_EXCEEDED, lastCode, otherCode, WRONG_CODE } from './support/codes.js'
import { admin, getUser, PASSWORD, send, signIn, tokensOf } from './support/wire.js'

const EMAIL = { email: 'alice@example.com', email_verified: 'true' }
const UNAUTHORIZED = 'NotAuthorizedException: A client attempted to write unauthorized attribute'

const signingKeys = await createSigningKeys()
let local: LocalCognito
let AccessToken: string

const start = async (options: LocalCognitoOptions = {}) => {
  local = await startLocalCognito({
    signingKeys,
    users: [
      {
        username: 'alice',
        password: PASSWORD,
        attributes: { ...EMAIL, name: 'Alice', nickname: 'Al', 'custom:fixed': 'x' },
      },
    ],
    ...options,
    pool: {
      AutoVerifiedAttributes: ['email'],
      Schema: [{ Name: 'fixed' }, { Name: 'name', Required: true }],
      ...options.pool,
    },
  })
  ;({ AccessToken } = await tokensOf(local))
}
beforeEach(() => start())
afterEach(() => local.close())

const restart = async (options: LocalCognitoOptions) => {
  await local.close()
  await start(options)
}

const update = (attributes: Record<string, string>, more: object = {}) =>
  send(local, 'UpdateUserAttributes', { AccessToken, UserAttributes: attributeList(attributes), ...more })
const request = (AttributeName = 'email', more: object = {}) =>
  send(local, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName, ...more })
const verify = (Code: string, AttributeName = 'email') =>
  send(local, 'VerifyUserAttribute', { AccessToken, AttributeName, Code })
const remove = (...UserAttributeNames: string[]) =>
  send(local, 'DeleteUserAttributes', { AccessToken, UserAttributeNames })
const attributes = () => local.user('alice').attributes

describe('UpdateUserAttributes', () => {
  it('sends a code to a changed contact, which verifies it once', async () => {
    const { body } = await update({ email: 'new@example.com', nickname: 'A' })
    expect(body.CodeDeliveryDetailsList).toEqual([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
    ])
    expect(local.inbox).toMatchObject([{ to: 'new@example.com', kind: 'UpdateUserAttribute' }])
    expect(attributes()).toMatchObject({ email: 'new@example.com', email_verified: 'false', nickname: 'A' })
    expect((await verify(otherCode(lastCode(local)))).error).toBe(WRONG_CODE)
    expect((await verify(lastCode(local))).body).toEqual({})
    expect(attributes()).toMatchObject({ email: 'new@example.com', email_verified: 'true' })
    expect((await verify(lastCode(local))).error).toBe(EXPIRED_CODE)
  })

  it('sends nothing for what stays, and nothing where the pool verifies nothing', async () => {
    expect((await update({ email: EMAIL.email, phone_number: '+15550100' })).body.CodeDeliveryDetailsList).toEqual([])
    expect(local.inbox).toEqual([])
  })

  it('lets a code for one address verify no other', async () => {
    await update({ email: 'first@example.com' })
    const first = lastCode(local)
    await update({ email: 'second@example.com' })
    if (first !== lastCode(local)) expect((await verify(first)).error).toBe(EXPIRED_CODE)
    await admin(local, 'AdminUpdateUserAttributes', {
      Username: 'alice',
      UserAttributes: attributeList({ email: 'third@example.com', email_verified: 'false' }),
    })
    expect((await verify(lastCode(local))).error).toBe(EXPIRED_CODE)
    expect(attributes()).toMatchObject({ email: 'third@example.com', email_verified: 'false' })
  })

  it('tells the trigger, also of what an administrator changes', async () => {
    const seen: unknown[] = []
    const customMessage = ({
      triggerSource,
      request: { clientMetadata },
    }: {
      triggerSource: string
      request: { clientMetadata?: object }
    }) => {
      seen.push(triggerSource, clientMetadata)
    }
    await restart({ triggers: { customMessage } })
    await update({ email: 'new@example.com' }, { ClientMetadata: { from: 'here' } })
    await request()
    const UserAttributes = attributeList({ email: 'last@example.com' })
    await admin(local, 'AdminUpdateUserAttributes', { Username: 'alice', UserAttributes })
    const source = (name: string) => `CustomMessage_${name}`
    expect(seen).toEqual([
      ...[source('UpdateUserAttribute'), { from: 'here' }],
      ...[source('VerifyUserAttribute'), undefined],
      ...[source('UpdateUserAttribute'), undefined],
    ])
  })
})

describe('where a new address must be verified before it counts', () => {
  const pool = {
    AutoVerifiedAttributes: ['email' as const],
    AliasAttributes: ['email' as const],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email' as const] },
  }

  it('the old one stays until then', async () => {
    await restart({ pool })
    const { body } = await update({ email: 'new@example.com', nickname: 'A' })
    expect(body.CodeDeliveryDetailsList).toHaveLength(1)
    expect(local.inbox[0]?.to).toBe('new@example.com')
    expect(attributes()).toMatchObject({ ...EMAIL, nickname: 'A' })
    expect((await verify(otherCode(lastCode(local)))).error).toBe(WRONG_CODE)
    expect((await request()).body.CodeDeliveryDetails.Destination).toBe('n***@e***')
    expect((await verify(lastCode(local))).error).toBe('')
    expect(attributes()).toMatchObject({ email: 'new@example.com', email_verified: 'true' })
    expect((await signIn(local, { username: 'new@example.com' })).error).toBe('')
  })

  it('a value that cannot be is refused at once', async () => {
    const other = {
      username: 'bob',
      password: PASSWORD,
      attributes: { email: 'bob@example.com', email_verified: 'true' },
    }
    await restart({ pool, users: [{ username: 'alice', password: PASSWORD, attributes: EMAIL }, other] })
    expect((await update({ email: 'bob@example.com', nickname: 'A' })).error).toMatch(/^AliasExistsException/)
    expect((await update({ email: 'nonsense' })).error).toMatch(/^InvalidParameterException/)
    expect([attributes(), local.inbox]).toEqual([EMAIL, []])
  })

  it('an address that came between wins', async () => {
    await restart({ pool })
    await update({ email: 'new@example.com' })
    await admin(local, 'AdminUpdateUserAttributes', {
      Username: 'alice',
      UserAttributes: attributeList({ email: 'given@example.com', email_verified: 'true' }),
    })
    expect((await verify(lastCode(local))).error).toBe(EXPIRED_CODE)
    expect(attributes().email).toBe('given@example.com')
  })
})

describe('GetUserAttributeVerificationCode and VerifyUserAttribute', () => {
  it('verify an address that is there', async () => {
    await update({ phone_number: '+15550100' })
    expect((await request('phone_number')).body).toEqual({
      CodeDeliveryDetails: { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******0100' },
    })
    expect(local.inbox).toMatchObject([{ to: '+15550100', kind: 'VerifyUserAttribute' }])
    expect((await verify(lastCode(local), 'email')).error).toBe(EXPIRED_CODE)
    expect((await verify(lastCode(local), 'phone_number')).error).toBe('')
    expect(attributes().phone_number_verified).toBe('true')
  })

  it.each([
    ['nickname', 'InvalidParameterException: Invalid attribute name. Only phone_number and email can be verified.'],
    ['phone_number', 'InvalidParameterException: User does not have a valid registered phone number'],
  ])('are refused for %s', async (name, expected) => {
    expect((await request(name)).error).toBe(expected)
    if (name === 'nickname') expect((await verify('123456', name)).error).toBe(expected)
    else expect((await verify('123456', name)).error).toBe(EXPIRED_CODE)
  })

  it('send 5 codes an hour, and take 15 answers', async () => {
    for (let i = 0; i < 5; i++) expect((await request()).error).toBe('')
    expect((await request()).error).toBe(LIMIT_EXCEEDED)
    for (let i = 0; i < 15; i++) expect((await verify(otherCode(lastCode(local)))).error).toBe(WRONG_CODE)
    expect((await verify(lastCode(local))).error).toBe(LIMIT_EXCEEDED)
  })

  it('take a code for 24 hours', async () => {
    await restart({ tokenLifetimes: { accessTokenSeconds: 200_000 } })
    await request()
    local.clock.advance({ seconds: 86_400 })
    expect((await verify(lastCode(local))).error).toBe(EXPIRED_CODE)
    await request()
    local.clock.advance({ seconds: 86_399 })
    expect((await verify(lastCode(local))).error).toBe('')
  })

  it('leave an alias to whom it belongs, and the code usable', async () => {
    const owner = { username: 'owner', password: PASSWORD, attributes: EMAIL }
    const users = [owner, { username: 'alice', password: PASSWORD, attributes: { email: EMAIL.email } }]
    await restart({ pool: { AliasAttributes: ['email'] }, users })
    await request()
    expect((await verify(lastCode(local))).error).toMatch(/^AliasExistsException/)
    await admin(local, 'AdminDeleteUser', { Username: 'owner' })
    expect((await verify(lastCode(local))).error).toBe('')
  })
})

describe('DeleteUserAttributes', () => {
  it('removes attributes', async () => {
    expect((await remove('nickname', 'email')).body).toEqual({})
    expect(attributes()).not.toHaveProperty('nickname')
    expect(attributes()).not.toHaveProperty('email')
  })

  it.each([
    [['custom:none'], 'InvalidParameterException: Type for attribute {custom:none} could not be determined'],
    [['name'], 'InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required'],
    [['custom:fixed'], 'InvalidParameterException: user.custom:fixed: Attribute cannot be updated.'],
    [['sub'], 'InvalidParameterException: user.sub: Attribute cannot be updated.'],
    [['email_verified'], UNAUTHORIZED],
  ])('refuses %j and removes nothing', async (names, expected) => {
    const before = attributes()
    expect((await remove('nickname', ...names)).error).toBe(expected)
    expect(attributes()).toEqual(before)
  })

  it('keeps to WriteAttributes', async () => {
    await restart({ client: { WriteAttributes: ['name'] } })
    expect((await remove('nickname')).error).toBe(UNAUTHORIZED)
  })
})

describe('DeleteUser', () => {
  it('removes the user at once, and gives the name back', async () => {
    const answer = await send(local, 'DeleteUser', { AccessToken })
    expect([answer.status, answer.body]).toEqual([200, undefined])
    expect((await getUser(local, AccessToken)).error).toBe('UserNotFoundException: User does not exist.')
    expect(() => local.user('alice')).toThrow(TypeError)
    expect((await admin(local, 'AdminCreateUser', { Username: 'alice' })).error).toBe('')
  })

  it('needs an access token', async () => {
    for (const operation of [
      'DeleteUser',
      'DeleteUserAttributes',
      'VerifyUserAttribute',
      'GetUserAttributeVerificationCode',
    ]) {
      const input = { AccessToken: 'a.b.c', UserAttributeNames: ['name'], AttributeName: 'email', Code: '123456' }
      expect((await send(local, operation, input)).error).toBe('NotAuthorizedException: Invalid Access Token')
    }
    expect(local.user('alice').username).toBe('alice')
  })
})
