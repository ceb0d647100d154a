import {
  createSigningKeys,
  type LocalCognito,
  type LocalCognitoOptions,
  type LocalTriggers,
  startLocalCognito,
} from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXPIRED_CODE, LIMIT_EXCEEDED, lastCode, NOT_FOUND, otherCode, WRONG_CODE } from './support/codes.js'
import { admin, claimsOf, getUser, INCORRECT, PASSWORD, secretHash, send, signIn, tokensOf } from './support/wire.js'

const NEW_PASSWORD = 'Brand-New-9'
const EMAIL = { email: 'alice@example.com', email_verified: 'true' }
const PHONE = { phone_number: '+4930901820', phone_number_verified: 'true' }
const NO_CONTACT =
  'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number'
const WRONG_STATE = 'NotAuthorizedException: User password cannot be reset in the current state.'
const DISABLED = 'NotAuthorizedException: User is disabled.'
const RESET_REQUIRED = 'PasswordResetRequiredException: Password reset required for the user'
const BY_PASSWORD = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] as const }

const signingKeys = await createSigningKeys()
let local: LocalCognito

const start = async (options: LocalCognitoOptions = {}) => {
  local = await startLocalCognito({
    signingKeys,
    users: [
      { username: 'alice', password: PASSWORD, attributes: EMAIL },
      { username: 'twin', password: PASSWORD, attributes: EMAIL },
      { username: 'bare', password: PASSWORD, attributes: { email: 'bare@example.com' } },
      { username: 'both', password: PASSWORD, attributes: { ...PHONE, ...EMAIL, email: 'both@example.com' } },
      { username: 'invited', password: PASSWORD, temporaryPassword: true, attributes: EMAIL },
      { username: 'out', password: PASSWORD, enabled: false, attributes: EMAIL },
    ],
    ...options,
  })
}
beforeEach(() => start())
afterEach(() => local.close())

const restart = async (options: LocalCognitoOptions) => {
  await local.close()
  await start(options)
}

const forgot = (Username = 'alice', more: object = {}) =>
  send(local, 'ForgotPassword', { ClientId: local.clientId, Username, ...more })
const confirm = (ConfirmationCode: string, more: object = {}) =>
  send(local, 'ConfirmForgotPassword', {
    ClientId: local.clientId,
    Username: 'alice',
    Password: NEW_PASSWORD,
    ConfirmationCode,
    ...more,
  })
const reset = (Username = 'alice') => admin(local, 'AdminResetUserPassword', { Username })
const passwordSignIn = (USERNAME: string, secret = PASSWORD, more: object = {}) =>
  send(local, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: local.clientId,
    AuthParameters: { USERNAME, PASSWORD: secret },
    ...more,
  })

