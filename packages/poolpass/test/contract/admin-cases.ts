import { type ChallengeError, PoolpassError } from 'poolpass'
import { CognitoAdmin, equals } from 'poolpass/admin'
import { decodeClaims } from 'poolpass/sign-in'
import { expect } from 'vitest'
import { all } from '../admin/support/admin.js'
import { isHonoured } from '../session/support/wire.js'
import { ALICE, BOB, failure } from '../session/support/world.js'
import {
  busy,
  type Case,
  type Cases,
  type Expected,
  never,
  refused,
  type Trouble,
  tooLong,
  wrongOption,
} from './contract.js'
import { type Scene, SECRET_CLIENT, WITH_DEVICES } from './scene.js'
import { replaceAt } from './wrong-values.js'

const NEW_PASSWORD = 'Brand-New-Horse-3'
const QUIET = { isQuiet: true }
const UNCONFIRMED = { ...BOB, username: 'ursula', confirmed: false }
const clientMetadata = { from: 'tests' }
const attributeMap = { email: 'address' }
const signal = () => new AbortController().signal

/** Who may not do what an administrator does. */
const missingRight: readonly Trouble[] = [
  {
    what: 'without a signature',
    host: ({ unsigned }) => unsigned,
    error: refused('MissingAuthenticationTokenException', 'CONFIGURATION', /^\w+: Missing Authentication Token$/),
  },
  {
    what: 'without IAM credentials',
    host: ({ nobody }) => nobody,
    error: {
      class: PoolpassError,
      name: 'PoolpassError',
      code: 'ERR_POOLPASS_CONFIGURATION',
      message: /^\w+: Could not load credentials from any providers \(nothing was sent\)$/,
    },
    sends: null,
  },
]

const userNotFound = refused('UserNotFoundException', 'SERVICE', /^\w+: User does not exist\.$/)
const groupNotFound = refused('ResourceNotFoundException', 'SERVICE', /^\w+: Group not found\.$/)
const clientNotFound = refused(
  'ResourceNotFoundException',
  'CONFIGURATION',
  /^\w+: User pool client \S+ does not exist\.$/,
)
const providerNotFound = refused(
  'ResourceNotFoundException',
  'SERVICE',
  /^\w+: Identity provider \S+ does not exist\.$/,
)

/** The call with another first argument. */
const unknown = (what: string, name: string, error: Expected): Trouble => ({
  what,
  args: good => replaceAt(good, [0], name),
  error,
})

const ofUser = (sends: string, rest: Pick<Case, 'check'> & Partial<Case>): Case => ({
  scene: QUIET,
  args: () => ['alice'],
  sends,
  missingRight,
  unknownUser: unknown('an unknown user', 'nobody', userNotFound),
  ...rest,
})

const ofGroup = (sends: string, rest: Pick<Case, 'check'> & Partial<Case>): Case => ({
  ...ofUser(sends, rest),
  args: () => ['staff'],
  unknownUser: unknown('an unknown group', 'nothing', groupNotFound),
  ...rest,
})

const ofClient = (sends: string, rest: Pick<Case, 'check'> & Partial<Case>): Case => ({
  ...ofUser(sends, rest),
  args: () => [SECRET_CLIENT.clientId],
  unknownUser: unknown('an unknown app client', 'nothing', clientNotFound),
  ...rest,
})

const PROVIDER = {
  providerName: 'Example',
  providerType: 'OIDC',
  providerDetails: {
    client_id: 'us',
    client_secret: 'hush',
    attributes_request_method: 'GET',
    oidc_issuer: 'https://id.example.com',
    authorize_scopes: 'openid email',
  },
  attributeMapping: { email: 'mail' },
  idpIdentifiers: ['example.com'],
} as const

const ofProvider = (sends: string, rest: Pick<Case, 'check'> & Partial<Case>): Case => ({
  ...ofUser(sends, rest),
  arrange: ({ admin }) => admin.createIdentityProvider(PROVIDER),
  args: () => ['Example'],
  unknownUser: unknown('an unknown provider', 'Nothing', providerNotFound),
  ...rest,
})

