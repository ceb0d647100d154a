import { createSigningKeys, type LocalCognito, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attributeList } from './support/codes.js'
import { admin, getUser, INCORRECT, PASSWORD, send, signIn } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    client: {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
    },
    users: [
      { username: 'alice', password: PASSWORD },
      { username: 'ursula', password: PASSWORD, confirmed: false },
    ],
  })
})
afterEach(() => local.close())

const create = (Username: string, more: object = {}) => admin(local, 'AdminCreateUser', { Username, ...more })

describe('AdminCreateUser', () => {
  it('makes a user who must change the password', async () => {
    const { body } = await create('bob', {
      TemporaryPassword: 'Temporary-9',
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: 'b@example.com' }],
    })
    expect(body.User).toMatchObject({ Username: 'bob', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' })
    expect(body.User.Attributes).toEqual([
      { Name: 'sub', Value: local.user('bob').sub },
      { Name: 'email', Value: 'b@example.com' },
    ])
    expect(body.User.UserCreateDate).toBeCloseTo(local.clock.nowMs() / 1000, -1)
    expect((await signIn(local, { username: 'bob', password: 'Temporary-9' })).body.ChallengeName).toBe(
      'NEW_PASSWORD_REQUIRED',
    )
  })

  it('works without a temporary password', async () => {
    expect((await create('bob')).status).toBe(200)
  })

  it.each([
    ['alice', {}, /^UsernameExistsException/],
    ['with space', {}, /^InvalidParameterException: 1 validation error detected: Value at 'username'/],
    ['bob', { TemporaryPassword: 'weak-one' }, /^InvalidPasswordException/],
    ['bob', { TemporaryPassword: 'x' }, /^InvalidParameterException: 1 .* at 'temporaryPassword'/],
    [
      'bob',
      { UserAttributes: [{ Name: 'custom:x', Value: '' }] },
      /custom:x: Attribute does not exist in the schema\.$/,
    ],
    ['bob', { UserAttributes: [{ Value: 'x' }] }, /at 'userAttributes\.1\.member\.name'/],
    ['bob', { MessageAction: 'NOPE' }, /enum value set: \[RESEND, SUPPRESS\]$/],
    ['bob', { MessageAction: 'RESEND' }, /^UserNotFoundException/],
    ['alice', { MessageAction: 'RESEND' }, /^UnsupportedUserStateException/],
  ])('refuses %j with %j', async (username, more, expected) => {
    expect((await create(username, more)).error).toMatch(expected)
  })

  it('with RESEND lets the temporary password count from now', async () => {
    await create('bob', { TemporaryPassword: 'Temporary-9' })
    local.clock.advance({ seconds: 6 * 86_400 })
    expect((await create('bob', { MessageAction: 'RESEND' })).status).toBe(200)
    local.clock.advance({ seconds: 6 * 86_400 })
    expect((await signIn(local, { username: 'bob', password: 'Temporary-9' })).body.ChallengeName).toBeDefined()
  })

  const EMAIL = { email: 'Alice@example.com', email_verified: 'true' }
  const startWithOwner = async (pool: NonNullable<LocalCognitoOptions['pool']>) => {
    await local.close()
    const username = pool.UsernameAttributes ? EMAIL.email : 'alice'
    local = await startLocalCognito({ signingKeys, pool, users: [{ username, password: PASSWORD, attributes: EMAIL }] })
  }
  const createWith = (attributes: Record<string, string>, ForceAliasCreation?: boolean, username = 'bob') =>
    create(username, { UserAttributes: attributeList(attributes), ForceAliasCreation })

  it('leaves an alias to whom it belongs, unless it may be moved', async () => {
    await startWithOwner({ AliasAttributes: ['email'] })
    const taken = 'AliasExistsException: An account with the given email already exists.'
    for (const force of [undefined, false]) expect((await createWith(EMAIL, force)).error).toBe(taken)
    expect(local.user(EMAIL.email).username).toBe('alice')
    const { body, error } = await createWith({ ...EMAIL, name: 'Bob' }, true)
    expect(error).toBe('')
    expect(body.User.Attributes).toEqual(expect.arrayContaining(attributeList({ ...EMAIL, name: 'Bob' })))
    expect(local.user(EMAIL.email).username).toBe('bob')
    expect(local.user('alice').attributes).toEqual({ ...EMAIL, email_verified: 'false' })
  })

  it('moves no alias to who has not verified it', async () => {
    await startWithOwner({ AliasAttributes: ['email'] })
    for (const attributes of [{ email: EMAIL.email }, { ...EMAIL, email_verified: 'false' }]) {
      expect((await createWith(attributes, true, `bob-${Object.keys(attributes).length}`)).error).toBe('')
      expect(local.user(EMAIL.email).username).toBe('alice')
    }
  })

  it('moves neither a username, nor a preferred one', async () => {
    await startWithOwner({ UsernameAttributes: ['email'] })
    expect((await createWith(EMAIL, true, EMAIL.email)).error).toMatch(/^UsernameExistsException/)
    await startWithOwner({ AliasAttributes: ['preferred_username'] })
    const preferred = { preferred_username: 'al' }
    expect((await createWith(preferred, true)).error).toBe('')
    expect((await createWith(preferred, true, 'carol')).error).toMatch(/^AliasExistsException/)
  })

  it('makes one user when two are asked for at once', async () => {
    const errors = (await Promise.all([create('bob'), create('bob')])).map(({ error }) => error)
    expect(errors.sort()).toEqual(['', expect.stringMatching(/^UsernameExistsException/)])
  })
})

