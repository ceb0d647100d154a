import { createSigningKeys, type LocalCognito, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  attributeList,
  EXPIRED_CODE,
  LIMIT_EXCEEDED,
  lastCode,
  NOT_FOUND,
  otherCode,
  WRONG_CODE,
} from './support/codes.js'
import { admin, claimsOf, PASSWORD, secretHash, send, signIn } from './support/wire.js'

const EMAIL = { email: 'bob@example.com' }
const PHONE = { phone_number: '+4930901820' }
const CONFIRMED = 'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED'

const signingKeys = await createSigningKeys()
let local: LocalCognito

const start = async (options: LocalCognitoOptions = {}) => {
  local = await startLocalCognito({ signingKeys, pool: { AutoVerifiedAttributes: ['email'] }, ...options })
}
beforeEach(() => start())
afterEach(() => local.close())

const restart = async (options: LocalCognitoOptions) => {
  await local.close()
  await start(options)
}

const signUp = (attributes: Record<string, string> = EMAIL, more: object = {}) =>
  send(local, 'SignUp', {
    ClientId: local.clientId,
    Username: 'bob',
    Password: PASSWORD,
    UserAttributes: attributeList(attributes),
    ...more,
  })
const confirm = (ConfirmationCode: string, more: object = {}) =>
  send(local, 'ConfirmSignUp', { ClientId: local.clientId, Username: 'bob', ConfirmationCode, ...more })
const resend = (more: object = {}) =>
  send(local, 'ResendConfirmationCode', { ClientId: local.clientId, Username: 'bob', ...more })

