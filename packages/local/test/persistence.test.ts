import { createSigningKeys, type LocalCognito, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from '../src/persistence/database.js'
import { fromBase32, stepAt, totpCode } from '../src/pool/mfa/totp.js'
import { attributeList, EXPIRED_CODE, lastCode } from './support/codes.js'
import { confirmDevice, proveDevice } from './support/device.js'
import { temporaryDirectory } from './support/directory.js'
import { triggerGate } from './support/gate.js'
import {
  admin,
  claimsOf,
  getUser,
  INCORRECT,
  PASSWORD,
  renew,
  respond,
  send,
  signIn,
  srpResponses,
  startSrp,
  tokensOf,
} from './support/wire.js'

const NEW_PASSWORD = 'Another-Horse-9'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const CLIENT = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } as const
const ROTATING = {
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
} as const

const signingKeys = await createSigningKeys()
// It stands still at the start of a TOTP step, until a test moves the server's own.
const nowMs = Math.floor(Date.now() / 30_000) * 30_000
let directory: Awaited<ReturnType<typeof temporaryDirectory>>
let local: LocalCognito

const OPTIONS: LocalCognitoOptions = {
  signingKeys,
  clock: { nowMs: () => nowMs },
  client: CLIENT,
  pool: { AutoVerifiedAttributes: ['email'] },
  users: ['alice', 'bob'].map(username => ({
    username,
    password: PASSWORD,
    attributes: { email: `${username}@example.com`, email_verified: 'true' },
  })),
}

const start = async (options: LocalCognitoOptions = {}) => {
  local = await startLocalCognito({ ...OPTIONS, dataDirectory: directory.path, ...options })
}
const startPools = async (pools: NonNullable<LocalCognitoOptions['pools']>) => {
  local = await startLocalCognito({ signingKeys, dataDirectory: directory.path, pools })
}
const restart = async (options: LocalCognitoOptions = {}) => {
  await local.close()
  await start(options)
}

beforeEach(async () => {
  directory = await temporaryDirectory()
})
afterEach(async () => {
  await local.close()
  await directory[Symbol.asyncDispose]()
})

const call = async (operation: string, input: object = {}) => {
  const { body, error } = await admin(local, operation, input)
  if (error !== '') throw new Error(`${operation}: ${error}`)
  return body
}

/** What administrators see of a pool, but for the order of attributes. */
async function describePool(UserPoolId: string) {
  const of = (operation: string, input: object = {}) => call(operation, { UserPoolId, ...input })
  const { Users } = await of('ListUsers')
  const { UserPoolClients } = await of('ListUserPoolClients', { MaxResults: 60 })
  const { Providers } = await of('ListIdentityProviders', { MaxResults: 60 })
  const ofUser = async ({ Username }: { Username: string }) => [
    await of('AdminGetUser', { Username }),
    await of('AdminListGroupsForUser', { Username }),
    (await admin(local, 'AdminListDevices', { UserPoolId, Username })).body,
  ]
  return {
    pool: await of('DescribeUserPool'),
    mfa: await of('GetUserPoolMfaConfig'),
    groups: await of('ListGroups', { Limit: 60 }),
    users: await Promise.all(Users.map(ofUser)),
    clients: await Promise.all(
      UserPoolClients.map(({ ClientId }: { ClientId: string }) => of('DescribeUserPoolClient', { ClientId })),
    ),
    providers: await Promise.all(
      Providers.map(({ ProviderName }: { ProviderName: string }) => of('DescribeIdentityProvider', { ProviderName })),
    ),
  }
}

async function describeAll() {
  const { UserPools } = await call('ListUserPools', { MaxResults: 60 })
  return Promise.all(UserPools.map(({ Id }: { Id: string }) => describePool(Id)))
}

const keySet = async (issuer = local.issuer) => (await fetch(`${issuer}/.well-known/jwks.json`)).json()
const create = (Username: string, attributes: Record<string, string> = {}) =>
  call('AdminCreateUser', { Username, TemporaryPassword: PASSWORD, UserAttributes: attributeList(attributes) })

