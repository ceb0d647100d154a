import { createSigningKeys, type LocalCognito, type PoolSettings, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { confirmDevice, deviceResponses, proveDevice, startDevice } from './support/device.js'
import {
  admin,
  claimsOf,
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

const NO_DEVICE = 'ResourceNotFoundException: Device does not exist.'
const INVALID_REFRESH = 'NotAuthorizedException: Invalid Refresh Token'
const UNKNOWN_KEY = 'us-east-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
const INVALID = 'NotAuthorizedException: Invalid session for the user.'
const SPENT = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const ALWAYS = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }

const signingKeys = await createSigningKeys()
let local: LocalCognito

const start = async (DeviceConfiguration: PoolSettings['DeviceConfiguration'], pool: PoolSettings = {}) => {
  local = await startLocalCognito({
    signingKeys,
    pool: { ...pool, ...(DeviceConfiguration && { DeviceConfiguration }) },
    mfa: { EmailMfaConfiguration: {} },
    client: {
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    },
    users: ['alice', 'bob'].map(username => ({
      username,
      password: PASSWORD,
      attributes: { email: `${username}@example.com` },
      mfa: ['EMAIL_OTP'],
    })),
  })
}
const restart = async (...options: Parameters<typeof start>) => {
  await local.close()
  await start(...options)
}
beforeEach(() => start(ALWAYS))
afterEach(() => local.close())

/** A sign-in from a new device, through MFA where it comes. */
async function newDevice(username = 'alice') {
  const first = (await signIn(local, { username })).body
  const responses = { USERNAME: username, EMAIL_OTP_CODE: local.inbox.at(-1)?.code ?? '' }
  const { body } = first.Session
    ? await respond(local, 'EMAIL_OTP', responses, { Session: first.Session })
    : { body: first }
  return body.AuthenticationResult
}
const remembered = async (username?: string) => {
  const tokens = await newDevice(username)
  return { tokens, ...(await confirmDevice(local, tokens)) }
}
const from = (DEVICE_KEY: string, more = {}) => signIn(local, { answer: { DEVICE_KEY }, ...more })

describe('NewDeviceMetadata', () => {
  it('comes with tokens where devices are tracked and none was named', async () => {
    const { NewDeviceMetadata, AccessToken } = await newDevice()
    expect(NewDeviceMetadata).toEqual({
      DeviceKey: expect.stringMatching(/^us-east-1_[0-9a-f-]{36}$/),
      DeviceGroupKey: expect.stringMatching(/^-\w{8}$/),
    })
    expect(claimsOf(AccessToken).device_key).toBe(NewDeviceMetadata.DeviceKey)
  })

  it('does not come where they are not', async () => {
    await restart(undefined)
    expect(await newDevice()).not.toHaveProperty('NewDeviceMetadata')
    expect((await from(UNKNOWN_KEY)).error).toBe('')
    const { AccessToken } = await tokensOf(local)
    expect((await send(local, 'ListDevices', { AccessToken })).error).toMatch(/^InvalidUserPoolConfigurationException/)
    expect(
      (await confirmDevice(local, { AccessToken, NewDeviceMetadata: { DeviceKey: UNKNOWN_KEY } })).answer.error,
    ).toMatch(/^InvalidUserPoolConfigurationException/)
  })
})

describe('ConfirmDevice', () => {
  it('remembers the device, once', async () => {
    const { tokens, answer } = await remembered()
    expect(answer.body).toEqual({ UserConfirmationNecessary: false })
    expect((await confirmDevice(local, tokens)).answer.error).toMatch(/^DeviceKeyExistsException/)
  })

  it('refuses keys that were not handed out to the user', async () => {
    const [alice, bob] = [await newDevice(), await newDevice('bob')]
    for (const DeviceKey of [UNKNOWN_KEY, bob.NewDeviceMetadata.DeviceKey]) {
      expect((await confirmDevice(local, alice, { DeviceKey })).answer.error).toBe(NO_DEVICE)
    }
    const nothing = { DeviceSecretVerifierConfig: null }
    expect((await confirmDevice(local, alice, nothing)).answer.error).toMatch(/^InvalidParameterException/)
    expect((await confirmDevice(local, alice)).answer.error).toBe('')
  })

  it('refuses a key after a hundred more of the user’s that nobody confirmed either', async () => {
    const { device } = await remembered()
    const first = await newDevice()
    const again = async () => {
      const AuthParameters = { USERNAME: 'alice', PASSWORD }
      const input = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: local.clientId, AuthParameters }
      return (await send(local, 'InitiateAuth', input)).body.AuthenticationResult
    }
    const second = await again()
    for (let i = 0; i < 99; i++) await again()
    expect((await confirmDevice(local, first)).answer.error).toBe(NO_DEVICE)
    expect((await confirmDevice(local, second)).answer.error).toBe('')
    expect((await from(device.key)).body.ChallengeName).toBe('DEVICE_SRP_AUTH')
  })

  it('takes garbage, with which no sign-in succeeds', async () => {
    const tokens = await newDevice()
    const garbage = { DeviceSecretVerifierConfig: { PasswordVerifier: 'garbage', Salt: 'c2FsdA==' } }
    const { device, answer } = await confirmDevice(local, tokens, garbage)
    expect(answer.error).toBe('')
    const { Session } = (await from(device.key)).body
    expect((await proveDevice(local, Session, device)).error).toBe(INCORRECT)
  })

  it('leaves it to the user where the pool says so', async () => {
    await restart({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true })
    const { tokens, device, answer } = await remembered()
    expect(answer.body).toEqual({ UserConfirmationNecessary: true })
    const before = (await from(device.key)).body
    expect(before.AuthenticationResult).toBeDefined()
    expect(before.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata')

    const { AccessToken } = tokens
    const status = { AccessToken, DeviceKey: device.key, DeviceRememberedStatus: 'remembered' }
    expect((await send(local, 'UpdateDeviceStatus', status)).body).toEqual({})
    expect((await from(device.key)).body.ChallengeName).toBe('DEVICE_SRP_AUTH')
    await send(local, 'UpdateDeviceStatus', { ...status, DeviceRememberedStatus: 'not_remembered' })
    expect((await from(device.key)).body.AuthenticationResult).toBeDefined()
  })
})

describe('a remembered device', () => {
  it('proves itself in two steps after the password', async () => {
    const { device } = await remembered()
    const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = (await from(device.key)).body
    expect([ChallengeName, ChallengeParameters, AuthenticationResult]).toEqual(['DEVICE_SRP_AUTH', {}, undefined])
    const first = await startDevice(local, Session, device)
    expect(first.started.body).toEqual({
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: expect.stringMatching(/^[1-9a-f][0-9a-f]*$/),
        SRP_B: expect.stringMatching(/^[1-9a-f][0-9a-f]*$/),
        SECRET_BLOCK: expect.any(String),
        DEVICE_KEY: device.key,
        USERNAME: 'alice',
      },
      Session: expect.any(String),
    })
    const responses = await deviceResponses(local, first, device)
    const { Session: next } = first.started.body
    const { AuthenticationResult: tokens } = (
      await respond(local, 'DEVICE_PASSWORD_VERIFIER', responses, { Session: next })
    ).body
    expect(tokens).not.toHaveProperty('NewDeviceMetadata')
    expect(claimsOf(tokens.AccessToken).device_key).toBe(device.key)
    expect((await respond(local, 'DEVICE_PASSWORD_VERIFIER', responses, { Session: next })).error).toBe(SPENT)
  })

  it.each(['InitiateAuth', 'PASSWORD_VERIFIER', 'USER_PASSWORD_AUTH', 'USER_AUTH'])(
    'may be named in %s',
    async where => {
      const { device } = await remembered()
      const DEVICE_KEY = device.key
      const initiate = (AuthFlow: string, more = {}) =>
        send(local, 'InitiateAuth', {
          AuthFlow,
          ClientId: local.clientId,
          AuthParameters: { USERNAME: 'alice', PASSWORD, DEVICE_KEY, ...more },
        })
      const answers = {
        InitiateAuth: () => signIn(local, { start: { DEVICE_KEY } }),
        PASSWORD_VERIFIER: () => from(DEVICE_KEY),
        USER_PASSWORD_AUTH: () => initiate('USER_PASSWORD_AUTH'),
        USER_AUTH: () => initiate('USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD' }),
      }
      const { ChallengeName, Session } = (await answers[where as keyof typeof answers]()).body
      expect(ChallengeName).toBe('DEVICE_SRP_AUTH')
      expect((await proveDevice(local, Session, device)).body.AuthenticationResult).toBeDefined()
    },
  )

  it('is refused with a wrong password, after which the right one still does', async () => {
    const { device } = await remembered()
    const { Session } = (await from(device.key)).body
    const first = await startDevice(local, Session, device)
    const give = async (changes: object) =>
      respond(local, 'DEVICE_PASSWORD_VERIFIER', await deviceResponses(local, first, { ...device, ...changes }), {
        Session: first.started.body.Session,
      })
    expect((await give({ password: 'wrong' })).error).toBe(INCORRECT)
    expect((await give({ group: '-AAAAAAAA' })).error).toBe(INCORRECT)
    expect((await give({})).error).toBe('')
  })

  it('is refused with the proof of another device, exchange or kind', async () => {
    const [one, two] = [await remembered(), await remembered()]
    const session = async () => (await from(one.device.key)).body.Session
    const [a, b] = [
      await startDevice(local, await session(), one.device),
      await startDevice(local, (await from(two.device.key)).body.Session, two.device),
    ]
    const give = (responses: object, Session = a.started.body.Session) =>
      respond(local, 'DEVICE_PASSWORD_VERIFIER', responses, { Session })
    const own = await deviceResponses(local, a, one.device)
    const foreign = await deviceResponses(local, b, two.device)
    expect((await give({ ...foreign, DEVICE_KEY: one.device.key })).error).toBe(INCORRECT)
    const c = await startDevice(local, await session(), one.device)
    expect((await give(await deviceResponses(local, c, one.device))).error).toBe(INCORRECT)
    const password = await srpResponses(local, await startSrp(local))
    expect((await give({ ...password, DEVICE_KEY: one.device.key })).error).toBe(INCORRECT)
    expect((await respond(local, 'PASSWORD_VERIFIER', { ...own })).error).toBe(INCORRECT)
    expect((await give(own)).error).toBe('')
  })

  it('may leave out the Session, as long as there is one', async () => {
    const { device } = await remembered()
    expect((await startDevice(local, undefined, device)).started.error).toBe(
      'InvalidParameterException: Missing required parameter Session',
    )
    const { Session } = (await from(device.key)).body
    expect(
      (await proveDevice(local, Session, device, { withoutSession: true })).body.AuthenticationResult,
    ).toBeDefined()
    expect((await startDevice(local, undefined, device)).started.error).toMatch(/^InvalidParameterException/)
    await from(device.key)
    local.clock.advance({ seconds: 180 })
    expect((await startDevice(local, undefined, device)).started.error).toMatch(/^InvalidParameterException/)
  })

  it('must be the user’s own and confirmed', async () => {
    const [bob, unconfirmed] = [await remembered('bob'), await newDevice()]
    for (const key of [UNKNOWN_KEY, bob.device.key, unconfirmed.NewDeviceMetadata.DeviceKey]) {
      expect((await from(key)).error).toBe(NO_DEVICE)
    }
    expect((await from(UNKNOWN_KEY, { password: 'wrong' })).error).toBe(INCORRECT)
  })

  it('unknown, is left out by answering the same block again', async () => {
    const started = await startSrp(local, { start: { DEVICE_KEY: UNKNOWN_KEY } })
    const responses = await srpResponses(local, started)
    const named = { ...responses, DEVICE_KEY: UNKNOWN_KEY }
    expect((await respond(local, 'PASSWORD_VERIFIER', named)).error).toBe(NO_DEVICE)
    expect((await respond(local, 'PASSWORD_VERIFIER', { ...responses, DEVICE_KEY: null })).error).toBe('')
  })
})