describe('SignUp', () => {
  it('makes an unconfirmed user and sends a code to what the pool verifies', async () => {
    const { body } = await signUp({ ...EMAIL, nickname: 'Bobby' })
    expect(body).toEqual({
      UserConfirmed: false,
      UserSub: local.user('bob').sub,
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'b***@e***' },
    })
    expect(local.user('bob')).toMatchObject({ status: 'UNCONFIRMED', attributes: { ...EMAIL, nickname: 'Bobby' } })
    expect(local.inbox).toEqual([
      {
        to: 'bob@example.com',
        medium: 'EMAIL',
        kind: 'SignUp',
        code: expect.stringMatching(/^\d{6}$/),
        message: `Your confirmation code is ${lastCode(local)}`,
        subject: 'Your verification code',
        sentAt: expect.any(String),
        username: 'bob',
      },
    ])
    expect((await signIn(local, { username: 'bob' })).error).toBe('UserNotConfirmedException: User is not confirmed.')
  })

  it.each([
    ['phone_number', 'SMS', { AutoVerifiedAttributes: ['email', 'phone_number'] }, { ...EMAIL, ...PHONE }],
    ['email', 'EMAIL', { AutoVerifiedAttributes: ['email', 'phone_number'] }, EMAIL],
    [undefined, undefined, { AutoVerifiedAttributes: ['email', 'phone_number'] }, {}],
    [undefined, undefined, {}, { ...EMAIL, ...PHONE }],
  ] as const)('sends to %s, where that is due', async (attribute, medium, pool, attributes) => {
    await restart({ pool })
    const { CodeDeliveryDetails } = (await signUp(attributes)).body
    expect([CodeDeliveryDetails?.AttributeName, CodeDeliveryDetails?.DeliveryMedium]).toEqual([attribute, medium])
    expect(local.inbox.map(message => message.medium)).toEqual(medium === undefined ? [] : [medium])
  })

  it('writes the message that the pool is set to', async () => {
    const pool = {
      AutoVerifiedAttributes: ['phone_number' as const],
      SmsVerificationMessage: 'Not this: {####}',
      VerificationMessageTemplate: { SmsMessage: '{####} it is, yes {####}' },
    }
    await restart({ pool })
    await signUp(PHONE)
    expect(local.inbox[0]).toMatchObject({ message: `${lastCode(local)} it is, yes ${lastCode(local)}` })
    expect(local.inbox[0]).not.toHaveProperty('subject')
  })

  it.each([
    [{ Password: 'weak-one' }, 'InvalidPasswordException: Password did not conform with policy: '],
    [{ Username: 'with space' }, "InvalidParameterException: 1 validation error detected: Value at 'username'"],
    [{ Password: undefined }, 'InvalidParameterException: SignUp without a password is not implemented'],
    [{ UserAttributes: [{ Name: 'custom:x', Value: 'y' }] }, 'InvalidParameterException: Attributes did not conform'],
    [{ UserAttributes: [{ Name: 'email', Value: 'y' }] }, 'InvalidParameterException: Invalid email address format.'],
    [
      { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] },
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    ],
    [{ ClientId: 'nobodys' }, 'ResourceNotFoundException: User pool client nobodys does not exist.'],
    [{ SecretHash: 'abc=' }, 'NotAuthorizedException: Unable to verify secret hash'],
  ])('refuses %j, and makes no user', async (more, expected) => {
    const { error } = await signUp(EMAIL, more)
    expect(error.slice(0, expected.length)).toBe(expected)
    expect(() => local.user('bob')).toThrow(TypeError)
    expect(local.inbox).toEqual([])
  })

  it('demands the attributes that the schema demands, all in one message', async () => {
    const Schema = ['name', 'email', 'given_name'].map(Name => ({ Name, Required: true }))
    await restart({ pool: { Schema } })
    expect((await signUp()).error).toBe(
      'InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required\n' +
        'given_name: The attribute is required',
    )
    expect((await signUp({ ...EMAIL, name: 'Bob', given_name: 'B' })).error).toBe('')
  })

  it('keeps to WriteAttributes', async () => {
    await restart({ client: { WriteAttributes: ['email'] } })
    expect((await signUp({ nickname: 'Bobby' })).error).toMatch(/unauthorized attribute$/)
    expect((await signUp()).error).toBe('')
  })

  it('takes each name once, confirmed or not', async () => {
    expect((await signUp()).error).toBe('')
    expect((await signUp()).error).toBe('UsernameExistsException: User already exists')
    const errors = (await Promise.all([1, 2].map(() => signUp(EMAIL, { Username: 'eve' })))).map(({ error }) => error)
    expect(errors.sort()).toEqual(['', 'UsernameExistsException: User already exists'])
  })

  it('folds case where it is configured to', async () => {
    await restart({ pool: { UsernameConfiguration: { CaseSensitive: false } } })
    await signUp()
    expect((await signUp(EMAIL, { Username: 'BOB' })).error).toMatch(/^UsernameExistsException/)
    expect(local.user('bob').username).toBe('bob')
  })

  it('is refused where only administrators make users', async () => {
    await restart({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } })
    expect((await signUp()).error).toBe('NotAuthorizedException: SignUp is not permitted for this user pool')
  })

  it('takes an address as the name where the pool has it so, each address once', async () => {
    await restart({ pool: { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] } })
    expect((await signUp({})).error).toBe('InvalidParameterException: Username should be an email.')
    const Username = 'bob@example.com'
    const { UserSub, CodeDeliveryDetails } = (await signUp({}, { Username })).body
    expect(CodeDeliveryDetails.Destination).toBe('b***@e***')
    expect(local.user(Username)).toMatchObject({ username: UserSub, attributes: EMAIL })
    expect((await signUp({}, { Username })).error).toBe(
      'UsernameExistsException: An account with the given email already exists.',
    )
    expect((await confirm(lastCode(local), { Username })).error).toBe('')
    expect((await signIn(local, { username: Username })).error).toBe('')
  })
})

