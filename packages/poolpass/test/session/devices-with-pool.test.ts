import { type ChallengeError, MemoryTokenStore, SmsMfaChallengeError, TokenType } from 'poolpass'
import { AwsSrp, createAppClient, signIn, signInWithSrp } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { startTracking } from './support/tracking.js'
import { sentTo } from './support/wire.js'
import { ALICE, failure } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

describe.each([
  ['no client secret', {}],
  ['a client secret', { clientSecret: 'aSecretOfThisTest0123456789abcd' }],
])('a pool that remembers devices, with %s', (_, secret) => {
  test('R17 confirms the device, renews with it, and signs in by it without a second factor', async () => {
    const { local, clock, cognito } = await startTracking(secret)
    const alice = cognito()
    const heard = hear(alice)
    await alice.token(ACCESS)
    clock.advance({ seconds: 3_601 })
    await alice.token(ACCESS)
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    await alice.token(ACCESS)
    expect(names(heard)).toEqual(['deviceConfirmed', 'signedIn', 'renewed', 'renewalFailed', 'signedIn'])
    expect(local.inbox).toHaveLength(1)
    expect(alice.accessClaims).toHaveProperty('device_key', alice.exportState().toJSON().device?.deviceKey)
  })

  test('takes a device from one process to another', async () => {
    const { local, cognito } = await startTracking(secret)
    const first = cognito()
    await first.authenticate()
    const { device } = first.exportState().toJSON()
    const another = cognito({ device, challenges: {} })
    await another.authenticate()
    await another.renewAccessToken()
    expect(local.inbox).toHaveLength(1)
  })

  test('lets an SrpAuth in that was given a device', async () => {
    const { local, cognito, auth } = await startTracking(secret)
    const first = cognito()
    await first.authenticate()
    const { device } = first.exportState().toJSON()
    const client = auth({ ...secret, device })
    expect(await client.token()).toBe(client.cognito.accessToken)
    await client.cognito.renewAccessToken()
    expect(client.cognito.accessClaims).toHaveProperty('device_key', device?.deviceKey)
    expect(local.inbox).toHaveLength(1)
  })
})

