import { Cognito, type DeviceCredentials, type DeviceStorage, MemoryTokenStore, TokenType } from 'poolpass'
import { base64ToBytes, bytesToInteger, computeVerifier } from 'poolpass/srp'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { challengeNext, sentTo } from './support/wire.js'
import { ALICE, BOB, failure, startWorld, thrown, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const KEYS = { deviceKey: 'us-east-1_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', deviceGroupKey: '-v7w9UcY6' }
const DEVICE: DeviceCredentials = { ...KEYS, devicePassword: 'the password of this device' }
const NewDeviceMetadata = { DeviceKey: KEYS.deviceKey, DeviceGroupKey: KEYS.deviceGroupKey }

/** A world in which the next sign-in is handed a new device. */
async function startWithNewDevice() {
  const world = await startWorld()
  const issuer = world.cognito({ pool: world.pool(), device: false })
  await issuer.authenticate()
  const { accessToken, idToken, refreshToken } = issuer
  const handOut = () => {
    const AuthenticationResult = {
      AccessToken: accessToken,
      IdToken: idToken,
      RefreshToken: refreshToken,
      NewDeviceMetadata,
    }
    world.local.failNext({ operation: 'RespondToAuthChallenge', body: JSON.stringify({ AuthenticationResult }) })
  }
  const confirm = (UserConfirmationNecessary = false) =>
    world.local.failNext({ operation: 'ConfirmDevice', body: JSON.stringify({ UserConfirmationNecessary }) })
  handOut()
  return { ...world, handOut, confirm }
}

const last = (sent: World['sent'], operation: string) => sentTo(sent, operation).at(-1)

describe('a device that the pool hands out', () => {
  test('R17 is confirmed with a verifier of a password that stays here, and named in renewals', async () => {
    const { sent, confirm, cognito, clock } = await startWithNewDevice()
    confirm()
    const alice = cognito()
    const heard = hear(alice)
    await alice.authenticate()
    expect(heard[0]).toEqual({
      event: 'deviceConfirmed',
      payload: { username: 'alice', deviceKey: KEYS.deviceKey, userConfirmationNecessary: false },
    })
    const { device } = alice.exportState().toJSON()
    expect(device).toMatchObject(KEYS)
    const { PasswordVerifier, Salt } = (last(sent, 'ConfirmDevice') as Record<string, Record<string, string>>)
      .DeviceSecretVerifierConfig as { PasswordVerifier: string; Salt: string }
    const identity = { group: KEYS.deviceGroupKey, id: KEYS.deviceKey }
    const salt = bytesToInteger(base64ToBytes(Salt, 'Salt'))
    const verifier = await computeVerifier(identity, device?.devicePassword ?? '', salt)
    expect(bytesToInteger(base64ToBytes(PasswordVerifier, 'PasswordVerifier'))).toBe(verifier)
    expect(JSON.stringify(sent)).not.toContain(device?.devicePassword)
    clock.advance({ seconds: 3_601 })
    await alice.renewAccessToken()
    expect(last(sent, 'GetTokensFromRefreshToken')).toMatchObject({ DeviceKey: KEYS.deviceKey })
  })

  test('is kept with the session: in the store, and in what is handed over', async () => {
    const store = new MemoryTokenStore()
    const { confirm, cognito, config, sent } = await startWithNewDevice()
    confirm()
    const alice = cognito({ store })
    await alice.authenticate()
    const { device } = alice.exportState().toJSON()
    const restored = Cognito.restore(JSON.parse(JSON.stringify(alice.exportState())), config)
    const sharing = cognito({ store })
    await sharing.token(ACCESS)
    expect([restored, sharing].map(each => each.exportState().toJSON().device)).toEqual([device, device])
    expect(sentTo(sent, 'ConfirmDevice')).toHaveLength(1)
  })

  test('is named in the next sign-in', async () => {
    const { confirm, cognito, sent } = await startWithNewDevice()
    confirm()
    const alice = cognito()
    await alice.authenticate()
    await alice.authenticate()
    expect(last(sent, 'InitiateAuth')).toHaveProperty('AuthParameters.DEVICE_KEY', KEYS.deviceKey)
    expect(last(sent, 'RespondToAuthChallenge')).toHaveProperty('ChallengeResponses.DEVICE_KEY', KEYS.deviceKey)
  })

  test('is not named in the sign-in of another user', async () => {
    const { confirm, cognito, sent } = await startWithNewDevice()
    confirm()
    const alice = cognito()
    await alice.authenticate()
    await failure(alice.authenticate({ username: 'bob', password: 'Battery-Staple-7' }))
    expect(last(sent, 'InitiateAuth')).not.toHaveProperty('AuthParameters.DEVICE_KEY')
  })

  test('fails no sign-in where it cannot be confirmed', async () => {
    const { local, cognito } = await startWithNewDevice()
    local.failNext({ operation: 'ConfirmDevice', error: 'InvalidParameterException', message: 'no' })
    const alice = cognito()
    const heard = hear(alice)
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(names(heard)).toEqual(['deviceFailed', 'signedIn'])
    expect(alice.exportState().toJSON()).not.toHaveProperty('device')
  })

  test('is confirmed where only the answer was lost', async () => {
    const { local, cognito, settle } = await startWithNewDevice()
    local.failNext({ operation: 'ConfirmDevice', dropConnection: 'before' })
    local.failNext({ operation: 'ConfirmDevice', error: 'DeviceKeyExistsException', message: 'it exists' })
    const alice = cognito()
    const heard = hear(alice)
    await settle(alice.authenticate())
    expect(alice.exportState().toJSON().device).toMatchObject(KEYS)
    // Whether the pool wants the user’s consent was in the answer that was lost: to ask is never wrong.
    expect(heard[0]).toMatchObject({ event: 'deviceConfirmed', payload: { userConfirmationNecessary: true } })
  })

  test('waits for the user’s consent where the pool wants that', async () => {
    const { local, confirm, cognito, sent } = await startWithNewDevice()
    confirm(true)
    const alice = cognito()
    const heard = hear(alice)
    await alice.authenticate()
    expect(heard[0]).toMatchObject({ event: 'deviceConfirmed', payload: { userConfirmationNecessary: true } })
    expect(sentTo(sent, 'UpdateDeviceStatus')).toEqual([])
    local.failNext({ operation: 'UpdateDeviceStatus', body: '{}' })
    await alice.updateDeviceStatus('remembered')
    expect(last(sent, 'UpdateDeviceStatus')).toMatchObject({
      DeviceKey: KEYS.deviceKey,
      DeviceRememberedStatus: 'remembered',
    })
  })

  test('is left alone with `device: false`, until confirmDevice()', async () => {
    const { confirm, cognito, sent } = await startWithNewDevice()
    const alice = cognito({ device: false })
    await alice.authenticate()
    expect(sentTo(sent, 'ConfirmDevice')).toEqual([])
    confirm()
    const confirmed = await alice.confirmDevice({ deviceName: 'laptop' })
    expect(confirmed).toMatchObject({ ...KEYS, userConfirmationNecessary: false })
    expect(last(sent, 'ConfirmDevice')).toMatchObject({ DeviceName: 'laptop', DeviceKey: KEYS.deviceKey })
    expect(await failure(alice.confirmDevice())).toMatchObject({ code: 'ERR_POOLPASS_DEVICE_UNKNOWN' })
    await alice.renewAccessToken()
    expect(last(sent, 'GetTokensFromRefreshToken')).toMatchObject({ DeviceKey: KEYS.deviceKey })
  })
})

describe('a device that is given', () => {
  test('is named in every step of the sign-in', async () => {
    const { cognito, sent } = await startWorld()
    await cognito({ device: DEVICE }).authenticate()
    expect(last(sent, 'InitiateAuth')).toHaveProperty('AuthParameters.DEVICE_KEY', KEYS.deviceKey)
    expect(last(sent, 'RespondToAuthChallenge')).toHaveProperty('ChallengeResponses.DEVICE_KEY', KEYS.deviceKey)
  })

  test('R19 is not named in the sign-in of another user', async () => {
    const { cognito, sent } = await startWorld({ users: [ALICE, BOB] })
    const session = cognito({ device: DEVICE })
    await session.authenticate(BOB)
    expect(JSON.stringify(sent)).not.toContain(KEYS.deviceKey)
    await session.authenticate(ALICE)
    expect(last(sent, 'InitiateAuth')).toHaveProperty('AuthParameters.DEVICE_KEY', KEYS.deviceKey)
  })

  test('is proven when the pool asks', async () => {
    const { local, cognito, sent } = await startWorld()
    const asks = { SALT: 'a1b2', SRP_B: 'abcdef', SECRET_BLOCK: 'AAAA', USERNAME: 'alice' }
    challengeNext(local, 'DEVICE_SRP_AUTH', {})
    challengeNext(local, 'DEVICE_PASSWORD_VERIFIER', asks, 'RespondToAuthChallenge', 'AYABe-session-of-the-proof')
    await failure(cognito({ device: DEVICE }).authenticate())
    const steps = sentTo(sent, 'RespondToAuthChallenge')
    expect(steps[1]).toMatchObject({
      ChallengeName: 'DEVICE_SRP_AUTH',
      Session: 'AYABe-session-of-the-challenge',
      ChallengeResponses: { USERNAME: 'alice', DEVICE_KEY: KEYS.deviceKey, SRP_A: expect.stringMatching(/^[\da-f]+$/) },
    })
    expect(steps[2]).toMatchObject({
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      Session: 'AYABe-session-of-the-proof',
      ChallengeResponses: {
        USERNAME: 'alice',
        DEVICE_KEY: KEYS.deviceKey,
        PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
        PASSWORD_CLAIM_SIGNATURE: expect.any(String),
        TIMESTAMP: expect.any(String),
      },
    })
  })

  test.each([
    ['ResourceNotFoundException', 'Device does not exist.', 1],
    ['NotAuthorizedException', 'Incorrect username or password.', 3],
  ])('R5 is forgotten when the pool answers %s, and the sign-in goes on without it', async (error, message, steps) => {
    const { local, cognito, sent } = await startWorld()
    if (steps === 3) {
      const asks = { SALT: 'a1b2', SRP_B: 'abcdef', SECRET_BLOCK: 'AAAA' }
      challengeNext(local, 'DEVICE_SRP_AUTH', {})
      challengeNext(local, 'DEVICE_PASSWORD_VERIFIER', asks)
    }
    local.failNext({ operation: 'RespondToAuthChallenge', error, message })
    const alice = cognito({ device: DEVICE })
    const heard = hear(alice)
    await alice.authenticate()
    expect(names(heard)).toEqual(['deviceForgotten', 'signedIn'])
    expect(last(sent, 'InitiateAuth')).not.toHaveProperty('AuthParameters.DEVICE_KEY')
    await alice.authenticate()
    expect(sentTo(sent, 'InitiateAuth').filter(input => JSON.stringify(input).includes('DEVICE_KEY'))).toHaveLength(1)
  })

  test('R5 is forgotten when a renewal is refused for it', async () => {
    const { local, cognito, sent } = await startWorld()
    const alice = cognito({ device: DEVICE })
    await alice.authenticate()
    const heard = hear(alice)
    const refusal = { error: 'ResourceNotFoundException', message: 'Device does not exist.' }
    local.failNext({ operation: 'GetTokensFromRefreshToken', ...refusal })
    await alice.renewAccessToken()
    expect(names(heard)).toEqual(['deviceForgotten', 'renewalFailed', 'signedIn'])
    expect(last(sent, 'InitiateAuth')).not.toHaveProperty('AuthParameters.DEVICE_KEY')
  })

  test('R13 nobody can answer for a device that is not there', async () => {
    const { local, cognito } = await startWorld()
    for (const challenges of [undefined, { smsMfa: () => '123456' }]) {
      challengeNext(local, 'DEVICE_SRP_AUTH', {})
      const error = await failure(cognito({ challenges }).authenticate())
      expect(error).toHaveProperty('name', 'DeviceSrpAuthChallengeError')
      expect(error.message).toContain('`device`')
      expect(error.message).not.toContain('respond')
    }
  })
})

describe('a device that is kept elsewhere', () => {
  function storage(device?: DeviceCredentials) {
    const calls: unknown[][] = []
    const kept: DeviceStorage = {
      load: username => {
        calls.push(['load', username])
        return device
      },
      save: (...args) => void calls.push(['save', ...args]),
      forget: (...args) => void calls.push(['forget', ...args]),
    }
    return { kept, calls }
  }

  test('is loaded, and proves itself', async () => {
    const { cognito, sent } = await startWorld()
    const { kept, calls } = storage(DEVICE)
    await cognito({ device: kept }).authenticate()
    expect(calls).toEqual([['load', 'alice']])
    expect(last(sent, 'InitiateAuth')).toHaveProperty('AuthParameters.DEVICE_KEY', KEYS.deviceKey)
  })

  test('is saved when it was confirmed, and forgotten when the pool forgot it', async () => {
    const { local, confirm, cognito } = await startWithNewDevice()
    confirm()
    const { kept, calls } = storage()
    const alice = cognito({ device: kept })
    await alice.authenticate()
    expect(calls).toEqual([
      ['load', 'alice'],
      ['save', 'alice', alice.exportState().toJSON().device],
    ])
    local.failNext({
      operation: 'RespondToAuthChallenge',
      error: 'ResourceNotFoundException',
      message: 'Device does not exist.',
    })
    await alice.authenticate()
    expect(calls.at(-1)).toEqual(['forget', 'alice'])
  })

  test('fails no sign-in when its keeper throws', async () => {
    const { cognito } = await startWorld()
    const boom = () => {
      throw new Error('the drawer is stuck')
    }
    const alice = cognito({ device: { load: boom, save: boom, forget: boom } })
    const heard = hear(alice)
    await alice.authenticate()
    expect(heard[0]).toMatchObject({ event: 'deviceFailed', payload: { operation: 'load' } })
    expect(names(heard)).toEqual(['deviceFailed', 'signedIn'])
  })
})

test.each([true, 'device', {}, { deviceKey: 'x' }, { load: () => undefined }])(
  'the option `device` cannot be %j',
  async device => {
    const { cognito } = await startWorld()
    const expected = { code: 'ERR_POOLPASS_INVALID_OPTION', option: 'device' }
    expect(thrown(() => cognito({ ...ALICE, device } as never))).toMatchObject(expected)
  },
)