/** What is about nobody in particular. */
const ofPool = (sends: string, rest: Pick<Case, 'check'> & Partial<Case>): Case => ({
  ...ofUser(sends, rest),
  args: () => [{ pageSize: 1, signal: signal() }],
  unknownUser: never('it names nobody'),
  ...rest,
})

const deviceKeyOf = ({ alice }: Scene) => String(alice.accessClaims?.device_key)

const ofDevice = (sends: string, rest: Pick<Case, 'check'> & Partial<Case>): Case => ({
  ...ofUser(sends, rest),
  scene: WITH_DEVICES,
  args: scene => ['alice', deviceKeyOf(scene)],
  ...rest,
})

const passwordTooLong = refused('InvalidParameterException', 'SERVICE', /less than or equal to 256$/)

async function keepChallenge({ admin, kept }: Scene): Promise<void> {
  const error = await failure(admin.authenticate({ ...BOB, username: 'carol' }))
  kept.challenge = (error as ChallengeError).challenge
}

const signsIn = async (result: { tokens: { accessToken: string } }, username: string) =>
  expect(decodeClaims(result.tokens.accessToken)).toMatchObject({ username, token_use: 'access' })

const unknownName = refused('UserNotFoundException', 'WRONG_CREDENTIALS', /User does not exist\.$/)

/** A secret is hashed, and never sent itself. */
const ofAppClient = {
  'options.clientId': wrongOption('clientId', /must be the id of an app client/),
  'options.clientSecret': refused('NotAuthorizedException', 'SECRET_MISMATCH', /Unable to verify secret hash/),
}

const isClosed = (_: unknown, { admin }: Scene) => admin.getUser('alice')