describe('a remembered device and MFA', () => {
  it('stands in for MFA where ChallengeRequiredOnNewDevice is set', async () => {
    await restart(ALWAYS, { MfaConfiguration: 'OPTIONAL' })
    const { device } = await remembered()
    const { ChallengeName, Session } = (await from(device.key)).body
    expect(ChallengeName).toBe('DEVICE_SRP_AUTH')
    expect((await proveDevice(local, Session, device)).body.AuthenticationResult).toBeDefined()
    expect((await signIn(local)).body.ChallengeName).toBe('EMAIL_OTP')
  })

  it.each([
    ['where it does not stand in for MFA', {}, 'PASSWORD_VERIFIER'],
    ['where it is named only then', ALWAYS, 'EMAIL_OTP'],
  ])('proves itself after MFA %s', async (_, configuration, where) => {
    await restart(configuration, { MfaConfiguration: 'OPTIONAL' })
    const { device } = await remembered()
    const first = where === 'EMAIL_OTP' ? await signIn(local) : await from(device.key)
    expect(first.body.ChallengeName).toBe('EMAIL_OTP')
    const code = { USERNAME: 'alice', EMAIL_OTP_CODE: local.inbox.at(-1)?.code, DEVICE_KEY: device.key }
    const second = await respond(local, 'EMAIL_OTP', code, { Session: first.body.Session })
    expect([second.body.ChallengeName, second.body.AuthenticationResult]).toEqual(['DEVICE_SRP_AUTH', undefined])
    expect((await proveDevice(local, second.body.Session, device)).body.AuthenticationResult).toBeDefined()
  })

  it('may be proven with the Session of the MFA step, once that is done', async () => {
    await restart({}, { MfaConfiguration: 'OPTIONAL' })
    const { device } = await remembered()
    const { Session } = (await from(device.key)).body
    const code = { USERNAME: 'alice', EMAIL_OTP_CODE: local.inbox.at(-1)?.code }
    const startWith = async (session: string) => (await startDevice(local, session, device)).started
    expect((await startWith(Session)).error).toBe(INVALID)
    await respond(local, 'EMAIL_OTP', code, { Session })
    for (const other of [(await signIn(local, { username: 'bob' })).body.Session, Session.slice(1)]) {
      expect((await startWith(other)).error).toBe(INVALID)
    }
    expect((await startWith(Session)).body.ChallengeName).toBe('DEVICE_PASSWORD_VERIFIER')
  })

  it('does not stand in for it once it is not remembered', async () => {
    await restart(ALWAYS, { MfaConfiguration: 'OPTIONAL' })
    const { device } = await remembered()
    const { device: other, tokens } = await remembered()
    const forget = { AccessToken: tokens.AccessToken, DeviceKey: other.key, DeviceRememberedStatus: 'not_remembered' }
    const { Session } = (await from(device.key)).body
    const started = await startDevice(local, Session, device)
    const open = (await from(other.key)).body.Session
    await send(local, 'UpdateDeviceStatus', forget)
    expect((await proveDevice(local, open, other)).error).toBe(INCORRECT)
    expect((await startDevice(local, (await from(device.key)).body.Session, other)).started.error).toBe(INCORRECT)

    await send(local, 'UpdateDeviceStatus', { ...forget, DeviceKey: device.key })
    const responses = await deviceResponses(local, started, device)
    const more = { Session: started.started.body.Session }
    expect((await respond(local, 'DEVICE_PASSWORD_VERIFIER', responses, more)).error).toBe(INCORRECT)
  })

  it('unknown, leaves the session of the MFA step usable', async () => {
    await restart(ALWAYS, { MfaConfiguration: 'OPTIONAL' })
    const { Session } = (await signIn(local)).body
    const code = { USERNAME: 'alice', EMAIL_OTP_CODE: local.inbox.at(-1)?.code }
    expect((await respond(local, 'EMAIL_OTP', { ...code, DEVICE_KEY: UNKNOWN_KEY }, { Session })).error).toBe(NO_DEVICE)
    expect((await respond(local, 'EMAIL_OTP', code, { Session })).error).toBe('')
  })
})

