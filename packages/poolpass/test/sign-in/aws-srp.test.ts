import type { LocalCognitoOptions } from '@poolpass/local'
import { NewPasswordRequiredChallengeError } from 'poolpass'
import { AwsSrp, createAppClient } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { withFactors } from '../session/support/factors.js'
import { ALICE, failure, startWorld, thrown } from '../session/support/world.js'

const SECRET = 'aSecretOfThisTest0123456789abcd'

async function start(options: LocalCognitoOptions = {}) {
  const world = await startWorld(options)
  const { clientSecret } = options
  const config = { ...world.config, ...(clientSecret && { clientSecret }) }
  /** The calls as a caller makes them, by whatever means. */
  const { call } = createAppClient(config)
  const { clientId: ClientId } = config
  const respond = (ChallengeName: string, ChallengeResponses: Record<string, string>, Session?: string) =>
    call('RespondToAuthChallenge', { ClientId, ChallengeName, ChallengeResponses, Session })
  const initiate = (AuthParameters: Record<string, string>) =>
    call('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', ClientId, AuthParameters })
  return { ...world, config, respond, initiate }
}

describe('AwsSrp', () => {
  test.each([undefined, SECRET])(
    'gives the values of a sign-in that the caller makes; client secret: %s',
    async clientSecret => {
      const { config, respond, initiate } = await start(clientSecret ? { clientSecret } : {})
      const srp = new AwsSrp({ ...config, ...ALICE })
      const parameters = await srp.getAuthParams()
      expect(Object.keys(parameters).sort()).toEqual([...(clientSecret ? ['SECRET_HASH'] : []), 'SRP_A', 'USERNAME'])
      const { ChallengeName, ChallengeParameters = {} } = await initiate(parameters)
      expect(ChallengeName).toBe('PASSWORD_VERIFIER')
      const responses = await srp.processChallenge(ChallengeParameters, parameters)
      expect((await respond('PASSWORD_VERIFIER', responses)).AuthenticationResult).toHaveProperty('AccessToken')
    },
  )

  test('does the same for a remembered device', async () => {
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }
    const world = await start(withFactors(['SMS_MFA'], { pool: { DeviceConfiguration } }))
    const alice = world.cognito({ challenges: { smsMfa: () => world.local.inbox.at(-1)?.code } })
    await alice.authenticate()
    const { device } = alice.exportState().toJSON()
    const srp = new AwsSrp({ ...world.config, ...ALICE, device })
    const parameters = await srp.getAuthParams()
    const first = await world.initiate(parameters)
    const responses = await srp.processChallenge(first.ChallengeParameters ?? {}, parameters)
    const second = await world.respond('PASSWORD_VERIFIER', responses)
    expect(second.ChallengeName).toBe('DEVICE_SRP_AUTH')
    const third = await world.respond('DEVICE_SRP_AUTH', parameters, second.Session)
    const proof = await srp.processDeviceChallenge(third.ChallengeParameters ?? {})
    const last = await world.respond('DEVICE_PASSWORD_VERIFIER', proof, third.Session)
    expect(last.AuthenticationResult).toHaveProperty('AccessToken')
  })

  test('makes the calls itself', async () => {
    const { config } = await start()
    expect(await new AwsSrp({ ...config, ...ALICE }).authenticateUser()).toMatchObject({ username: 'alice' })
    const wrong = new AwsSrp({ ...config, ...ALICE, password: 'Wrong-Horse-1' })
    expect(await failure(wrong.authenticateUser())).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
  })

  test('replaces a temporary password', async () => {
    const { config } = await start({ users: [{ ...ALICE, temporaryPassword: true }] })
    const srp = new AwsSrp({ ...config, ...ALICE })
    expect(await failure(srp.authenticateUser())).toBeInstanceOf(NewPasswordRequiredChallengeError)
    const newPassword = 'Another-Horse-8'
    expect(await srp.setNewPasswordChallenge(newPassword)).toMatchObject({ username: 'alice' })
    await new AwsSrp({ ...config, ...ALICE, password: newPassword }).authenticateUser()
  })

  test('replaces a temporary password when it is asked again, after the first answer was lost', async () => {
    const { config, local } = await start({ users: [{ ...ALICE, temporaryPassword: true }] })
    const srp = new AwsSrp({ ...config, ...ALICE })
    local.failNext({ operation: 'RespondToAuthChallenge', until: Promise.resolve() })
    local.failNext({ operation: 'RespondToAuthChallenge', dropConnection: 'after' })
    const newPassword = 'Another-Horse-8'
    expect(await failure(srp.setNewPasswordChallenge(newPassword))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(await srp.setNewPasswordChallenge(newPassword)).toMatchObject({ username: 'alice' })
  })

  test.each([
    ['processChallenge', undefined],
    ['processDeviceChallenge', { deviceKey: 'k', deviceGroupKey: 'g', devicePassword: 'p' }],
  ] as const)('%s says that getAuthParams() comes first', async (method, device) => {
    const { config } = await start()
    const srp = new AwsSrp({ ...config, ...ALICE, device })
    const error = await failure(srp[method]({ SRP_B: 'abcdef', SALT: 'a1b2', SECRET_BLOCK: 'AAAA' }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'challengeParameters' })
    expect(error.message).toContain('getAuthParams()')
  })

  test('processDeviceChallenge says that it needs a device', async () => {
    const { config } = await start()
    const srp = new AwsSrp({ ...config, ...ALICE })
    await srp.getAuthParams()
    const error = await failure(srp.processDeviceChallenge({ SRP_B: 'abcdef', SALT: 'a1b2', SECRET_BLOCK: 'AAAA' }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'device' })
  })

  test.each([{ foo: 1 }, null, { deviceKey: 'k', deviceGroupKey: 'g', devicePassword: '' }])(
    'refuses a device that is none: %j',
    async device => {
      const { config } = await start()
      expect(thrown(() => new AwsSrp({ ...config, ...ALICE, device: device as never }))).toMatchObject({
        code: 'ERR_POOLPASS_INVALID_OPTION',
        option: 'device',
      })
    },
  )

  test('gives SECRET_HASH and TIMESTAMP alone', async () => {
    const hash = await AwsSrp.getSecretHash('jane.doe', '1example23456789', '1example23456789secret0client')
    expect(hash).toBe('1geP20ojDt6GbgQA/M1caYkb0wV8MIbyvCDerkUVkIY=')
    expect(AwsSrp.formatTimestamp(new Date('2025-09-05T07:08:09Z'))).toBe('Fri Sep 5 07:08:09 UTC 2025')
  })

  test('wants a password', async () => {
    const { config } = await start()
    expect(thrown(() => new AwsSrp({ ...config, username: 'alice', password: '' }))).toMatchObject({
      option: 'password',
    })
  })
})