describe('AdminSetUserPassword', () => {
  it('sets a permanent or a temporary one', async () => {
    const set = (Permanent: boolean) =>
      admin(local, 'AdminSetUserPassword', { Username: 'ursula', Password: 'Brand-New-9', Permanent })
    expect((await set(true)).body).toEqual({})
    expect((await signIn(local, { username: 'ursula', password: 'Brand-New-9' })).body).toHaveProperty(
      'AuthenticationResult',
    )
    await set(false)
    expect((await signIn(local, { username: 'ursula', password: 'Brand-New-9' })).body.ChallengeName).toBe(
      'NEW_PASSWORD_REQUIRED',
    )
  })

  it('keeps to the policy', async () => {
    const { error } = await admin(local, 'AdminSetUserPassword', { Username: 'alice', Password: 'weak-one' })
    expect(error).toMatch(/^InvalidPasswordException/)
    expect((await signIn(local)).error).toBe('')
  })
})

describe('the other operations on a user', () => {
  it('confirm once', async () => {
    const confirm = () => admin(local, 'AdminConfirmSignUp', { Username: 'ursula' })
    expect((await confirm()).body).toEqual({})
    expect((await signIn(local, { username: 'ursula' })).error).toBe('')
    expect((await confirm()).error).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    )
  })

  it('show, delete and give back the name', async () => {
    expect((await admin(local, 'AdminGetUser', { Username: 'alice' })).body).toMatchObject({
      Username: 'alice',
      UserStatus: 'CONFIRMED',
      UserAttributes: [{ Name: 'sub' }],
    })
    await admin(local, 'AdminDeleteUser', { Username: 'alice' })
    expect((await create('alice')).status).toBe(200)
    expect((await signIn(local)).error).toBe(INCORRECT)
  })

  it.each([
    'AdminGetUser',
    'AdminDeleteUser',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminConfirmSignUp',
    'AdminSetUserPassword',
    'AdminUpdateUserAttributes',
  ])('%s names an unknown user or pool, and needs credentials', async operation => {
    const input = { Username: 'nobody', Password: 'Brand-New-9', UserAttributes: [] }
    expect((await admin(local, operation, input)).error).toBe('UserNotFoundException: User does not exist.')
    expect((await admin(local, operation, { ...input, UserPoolId: 'us-east-1_nowhere00' })).error).toBe(
      'ResourceNotFoundException: User pool us-east-1_nowhere00 does not exist.',
    )
    expect((await send(local, operation, { ...input, UserPoolId: local.userPoolId })).error).toMatch(
      /^MissingAuthenticationTokenException/,
    )
  })
})

describe('password flows', () => {
  const start = (AuthFlow: string, secret = PASSWORD) => ({
    AuthFlow,
    ClientId: local.clientId,
    AuthParameters: { USERNAME: 'alice', PASSWORD: secret },
  })

  it.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'])('%s is for administrators only', async flow => {
    const { body } = await admin(local, 'AdminInitiateAuth', start(flow))
    expect((await getUser(local, body.AuthenticationResult.AccessToken)).body.Username).toBe('alice')
    expect((await admin(local, 'AdminInitiateAuth', start(flow, 'Wrong-Horse-9'))).error).toBe(INCORRECT)
    expect((await send(local, 'InitiateAuth', start(flow))).error).toBe(
      'InvalidParameterException: Initiate Auth method not supported.',
    )
  })

  it('USER_PASSWORD_AUTH gives tokens at once, and checks the status first', async () => {
    expect((await send(local, 'InitiateAuth', start('USER_PASSWORD_AUTH'))).body.AuthenticationResult).toBeDefined()
    expect((await send(local, 'InitiateAuth', start('USER_PASSWORD_AUTH', 'Wrong-Horse-9'))).error).toBe(INCORRECT)
    const unconfirmed = { ...start('USER_PASSWORD_AUTH'), AuthParameters: { USERNAME: 'ursula', PASSWORD: 'wrong' } }
    expect((await send(local, 'InitiateAuth', unconfirmed)).error).toBe(
      'UserNotConfirmedException: User is not confirmed.',
    )
  })

  it('need to be enabled for the client', async () => {
    await using plain = await startLocalCognito({ signingKeys, users: [{ username: 'alice', password: PASSWORD }] })
    expect((await send(plain, 'InitiateAuth', start('USER_PASSWORD_AUTH'))).error).toBe(
      'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    )
    expect((await admin(plain, 'AdminInitiateAuth', start('ADMIN_NO_SRP_AUTH'))).error).toBe(
      'InvalidParameterException: Auth flow not enabled for this client',
    )
    expect((await send(plain, 'InitiateAuth', start('USER_AUTH'))).error).toMatch(/^InvalidParameterException/)
    expect((await send(plain, 'InitiateAuth', start('CUSTOM_AUTH'))).error).toBe(
      'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    )
  })

  it('need a client that exists, in that pool', async () => {
    const ClientId = 'nosuchclient'
    const expected = 'ResourceNotFoundException: User pool client nosuchclient does not exist.'
    expect((await send(local, 'InitiateAuth', { ...start('USER_PASSWORD_AUTH'), ClientId })).error).toBe(expected)
    expect((await admin(local, 'AdminInitiateAuth', { ...start('ADMIN_NO_SRP_AUTH'), ClientId })).error).toBe(expected)
    const pool = await admin(local, 'CreateUserPool', { PoolName: 'other' })
    const elsewhere = { ...start('ADMIN_NO_SRP_AUTH'), UserPoolId: pool.body.UserPool.Id }
    expect((await admin(local, 'AdminInitiateAuth', elsewhere)).error).toMatch(/^ResourceNotFoundException/)
  })
})
