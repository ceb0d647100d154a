import { Challenge, type ChallengeError, Cognito, SessionState, TokenType } from 'poolpass'
import { expect } from 'vitest'
import { totp } from '../session/support/totp.js'
import { isHonoured } from '../session/support/wire.js'
import { ALICE, BOB, failure } from '../session/support/world.js'
import {
  type Case,
  type Cases,
  type Expected,
  never,
  notSignedIn,
  refused,
  signedOut,
  type Trouble,
  wrongOption,
} from './contract.js'
import { type Scene, SECRET_CLIENT, WITH_DEVICES } from './scene.js'

const NEW_PASSWORD = 'Brand-New-Horse-3'
const UNCONFIRMED = { ...BOB, username: 'ursula', confirmed: false, attributes: { email: 'ursula@example.com' } }
const PHONE = { phone_number: '+4930901821', phone_number_verified: 'true' }
const WITH_SMS = { ...BOB, username: 'erin', mfa: ['SMS_MFA'], attributes: PHONE } as const
const WITH_TEMPORARY = { ...BOB, username: 'carol', temporaryPassword: true }

const DEVICE = { deviceKey: 'us-east-1_0f1e2d3c', deviceGroupKey: 'group', devicePassword: 'hush' }
const handlers = { challenges: { smsMfa: () => '123456' } }

const signal = () => new AbortController().signal
const clientMetadata = { from: 'tests' }

/** What needs no network, fails for nobody. */
const local = {
  sends: never('it reads what the session holds'),
  unknownUser: never('nobody is asked'),
  missingRight: never('whoever has the object may look at it'),
}

const value = (check: Case['check'], more: Partial<Case> = {}): Case => ({ ...local, check, ...more })

/** The claims of a token count whole seconds. */
const lastsAnHour = (date: never, { clock }: Scene) =>
  expect(Math.ceil(((date as Date).getTime() - clock.wallMs()) / 1_000)).toBe(3_600)

const revoked: Trouble = {
  what: 'its tokens were revoked',
  args(good, { local }) {
    local.user('alice').revokeRefreshTokens()
    return good
  },
  error: refused('NotAuthorizedException', 'TOKEN_INVALID', /^\w+: Access Token has been revoked$/),
}

const neverSignedIn: Trouble = {
  what: 'nobody is signed in',
  host: scene => scene.session({ password: undefined }),
  error: notSignedIn,
  sends: null,
}

const afterLogout: Trouble = {
  what: 'signed out',
  async host(scene) {
    const session = scene.session()
    await session.logout()
    return session
  },
  error: signedOut,
  sends: null,
}

async function sessionOfDeleted(scene: Scene): Promise<Cognito> {
  const session = scene.session({ ...BOB, device: false })
  await session.authenticate({ ...BOB, authFlow: 'USER_PASSWORD_AUTH' })
  await scene.admin.deleteUser(BOB.username)
  return session
}

const deletedUser: Trouble = {
  what: 'the user was deleted',
  host: sessionOfDeleted,
  error: refused('UserNotFoundException', 'SERVICE', /^\w+: User does not exist\.$/),
}

/** What only somebody who is signed in may do. */
const own = (sends: string) => ({
  sends,
  unknownUser: deletedUser,
  missingRight: [neverSignedIn, afterLogout, revoked],
})

const withoutSecret: Trouble = {
  what: 'without the client secret',
  host: scene => scene.withoutSecret,
  error: refused(
    'NotAuthorizedException',
    'SECRET_MISMATCH',
    /secret but SECRET_HASH was not received( \(not tried again unasked before \S+Z\))?$/,
  ),
}

/** The username of the options, at this place among the arguments. */
const namingNobody = (index: number) => (good: readonly unknown[]) =>
  good.map((arg, i) => (i === index ? { ...(arg as object), username: 'nobody' } : arg))

const unknownTo = (index: number, error: Expected): Trouble => ({
  what: 'an unknown user',
  args: namingNobody(index),
  error,
})

const notFound = 'Username/client id combination not found.'
const userNotFound = refused('UserNotFoundException', 'SERVICE', new RegExp(`^\\w+: ${notFound}$`))

/** What needs no session, only the app client. */
const open = (sends: string, optionsAt: number) => ({
  sends,
  unknownUser: unknownTo(optionsAt, userNotFound),
  missingRight: [withoutSecret],
})