/** A second pool, with something of everything in it. */
async function fillPool(): Promise<string> {
  const made = await call('CreateUserPool', {
    PoolName: 'shop',
    UsernameConfiguration: { CaseSensitive: false },
    AliasAttributes: ['email'],
    Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: true }],
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    UserPoolTags: { $map: 'a name that the store uses itself' },
  })
  const UserPoolId: string = made.UserPool.Id
  const of = (operation: string, input: object = {}) => call(operation, { UserPoolId, ...input })
  await of('SetUserPoolMfaConfig', {
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: { Subject: 'Code' },
  })
  for (const GroupName of ['staff', 'admins', 'gone']) await of('CreateGroup', { GroupName, Precedence: 3 })
  for (const Username of ['Zoe', 'ann', 'ted']) await of('AdminCreateUser', { Username, TemporaryPassword: PASSWORD })
  const UserAttributes = attributeList({ 'custom:tenant': 'x', email: 'z@example.com', email_verified: 'true' })
  await of('AdminUpdateUserAttributes', { Username: 'zoe', UserAttributes })
  await of('AdminSetUserMFAPreference', { Username: 'zoe', EmailMfaSettings: { Enabled: true, PreferredMfa: true } })
  for (const GroupName of ['admins', 'staff', 'gone']) await of('AdminAddUserToGroup', { Username: 'ann', GroupName })
  await of('AdminRemoveUserFromGroup', { Username: 'ann', GroupName: 'staff' })
  await of('UpdateGroup', { GroupName: 'staff', Description: 'All of us' })
  await of('DeleteGroup', { GroupName: 'gone' })
  await of('AdminDisableUser', { Username: 'ann' })
  await of('AdminDeleteUser', { Username: 'ted' })
  const { UserPoolClient } = await of('CreateUserPoolClient', { ClientName: 'web', GenerateSecret: true })
  await of('UpdateUserPoolClient', { ClientId: UserPoolClient.ClientId, IdTokenValidity: 12 })
  await of('CreateUserPoolClient', { ClientName: 'app', ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] })
  await of('CreateIdentityProvider', {
    ProviderName: 'Okta',
    ProviderType: 'SAML',
    ProviderDetails: { MetadataURL: 'https://example.com/saml', $map: 'a name that the store uses itself' },
    IdpIdentifiers: ['okta'],
  })
  return UserPoolId
}