describe('a renewal', () => {
  const refreshAuth = (REFRESH_TOKEN: string, DEVICE_KEY?: string) =>
    send(local, 'InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: local.clientId,
      AuthParameters: { REFRESH_TOKEN, DEVICE_KEY: DEVICE_KEY ?? null },
    })

  it('is refused until the device is confirmed, and without its key or with another', async () => {
    const tokens = await newDevice()
    const { DeviceKey } = tokens.NewDeviceMetadata
    const both = async (key?: string) => [
      (await renew(local, tokens.RefreshToken, { DeviceKey: key ?? null })).error,
      (await refreshAuth(tokens.RefreshToken, key)).error,
    ]
    expect(await both(DeviceKey)).toEqual([INVALID_REFRESH, INVALID_REFRESH])
    await confirmDevice(local, tokens)
    expect(await both()).toEqual([INVALID_REFRESH, INVALID_REFRESH])
    expect(await both((await remembered()).device.key)).toEqual([INVALID_REFRESH, INVALID_REFRESH])
    expect(await both(DeviceKey)).toEqual(['', ''])
    const renewed = (await renew(local, tokens.RefreshToken, { DeviceKey })).body.AuthenticationResult
    expect(claimsOf(renewed.AccessToken).device_key).toBe(DeviceKey)
    expect(renewed).not.toHaveProperty('NewDeviceMetadata')
  })

  it('is refused once the device is forgotten', async () => {
    const { tokens, device } = await remembered()
    const { AccessToken } = tokens
    const forgotten = await send(local, 'ForgetDevice', { AccessToken, DeviceKey: device.key })
    expect([forgotten.status, forgotten.body]).toEqual([200, undefined])
    expect((await renew(local, tokens.RefreshToken, { DeviceKey: device.key })).error).toBe(INVALID_REFRESH)
    expect((await from(device.key)).error).toBe(NO_DEVICE)
  })

  it('needs no device where none are tracked', async () => {
    await restart(undefined)
    const { RefreshToken } = await tokensOf(local)
    expect((await renew(local, RefreshToken, { DeviceKey: UNKNOWN_KEY })).error).toBe('')
  })
})