describe('ForgotPassword and ConfirmForgotPassword', () => {
  it('replace the password by a code, which counts once', async () => {
    const { AccessToken } = await tokensOf(local)
    expect((await forgot()).body).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    })
    expect(local.inbox[0]).toMatchObject({ to: EMAIL.email, kind: 'ForgotPassword', username: 'alice' })
    expect((await signIn(local)).error).toBe('')

    const code = lastCode(local)
    expect((await confirm(otherCode(code))).error).toBe(WRONG_CODE)
    expect((await signIn(local, { password: NEW_PASSWORD })).error).toBe(INCORRECT)
    expect((await confirm(code)).body).toEqual({})
    expect((await signIn(local, { password: NEW_PASSWORD })).error).toBe('')
    expect((await signIn(local)).error).toBe(INCORRECT)
    expect((await getUser(local, AccessToken)).error).toBe('')
    expect((await confirm(code)).error).toBe(EXPIRED_CODE)
  })

  it('take one of two answers that come at once', async () => {
    await forgot()
    const answers = await Promise.all([1, 2].map(n => confirm(lastCode(local), { Password: `${NEW_PASSWORD}${n}` })))
    expect(answers.map(({ error }) => error).sort()).toEqual(['', EXPIRED_CODE])
  })

  it('keep to the policy, which leaves the code usable', async () => {
    await forgot()
    expect((await confirm(lastCode(local), { Password: 'weak-one' })).error).toMatch(/^InvalidPasswordException/)
    expect((await confirm(lastCode(local))).error).toBe('')
  })

  it('take a code for an hour, and the last one only', async () => {
    await forgot()
    const first = lastCode(local)
    await forgot()
    if (first !== lastCode(local)) expect((await confirm(first)).error).toBe(EXPIRED_CODE)
    local.clock.advance({ seconds: 3_600 })
    expect((await confirm(lastCode(local))).error).toBe(EXPIRED_CODE)
    await forgot()
    local.clock.advance({ seconds: 3_599 })
    expect((await confirm(lastCode(local))).error).toBe('')
  })

  it('take no code of another user, even of one with the same address', async () => {
    await forgot('twin')
    expect((await confirm(lastCode(local))).error).toBe(EXPIRED_CODE)
  })

  it('allow 20 attempts an hour between them', async () => {
    await forgot()
    const wrong = otherCode(lastCode(local))
    for (let i = 0; i < 19; i++) expect((await confirm(wrong)).error).toBe(WRONG_CODE)
    for (const { error } of [await confirm(lastCode(local)), await forgot(), await reset()]) {
      expect(error).toBe(LIMIT_EXCEEDED)
    }
    expect((await forgot('both')).error).toBe('')
    local.clock.advance({ seconds: 3_600 })
    expect((await forgot()).error).toBe('')
  })

  it('check the secret hash', async () => {
    const clientSecret = 'aSecretOfThisTest0123456789abcd'
    await restart({ clientSecret })
    const SecretHash = secretHash(clientSecret, 'alice', local.clientId)
    expect((await forgot()).error).toMatch(/SECRET_HASH was not received$/)
    expect((await forgot('alice', { SecretHash })).error).toBe('')
    expect((await confirm(lastCode(local))).error).toMatch(/SECRET_HASH was not received$/)
    expect((await confirm(lastCode(local), { SecretHash })).error).toBe('')
  })

  it('find a user by a verified alias', async () => {
    await restart({
      pool: { AliasAttributes: ['email'] },
      users: [{ username: 'alice', password: PASSWORD, attributes: EMAIL }],
    })
    expect((await forgot(EMAIL.email)).error).toBe('')
    expect((await confirm(lastCode(local), { Username: EMAIL.email })).error).toBe('')
  })
})

describe('where a code goes', () => {
  const mechanisms = (...names: ('verified_email' | 'verified_phone_number' | 'admin_only')[]) => ({
    AccountRecoverySetting: { RecoveryMechanisms: names.map((Name, i) => ({ Name, Priority: 2 - i })) },
  })
  const SMS = { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } } }

  it.each([
    ['the telephone first', {}, [], 'phone_number'],
    ['the telephone, a second factor or not', {}, ['SMS_MFA'], 'phone_number'],
    ['as Priority says', mechanisms('verified_phone_number', 'verified_email'), [], 'email'],
    ['not to the second factor', mechanisms('verified_email', 'verified_phone_number'), ['SMS_MFA'], 'email'],
    ['nowhere else', mechanisms('verified_phone_number'), ['SMS_MFA'], undefined],
  ] as const)('%s: %j', async (_, pool, mfa, expected) => {
    const attributes = { ...PHONE, ...EMAIL }
    await restart({
      pool: { ...pool, MfaConfiguration: 'OPTIONAL' },
      mfa: SMS,
      users: [{ username: 'alice', password: PASSWORD, attributes, mfa }],
    })
    const { body, error } = await forgot()
    expect(body.CodeDeliveryDetails?.AttributeName).toBe(expected)
    expect(error).toBe(expected === undefined ? NO_CONTACT : '')
  })

  it('is nowhere where administrators reset passwords', async () => {
    await restart({ pool: mechanisms('admin_only'), client: { PreventUserExistenceErrors: 'ENABLED' } })
    const expected = 'NotAuthorizedException: Contact administrator to reset password.'
    for (const { error } of [await forgot(), await forgot('nobody'), await reset()]) expect(error).toBe(expected)
  })
})