describe('ConfirmSignUp', () => {
  it('confirms by the code, which verifies the address, once', async () => {
    await signUp()
    const code = lastCode(local)
    expect((await confirm(otherCode(code))).error).toBe(WRONG_CODE)
    expect(local.user('bob').status).toBe('UNCONFIRMED')
    expect((await confirm(code)).body).toEqual({})
    expect(local.user('bob')).toMatchObject({ status: 'CONFIRMED', attributes: { ...EMAIL, email_verified: 'true' } })
    expect((await signIn(local, { username: 'bob' })).error).toBe('')
    expect((await confirm(code)).error).toBe(CONFIRMED)
  })

  it('takes a code for 24 hours', async () => {
    await signUp()
    local.clock.advance({ seconds: 86_400 })
    expect((await confirm(lastCode(local))).error).toBe(EXPIRED_CODE)
    await resend()
    local.clock.advance({ seconds: 86_399 })
    expect((await confirm(lastCode(local))).error).toBe('')
  })

  it('takes no code that was sent to an address the user has no more', async () => {
    await signUp()
    await admin(local, 'AdminUpdateUserAttributes', {
      Username: 'bob',
      UserAttributes: attributeList({ email: 'eve@example.com' }),
    })
    expect((await confirm(local.inbox[0]?.code ?? '')).error).toBe(EXPIRED_CODE)
    expect(local.user('bob').attributes).toMatchObject({ email: 'eve@example.com' })
    expect(local.user('bob').attributes.email_verified).not.toBe('true')
  })

  it('takes no code of a deleted user of that name', async () => {
    await signUp()
    const code = lastCode(local)
    await admin(local, 'AdminDeleteUser', { Username: 'bob' })
    await signUp({})
    await admin(local, 'AdminUpdateUserAttributes', { Username: 'bob', UserAttributes: attributeList(EMAIL) })
    expect((await confirm(code)).error).toBe(EXPIRED_CODE)
  })

  it('allows 15 attempts an hour', async () => {
    await signUp()
    const wrong = otherCode(lastCode(local))
    for (let i = 0; i < 15; i++) expect((await confirm(wrong)).error).toBe(WRONG_CODE)
    expect((await confirm(lastCode(local))).error).toBe(LIMIT_EXCEEDED)
    local.clock.advance({ seconds: 3_600 })
    expect((await confirm(lastCode(local))).error).toBe('')
  })

  it('leaves an alias to whom it belongs, unless it may be moved', async () => {
    const pool = { AliasAttributes: ['email' as const], AutoVerifiedAttributes: ['email' as const] }
    const owner = { username: 'alice', password: PASSWORD, attributes: { ...EMAIL, email_verified: 'true' } }
    await restart({ pool, users: [owner] })
    await signUp()
    const code = lastCode(local)
    expect((await confirm(code)).error).toBe('AliasExistsException: An account with the given email already exists.')
    expect((await confirm(otherCode(code), { ForceAliasCreation: true })).error).toBe(WRONG_CODE)
    expect(local.user('bob@example.com').username).toBe('alice')
    expect((await confirm(code, { ForceAliasCreation: true })).error).toBe('')
    expect(local.user('bob@example.com').username).toBe('bob')
    expect(local.user('alice').attributes).toMatchObject({ ...EMAIL, email_verified: 'false' })
  })

  it('checks the secret hash over the name in the request', async () => {
    const clientSecret = 'aSecretOfThisTest0123456789abcd'
    await restart({ clientSecret, pool: { AutoVerifiedAttributes: ['email'] } })
    expect((await signUp()).error).toMatch(/SECRET_HASH was not received$/)
    const SecretHash = secretHash(clientSecret, 'bob', local.clientId)
    expect((await signUp(EMAIL, { SecretHash })).error).toBe('')
    expect((await confirm(lastCode(local), { SecretHash: 'abc=' })).error).toMatch(/Unable to verify secret hash/)
    expect((await confirm(lastCode(local), { SecretHash })).error).toBe('')
  })
})

describe('ResendConfirmationCode', () => {
  it('sends another code, which replaces the one before it', async () => {
    await signUp()
    const first = lastCode(local)
    const { body } = await resend()
    expect(body.CodeDeliveryDetails.Destination).toBe('b***@e***')
    expect(local.inbox.map(({ kind }) => kind)).toEqual(['SignUp', 'ResendCode'])
    const second = lastCode(local)
    if (first !== second) expect((await confirm(first)).error).toBe(EXPIRED_CODE)
    expect((await confirm(second)).error).toBe('')
    expect((await resend()).error).toBe('InvalidParameterException: User is already confirmed.')
  })

  it('is refused where the pool verifies nothing', async () => {
    await restart({ pool: {} })
    await signUp()
    expect((await resend()).error).toBe(
      'InvalidParameterException: Cannot resend codes. Auto verification not turned on.',
    )
  })

  it('is answered 5 times an hour', async () => {
    await signUp()
    for (let i = 0; i < 5; i++) expect((await resend()).error).toBe('')
    expect((await resend()).error).toBe(LIMIT_EXCEEDED)
    expect(local.inbox).toHaveLength(6)
    local.clock.advance({ seconds: 3_600 })
    expect((await resend()).error).toBe('')
  })
})