describe('a data directory', () => {
  it('keeps pools, clients, groups, users and identity providers as they are', async () => {
    await start()
    const shop = await fillPool()
    const before = await describeAll()
    expect(before).toHaveLength(2)
    await restart()
    expect(await describeAll()).toEqual(before)
    expect((await call('AdminGetUser', { UserPoolId: shop, Username: 'ZOE' })).Username).toBe('Zoe')
    expect((await call('AdminGetUser', { UserPoolId: shop, Username: 'Z@example.com' })).Username).toBe('Zoe')
    const taken = await admin(local, 'AdminCreateUser', { UserPoolId: shop, Username: 'zoe' })
    expect(taken.error).toMatch(/^UsernameExistsException/)
  })

  it('keeps what was changed after a restart, too', async () => {
    await start()
    const shop = await fillPool()
    await restart()
    const of = (operation: string, input: object = {}) => call(operation, { UserPoolId: shop, ...input })
    await of('UpdateUserPool', { PoolName: 'market', AutoVerifiedAttributes: ['email'] })
    await of('AdminEnableUser', { Username: 'ann' })
    await of('AdminDeleteUserAttributes', { Username: 'zoe', UserAttributeNames: ['email'] })
    await of('UpdateIdentityProvider', { ProviderName: 'Okta', IdpIdentifiers: [] })
    const { UserPoolClients } = await of('ListUserPoolClients', { MaxResults: 60 })
    await of('DeleteUserPoolClient', { ClientId: UserPoolClients[1].ClientId })
    const before = await describeAll()
    await restart()
    expect(await describeAll()).toEqual(before)
    expect(before[1].pool.UserPool).toMatchObject({ Name: 'market', EstimatedNumberOfUsers: 2 })
  })

  it('forgets a deleted pool, its keys and all that was in it', async () => {
    await start()
    const UserPoolId = await fillPool()
    const issuer = `${local.endpoint}/${UserPoolId}`
    expect((await keySet(issuer)).keys).toHaveLength(2)
    const { UserPoolClients } = await call('ListUserPoolClients', { UserPoolId, MaxResults: 60 })
    await call('DeleteUserPool', { UserPoolId })
    await restart()
    expect((await call('ListUserPools', { MaxResults: 60 })).UserPools).toHaveLength(1)
    expect((await fetch(`${local.endpoint}/${UserPoolId}/.well-known/jwks.json`)).status).toBe(404)
    const attempt = { AuthFlow: 'CUSTOM_AUTH', ClientId: UserPoolClients[0].ClientId, AuthParameters: {} }
    expect((await send(local, 'InitiateAuth', attempt)).error).toMatch(/^ResourceNotFoundException/)
    await local.close()
    // The same id again: nothing of the old pool comes back.
    await startPools([{ userPoolId: UserPoolId, clients: [{ clientId: 'web' }] }])
    expect((await call('ListUsers')).Users).toEqual([])
    expect((await call('ListGroups')).Groups).toEqual([])
  })

  it('holds no record of a deleted pool from the moment that it is deleted', async () => {
    await start()
    const UserPoolId = await fillPool()
    const poolsOnDisk = async () => {
      await local.close()
      const database = await Database.open(directory.path)
      const pools = new Set([...database.records()].map(({ path }) => path[1]))
      await database.close()
      return pools
    }
    expect(await poolsOnDisk()).toContain(UserPoolId)
    await start()
    await call('DeleteUserPool', { UserPoolId })
    expect(await poolsOnDisk()).not.toContain(UserPoolId)
  })

  it('goes on with a list where it was', async () => {
    await start()
    for (const name of ['dan', 'eve', 'fay']) await create(name)
    const first = await call('ListUsers', { Limit: 3 })
    await call('AdminDeleteUser', { Username: 'fay' })
    await restart()
    await create('gil')
    const { Users } = await call('ListUsers', { PaginationToken: first.PaginationToken })
    expect(Users.map(({ Username }: { Username: string }) => Username)).toEqual(['eve', 'gil'])
  })
})

describe('passwords and codes', () => {
  it('of after a change are the ones that sign in', async () => {
    await start()
    const { AccessToken } = await tokensOf(local)
    const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEW_PASSWORD }
    expect((await send(local, 'ChangePassword', change)).error).toBe('')
    await restart()
    expect((await signIn(local)).error).toBe(INCORRECT)
    expect((await signIn(local, { password: NEW_PASSWORD })).error).toBe('')
  })

  it('confirm a sign-up and replace a password that were begun before', async () => {
    await start()
    const { clientId: ClientId } = local
    const account = { ClientId, Username: 'carol', Password: PASSWORD }
    await send(local, 'SignUp', { ...account, UserAttributes: attributeList({ email: 'c@example.com' }) })
    const ConfirmationCode = lastCode(local)
    await send(local, 'ForgotPassword', { ClientId, Username: 'alice' })
    const reset = { ClientId, Username: 'alice', Password: NEW_PASSWORD, ConfirmationCode: lastCode(local) }
    await restart()
    expect((await signIn(local, { username: 'carol' })).error).toMatch(/^UserNotConfirmedException/)
    expect((await send(local, 'ConfirmSignUp', { ...account, ConfirmationCode })).error).toBe('')
    expect((await signIn(local, { username: 'carol' })).error).toBe('')
    expect((await send(local, 'ConfirmForgotPassword', reset)).error).toBe('')
    await restart()
    expect((await send(local, 'ConfirmForgotPassword', reset)).error).toBe(EXPIRED_CODE)
    expect((await signIn(local, { password: NEW_PASSWORD })).error).toBe('')
  })

  it('are temporary as long as before', async () => {
    await start()
    await create('dan')
    await restart()
    local.clock.advance({ seconds: 7 * 86_400 - 1 })
    expect((await signIn(local, { username: 'dan' })).body.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    local.clock.advance({ seconds: 1 })
    expect((await signIn(local, { username: 'dan' })).error).toMatch(/Temporary password has expired/)
  })

  it('look the same for a user that does not exist', async () => {
    await start({ client: { ...CLIENT, PreventUserExistenceErrors: 'ENABLED' } })
    const salt = async () => (await startSrp(local, { username: 'nobody' })).initiated.body.ChallengeParameters.SALT
    const before = await salt()
    await restart()
    expect(await salt()).toBe(before)
  })
})