describe('who gets no code', () => {
  it.each([
    ['bare', NO_CONTACT],
    ['invited', WRONG_STATE],
    ['out', DISABLED],
    ['nobody', NOT_FOUND],
  ])('is told so: %s', async (username, expected) => {
    expect((await forgot(username)).error).toBe(expected)
    expect(local.inbox).toEqual([])
  })

  it.each(['bare', 'out', 'nobody'])('looks like everybody where the client hides who exists: %s', async Username => {
    await restart({ client: { PreventUserExistenceErrors: 'ENABLED' } })
    expect((await confirm('123456', { Username })).error).toBe(EXPIRED_CODE)
    const { body } = await forgot(Username)
    expect(body.CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: expect.stringMatching(new RegExp(`^${Username.charAt(0)}\\*{3}@[\\da-f]\\*{3}$`)),
    })
    expect((await forgot(Username)).body).toEqual(body)
    expect((await confirm('123456', { Username })).error).toBe(WRONG_CODE)
    for (let i = 0; i < 16; i++) await confirm('123456', { Username })
    expect((await confirm('123456', { Username })).error).toBe(LIMIT_EXCEEDED)
    expect(local.inbox).toEqual([])
  })

  it('includes who was disabled after the code was sent', async () => {
    await restart({ client: { PreventUserExistenceErrors: 'ENABLED' } })
    await forgot()
    local.user('alice').setEnabled(false)
    expect((await confirm(lastCode(local))).error).toBe(EXPIRED_CODE)
    local.user('alice').setEnabled(true)
    expect((await signIn(local)).error).toBe('')
  })

  it('shows a telephone where one was typed', async () => {
    await restart({ client: { PreventUserExistenceErrors: 'ENABLED' } })
    expect((await forgot('+15550100')).body.CodeDeliveryDetails).toEqual({
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******0100',
    })
  })
})

describe('AdminResetUserPassword', () => {
  it('makes the password useless until a code replaces it', async () => {
    await restart({ client: BY_PASSWORD })
    expect((await reset()).body).toEqual({})
    expect(local.user('alice').status).toBe('RESET_REQUIRED')
    expect(local.inbox[0]).toMatchObject({ kind: 'ForgotPassword', to: EMAIL.email })
    expect((await signIn(local)).error).toBe(RESET_REQUIRED)
    expect((await passwordSignIn('alice')).error).toBe(RESET_REQUIRED)
    expect((await forgot()).error).toBe('')
    expect((await confirm(lastCode(local))).error).toBe('')
    expect(local.user('alice').status).toBe('CONFIRMED')
    expect((await signIn(local, { password: NEW_PASSWORD })).error).toBe('')
  })

  it.each([
    ['bare', NO_CONTACT],
    ['invited', WRONG_STATE],
    ['nobody', 'UserNotFoundException: User does not exist.'],
  ])('is refused for %s', async (username, expected) => {
    expect((await reset(username)).error).toBe(expected)
  })

  it('is refused for who is not confirmed, who may reset it himself once the address is', async () => {
    const attributes = { ...EMAIL, email_verified: 'true' }
    await restart({ users: [{ username: 'alice', password: PASSWORD, confirmed: false, attributes }] })
    expect((await reset()).error).toBe(WRONG_STATE)
    await forgot()
    expect((await confirm(lastCode(local))).error).toBe('')
    expect(local.user('alice').status).toBe('CONFIRMED')
  })

  it('needs credentials', async () => {
    const input = { UserPoolId: local.userPoolId, Username: 'alice' }
    expect((await send(local, 'AdminResetUserPassword', input)).error).toMatch(/^MissingAuthenticationTokenException/)
  })
})

describe('ChangePassword', () => {
  it('is allowed 5 times an hour', async () => {
    const { AccessToken } = await tokensOf(local)
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      send(local, 'ChangePassword', { AccessToken, PreviousPassword, ProposedPassword })
    for (let i = 0; i < 5; i++) expect((await change(PASSWORD, PASSWORD)).error).toBe('')
    expect((await change(PASSWORD, NEW_PASSWORD)).error).toBe(LIMIT_EXCEEDED)
    expect((await signIn(local)).error).toBe('')
  })
})