const passwordTooLong = refused('InvalidParameterException', 'SERVICE', /less than or equal to 256$/)
const wrongCredentials = refused(
  'NotAuthorizedException',
  'WRONG_CREDENTIALS',
  /Incorrect username or password\. \(not tried again .*Z; a wrong `userPoolId` looks the same\)$/,
)

/** The answer's own form is looked at first. */
const newPasswordTooLong = refused('InvalidParameterException', 'SERVICE', /^RespondToAuthChallenge: .* at 'password' /)
const wrongCode = refused('CodeMismatchException', 'CODE_MISMATCH', /^RespondToAuthChallenge: Invalid code /)

async function challengeOf(session: Cognito): Promise<Challenge> {
  return ((await failure(session.authenticate())) as ChallengeError).challenge
}

async function keepChallenge(scene: Scene, options: Parameters<Scene['session']>[0]): Promise<void> {
  scene.kept.cognito = scene.session(options)
  scene.kept.challenge = await challengeOf(scene.kept.cognito)
}

const keptSession = ({ kept }: Scene) => kept.cognito
const signedInAs =
  (name: string) =>
  (_: unknown, { kept }: Scene) =>
    expect(kept.cognito?.username).toBe(name)

const device = (sends: string, check: Case['check'], args: (scene: Scene) => readonly unknown[]): Case => ({
  ...own(sends),
  scene: WITH_DEVICES,
  args,
  check,
})

const deviceKeyOf = ({ alice }: Scene) => String(alice.accessClaims?.device_key)

async function confirmableScene(scene: Scene): Promise<void> {
  scene.kept.cognito = scene.session({ device: false })
  await scene.kept.cognito.authenticate()
}

/** Whatever is wrong with an answer to a challenge. */
const ofChallenge = {
  sends: 'RespondToAuthChallenge',
  unknownUser: {
    what: 'the user was deleted',
    async args(good, { admin, kept }) {
      await admin.deleteUser(String(kept.challenge?.username))
      return good
    },
    error: refused('NotAuthorizedException', 'CODE_EXPIRED', /^\w+: Invalid session for the user\.$/),
  },
  missingRight: [
    {
      what: 'a challenge of another app client',
      args: good => good.map(arg => (arg instanceof Challenge ? elsewhere(arg) : arg)),
      error: wrongOption('challenge', /belongs to another user pool or app client/),
      sends: null,
    },
  ],
} satisfies Partial<Case>

const elsewhere = (challenge: Challenge) => new Challenge({ ...challenge.toJSON(), clientId: SECRET_CLIENT.clientId })

const unverifiable: Expected = {
  class: Error,
  name: 'TokenError',
  code: 'ERR_POOLPASS_TOKEN_INVALID',
  message: /^the token is not valid: /,
}

const signInOfNobody: Trouble = {
  what: 'an unknown user',
  host: scene => scene.session({ username: 'nobody' }),
  error: refused(
    'UserNotFoundException',
    'WRONG_CREDENTIALS',
    /User does not exist\. \(not tried again unasked before \S+Z\)$/,
  ),
}