describe('tokens', () => {
  it('of before still verify, name their user, and are renewed', async () => {
    await start({ port: 0 })
    const port = Number(new URL(local.endpoint).port)
    const before = await tokensOf(local)
    const keys = await keySet()
    await restart({ port })
    expect(await keySet()).toEqual(keys)
    expect((await getUser(local, before.AccessToken)).body.Username).toBe('alice')
    const renewed = (await renew(local, before.RefreshToken)).body.AuthenticationResult
    expect(claimsOf(renewed.IdToken)).toMatchObject({ iss: local.issuer, email: 'alice@example.com' })
    expect(claimsOf(renewed.AccessToken).origin_jti).toBe(claimsOf(before.AccessToken).origin_jti)
  })

  it('have keys of the pool’s own, where none were given', async () => {
    const options = { ...OPTIONS, dataDirectory: directory.path }
    const { signingKeys: _, ...withoutKeys } = options
    local = await startLocalCognito(withoutKeys)
    const { AccessToken } = await tokensOf(local)
    const keys = await keySet()
    // Keys that are given later are for other pools.
    await restart()
    expect(await keySet()).toEqual(keys)
    expect((await getUser(local, AccessToken)).error).toBe('')
  })

  it('that were revoked, replaced or signed out stay so', async () => {
    await start({ client: ROTATING })
    const [revoked, rotated, kept] = [await tokensOf(local), await tokensOf(local), await tokensOf(local)]
    const bob = await tokensOf(local, { username: 'bob' })
    const out = await tokensOf(local, { username: 'bob' })
    await send(local, 'GlobalSignOut', { AccessToken: out.AccessToken })
    await send(local, 'RevokeToken', { Token: revoked.RefreshToken, ClientId: local.clientId })
    const next = (await renew(local, rotated.RefreshToken)).body.AuthenticationResult
    await restart({ client: ROTATING })
    expect((await renew(local, rotated.RefreshToken)).error).toMatch(/^RefreshTokenReuseException/)
    for (const token of [revoked, bob, out]) {
      expect((await renew(local, token.RefreshToken)).error).toMatch(/Refresh Token has been revoked/)
      expect((await getUser(local, token.AccessToken)).error).toMatch(/Access Token has been revoked/)
    }
    for (const token of [next, kept]) expect((await renew(local, token.RefreshToken)).error).toBe('')
    // And the next sign-in is none of those that were ended.
    const again = await tokensOf(local, { username: 'bob' })
    expect((await getUser(local, again.AccessToken)).error).toBe('')
  })

  it('end with the user', async () => {
    await start()
    const { AccessToken, RefreshToken } = await tokensOf(local)
    await send(local, 'DeleteUser', { AccessToken })
    await restart({ users: [] })
    expect((await renew(local, RefreshToken)).error).toMatch(/Invalid Refresh Token/)
    expect((await getUser(local, AccessToken)).error).toMatch(/^UserNotFoundException/)
  })

  it('are forgotten when they have long expired', async () => {
    await start()
    const { RefreshToken } = await tokensOf(local)
    await restart()
    local.clock.advance({ seconds: 31 * 86_400 + 1 })
    await tokensOf(local)
    await restart()
    expect((await renew(local, RefreshToken)).error).toMatch(/Invalid Refresh Token/)
  })
})