describe('a name that nobody has', () => {
  it('is said to be unknown', async () => {
    for (const { error } of [await confirm('123456'), await resend()]) expect(error).toBe(NOT_FOUND)
  })

  it('is treated as a user where the client hides who exists', async () => {
    await restart({ client: { PreventUserExistenceErrors: 'ENABLED' }, pool: { AutoVerifiedAttributes: ['email'] } })
    expect((await confirm('123456')).error).toBe(EXPIRED_CODE)
    const { body } = await resend()
    expect(body.CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: expect.stringMatching(/^b\*{3}@[\da-f]\*{3}$/),
    })
    expect((await confirm('123456')).error).toBe(WRONG_CODE)
    for (let i = 0; i < 4; i++) expect((await resend()).body).toEqual(body)
    expect((await resend()).error).toBe(LIMIT_EXCEEDED)
    expect(local.inbox).toEqual([])
  })

  it('looks like a disabled user’s', async () => {
    const users = [{ username: 'bob', password: PASSWORD, confirmed: false, enabled: false }]
    await restart({ users, pool: { AutoVerifiedAttributes: ['email'] } })
    for (const { error } of [await confirm('123456'), await resend()]) {
      expect(error).toBe('NotAuthorizedException: User is disabled.')
    }
    await restart({ users, client: { PreventUserExistenceErrors: 'ENABLED' } })
    expect((await confirm('123456')).error).toBe(EXPIRED_CODE)
    expect((await resend()).body.CodeDeliveryDetails.DeliveryMedium).toBe('EMAIL')
  })
})

describe('the session of a sign-up', () => {
  const byChoice: LocalCognitoOptions = {
    client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    pool: { AutoVerifiedAttributes: ['email'] },
  }
  const initiate = (Session: string, USERNAME = 'bob') =>
    send(local, 'InitiateAuth', {
      AuthFlow: 'USER_AUTH',
      ClientId: local.clientId,
      AuthParameters: { USERNAME },
      Session,
    })

  it('leads through ConfirmSignUp to tokens, once', async () => {
    await restart(byChoice)
    const { Session } = (await signUp()).body
    expect((await initiate(Session)).error).toBe('NotAuthorizedException: Invalid session for the user.')
    expect((await confirm(otherCode(lastCode(local)), { Session })).error).toBe(WRONG_CODE)
    const confirmed = (await confirm(lastCode(local), { Session })).body
    expect(confirmed.Session).not.toBe(Session)
    const { AuthenticationResult } = (await initiate(confirmed.Session)).body
    expect(claimsOf(AuthenticationResult.AccessToken).username).toBe('bob')
    expect((await initiate(confirmed.Session)).error).toMatch(/session can only be used once\.$/)
  })

  it('is of one user, and expires like any other', async () => {
    await restart({ ...byChoice, users: [{ username: 'alice', password: PASSWORD }] })
    const { Session } = (await signUp()).body
    const confirmed = (await confirm(lastCode(local), { Session })).body
    expect((await initiate(confirmed.Session, 'alice')).error).toMatch(/Invalid session for the user\.$/)
    local.clock.advance({ seconds: 180 })
    expect((await initiate(confirmed.Session)).error).toMatch(/session is expired\.$/)
  })

  it('does not use the code up when it has expired', async () => {
    await restart(byChoice)
    const { Session } = (await signUp()).body
    local.clock.advance({ seconds: 180 })
    expect((await confirm(lastCode(local), { Session })).error).toMatch(/session is expired\.$/)
    expect((await confirm(lastCode(local))).error).toBe('')
  })

  it('does not replace a second factor', async () => {
    const pool = { ...byChoice.pool, MfaConfiguration: 'ON' as const }
    await restart({ ...byChoice, pool, mfa: { SoftwareTokenMfaConfiguration: { Enabled: true } } })
    const { Session } = (await signUp()).body
    const confirmed = (await confirm(lastCode(local), { Session })).body
    expect((await initiate(confirmed.Session)).body.ChallengeName).toBe('MFA_SETUP')
  })

  it('comes of ConfirmSignUp also where SignUp’s was not given', async () => {
    await restart(byChoice)
    await signUp()
    const { Session } = (await confirm(lastCode(local))).body
    expect((await initiate(Session)).body).toHaveProperty('AuthenticationResult')
  })

  it('is not handed out where the client does not allow USER_AUTH', async () => {
    expect((await signUp()).body).not.toHaveProperty('Session')
    expect((await confirm(lastCode(local))).body).toEqual({})
  })
})