describe('the triggers', () => {
  const migrate = (response: object, seen: object[] = []): LocalTriggers => ({
    userMigration(event) {
      seen.push({ source: event.triggerSource, userName: event.userName, ...event.request })
      return { ...event, response }
    },
  })
  const userAttributes = { ...EMAIL, email: 'mig@example.com' }

  it('hear of a reset, with Cognito’s names', async () => {
    const sources: string[] = []
    const note = ({ triggerSource, callerContext }: { triggerSource: string; callerContext: { clientId: string } }) => {
      sources.push(`${triggerSource} ${callerContext.clientId === local.clientId}`)
    }
    await restart({ triggers: { customMessage: note, postConfirmation: note } })
    await forgot()
    await confirm(lastCode(local))
    await reset()
    expect(sources).toEqual([
      'CustomMessage_ForgotPassword true',
      'PostConfirmation_ConfirmForgotPassword true',
      'CustomMessage_ForgotPassword false',
    ])
  })

  it('may bring a user along at sign-in by password, once', async () => {
    const seen: object[] = []
    const triggers = migrate({ userAttributes, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' }, seen)
    await restart({ client: BY_PASSWORD, triggers })
    const { body } = await passwordSignIn('mig', PASSWORD, { ClientMetadata: { from: 'here' } })
    expect(claimsOf(body.AuthenticationResult.IdToken)).toMatchObject({
      'cognito:username': 'mig',
      email_verified: true,
    })
    const validationData = { from: 'here' }
    expect(seen).toEqual([
      { source: 'UserMigration_Authentication', userName: 'mig', password: PASSWORD, validationData },
    ])
    expect((await signIn(local, { username: 'mig' })).error).toBe('')
    expect((await passwordSignIn('mig', 'Wrong-Horse-9')).error).toBe(INCORRECT)
    expect((await passwordSignIn('alice')).error).toBe('')
    expect(seen).toHaveLength(1)
  })

  it('may bring a user along who has to reset the password', async () => {
    await restart({ client: BY_PASSWORD, triggers: migrate({ userAttributes, finalUserStatus: 'RESET_REQUIRED' }) })
    expect((await passwordSignIn('mig')).error).toBe(RESET_REQUIRED)
  })

  it('may bring a user along in ForgotPassword', async () => {
    const seen: object[] = []
    await restart({ triggers: migrate({ userAttributes }, seen) })
    expect((await forgot('mig', { ClientMetadata: { from: 'here' } })).error).toBe('')
    const source = 'UserMigration_ForgotPassword'
    expect(seen).toEqual([{ source, userName: 'mig', clientMetadata: { from: 'here' } }])
    expect(local.user('mig').status).toBe('RESET_REQUIRED')
    expect((await confirm(lastCode(local), { Username: 'mig' })).error).toBe('')
    expect((await signIn(local, { username: 'mig', password: NEW_PASSWORD })).error).toBe('')
  })

  it('know nobody, or not by SRP, or throw', async () => {
    const seen: object[] = []
    await restart({ client: BY_PASSWORD, triggers: migrate({}, seen) })
    expect((await passwordSignIn('mig')).error).toBe('UserNotFoundException: User does not exist.')
    expect((await signIn(local, { username: 'mig' })).error).toBe('UserNotFoundException: User does not exist.')
    expect((await forgot('mig')).error).toBe(NOT_FOUND)
    expect(seen).toHaveLength(2)
    const userMigration = () => {
      throw new Error('bad password')
    }
    await restart({ client: BY_PASSWORD, triggers: { userMigration } })
    expect((await passwordSignIn('mig')).error).toBe(
      'UserLambdaValidationException: UserMigration failed with error bad password.',
    )
  })

  it('move an alias along only where they say so', async () => {
    const owner = { username: 'owner', password: PASSWORD, attributes: userAttributes }
    const pool = { AliasAttributes: ['email' as const] }
    await restart({ client: BY_PASSWORD, pool, users: [owner], triggers: migrate({ userAttributes }) })
    expect((await passwordSignIn('mig')).error).toMatch(/^AliasExistsException/)
    const triggers = migrate({ userAttributes, forceAliasCreation: true })
    await restart({ client: BY_PASSWORD, pool, users: [owner], triggers })
    expect((await passwordSignIn('mig')).error).toBe('')
    expect(local.user('mig@example.com').username).toBe('mig')
  })
})