describe('what was issued to the deleted', () => {
  const SUB = '5c5a7e4e-8c2b-4a59-9d3d-3a1c6f0f7b11'
  const EMAIL = { email: 'alice@example.com', email_verified: 'true' }
  const alice = { username: 'alice', password: PASSWORD, sub: SUB, attributes: EMAIL }
  const app = (clientId: string) => ({ clientId, ...CLIENT })
  /** Start after start makes the same user and the same clients, where they are not there. */
  const startAgain = async (triggers: LocalCognitoOptions['triggers'] = {}) => {
    const pools = [{ userPoolId: 'us-east-1_Deleted00', clients: [app('web'), app('other')], users: [alice] }]
    local = await startLocalCognito({ signingKeys, dataDirectory: directory.path, pools, triggers })
  }
  const restartAgain = async () => {
    await local.close()
    await startAgain()
  }
  const forgotPassword = () => send(local, 'ForgotPassword', { ClientId: local.clientId, Username: 'alice' })
  const resetWith = async (ConfirmationCode: string) => {
    const { clientId: ClientId } = local
    const reset = { ClientId, Username: 'alice', Password: NEW_PASSWORD, ConfirmationCode }
    return (await send(local, 'ConfirmForgotPassword', reset)).error
  }

  const expectEnded = async ({ AccessToken, RefreshToken }: Record<string, string>) => {
    expect((await getUser(local, AccessToken ?? '')).error).toMatch(/^NotAuthorizedException/)
    expect((await renew(local, RefreshToken ?? '')).error).toMatch(/Invalid Refresh Token/)
  }

  it.each(['AdminDeleteUser', 'DeleteUser'])('serves no user who is made under the same sub after %s', async name => {
    await startAgain()
    const tokens = await tokensOf(local)
    await forgotPassword()
    const code = lastCode(local)
    if (name === 'DeleteUser') await send(local, name, { AccessToken: tokens.AccessToken })
    else await call(name, { Username: 'alice' })
    await restartAgain()
    expect(local.user('alice').sub).toBe(SUB)
    await expectEnded(tokens)
    expect(await resetWith(code)).toBe(EXPIRED_CODE)
    // Nor is it there after one more start.
    await restartAgain()
    await expectEnded(tokens)
    const again = await tokensOf(local)
    expect((await getUser(local, again.AccessToken)).error).toBe('')
  })

  it('serves no client that is made under the same id, and the others still', async () => {
    await startAgain()
    const [deleted, kept] = [await tokensOf(local), await tokensOf(local, { clientId: 'other' })]
    await call('DeleteUserPoolClient', { ClientId: 'web' })
    await restartAgain()
    await expectEnded(deleted)
    expect((await getUser(local, kept.AccessToken)).error).toBe('')
    expect((await renew(local, kept.RefreshToken, { ClientId: 'other' })).error).toBe('')
  })

  it('is gone too when it was issued after that, to a request that was under way', async () => {
    const sending = triggerGate()
    await startAgain({ customMessage: sending.trigger })
    const request = forgotPassword()
    await sending.reached
    await call('AdminDeleteUser', { Username: 'alice' })
    sending.open()
    await request
    const code = lastCode(local)
    expect(code).not.toBe('')
    await restartAgain()
    expect(await resetWith(code)).toBe(EXPIRED_CODE)
  })

  it.each([
    ['AdminDeleteUser', { Username: 'alice' }],
    ['DeleteUserPoolClient', { ClientId: 'web' }],
    ['DeleteUserPool', {}],
  ])('is gone too when %s came amid a sign-in', async (operation, input) => {
    const signingIn = triggerGate()
    await startAgain({ postAuthentication: signingIn.trigger })
    const request = tokensOf(local)
    await signingIn.reached
    await call(operation, input)
    signingIn.open()
    const tokens = await request
    await restartAgain()
    await expectEnded(tokens)
  })
})