describe('a remembered device', () => {
  test('that was forgotten is gone from the store', async () => {
    const store = new MemoryTokenStore()
    const { cognito } = await startTracking()
    const alice = cognito({ store })
    await alice.authenticate()
    await alice.forgetDevice()
    const sharing = cognito({ store })
    await sharing.token(ACCESS)
    expect(sharing.refreshToken).toBe(alice.refreshToken)
    expect(sharing.exportState().toJSON()).not.toHaveProperty('device')
  })

  test('that was forgotten is given up for the second factor', async () => {
    const { local, cognito } = await startTracking()
    const alice = cognito()
    await alice.authenticate()
    await alice.forgetDevice()
    await alice.authenticate()
    expect(local.inbox).toHaveLength(2)
  })

  test.each(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'] as const)(
    'with a password that is wrong is given up for the second factor: %s',
    async authFlow => {
      const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] as const
      const { local, cognito } = await startTracking({ client: { ExplicitAuthFlows } })
      const first = cognito()
      await first.authenticate()
      const { device } = first.exportState().toJSON()
      const another = cognito({ authFlow, device: { ...device, devicePassword: 'another' } as never })
      const heard = hear(another)
      await another.authenticate()
      expect(names(heard)).toEqual(['deviceForgotten', 'deviceConfirmed', 'signedIn'])
      expect(local.inbox).toHaveLength(2)
    },
  )

  test('that was forgotten is left out of the answer to a challenge', async () => {
    const { local, cognito } = await startTracking()
    const first = cognito()
    await first.authenticate()
    const { device } = first.exportState().toJSON()
    await first.forgetDevice()
    const unknown = cognito({ device: false, challenges: {} })
    const { challenge } = (await failure(unknown.authenticate())) as ChallengeError
    const another = cognito({ device, challenges: {} })
    const heard = hear(another)
    await another.respond(challenge, local.inbox.at(-1)?.code ?? '')
    expect(names(heard)).toEqual(['deviceForgotten', 'deviceConfirmed', 'signedIn'])
    expect(local.inbox).toHaveLength(2)
  })

  test('with a password that is wrong costs no answer that was taken: respond() says why', async () => {
    const { code, cognito, sent } = await startTracking()
    const first = cognito()
    await first.authenticate()
    const { device } = first.exportState().toJSON()
    const another = cognito({ device: false, challenges: {} })
    const { challenge } = (await failure(another.authenticate())) as ChallengeError
    const broken = cognito({ device: { ...device, devicePassword: 'another' } as never, challenges: {} })
    const heard = hear(broken)
    const before = sent.length
    const error = await failure(broken.respond(challenge, code()))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_DEVICE_UNKNOWN' })
    expect(names(heard)).toEqual(['deviceForgotten'])
    const answered = sentTo(sent.slice(before), 'RespondToAuthChallenge').map(({ ChallengeName }) => ChallengeName)
    expect(answered).toEqual(['SMS_MFA', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'])
  })

  test('R17 is loaded for a refresh token that comes without anything else', async () => {
    const { local, cognito } = await startTracking()
    const first = cognito()
    await first.authenticate()
    const { device, tokens } = first.exportState().toJSON()
    const loads: string[] = []
    const load = (username: string) => {
      loads.push(username)
      return device
    }
    const storage = { load, save() {}, forget() {} }
    const another = cognito({ password: undefined, refreshToken: tokens.refreshToken, device: storage })
    await another.token(ACCESS)
    await another.renewAccessToken()
    expect(another.exportState().toJSON().device).toEqual(device)
    expect([loads, local.counts.of('InitiateAuth')]).toEqual([['alice'], 1])
  })

  test('R17 `device: false` leaves the renewals of such a pool refused', async () => {
    const { cognito, sent } = await startTracking()
    const alice = cognito({ device: false })
    await alice.authenticate()
    await alice.renewAccessToken()
    expect(sentTo(sent, 'ConfirmDevice')).toEqual([])
    expect(sentTo(sent, 'InitiateAuth')).toHaveLength(2)
  })

  test('R17 confirmDevice() ends that: one SMS in five hours', async () => {
    const { local, clock, cognito } = await startTracking()
    const alice = cognito({ device: false })
    await alice.authenticate()
    await alice.confirmDevice()
    for (let hour = 0; hour < 5; hour++) {
      clock.advance({ seconds: 3_601 })
      await alice.token(ACCESS)
    }
    expect([local.inbox.length, local.counts.of('GetTokensFromRefreshToken')]).toEqual([1, 5])
  })

  test('skips the second factor only with the user’s consent where the pool wants that', async () => {
    const { cognito } = await startTracking({ optIn: true })
    const alice = cognito()
    await alice.authenticate()
    expect(await failure(alice.authenticate({ challenges: { smsMfa: () => undefined } }))).toBeInstanceOf(
      SmsMfaChallengeError,
    )
    await alice.authenticate()
    await alice.updateDeviceStatus('remembered')
    await alice.authenticate({ challenges: { smsMfa: () => undefined } })
    expect(alice.accessToken).toBeDefined()
  })

  test('is listed, shown and forgotten', async () => {
    const { cognito } = await startTracking()
    const alice = cognito()
    await alice.authenticate()
    const { devices } = await alice.listDevices()
    expect(devices).toEqual([await alice.getDevice()])
    expect(devices[0]).toMatchObject({ deviceKey: alice.accessClaims?.device_key, createdAt: expect.any(Date) })
    await alice.forgetDevice()
    expect(await alice.listDevices()).toEqual({ devices: [], paginationToken: undefined })
    expect(alice.exportState().toJSON()).not.toHaveProperty('device')
  })
})

describe('the plain functions', () => {
  test('sign in by a device', async () => {
    const { cognito, config } = await startTracking()
    const alice = cognito()
    await alice.authenticate()
    const { device } = alice.exportState().toJSON()
    const client = createAppClient(config)
    expect((await signIn(client, { ...ALICE, device })).device).toEqual(device)
    expect(await failure(signInWithSrp(client, { ...ALICE, device }))).toHaveProperty(
      'name',
      'DeviceSrpAuthChallengeError',
    )
  })

  test('AwsSrp signs in by a device, too', async () => {
    const { cognito, config } = await startTracking()
    const alice = cognito()
    await alice.authenticate()
    const { device } = alice.exportState().toJSON()
    const srp = new AwsSrp({ ...config, ...ALICE, device })
    expect((await srp.authenticateUser()).username).toBe('alice')
  })
})
