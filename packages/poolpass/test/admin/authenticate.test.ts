import { inspect } from 'node:util'
import type { LocalCognitoOptions } from '@poolpass/local'
import { ChallengeError } from 'poolpass'
import { createAppClient, decodeClaims } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { confirmDevice } from '../../src/account/index.js'
import { withFactors } from '../session/support/factors.js'
import { totp, wrong } from '../session/support/totp.js'
import { ALICE, BOB, failure } from '../session/support/world.js'
import { countedHandler, startAdmin } from './support/admin.js'

const ADMIN_FLOW = { client: { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] } } as const
const start = (options: LocalCognitoOptions = {}, more?: Parameters<typeof startAdmin>[1]) =>
  startAdmin({ ...options, ...ADMIN_FLOW }, more)

describe('admin.authenticate()', () => {
  test('gives tokens for a password, by the operations of administrators', async () => {
    const { admin, local } = await start()
    const { tokens, username } = await admin.authenticate({ ...ALICE, clientMetadata: { from: 'tests' } })
    expect(username).toBe('alice')
    expect(decodeClaims(tokens.accessToken)).toMatchObject({ client_id: local.clientId, token_use: 'access' })
    expect(tokens).toMatchObject({ idToken: expect.any(String), refreshToken: expect.any(String), tokenType: 'Bearer' })
    expect(local.counts.all()).toEqual({ AdminInitiateAuth: 1 })
    expect(local.requests[0]?.input).toMatchObject({
      UserPoolId: local.userPoolId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      ClientMetadata: { from: 'tests' },
    })
  })

  test('R15 its result prints without the tokens, and so does that of respond()', async () => {
    const { admin, local } = await start(withFactors(['SMS_MFA']))
    const { challenge } = (await failure(admin.authenticate(ALICE))) as ChallengeError
    const answered = await admin.respond(challenge, local.inbox.at(-1)?.code ?? '')
    const direct = await (await start()).admin.authenticate(ALICE)
    for (const result of [answered, direct]) {
      expect(inspect(result, { depth: 9 })).toContain("username: 'alice'")
      for (const token of Object.values(result.tokens)) {
        if (token !== 'Bearer') expect(inspect(result, { depth: 9 })).not.toContain(token)
      }
    }
  })

  test('takes the client secret along, of the constructor or the call', async () => {
    const clientSecret = '1example23456789secret0client1example23456789'
    const { admin } = await start({ clientSecret }, { clientSecret })
    await admin.authenticate(ALICE)
    const error = await failure(admin.authenticate({ ...ALICE, clientSecret: () => `${clientSecret}x` }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_SECRET_MISMATCH', operation: 'AdminInitiateAuth' })
  })

  test('keeps the secret of the constructor’s app client from another one', async () => {
    const clientSecret = '1example23456789secret0client1example23456789'
    const { admin, lastInput } = await start({ clientSecret }, { clientSecret })
    const { ClientId } = await admin.createUserPoolClient({
      ClientName: 'other',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    })
    await admin.authenticate({ ...ALICE, clientId: ClientId })
    expect(lastInput('AdminInitiateAuth')).toMatchObject({ ClientId })
    expect(lastInput('AdminInitiateAuth').AuthParameters).not.toHaveProperty('SECRET_HASH')
  })

  test('takes the constructor’s app client where a choice is undefined, or the same', async () => {
    const clientSecret = '1example23456789secret0client1example23456789'
    const { admin, local } = await start({ clientSecret }, { clientSecret })
    await admin.authenticate({ ...ALICE, clientId: undefined, clientSecret: undefined })
    await admin.authenticate({ ...ALICE, clientId: local.clientId })
  })

  test('asks its handlers, again after a wrong answer', async () => {
    const { admin, clock, local } = await start(withFactors(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']))
    const asked: string[] = []
    const { tokens } = await admin.authenticate({
      ...ALICE,
      challenges: {
        selectMfaType(challenge) {
          asked.push(challenge.name)
          return 'SOFTWARE_TOKEN_MFA'
        },
        softwareTokenMfa(challenge, { attempt }) {
          asked.push(`${challenge.name} ${attempt}`)
          const code = totp(clock.wallMs())
          return attempt === 1 ? wrong(code) : code
        },
      },
    })
    expect(decodeClaims(tokens.accessToken).username).toBe('alice')
    expect(asked).toEqual(['SELECT_MFA_TYPE', 'SOFTWARE_TOKEN_MFA 1', 'SOFTWARE_TOKEN_MFA 2'])
    expect(local.counts.all()).toEqual({ AdminInitiateAuth: 1, AdminRespondToAuthChallenge: 3 })
  })

  test('stops at a challenge, which can be answered later, elsewhere', async () => {
    const { admin, local, cognito } = await start({ users: [{ ...ALICE, temporaryPassword: true }] })
    const error = await failure(admin.authenticate(ALICE))
    if (!(error instanceof ChallengeError)) throw error
    expect(error.name).toBe('NewPasswordRequiredChallengeError')
    const stored = JSON.parse(JSON.stringify(error.challenge))
    const { username } = await admin.respond(stored, { newPassword: BOB.password })
    expect(username).toBe('alice')
    expect(local.counts.all()).toEqual({ AdminInitiateAuth: 1, AdminRespondToAuthChallenge: 1 })
    expect(await failure(cognito().authenticate())).not.toBeInstanceOf(ChallengeError)
  })

  test('sets an authenticator up', async () => {
    const options = withFactors([], { pool: { MfaConfiguration: 'ON' }, users: [ALICE] })
    const { admin, clock, local } = await start({
      ...options,
      mfa: { SoftwareTokenMfaConfiguration: { Enabled: true } },
    })
    await admin.authenticate({
      ...ALICE,
      challenges: {
        async mfaSetup(_, { associateSoftwareToken }) {
          const { secret } = await associateSoftwareToken()
          return totp(clock.wallMs(), secret)
        },
      },
    })
    expect((await admin.getUser('alice')).mfa).toEqual(['SOFTWARE_TOKEN_MFA'])
    expect(local.counts.all()).toMatchObject({ AssociateSoftwareToken: 1, VerifySoftwareToken: 1 })
  })

  test('proves a device that the pool remembers', async () => {
    const pool = { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } }
    const { admin, config, local } = await start({ pool })
    const { tokens, newDevice } = await admin.authenticate(ALICE)
    if (!newDevice) expect.fail('the pool handed out no device')
    const device = await confirmDevice(createAppClient(config), tokens.accessToken, newDevice)
    local.counts.reset()
    expect((await admin.authenticate({ ...ALICE, device })).newDevice).toBeUndefined()
    expect(local.counts.all()).toEqual({ AdminInitiateAuth: 1, AdminRespondToAuthChallenge: 2 })
  })

  test.each([
    ['a wrong password', { password: BOB.password }, 'ERR_POOLPASS_WRONG_CREDENTIALS'],
    ['an unknown user', { username: 'nobody' }, 'ERR_POOLPASS_WRONG_CREDENTIALS'],
    ['an unknown app client', { clientId: 'nowhere' }, 'ERR_POOLPASS_CONFIGURATION'],
    ['no password', { password: '' }, 'ERR_POOLPASS_INVALID_OPTION'],
    ['a handler of nothing', { challenges: { retinaScan: () => 'x' } }, 'ERR_POOLPASS_INVALID_OPTION'],
    ['an option that nobody knows', { passwrd: 'x' }, 'ERR_POOLPASS_INVALID_OPTION'],
  ])('is refused for %s', async (_, wrongOptions, code) => {
    const { admin } = await start()
    const call = async () => admin.authenticate({ ...ALICE, ...wrongOptions } as never)
    expect(await failure(call())).toMatchObject({ code })
  })

  test('needs an app client', async () => {
    const { admin, local } = await start({}, { clientId: undefined })
    const error = await failure(admin.authenticate(ALICE))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'clientId' })
    await admin.authenticate({ ...ALICE, clientId: local.clientId })
  })

  test('starts over when an answer is lost', async () => {
    const { admin, local, settle } = await startAdmin(ADMIN_FLOW, {}, ({ config }) => ({
      requestHandler: countedHandler(config.fetch ?? fetch),
    }))
    local.failNext({ operation: 'AdminInitiateAuth', dropConnection: 'after' })
    await settle(admin.authenticate(ALICE))
    expect(local.counts.of('AdminInitiateAuth')).toBe(2)
  })

  test('ends when there is no answer in time', async () => {
    const { admin, local, settle, clock } = await start()
    local.failNext({ operation: 'AdminInitiateAuth', until: new Promise(() => {}) })
    const startedAtMs = clock.monotonicMs()
    const error = await failure(settle(admin.authenticate(ALICE), { stepSeconds: 1 }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(clock.monotonicMs() - startedAtMs).toBeLessThanOrEqual(32_000)
  })
})