export const adminCases: Cases = {
  constructor: {
    scene: QUIET,
    host: () => CognitoAdmin,
    args: ({ local, clock }: Scene) => [
      { userPoolId: local.userPoolId, client: {}, clientId: local.clientId, clientSecret: 'hush', clock },
    ],
    check: (admin: CognitoAdmin) => expect(admin).toBeInstanceOf(CognitoAdmin),
    sends: never('no I/O is done'),
    unknownUser: never('it names nobody'),
    missingRight: never('nobody is asked'),
  },
  userPoolId: {
    scene: QUIET,
    check: id => expect(id).toBe('us-east-1_LocalPool'),
    sends: never('it is the option'),
    unknownUser: never('it names nobody'),
    missingRight: never('nobody is asked'),
  },

  createUser: ofUser('AdminCreateUser', {
    args: () => [
      {
        username: 'ursula',
        attributes: { address: 'ursula@example.com', email_verified: true },
        attributeMap,
        temporaryPassword: BOB.password,
        invitation: 'none',
        deliveryMediums: ['EMAIL'],
        forceAliasCreation: false,
        validationData: { invitation: 17 },
        clientMetadata,
      },
    ],
    check(made, { local }) {
      const { sub, status, attributes } = local.user('ursula')
      expect(made).toMatchObject({ username: 'ursula', sub, status: 'FORCE_CHANGE_PASSWORD', enabled: true })
      expect([status, attributes]).toEqual([
        'FORCE_CHANGE_PASSWORD',
        { email: 'ursula@example.com', email_verified: 'true' },
      ])
    },
    tooLong: { 'options.temporaryPassword': passwordTooLong },
    unknownUser: {
      what: 'a name that is taken',
      args: good => replaceAt(good, [0, 'username'], 'alice'),
      error: refused('UsernameExistsException', 'NAME_TAKEN', /^AdminCreateUser: User account already exists$/),
    },
  }),
  getUser: ofUser('AdminGetUser', {
    args: () => ['alice', { attributeMap }],
    check: (user, { local }) =>
      expect(user).toMatchObject({
        username: 'alice',
        sub: local.user('alice').sub,
        attributes: { address: 'alice@example.com' },
        mfa: [],
        status: 'CONFIRMED',
      }),
  }),
  updateUser: ofUser('AdminUpdateUserAttributes', {
    args: () => [
      'alice',
      { handle: 'Al', email_verified: false },
      { attributeMap: { nickname: 'handle' }, clientMetadata },
    ],
    check: (_, { local }) =>
      expect(local.user('alice').attributes).toMatchObject({ nickname: 'Al', email_verified: 'false' }),
  }),
  deleteUserAttributes: ofUser('AdminDeleteUserAttributes', {
    args: () => ['alice', ['phone_number']],
    check: (_, { local }) => expect(local.user('alice').attributes).not.toHaveProperty('phone_number'),
  }),
  setPassword: ofUser('AdminSetUserPassword', {
    args: () => ['alice', NEW_PASSWORD, { temporary: false }],
    check: (_, { session }) => session({ password: NEW_PASSWORD }).authenticate(),
    tooLong: { password: passwordTooLong },
  }),
  resetPassword: ofUser('AdminResetUserPassword', {
    args: () => ['alice', { clientMetadata }],
    check(_, { local }) {
      expect(local.user('alice').status).toBe('RESET_REQUIRED')
      expect(local.inbox).toHaveLength(1)
    },
  }),
  confirmSignUp: ofUser('AdminConfirmSignUp', {
    scene: { ...QUIET, users: [UNCONFIRMED] },
    args: () => ['ursula', { clientMetadata }],
    check: (_, { local }) => expect(local.user('ursula').status).toBe('CONFIRMED'),
  }),
  enableUser: ofUser('AdminEnableUser', {
    arrange: ({ local }) => local.user('alice').setEnabled(false),
    check: (_, { local }) => expect(local.user('alice').enabled).toBe(true),
  }),
  disableUser: ofUser('AdminDisableUser', {
    check: (_, { local }) => expect(local.user('alice').enabled).toBe(false),
  }),
  deleteUser: ofUser('AdminDeleteUser', {
    check: (_, { local }) => expect(() => local.user('alice')).toThrow('has no user alice'),
  }),
  signOutEverywhere: ofUser('AdminUserGlobalSignOut', {
    scene: {},
    check: async (_, { local, alice }) => expect(await isHonoured(local, String(alice.refreshToken))).toBe(false),
  }),
  setUserMfaPreference: ofUser('AdminSetUserMFAPreference', {
    args: () => ['alice', { sms: 'preferred', email: true }],
    check: async (_, { admin }) =>
      expect(await admin.getUser('alice')).toMatchObject({ mfa: ['SMS_MFA', 'EMAIL_OTP'], preferredMfa: 'SMS_MFA' }),
  }),

  devices: ofDevice('AdminListDevices', {
    args: () => ['alice', { pageSize: 1, signal: signal() }],
    check: (devices, scene) => expect(devices).toMatchObject([{ deviceKey: deviceKeyOf(scene) }]),
  }),
  getDevice: ofDevice('AdminGetDevice', {
    check: (device, scene) => expect(device).toMatchObject({ deviceKey: deviceKeyOf(scene) }),
  }),
  updateDeviceStatus: ofDevice('AdminUpdateDeviceStatus', {
    args: scene => ['alice', deviceKeyOf(scene), 'remembered'],
    check: result => expect(result).toBeUndefined(),
  }),
  forgetDevice: ofDevice('AdminForgetDevice', {
    check: async (_, { admin }) => expect(await all(admin.devices('alice'))).toEqual([]),
  }),

  users: ofPool('ListUsers', {
    args: () => [
      { filter: equals('username', 'alice'), attributes: ['email'], attributeMap, pageSize: 1, signal: signal() },
    ],
    check: users => expect(users).toMatchObject([{ username: 'alice', attributes: { address: 'alice@example.com' } }]),
    tooLong: { 'options.filter': tooLong() },
  }),

  createGroup: ofGroup('CreateGroup', {
    args: () => [
      'guests',
      { description: 'Who visits', roleArn: 'arn:aws:iam::000000000000:role/guest', precedence: 7 },
    ],
    check: async (_, { admin }) =>
      expect(await admin.getGroup('guests')).toMatchObject({ description: 'Who visits', precedence: 7 }),
    unknownUser: unknown(
      'a name that is taken',
      'staff',
      refused('GroupExistsException', 'NAME_TAKEN', /^CreateGroup: A group with the name already exists\.$/),
    ),
  }),
  getGroup: ofGroup('GetGroup', {
    check: group => expect(group).toMatchObject({ groupName: 'staff', precedence: 3 }),
  }),
  updateGroup: ofGroup('GetGroup', {
    args: () => ['staff', { description: 'New', roleArn: 'arn:aws:iam::000000000000:role/staff', precedence: 0 }],
    check: async (_, { admin }) =>
      expect(await admin.getGroup('staff')).toMatchObject({ description: 'New', precedence: 0 }),
  }),
  deleteGroup: ofGroup('DeleteGroup', {
    check: async (_, { admin }) => expect(await all(admin.groups())).toEqual([]),
  }),
  groups: ofPool('ListGroups', {
    check: groups => expect(groups).toMatchObject([{ groupName: 'staff' }]),
  }),
  usersInGroup: ofGroup('ListUsersInGroup', {
    arrange: ({ admin }) => admin.addUserToGroup('alice', 'staff'),
    args: () => ['staff', { pageSize: 1, signal: signal() }],
    check: users => expect(users).toMatchObject([{ username: 'alice' }]),
  }),
  groupsForUser: ofUser('AdminListGroupsForUser', {
    arrange: ({ admin }) => admin.addUserToGroup('alice', 'staff'),
    args: () => ['alice', { pageSize: 1, signal: signal() }],
    check: groups => expect(groups).toMatchObject([{ groupName: 'staff' }]),
  }),
  addUserToGroup: ofUser('AdminAddUserToGroup', {
    args: () => ['alice', 'staff'],
    check: (_, { local }) => expect(local.user('alice').groups).toEqual(['staff']),
  }),
  removeUserFromGroup: ofUser('AdminRemoveUserFromGroup', {
    arrange: ({ admin }) => admin.addUserToGroup('alice', 'staff'),
    args: () => ['alice', 'staff'],
    check: (_, { local }) => expect(local.user('alice').groups).toEqual([]),
  }),

  createUserPoolClient: ofPool('CreateUserPoolClient', {
    args: () => [{ ClientName: 'another', RefreshTokenValidity: 7 }],
    check: async (made: { ClientId: string }, { admin }) =>
      expect(await admin.describeUserPoolClient(made.ClientId)).toMatchObject({
        ClientName: 'another',
        RefreshTokenValidity: 7,
      }),
  }),
  describeUserPoolClient: ofClient('DescribeUserPoolClient', {
    check: client => expect(client).toMatchObject({ ClientId: SECRET_CLIENT.clientId }),
  }),
  updateUserPoolClient: ofClient('DescribeUserPoolClient', {
    args: () => [SECRET_CLIENT.clientId, { RefreshTokenValidity: 7 }],
    check: async (_, { admin }) =>
      expect((await admin.describeUserPoolClient(SECRET_CLIENT.clientId)).RefreshTokenValidity).toBe(7),
  }),
  deleteUserPoolClient: ofClient('DeleteUserPoolClient', {
    check: async (_, { admin, local }) =>
      expect(await all(admin.userPoolClients())).toMatchObject([{ clientId: local.clientId }]),
  }),
  userPoolClients: ofPool('ListUserPoolClients', {
    check: (clients, { local }) =>
      expect(clients).toMatchObject([{ clientId: local.clientId }, { clientId: SECRET_CLIENT.clientId }]),
  }),

  createIdentityProvider: ofPool('CreateIdentityProvider', {
    args: () => [PROVIDER],
    check: async (_, { admin }) => expect(await admin.describeIdentityProvider('Example')).toMatchObject(PROVIDER),
    unknownUser: {
      what: 'a name that is taken',
      async args(good, { admin }) {
        await admin.createIdentityProvider(PROVIDER)
        return good
      },
      error: refused('DuplicateProviderException', 'NAME_TAKEN', /^CreateIdentityProvider: /),
    },
  }),
  describeIdentityProvider: ofProvider('DescribeIdentityProvider', {
    check: provider => expect(provider).toMatchObject(PROVIDER),
  }),
  findIdentityProvider: ofProvider('GetIdentityProviderByIdentifier', {
    args: () => ['example.com'],
    check: provider => expect(provider).toMatchObject(PROVIDER),
  }),
  updateIdentityProvider: ofProvider('DescribeIdentityProvider', {
    args: () => [
      'Example',
      { providerDetails: { client_secret: 'new' }, attributeMapping: { email: null }, idpIdentifiers: ['other.com'] },
    ],
    check: async (_, { admin }) =>
      expect(await admin.findIdentityProvider('other.com')).toMatchObject({ attributeMapping: {} }),
  }),
  deleteIdentityProvider: ofProvider('DeleteIdentityProvider', {
    check: async (_, { admin }) => expect(await all(admin.identityProviders())).toEqual([]),
  }),
  identityProviders: ofPool('ListIdentityProviders', {
    arrange: ({ admin }) => admin.createIdentityProvider(PROVIDER),
    check: providers => expect(providers).toMatchObject([{ providerName: 'Example', providerType: 'OIDC' }]),
  }),

  authenticate: ofUser('AdminInitiateAuth', {
    args: ({ local }) => [
      { ...ALICE, clientId: local.clientId, challenges: { smsMfa: () => '123456' }, clientMetadata, signal: signal() },
    ],
    check: result => signsIn(result, 'alice'),
    tooLong: {
      ...ofAppClient,
      'options.username': unknownName,
      'options.password': refused('NotAuthorizedException', 'WRONG_CREDENTIALS', /Incorrect username or password\.$/),
    },
    unknownUser: {
      what: 'an unknown user',
      args: good => replaceAt(good, [0, 'username'], 'nobody'),
      error: unknownName,
    },
  }),
  respond: ofUser('AdminRespondToAuthChallenge', {
    scene: { ...QUIET, users: [{ ...BOB, username: 'carol', temporaryPassword: true }] },
    arrange: keepChallenge,
    args: ({ kept, local }) => [
      kept.challenge,
      { newPassword: NEW_PASSWORD },
      { clientId: local.clientId, challenges: { smsMfa: () => '123456' }, clientMetadata, signal: signal() },
    ],
    check: result => signsIn(result, 'carol'),
    tooLong: ofAppClient,
    unknownUser: {
      what: 'the user was deleted',
      async args(good, { admin }) {
        await admin.deleteUser('carol')
        return good
      },
      error: refused('NotAuthorizedException', 'CODE_EXPIRED', /^\w+: Invalid session for the user\.$/),
    },
  }),

  importUsers: ofPool('AdminCreateUser', {
    host: ({ patient }) => patient,
    args: () => [
      [{ username: 'ursula', password: BOB.password, groups: ['staff'] }],
      {
        concurrency: 2,
        requestsPerSecond: Number.POSITIVE_INFINITY,
        checkpoint: { load: () => undefined, save: () => undefined },
        onProgress: () => undefined,
        signal: signal(),
      },
    ],
    check(results, { local }) {
      const { sub, status, groups } = local.user('ursula')
      expect(results).toEqual([{ index: 0, username: 'ursula', sub }])
      expect([status, groups]).toEqual(['CONFIRMED', ['staff']])
    },
    throttled: {
      waits: true,
      args(good, { local }) {
        local.failNext({ operation: 'AdminCreateUser', times: 6, ...busy })
        return good
      },
    },
  }),
  exportUsers: ofPool('ListUsers', {
    args: () => [{ filter: equals('username', 'alice'), groups: true, requestsPerSecond: 1_000, signal: signal() }],
    check: users => expect(users).toMatchObject([{ username: 'alice', groups: [], status: 'CONFIRMED' }]),
  }),

  close: {
    scene: QUIET,
    check: isClosed,
    sends: never('it ends connections'),
    unknownUser: never('it names nobody'),
    missingRight: never('nobody is asked'),
  },
  '[Symbol.asyncDispose]': {
    scene: QUIET,
    check: isClosed,
    sends: never('it ends connections'),
    unknownUser: never('it names nobody'),
    missingRight: never('nobody is asked'),
  },
}