describe('triggers of a sign-up', () => {
  it('are called with Cognito’s events', async () => {
    const seen: { triggerSource: string; request: object }[] = []
    const note = ({ triggerSource, request }: { triggerSource: string; request: object }) => {
      seen.push({ triggerSource, request })
    }
    const triggers = { preSignUp: note, postConfirmation: note, customMessage: note }
    await restart({ triggers, pool: { AutoVerifiedAttributes: ['email'] } })
    const ClientMetadata = { from: 'here' }
    await signUp(EMAIL, { ClientMetadata, ValidationData: attributeList({ invitation: 'x' }) })
    await resend()
    await confirm(lastCode(local), { ClientMetadata: { from: 'there' } })
    const { sub } = local.user('bob')
    const unconfirmed = { ...EMAIL, sub, 'cognito:user_status': 'UNCONFIRMED' }
    const message = { userAttributes: unconfirmed, codeParameter: '{####}', usernameParameter: null }
    const userAttributes = { ...unconfirmed, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' }
    expect(seen).toEqual([
      {
        triggerSource: 'PreSignUp_SignUp',
        request: { userAttributes: EMAIL, validationData: { invitation: 'x' }, clientMetadata: ClientMetadata },
      },
      { triggerSource: 'CustomMessage_SignUp', request: { ...message, clientMetadata: ClientMetadata } },
      { triggerSource: 'CustomMessage_ResendCode', request: message },
      {
        triggerSource: 'PostConfirmation_ConfirmSignUp',
        request: { userAttributes, clientMetadata: { from: 'there' } },
      },
    ])
  })

  it('may confirm and verify at once, which moves an alias', async () => {
    const pool = { AliasAttributes: ['email' as const], AutoVerifiedAttributes: ['email' as const] }
    const sources: string[] = []
    await restart({
      pool,
      users: [{ username: 'alice', password: PASSWORD, attributes: { ...EMAIL, email_verified: 'true' } }],
      triggers: {
        preSignUp: event => ({ ...event, response: { autoConfirmUser: true, autoVerifyEmail: true } }),
        postConfirmation: ({ triggerSource }) => sources.push(triggerSource),
      },
    })
    expect((await signUp()).body).toEqual({ UserConfirmed: true, UserSub: local.user('bob').sub })
    expect((await signIn(local, { username: 'bob@example.com' })).error).toBe('')
    expect(local.user('bob@example.com').username).toBe('bob')
    expect(local.user('alice').attributes.email_verified).toBe('false')
    expect([sources, local.inbox]).toEqual([['PostConfirmation_ConfirmSignUp'], []])
  })

  it('may not verify what is not there', async () => {
    await restart({ triggers: { preSignUp: event => ({ ...event, response: { autoVerifyPhone: true } }) } })
    expect((await signUp()).error).toMatch(/^InvalidLambdaResponseException/)
    expect(() => local.user('bob')).toThrow(TypeError)
  })

  it('may refuse, also what administrators do', async () => {
    const preSignUp = () => {
      throw new Error('not allowed')
    }
    await restart({ triggers: { preSignUp } })
    const refused = 'UserLambdaValidationException: PreSignUp failed with error not allowed.'
    expect((await signUp()).error).toBe(refused)
    expect((await admin(local, 'AdminCreateUser', { Username: 'bob' })).error).toBe(refused)
    expect(() => local.user('bob')).toThrow(TypeError)
  })

  it('may write the message, which has to hold the code', async () => {
    let smsMessage = 'Hello, {####}'
    await restart({
      pool: { AutoVerifiedAttributes: ['phone_number'] },
      triggers: { customMessage: event => ({ ...event, response: { smsMessage, emailMessage: 'not this {####}' } }) },
    })
    await signUp(PHONE)
    expect(local.inbox[0]?.message).toBe(`Hello, ${lastCode(local)}`)
    smsMessage = 'Hello'
    expect((await resend()).error).toMatch(/^InvalidLambdaResponseException/)
    expect(local.inbox).toHaveLength(1)
  })

  it('hear of a confirmation by an administrator', async () => {
    const sources: string[] = []
    const triggers = { postConfirmation: (event: { triggerSource: string }) => sources.push(event.triggerSource) }
    await restart({ triggers, users: [{ username: 'bob', password: PASSWORD, confirmed: false }] })
    expect((await admin(local, 'AdminConfirmSignUp', { Username: 'bob' })).error).toBe('')
    expect(sources).toEqual(['PostConfirmation_ConfirmSignUp'])
  })
})

describe('settings of a pool', () => {
  it('for links in place of codes are refused by name', async () => {
    const VerificationMessageTemplate = { DefaultEmailOption: 'CONFIRM_WITH_LINK' }
    expect((await admin(local, 'CreateUserPool', { PoolName: 'x', VerificationMessageTemplate })).error).toBe(
      'InvalidParameterException: DefaultEmailOption CONFIRM_WITH_LINK is not implemented by the local user pool.',
    )
  })
})