export const cognitoCases: Cases = {
  constructor: value(
    (session, { local }) => {
      expect(session).toBeInstanceOf(Cognito)
      expect(local.counts.all()).toEqual({})
    },
    {
      scene: { isQuiet: true },
      host: () => Cognito,
      args: ({ config }) => [{ ...config, ...ALICE, device: DEVICE, ...handlers }],
    },
  ),
  restore: value(
    (session: Cognito, { alice }) => {
      expect(session.username).toBe('alice')
      expect(session.refreshToken).toBe(alice.refreshToken)
    },
    { host: () => Cognito, args: ({ alice, config }) => [alice.exportState(), { ...config, ...ALICE }] },
  ),
  pool: value(pool => expect(pool).toMatchObject({ userPoolId: 'us-east-1_LocalPool' })),
  userPoolId: value(id => expect(id).toBe('us-east-1_LocalPool')),
  clientId: value(id => expect(id).toBe('poolpasslocalclient0000001')),
  username: value(username => expect(username).toBe('alice')),
  accessToken: value(token => expect(token).toMatch(/^eyJ/)),
  idToken: value(token => expect(token).toMatch(/^eyJ/)),
  refreshToken: value(async (token, scene) => expect(await isHonoured(scene.local, token)).toBe(true)),
  tokenType: value(type => expect(type).toBe('Bearer')),
  accessClaims: value((claims, { local }) =>
    expect(claims).toMatchObject({ username: 'alice', sub: local.user('alice').sub, token_use: 'access' }),
  ),
  idClaims: value(claims => expect(claims).toMatchObject({ email: 'alice@example.com', token_use: 'id' })),
  accessTokenExpiresAt: value(lastsAnHour),
  idTokenExpiresAt: value(lastsAnHour),

  register: {
    ...open('SignUp', 0),
    args: () => [
      {
        username: 'ursula',
        password: BOB.password,
        attributes: { mail: 'ursula@example.com' },
        attributeMap: { email: 'mail' },
        validationData: { invitation: '17' },
        clientMetadata,
        signal: signal(),
      },
    ],
    check(registration, { local }) {
      const { sub, status, attributes } = local.user('ursula')
      expect(registration).toMatchObject({ sub, isConfirmed: false, codeDelivery: { medium: 'EMAIL' } })
      expect([status, attributes]).toEqual(['UNCONFIRMED', { email: 'ursula@example.com' }])
    },
    tooLong: { 'options.password': passwordTooLong },
    unknownUser: {
      what: 'a name that is taken',
      args: ([options]) => [{ ...(options as object), username: 'alice' }],
      error: refused('UsernameExistsException', 'NAME_TAKEN', /^SignUp: User already exists$/),
    },
  },
  confirmSignUp: {
    ...open('ConfirmSignUp', 1),
    scene: { users: [UNCONFIRMED] },
    arrange: ({ session }) => session().resendConfirmationCode({ username: 'ursula' }),
    args: scene => [scene.code(), { username: 'ursula', forceAliasCreation: false, clientMetadata, signal: signal() }],
    check: (_, { local }) => expect(local.user('ursula').status).toBe('CONFIRMED'),
  },
  resendConfirmationCode: {
    ...open('ResendConfirmationCode', 0),
    scene: { users: [UNCONFIRMED] },
    args: () => [{ username: 'ursula', clientMetadata, signal: signal() }],
    check(delivery, { local }) {
      expect(delivery).toEqual({ attribute: 'email', medium: 'EMAIL', destination: 'u***@e***' })
      expect(local.inbox).toHaveLength(1)
    },
  },
  initiateForgotPassword: {
    ...open('ForgotPassword', 0),
    args: () => [{ username: 'alice', clientMetadata, signal: signal() }],
    check(delivery, { local }) {
      expect(delivery).toMatchObject({ destination: expect.stringMatching(/\*\*\*/) })
      expect(local.inbox).toHaveLength(1)
    },
  },
  confirmForgotPassword: {
    ...open('ConfirmForgotPassword', 0),
    arrange: ({ alice }) => alice.initiateForgotPassword(),
    args: scene => [
      { username: 'alice', code: scene.code(), newPassword: NEW_PASSWORD, clientMetadata, signal: signal() },
    ],
    check: (_, { session }) => session({ password: NEW_PASSWORD }).authenticate(),
    tooLong: { 'options.newPassword': passwordTooLong },
  },
  changePassword: {
    ...own('ChangePassword'),
    args: () => [{ previousPassword: ALICE.password, proposedPassword: NEW_PASSWORD }],
    check: (_, { session }) => session({ password: NEW_PASSWORD }).authenticate(),
    tooLong: { 'options.previousPassword': passwordTooLong, 'options.proposedPassword': passwordTooLong },
  },
  getUser: {
    ...own('GetUser'),
    args: () => [{ attributeMap: { email: 'mail' } }],
    check: user => expect(user).toMatchObject({ username: 'alice', attributes: { mail: 'alice@example.com' } }),
  },
  updateProfile: {
    ...own('UpdateUserAttributes'),
    args: () => [
      { nickname: 'Al', mail: 'al@example.com' },
      { attributeMap: { email: 'mail' }, clientMetadata },
    ],
    check(deliveries, { local }) {
      expect(deliveries).toEqual([{ attribute: 'email', medium: 'EMAIL', destination: 'a***@e***' }])
      expect(local.user('alice').attributes).toMatchObject({ nickname: 'Al', email: 'al@example.com' })
    },
  },
  deleteAttributes: {
    ...own('DeleteUserAttributes'),
    args: () => [['phone_number']],
    check: (_, { local }) => expect(local.user('alice').attributes).not.toHaveProperty('phone_number'),
  },
  sendVerification: {
    ...own('GetUserAttributeVerificationCode'),
    args: () => ['email', { clientMetadata }],
    check(delivery, { local }) {
      expect(delivery).toEqual({ attribute: 'email', medium: 'EMAIL', destination: 'a***@e***' })
      expect(local.inbox).toHaveLength(1)
    },
  },
  validateVerification: {
    ...own('VerifyUserAttribute'),
    async arrange({ alice }) {
      await alice.updateProfile({ email: 'al@example.com' })
    },
    args: scene => [scene.code(), 'email'],
    check: (_, { local }) => expect(local.user('alice').attributes.email_verified).toBe('true'),
  },
  deleteUser: {
    ...own('DeleteUser'),
    async check(_, { local, alice }) {
      expect(() => local.user('alice')).toThrow('has no user alice')
      expect(await failure(alice.token('access_token'))).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
    },
  },

  authenticate: {
    sends: 'InitiateAuth',
    scene: { isQuiet: true },
    args: () => [{ ...ALICE, authFlow: 'USER_PASSWORD_AUTH', ...handlers, clientMetadata, signal: signal() }],
    check: (_, { alice }) => expect(alice.accessClaims?.username).toBe('alice'),
    tooLong: {
      'options.username': refused(
        'UserNotFoundException',
        'WRONG_CREDENTIALS',
        /User does not exist\. \(not tried again unasked before \S+Z\)$/,
      ),
      'options.password': wrongCredentials,
      'options.session': wrongOption('session', /takes the place of a password: give one of them/),
    },
    unknownUser: unknownTo(
      0,
      refused(
        'UserNotFoundException',
        'WRONG_CREDENTIALS',
        /User does not exist\. \(not tried again unasked before \S+Z\)$/,
      ),
    ),
    missingRight: [
      withoutSecret,
      {
        what: 'a wrong password',
        args: ([options]) => [{ ...(options as object), password: NEW_PASSWORD }],
        error: wrongCredentials,
      },
    ],
  },
  respond: {
    ...ofChallenge,
    scene: { isQuiet: true, users: [WITH_SMS] },
    arrange: scene => keepChallenge(scene, { ...BOB, username: 'erin' }),
    host: keptSession,
    args: scene => [scene.kept.challenge, scene.code(), { clientMetadata, signal: signal() }],
    check: signedInAs('erin'),
    tooLong: { answer: wrongCode },
  },
  newPasswordChallenge: {
    sends: 'InitiateAuth',
    scene: { isQuiet: true, users: [WITH_TEMPORARY] },
    host: scene => (scene.kept.cognito ??= scene.session({ username: 'carol' })),
    args: () => [
      {
        password: BOB.password,
        newPassword: NEW_PASSWORD,
        userAttributes: { name: 'C' },
        clientMetadata,
        signal: signal(),
      },
    ],
    check(_, { local }) {
      expect(local.user('carol').status).toBe('CONFIRMED')
      expect(local.user('carol').attributes).toEqual({ name: 'C' })
    },
    tooLong: { 'options.password': wrongCredentials, 'options.newPassword': newPasswordTooLong },
    unknownUser: signInOfNobody,
    missingRight: [withoutSecret],
  },
  respondToSoftwareTokenMfaChallenge: {
    ...ofChallenge,
    scene: {
      isQuiet: true,
      users: [
        { ...BOB, username: 'dave', mfa: ['SOFTWARE_TOKEN_MFA'], softwareToken: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
      ],
    },
    arrange: scene => keepChallenge(scene, { ...BOB, username: 'dave' }),
    host: keptSession,
    args: ({ clock, kept }) => [totp(clock.wallMs()), kept.challenge],
    check: signedInAs('dave'),
    tooLong: { code: wrongCode },
  },
  respondToSmsMfaChallenge: {
    ...ofChallenge,
    scene: { isQuiet: true, users: [WITH_SMS] },
    arrange: scene => keepChallenge(scene, { ...BOB, username: 'erin' }),
    host: keptSession,
    args: scene => [scene.code(), scene.kept.challenge],
    check: signedInAs('erin'),
    tooLong: { code: wrongCode },
  },

  associateSoftwareToken: {
    ...own('AssociateSoftwareToken'),
    args: () => [{ issuer: 'tests', account: 'al' }],
    check: made =>
      expect(made).toEqual({
        secret: expect.stringMatching(/^[A-Z2-7]{16,}$/),
        otpauthUri: expect.stringContaining('otpauth://totp/tests:al?'),
      }),
    tooLong: {
      'options.issuer': never('only the app is told'),
      'options.account': never('only the app is told'),
    },
  },
  verifySoftwareToken: {
    ...own('VerifySoftwareToken'),
    async arrange({ alice, kept }) {
      kept.secret = (await alice.associateSoftwareToken()).secret
    },
    args: ({ clock, kept }) => [totp(clock.wallMs(), kept.secret), { deviceName: 'telephone' }],
    async check(_, { alice, admin }) {
      await alice.setUserMfaPreference({ softwareToken: true })
      expect((await admin.getUser('alice')).mfa).toEqual(['SOFTWARE_TOKEN_MFA'])
    },
  },
  setUserMfaPreference: {
    ...own('SetUserMFAPreference'),
    args: () => [{ sms: 'preferred', email: true }],
    check: async (_, { admin }) =>
      expect(await admin.getUser('alice')).toMatchObject({
        mfa: expect.arrayContaining(['SMS_MFA', 'EMAIL_OTP']),
        preferredMfa: 'SMS_MFA',
      }),
  },
  confirmDevice: {
    ...own('ConfirmDevice'),
    scene: WITH_DEVICES,
    arrange: confirmableScene,
    host: keptSession,
    args: () => [{ deviceName: 'laptop' }],
    async check(
      { deviceKey, userConfirmationNecessary }: { deviceKey: string; userConfirmationNecessary: boolean },
      { admin },
    ) {
      expect(userConfirmationNecessary).toBe(true)
      expect((await admin.getDevice('alice', deviceKey)).attributes.device_name).toBe('laptop')
    },
  },
  updateDeviceStatus: device(
    'UpdateDeviceStatus',
    async (_, scene) => {
      const { attributes } = await scene.admin.getDevice('alice', deviceKeyOf(scene))
      expect(attributes['dev:device_remembered_status'] ?? attributes.device_status).toBeDefined()
    },
    scene => ['remembered', { deviceKey: deviceKeyOf(scene) }],
  ),
  forgetDevice: device(
    'ForgetDevice',
    async (_, { alice }) => expect((await alice.listDevices()).devices).toEqual([]),
    scene => [{ deviceKey: deviceKeyOf(scene) }],
  ),
  getDevice: device(
    'GetDevice',
    (found: { deviceKey: string }, scene) => expect(found.deviceKey).toBe(deviceKeyOf(scene)),
    scene => [{ deviceKey: deviceKeyOf(scene) }],
  ),
  listDevices: device(
    'ListDevices',
    (page: { devices: unknown[] }, scene) =>
      expect(page).toMatchObject({ devices: [{ deviceKey: deviceKeyOf(scene) }], paginationToken: undefined }),
    () => [{ limit: 5 }],
  ),

  token: {
    sends: 'InitiateAuth',
    scene: { isQuiet: true },
    args: () => [TokenType.ACCESS_TOKEN, { signal: signal() }],
    check: (token, { alice }) => expect(token).toBe(alice.accessToken),
    unknownUser: signInOfNobody,
    missingRight: [neverSignedIn, afterLogout, withoutSecret],
  },
  checkToken: {
    sends: 'GetTokensFromRefreshToken',
    arrange: ({ clock }) => clock.advance({ seconds: 7_200 }),
    args: () => [{ renew: true, signal: signal() }],
    check(hasExpired, scene) {
      expect(hasExpired).toBe(true)
      lastsAnHour(scene.alice.accessTokenExpiresAt as never, scene)
    },
    unknownUser: never('as renewAccessToken(), which does it'),
    missingRight: [neverSignedIn],
  },
  renewAccessToken: {
    sends: 'GetTokensFromRefreshToken',
    args: () => [{ signal: signal() }],
    async check(_, { alice, local }) {
      expect(local.counts.of('InitiateAuth')).toBe(1)
      await alice.verifyTokens()
    },
    unknownUser: never('the session signs in again, which is refused as in authenticate()'),
    missingRight: [neverSignedIn, afterLogout],
  },
  verifyTokens: {
    ...local,
    sends: never('the keys were fetched at the sign-in'),
    check: result => expect(result).toBeUndefined(),
    missingRight: [{ ...neverSignedIn }, afterLogout],
  },
  verifyToken: {
    ...local,
    args: ({ alice }) => [alice.idToken, { tokenUse: 'id' }],
    check: claims => expect(claims).toMatchObject({ email: 'alice@example.com' }),
    missingRight: [
      {
        what: 'a token of the other use',
        args: ([token]) => [token, { tokenUse: 'access' }],
        error: unverifiable,
        sends: null,
      },
    ],
  },
  logout: {
    sends: 'GlobalSignOut',
    args: () => [{ everywhere: true, signal: signal() }],
    async check(_, { alice }) {
      expect(alice.refreshToken).toBeUndefined()
      expect(await failure(alice.token('access_token'))).toMatchObject({ name: 'SignedOutError' })
    },
    unknownUser: deletedUser,
    missingRight: [neverSignedIn],
  },

  exportState: value((state, { alice }) => {
    expect(state).toBeInstanceOf(SessionState)
    expect((state as SessionState).toJSON().tokens.refreshToken).toBe(alice.refreshToken)
  }),
  on: value(
    async (off: () => void, { alice, kept }) => {
      await alice.renewAccessToken()
      off()
      await alice.renewAccessToken()
      expect(kept.text).toBe('alice')
    },
    {
      args: ({ kept }) => [
        'renewed',
        ({ username }: { username: string }) => {
          kept.text = (kept.text ?? '') + username
        },
      ],
    },
  ),
  explain: value(explanation => expect(explanation).toMatchObject({ state: 'signed-in' })),
  close: value((_, { alice }) => expect(alice.refreshToken).toBeDefined()),
  '[Symbol.asyncDispose]': value((_, { alice }) => expect(alice.refreshToken).toBeDefined()),
}

const ofUser: Partial<Case> = {
  async arrange({ alice, kept }) {
    kept.user = await alice.getUser()
  },
  host: ({ kept }) => kept.user,
}

const userValue = (check: Case['check']): Case => value(check, ofUser)

/** A profile that was read before, of somebody who is not there any more. */
const profileOfDeleted: Trouble = {
  ...deletedUser,
  async host(scene) {
    const session = scene.session(BOB)
    await session.authenticate()
    const user = await session.getUser()
    user.attributes.nickname = 'B'
    await scene.admin.deleteUser(BOB.username)
    return user
  },
}

const profileAfterLogout: Trouble = {
  ...afterLogout,
  async host({ session }) {
    const another = session()
    await another.authenticate()
    const user = await another.getUser()
    user.attributes.nickname = 'A'
    await another.logout()
    return user
  },
}

export const userCases: Cases = {
  username: userValue(username => expect(username).toBe('alice')),
  attributes: userValue(attributes => expect(attributes).toMatchObject({ email_verified: true })),
  preferredMfa: userValue(preferred => expect(preferred).toBeUndefined()),
  mfaMethods: userValue(methods => expect(methods).toEqual([])),
  sub: userValue((sub, { local }) => expect(sub).toBe(local.user('alice').sub)),
  emailVerified: userValue(isVerified => expect(isVerified).toBe(true)),
  phoneNumberVerified: userValue(isVerified => expect(isVerified).toBe(true)),
  save: {
    ...own('UpdateUserAttributes'),
    ...ofUser,
    async arrange({ alice, kept }) {
      kept.user = await alice.getUser()
      kept.user.attributes.nickname = 'Al'
    },
    args: () => [{ clientMetadata }],
    check(deliveries, { local }) {
      expect(deliveries).toEqual([])
      expect(local.user('alice').attributes.nickname).toBe('Al')
    },
    unknownUser: profileOfDeleted,
    missingRight: [profileAfterLogout, revoked],
  },
  delete: {
    ...own('DeleteUser'),
    ...ofUser,
    check: (_, { local }) => expect(() => local.user('alice')).toThrow('has no user alice'),
    unknownUser: profileOfDeleted,
    missingRight: [profileAfterLogout, revoked],
  },
}
