import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, claimsOf, getUser, INCORRECT, PASSWORD, send, signIn, tokensOf } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    pool: {
      AutoVerifiedAttributes: ['email'],
      Schema: [
        { Name: 'team', AttributeDataType: 'String', Mutable: true },
        { Name: 'fixed', AttributeDataType: 'String' },
        { Name: 'level', AttributeDataType: 'Number', Mutable: true, NumberAttributeConstraints: { MaxValue: '9' } },
      ],
    },
    users: [
      {
        username: 'alice',
        password: PASSWORD,
        attributes: { email: 'alice@example.com', email_verified: 'true', 'custom:fixed': 'x' },
      },
    ],
  })
})
afterEach(() => local.close())

const update = async (attributes: Record<string, string>, to = local) =>
  send(to, 'UpdateUserAttributes', {
    AccessToken: (await tokensOf(to)).AccessToken,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })

describe('an access token', () => {
  it('opens the own account, sub first, flags as text', async () => {
    const { AccessToken } = await tokensOf(local)
    expect((await getUser(local, AccessToken)).body).toEqual({
      Username: 'alice',
      UserAttributes: [
        { Name: 'sub', Value: local.user('alice').sub },
        { Name: 'email', Value: 'alice@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:fixed', Value: 'x' },
      ],
    })
  })

  it('is refused when it is another kind of token, or none', async () => {
    const { IdToken, RefreshToken } = await tokensOf(local)
    for (const token of [IdToken, RefreshToken, 'garbage', 'a.b.c', 'e30.e30.e30', '..']) {
      expect((await getUser(local, token)).error).toBe('NotAuthorizedException: Invalid Access Token')
    }
    expect((await send(local, 'GetUser', {})).error).toBe(
      "InvalidParameterException: 1 validation error detected: Value at 'accessToken' failed to satisfy constraint: " +
        'Member must not be null',
    )
  })

  it('is refused when forged', async () => {
    const { AccessToken } = await tokensOf(local)
    const [head, , signature] = AccessToken.split('.')
    const claims = { ...claimsOf(AccessToken), sub: 'somebody' }
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    expect((await getUser(local, `${head}.${payload}.${signature}`)).error).toMatch(/^NotAuthorizedException/)

    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: signingKeys.access.kid })).toString('base64url')
    expect((await getUser(local, `${none}.${AccessToken.split('.')[1]}.`)).error).toMatch(/^NotAuthorizedException/)
    const hmac = await new SignJWT(claimsOf(AccessToken))
      .setProtectedHeader({ alg: 'HS256', kid: signingKeys.access.kid })
      .sign(Buffer.from(String(signingKeys.access.jwk.n), 'base64url'))
    expect((await getUser(local, hmac)).error).toMatch(/^NotAuthorizedException/)
  })

  it('is refused in another pool and after an hour', async () => {
    const { AccessToken } = await tokensOf(local)
    await using other = await startLocalCognito({ users: [{ username: 'alice', password: PASSWORD }] })
    expect((await getUser(other, AccessToken)).error).toBe('NotAuthorizedException: Invalid Access Token')
    local.clock.advance({ seconds: 3600 })
    expect((await getUser(local, AccessToken)).error).toBe('NotAuthorizedException: Access Token has expired')
  })

  it('is refused once the user is deleted', async () => {
    const { AccessToken, RefreshToken } = await tokensOf(local)
    expect((await admin(local, 'AdminDeleteUser', { Username: 'alice' })).body).toBeUndefined()
    expect((await getUser(local, AccessToken)).error).not.toBe('')
    expect((await send(local, 'RevokeToken', { Token: RefreshToken, ClientId: local.clientId })).status).toBe(200)
  })
})