describe('a user who is being made when the pool is deleted', () => {
  it.each([
    ['AdminCreateUser', () => admin(local, 'AdminCreateUser', { Username: 'ghost' })],
    ['SignUp', () => send(local, 'SignUp', { ClientId: local.clientId, Username: 'ghost', Password: PASSWORD })],
  ])('is refused, and is not in the next pool of that id: %s', async (_, make) => {
    const signingUp = triggerGate()
    await start({ triggers: { preSignUp: signingUp.trigger } })
    const request = make()
    await signingUp.reached
    await call('DeleteUserPool')
    signingUp.open()
    const { error } = await request
    await restart()
    expect((await call('ListUsers')).Users.map(({ Username }: { Username: string }) => Username)).toEqual([
      'alice',
      'bob',
    ])
    expect(error).toBe(`ResourceNotFoundException: User pool ${local.userPoolId} does not exist.`)
  })
})

describe('factors and devices', () => {
  it('stay: a code counts once, and a secret that was handed out is still to be verified', async () => {
    const MfaConfiguration = 'OPTIONAL'
    const mfa = { SoftwareTokenMfaConfiguration: { Enabled: true } }
    const tom = { username: 'tom', password: PASSWORD, softwareToken: SECRET, mfa: ['SOFTWARE_TOKEN_MFA'] } as const
    await start({ pool: { MfaConfiguration }, mfa, users: [...(OPTIONS.users ?? []), tom] })
    const codeOf = (secret: string) => totpCode(fromBase32(secret) ?? Buffer.alloc(0), stepAt(local.clock.nowMs()))
    const signInWith = async (username: string, secret: string) => {
      const { Session } = (await signIn(local, { username })).body
      const responses = { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) }
      return (await respond(local, 'SOFTWARE_TOKEN_MFA', responses, { Session })).error
    }
    const { AccessToken } = await tokensOf(local)
    const { SecretCode } = (await send(local, 'AssociateSoftwareToken', { AccessToken })).body
    expect(await signInWith('tom', SECRET)).toBe('')
    await restart()
    expect(await signInWith('tom', SECRET)).toMatch(/^ExpiredCodeException/)
    local.clock.advance({ seconds: 30 })
    expect(await signInWith('tom', SECRET)).toBe('')

    const verify = { AccessToken, UserCode: codeOf(SecretCode) }
    expect((await send(local, 'VerifySoftwareToken', verify)).error).toBe('')
    const preference = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }
    await send(local, 'SetUserMFAPreference', preference)
    await restart()
    local.clock.advance({ seconds: 60 })
    expect(await signInWith('alice', SecretCode)).toBe('')
  })

  it('of a remembered device: it proves itself, renews, and is forgotten when it is told', async () => {
    await start({ pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } } })
    const tokens = (await signIn(local)).body.AuthenticationResult
    const { device } = await confirmDevice(local, tokens)
    await restart()
    const devices = await call('AdminListDevices', { Username: 'alice' })
    expect(devices.Devices).toHaveLength(1)
    expect((await renew(local, tokens.RefreshToken, { DeviceKey: device.key })).error).toBe('')
    const again = await signIn(local, { answer: { DEVICE_KEY: device.key } })
    expect(again.body.ChallengeName).toBe('DEVICE_SRP_AUTH')
    expect((await proveDevice(local, again.body.Session, device)).error).toBe('')
    await call('AdminForgetDevice', { Username: 'alice', DeviceKey: device.key })
    await restart()
    expect((await call('AdminListDevices', { Username: 'alice' })).Devices).toEqual([])
  })
})