describe('management', () => {
  it('shows the devices that were confirmed, page by page', async () => {
    const [one, two] = [await remembered(), await remembered()]
    await newDevice()
    const { AccessToken } = one.tokens
    const list = (more = {}) => send(local, 'ListDevices', { AccessToken, ...more })
    const keys = (body: { Devices: { DeviceKey: string }[] }) => body.Devices.map(({ DeviceKey }) => DeviceKey)
    expect(keys((await list()).body)).toEqual([one.device.key, two.device.key])
    const first = (await list({ Limit: 1 })).body
    expect(keys(first)).toEqual([one.device.key])
    const { PaginationToken } = first
    expect(keys((await list({ Limit: 1, PaginationToken })).body)).toEqual([two.device.key])

    const { Device } = (await send(local, 'GetDevice', { AccessToken, DeviceKey: two.device.key })).body
    expect(Device).toEqual({
      DeviceKey: two.device.key,
      DeviceAttributes: [
        { Name: 'device_status', Value: 'valid' },
        { Name: 'device_name', Value: 'test' },
        { Name: 'last_ip_used', Value: '127.0.0.1' },
      ],
      DeviceCreateDate: expect.any(Number),
      DeviceLastModifiedDate: expect.any(Number),
      DeviceLastAuthenticatedDate: expect.any(Number),
    })
    expect(Number.isInteger(Device.DeviceLastAuthenticatedDate)).toBe(true)
  })

  it('lists the next page after the devices of the one before were forgotten', async () => {
    const [one, two] = [await remembered(), await remembered()]
    const { AccessToken } = two.tokens
    const { PaginationToken } = (await send(local, 'ListDevices', { AccessToken, Limit: 1 })).body
    await send(local, 'ForgetDevice', { AccessToken, DeviceKey: one.device.key })
    const next = () => send(local, 'ListDevices', { AccessToken, Limit: 1, PaginationToken })
    expect((await next()).body.Devices).toMatchObject([{ DeviceKey: two.device.key }])
    await send(local, 'ForgetDevice', { AccessToken, DeviceKey: two.device.key })
    expect((await next()).body.Devices).toEqual([])
  })

  it('is of the user’s own devices', async () => {
    const [alice, bob] = [await remembered(), await remembered('bob')]
    const { AccessToken } = alice.tokens
    for (const name of ['GetDevice', 'UpdateDeviceStatus', 'ForgetDevice']) {
      expect((await send(local, name, { AccessToken, DeviceKey: bob.device.key })).error).toBe(NO_DEVICE)
    }
    expect((await send(local, 'GetDevice', { DeviceKey: '' })).error).toMatch(/^InvalidParameterException: [23] val/)
  })

  it('is open to administrators', async () => {
    const { device } = await remembered()
    const call = (name: string, more = {}) => admin(local, name, { Username: 'alice', DeviceKey: device.key, ...more })
    expect((await call('AdminListDevices')).body.Devices).toHaveLength(1)
    await call('AdminUpdateDeviceStatus', { DeviceRememberedStatus: 'not_remembered' })
    expect((await call('AdminGetDevice')).body.Device.DeviceAttributes).toContainEqual({
      Name: 'dev:device_remembered_status',
      Value: 'not_remembered',
    })
    expect((await call('AdminForgetDevice')).error).toBe('')
    expect((await call('AdminGetDevice')).error).toBe(NO_DEVICE)
  })
})