describe('UpdateUserAttributes', () => {
  it('changes, adds and removes', async () => {
    expect((await update({ 'custom:team': 'blue', nickname: 'Al', 'custom:level': '9' })).body).toEqual({
      CodeDeliveryDetailsList: [],
    })
    expect(local.user('alice').attributes).toMatchObject({ 'custom:team': 'blue', nickname: 'Al', 'custom:level': '9' })
    await update({ nickname: '' })
    expect(local.user('alice').attributes).not.toHaveProperty('nickname')
  })

  it('unverifies a changed address, and not one that stays', async () => {
    await update({ email: 'alice@example.com' })
    expect(local.user('alice').attributes.email_verified).toBe('true')
    const { body } = await update({ email: 'new@example.com' })
    expect(body.CodeDeliveryDetailsList).toEqual([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
    ])
    expect(local.user('alice').attributes).toMatchObject({ email: 'new@example.com', email_verified: 'false' })
  })

  it.each([
    [{ 'custom:none': 'x' }, 'InvalidParameterException: Type for attribute {custom:none} could not be determined'],
    [{ email: 'nonsense' }, 'InvalidParameterException: Invalid email address format.'],
    [{ phone_number: '0555' }, 'InvalidParameterException: Invalid phone number format.'],
    [{ email_verified: 'true' }, 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    [{ 'custom:level': 'ten' }, /^InvalidParameterException: .*custom:level/],
    [{ 'custom:level': '10' }, /^InvalidParameterException: .*custom:level/],
    [{ birthdate: '1.1.2000' }, /^InvalidParameterException: .*birthdate/],
    [{ 'custom:fixed': 'y' }, /^InvalidParameterException: .*custom:fixed/],
    [{ sub: 'y' }, /^InvalidParameterException: .*sub/],
    [{ __proto__x: 'y' }, /^InvalidParameterException/],
  ])('refuses %j and changes nothing', async (attributes, expected) => {
    const before = local.user('alice').attributes
    const { error } = await update({ nickname: 'changed', ...attributes } as Record<string, string>)
    if (typeof expected === 'string') expect(error).toBe(expected)
    else expect(error).toMatch(expected)
    expect(local.user('alice').attributes).toEqual(before)
  })

  it('keeps to what the client may read and write', async () => {
    await using narrow = await startLocalCognito({
      signingKeys,
      client: { ReadAttributes: ['nickname'], WriteAttributes: ['nickname'] },
      users: [{ username: 'alice', password: PASSWORD, attributes: { email: 'alice@example.com' } }],
    })
    expect((await update({ name: 'Alice' }, narrow)).error).toMatch(/unauthorized attribute/)
    expect((await update({ nickname: 'Al' }, narrow)).error).toBe('')
    const { AccessToken, IdToken } = await tokensOf(narrow)
    const names = (await getUser(narrow, AccessToken)).body.UserAttributes.map(({ Name }: { Name: string }) => Name)
    expect(names).toEqual(['sub', 'nickname'])
    expect(claimsOf(IdToken)).not.toHaveProperty('email')
  })
})

describe('ChangePassword', () => {
  const change = async (PreviousPassword: string, ProposedPassword: string) =>
    send(local, 'ChangePassword', {
      AccessToken: (await tokensOf(local)).AccessToken,
      PreviousPassword,
      ProposedPassword,
    })

  it('changes the password and keeps the tokens', async () => {
    const { AccessToken } = await tokensOf(local)
    expect((await change(PASSWORD, 'Brand-New-9')).body).toEqual({})
    expect((await signIn(local)).error).toBe(INCORRECT)
    expect((await signIn(local, { password: 'Brand-New-9' })).error).toBe('')
    expect((await getUser(local, AccessToken)).error).toBe('')
  })

  it.each([
    ['Wrong-Horse-9', 'Brand-New-9', INCORRECT],
    [PASSWORD, 'Short-9', 'Password not long enough'],
    [PASSWORD, 'brand-new-9', 'Password must have uppercase characters'],
    [PASSWORD, 'BRAND-NEW-9', 'Password must have lowercase characters'],
    [PASSWORD, 'Brand-New-x', 'Password must have numeric characters'],
    [PASSWORD, 'BrandNew999', 'Password must have symbol characters'],
    [PASSWORD, ' Brand-New-9', '^[\\S]+.*[\\S]+$'],
    [PASSWORD, `Aa-9${'x'.repeat(253)}`, 'Member must have length less than or equal to 256'],
  ])('refuses the change from %j to %j', async (previous, proposed, expected) => {
    expect((await change(previous, proposed)).error).toContain(expected)
    expect((await signIn(local)).error).toBe('')
  })
})