describe('sign-ins under way', () => {
  it('end with the process', async () => {
    await start({ pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } } })
    await create('dan')
    const srp = await startSrp(local)
    const responses = await srpResponses(local, srp)
    const { Session } = (await signIn(local, { username: 'dan' })).body
    await restart()
    expect((await respond(local, 'PASSWORD_VERIFIER', responses)).error).toMatch(/^NotAuthorizedException/)
    const answer = { USERNAME: 'dan', NEW_PASSWORD }
    const { error } = await respond(local, 'NEW_PASSWORD_REQUIRED', answer, { Session })
    expect(error).toBe('NotAuthorizedException: Invalid session for the user.')
  })
})

describe('what the options name', () => {
  it('is added if it is new, and else stays as it was kept', async () => {
    await start({ groups: [{ name: 'staff', precedence: 3 }] })
    await call('AdminSetUserPassword', { Username: 'alice', Password: NEW_PASSWORD, Permanent: true })
    await call('AdminDeleteUser', { Username: 'bob' })
    await restart({
      pool: { AutoVerifiedAttributes: ['phone_number'] },
      groups: [{ name: 'staff', precedence: 9 }, { name: 'admins' }],
      users: [...(OPTIONS.users ?? []), { username: 'carol', password: PASSWORD, groups: ['admins'] }],
    })
    const { UserPool } = await call('DescribeUserPool')
    expect(UserPool.AutoVerifiedAttributes).toEqual(['email'])
    const { Groups } = await call('ListGroups')
    expect(Groups.map(({ GroupName, Precedence }: Record<string, unknown>) => [GroupName, Precedence])).toEqual([
      ['staff', 3],
      ['admins', undefined],
    ])
    expect((await signIn(local, { password: NEW_PASSWORD })).error).toBe('')
    for (const username of ['bob', 'carol']) expect((await signIn(local, { username })).error).toBe('')
    expect(local.user('carol').groups).toEqual(['admins'])
  })

  it('adds a client to a pool, and a pool to the others', async () => {
    const pool = { userPoolId: 'us-east-1_Config000', clients: [{ clientId: 'web' }] }
    await startPools([pool])
    await local.close()
    const more = [
      { ...pool, issuer: 'https://issuer.example', clients: [{ clientId: 'web' }, { clientId: 'app', name: 'mine' }] },
      { userPoolId: 'us-east-1_Config001' },
    ]
    await startPools(more)
    expect(local.pools.map(({ clients }) => clients.map(({ clientId }) => clientId))).toEqual([['web', 'app'], []])
    expect(local.issuer).toBe('https://issuer.example')
    await local.close()
    await expect(startPools([pool, pool])).rejects.toThrow('pools[1]: User pool us-east-1_Config000 already exists.')
  })

  it('must say under which ids', async () => {
    await start()
    await local.close()
    await expect(startPools([{}])).rejects.toThrow('pools[0].userPoolId must be given')
    const nameless = { userPoolId: 'us-east-1_Config000', clients: [{}] }
    await expect(startPools([nameless])).rejects.toThrow('pools[0].clients[0].clientId must be given')
  })

  it('leaves nothing behind when some of it is wrong', async () => {
    await start()
    await local.close()
    const users = [...(OPTIONS.users ?? []), { username: 'carol', password: PASSWORD }]
    const wrong = start({ users: [...users, { username: 'd e', password: PASSWORD }] })
    await expect(wrong).rejects.toThrow(/pool\.users\[3\]/)
    await start()
    expect(() => local.user('carol')).toThrow(TypeError)
  })

  it('and what a test did to a user without a request, is kept when the server ends', async () => {
    await start()
    const { RefreshToken } = await tokensOf(local)
    local.user('alice').revokeRefreshTokens()
    local.user('bob').setEnabled(false)
    await restart()
    expect((await renew(local, RefreshToken)).error).toMatch(/revoked/)
    expect(local.user('bob').enabled).toBe(false)
  })
})
