import { createSigningKeys, type LocalCognito, type PoolSettings, startLocalCognito } from '@poolpass/local'
import { clientEphemeralKey } from 'poolpass/srp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, INCORRECT, PASSWORD, respond, SIGV4, send, srpResponses } from './support/wire.js'

const SPENT = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const WRONG_CODE = 'CodeMismatchException: Invalid code or auth state for the user.'
const CODES: PoolSettings = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
}
const VERIFIED = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+4930901820',
  phone_number_verified: 'true',
}

const signingKeys = await createSigningKeys()
let local: LocalCognito

const start = async (pool: PoolSettings = CODES, client = {}) => {
  local = await startLocalCognito({
    signingKeys,
    pool,
    mfa: { EmailMfaConfiguration: {}, SoftwareTokenMfaConfiguration: { Enabled: true } },
    client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'], ...client },
    users: [
      { username: 'alice', password: PASSWORD, attributes: VERIFIED },
      { username: 'bob', password: PASSWORD, attributes: { email: 'bob@example.com' } },
      { username: 'fay', password: PASSWORD, temporaryPassword: true, attributes: { ...VERIFIED, email: 'f@x.io' } },
      { username: 'mia', password: PASSWORD, attributes: { ...VERIFIED, email: 'm@x.io' }, mfa: ['EMAIL_OTP'] },
      { username: 'una', password: PASSWORD, attributes: { ...VERIFIED, email: 'u@x.io' }, confirmed: false },
    ],
  })
}
beforeEach(() => start())
afterEach(() => local.close())

const initiate = (parameters: object = {}, USERNAME = 'alice', more = {}) =>
  send(local, 'InitiateAuth', {
    AuthFlow: 'USER_AUTH',
    ClientId: local.clientId,
    AuthParameters: { USERNAME, ...parameters },
    ...more,
  })
const preferring = (PREFERRED_CHALLENGE: string, parameters: object = {}, USERNAME?: string) =>
  initiate({ PREFERRED_CHALLENGE, ...parameters }, USERNAME)
const answer = (name: string, Session: string | undefined, responses: object, USERNAME = 'alice') =>
  respond(local, name, { USERNAME, ...responses }, { Session })
const lastCode = () => local.inbox.at(-1)?.code ?? ''
const otherCode = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)

describe('USER_AUTH', () => {
  it('offers what the pool allows and the user has', async () => {
    const { body } = await initiate()
    expect(body).toEqual({
      ChallengeName: 'SELECT_CHALLENGE',
      ChallengeParameters: {},
      Session: expect.any(String),
      AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
    })
    for (const [username, available] of [
      ['bob', ['PASSWORD_SRP', 'PASSWORD']],
      ['fay', ['PASSWORD_SRP', 'PASSWORD']],
    ] as const) {
      expect((await initiate({}, username)).body.AvailableChallenges).toEqual(available)
    }
  })

  it.each(['WEB_AUTHN', 'NONSENSE'])('offers a choice where %s is preferred and not to be had', async name => {
    expect((await preferring(name)).body.ChallengeName).toBe('SELECT_CHALLENGE')
    expect((await preferring('EMAIL_OTP', {}, 'bob')).body.ChallengeName).toBe('SELECT_CHALLENGE')
    expect(local.inbox).toEqual([])
  })

  it('needs ALLOW_USER_AUTH, and a tier above LITE', async () => {
    const { body } = await admin(local, 'CreateUserPoolClient', { ClientName: 'plain' })
    const ClientId = body.UserPoolClient.ClientId
    expect((await initiate({}, 'alice', { ClientId })).error).toMatch(/^InvalidParameterException: USER_AUTH is not/)
    const lite = (await send(local, 'CreateUserPool', { PoolName: 'lite', UserPoolTier: 'LITE' }, SIGV4)).body.UserPool
    const client = { UserPoolId: lite.Id, ClientName: 'app', ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }
    expect((await admin(local, 'CreateUserPoolClient', client)).error).toMatch(/^FeatureUnavailableInTierException/)
  })

  it('refuses a Session: none of this pool’s lead here', async () => {
    const { Session } = (await initiate()).body
    expect((await initiate({}, 'alice', { Session })).error).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    )
  })

  it('is open to administrators', async () => {
    const { body } = await admin(local, 'AdminInitiateAuth', {
      AuthFlow: 'USER_AUTH',
      ClientId: local.clientId,
      AuthParameters: { USERNAME: 'alice' },
    })
    expect(body.AvailableChallenges).toContain('PASSWORD')
  })
})

describe('PASSWORD', () => {
  it('may come along at once', async () => {
    const { body } = await preferring('PASSWORD', { PASSWORD })
    expect(body.AuthenticationResult).toHaveProperty('RefreshToken')
    expect((await preferring('PASSWORD', { PASSWORD: 'wrong' })).error).toBe(INCORRECT)
  })

  it('is asked for, and a wrong one ends the sign-in', async () => {
    const { body } = await preferring('PASSWORD')
    expect(body).toMatchObject({ ChallengeName: 'PASSWORD', ChallengeParameters: {} })
    expect((await answer('PASSWORD', body.Session, {})).error).toBe(
      'InvalidParameterException: Missing required parameter PASSWORD',
    )
    expect((await answer('PASSWORD', body.Session, { PASSWORD: 'wrong' })).error).toBe(INCORRECT)
    expect((await answer('PASSWORD', body.Session, { PASSWORD })).error).toBe(SPENT)
    const again = await preferring('PASSWORD')
    expect((await answer('PASSWORD', again.body.Session, { PASSWORD })).body.AuthenticationResult).toBeDefined()
  })

  it('is refused to who may not sign in', async () => {
    expect((await preferring('PASSWORD', { PASSWORD }, 'una')).error).toMatch(/^UserNotConfirmedException/)
    expect((await preferring('EMAIL_OTP', {}, 'una')).error).toMatch(/^UserNotConfirmedException/)
    expect(local.inbox).toEqual([])
  })

  it('leads on to NEW_PASSWORD_REQUIRED and to MFA', async () => {
    expect((await preferring('PASSWORD', { PASSWORD }, 'fay')).body.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    await local.close()
    await start({ ...CODES, MfaConfiguration: 'OPTIONAL' })
    const { body } = await preferring('PASSWORD', { PASSWORD }, 'mia')
    expect([body.ChallengeName, body.AuthenticationResult]).toEqual(['EMAIL_OTP', undefined])
    expect(lastCode()).toMatch(/^\d{6}$/)
    const code = { EMAIL_OTP_CODE: lastCode() }
    expect((await answer('EMAIL_OTP', body.Session, code, 'mia')).body.AuthenticationResult).toBeDefined()
  })
})

describe('PASSWORD_SRP', () => {
  const ephemeralKey = clientEphemeralKey()
  const SRP_A = ephemeralKey.publicKey.toString(16)
  const verify = async (initiated: Awaited<ReturnType<typeof initiate>>, password?: string, Session?: string) =>
    respond(
      local,
      'PASSWORD_VERIFIER',
      await srpResponses(local, { initiated, ephemeralKey }, password === undefined ? {} : { password }),
      { Session: Session ?? initiated.body.Session },
    )

  it('with SRP_A leads to PASSWORD_VERIFIER, with a Session that the answer must name', async () => {
    const initiated = await preferring('PASSWORD_SRP', { SRP_A })
    expect(initiated.body).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER', Session: expect.any(String) })
    const responses = await srpResponses(local, { initiated, ephemeralKey })
    expect((await respond(local, 'PASSWORD_VERIFIER', responses)).error).toBe(
      'InvalidParameterException: Missing required parameter Session',
    )
    expect((await verify(initiated)).body.AuthenticationResult).toBeDefined()
    expect((await verify(initiated)).error).toBe(SPENT)
  })

  it('with a wrong password ends the sign-in', async () => {
    const initiated = await preferring('PASSWORD_SRP', { SRP_A })
    expect((await verify(initiated, 'wrong')).error).toBe(INCORRECT)
    expect((await verify(initiated)).error).toBe(SPENT)
  })

  it('refuses the proof of one user with the session of another', async () => {
    const [own, other] = [
      await preferring('PASSWORD_SRP', { SRP_A }),
      await preferring('PASSWORD_SRP', { SRP_A }, 'bob'),
    ]
    expect((await verify(own, PASSWORD, other.body.Session)).error).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    )
  })

  it('asks for SRP_A where it did not come along', async () => {
    const { body } = await preferring('PASSWORD_SRP')
    expect(body.ChallengeName).toBe('PASSWORD_SRP')
    expect((await answer('PASSWORD_SRP', body.Session, { SRP_A: 'nonsense' })).error).toBe(
      'InvalidParameterException: Invalid SRP_A',
    )
    const asked = await answer('PASSWORD_SRP', body.Session, { SRP_A })
    expect(asked.body.ChallengeName).toBe('PASSWORD_VERIFIER')
    expect((await verify(asked)).body.AuthenticationResult).toBeDefined()
  })
})

describe('EMAIL_OTP and SMS_OTP', () => {
  it.each([
    ['EMAIL_OTP', 'EMAIL', 'a***@e***', 'alice@example.com'],
    ['SMS_OTP', 'SMS', '+*******1820', '+4930901820'],
  ])('%s sends a code of eight digits, which alone signs in', async (name, medium, masked, to) => {
    const { body } = await preferring(name)
    expect(body).toMatchObject({
      ChallengeName: name,
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: medium,
        CODE_DELIVERY_DESTINATION: masked,
        USER_ID_FOR_SRP: 'alice',
      },
      AvailableChallenges: expect.arrayContaining([name]),
    })
    expect(local.inbox).toMatchObject([{ to, medium, kind: name, code: expect.stringMatching(/^\d{8}$/) }])
    const give = (code: string) => answer(name, body.Session, { [`${name}_CODE`]: code })
    expect((await give(otherCode(lastCode()))).error).toBe(WRONG_CODE)
    expect((await give(lastCode())).body.AuthenticationResult).toBeDefined()
    expect((await give(lastCode())).error).toBe(SPENT)
  })

  it('are not offered to users with MFA, nor where the pool demands it', async () => {
    await local.close()
    await start({ ...CODES, MfaConfiguration: 'OPTIONAL' })
    expect((await preferring('EMAIL_OTP', {}, 'mia')).body).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
    })
    expect((await preferring('EMAIL_OTP')).body.ChallengeName).toBe('EMAIL_OTP')
    await local.close()
    await start({ ...CODES, MfaConfiguration: 'ON' })
    expect((await preferring('EMAIL_OTP')).body.AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
  })

  it('leave no way around MFA that is enabled meanwhile', async () => {
    await local.close()
    await start({ ...CODES, MfaConfiguration: 'OPTIONAL' })
    const { body } = await preferring('SMS_OTP')
    const settings = { Username: 'alice', EmailMfaSettings: { Enabled: true } }
    expect((await admin(local, 'AdminSetUserMFAPreference', settings)).error).toBe('')
    const next = await answer('SMS_OTP', body.Session, { SMS_OTP_CODE: lastCode() })
    expect([next.body.ChallengeName, next.body.AuthenticationResult]).toEqual(['EMAIL_OTP', undefined])
  })

  it('count among GetUserAuthFactors', async () => {
    const { AccessToken } = (await preferring('PASSWORD', { PASSWORD })).body.AuthenticationResult
    expect((await send(local, 'GetUserAuthFactors', { AccessToken })).body.ConfiguredUserAuthFactors).toEqual([
      'PASSWORD',
      'EMAIL_OTP',
      'SMS_OTP',
    ])
  })
})

describe('SELECT_CHALLENGE', () => {
  it.each([
    ['PASSWORD', { PASSWORD }, undefined],
    ['PASSWORD', {}, 'PASSWORD'],
    ['PASSWORD_SRP', {}, 'PASSWORD_SRP'],
    ['PASSWORD_SRP', { SRP_A: clientEphemeralKey().publicKey.toString(16) }, 'PASSWORD_VERIFIER'],
    ['EMAIL_OTP', {}, 'EMAIL_OTP'],
    ['SMS_OTP', {}, 'SMS_OTP'],
  ])('takes %s, with its value or without', async (ANSWER, more, next) => {
    const { Session } = (await initiate()).body
    const { body } = await answer('SELECT_CHALLENGE', Session, { ANSWER, ...more })
    expect(body.ChallengeName).toBe(next)
    expect(body.AuthenticationResult !== undefined).toBe(next === undefined)
    expect((await answer('SELECT_CHALLENGE', Session, { ANSWER, ...more })).error).toBe(SPENT)
  })

  it('refuses what was offered and has gone since', async () => {
    await local.close()
    await start({ ...CODES, MfaConfiguration: 'OPTIONAL' })
    const { Session } = (await initiate()).body
    await admin(local, 'AdminSetUserMFAPreference', { Username: 'alice', EmailMfaSettings: { Enabled: true } })
    expect((await answer('SELECT_CHALLENGE', Session, { ANSWER: 'SMS_OTP' })).error).toMatch(
      /^InvalidParameterException/,
    )
    expect((await answer('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD' })).error).toBe('')
  })

  it('refuses what is not to be had, and lets the user choose again', async () => {
    const { Session } = (await initiate({}, 'bob')).body
    for (const ANSWER of ['EMAIL_OTP', 'WEB_AUTHN', 'NONSENSE']) {
      expect((await answer('SELECT_CHALLENGE', Session, { ANSWER }, 'bob')).error).toMatch(/^InvalidParameterException/)
    }
    const wrong = { ANSWER: 'PASSWORD', PASSWORD: 'wrong' }
    expect((await answer('SELECT_CHALLENGE', Session, wrong, 'bob')).error).toBe(INCORRECT)
    expect((await answer('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD' }, 'bob')).error).toBe(SPENT)
  })
})

describe('an unknown user', () => {
  it('is named where the client says so', async () => {
    expect((await initiate({}, 'ghost')).error).toBe('UserNotFoundException: User does not exist.')
  })

  it('looks like everybody else where it hides them', async () => {
    await local.close()
    await start(CODES, { PreventUserExistenceErrors: 'ENABLED' })
    const known = (await initiate()).body
    const unknown = (await initiate({}, 'ghost')).body
    expect(unknown).toEqual({ ...known, Session: expect.any(String) })
    expect(unknown.Session).toHaveLength(known.Session.length)
    expect((await preferring('PASSWORD', { PASSWORD }, 'ghost')).error).toBe(INCORRECT)

    const sent = (await preferring('EMAIL_OTP', {}, 'ghost@example.com')).body
    expect(sent).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'g***@e***' },
    })
    expect(local.inbox).toEqual([])
    const guess = { EMAIL_OTP_CODE: '12345678' }
    expect((await answer('EMAIL_OTP', sent.Session, guess, 'ghost@example.com')).error).toBe(WRONG_CODE)
    expect((await answer('EMAIL_OTP', sent.Session, guess)).error).toMatch(/^NotAuthorizedException/)
  })

  it('never proves a password', async () => {
    await local.close()
    await start(CODES, { PreventUserExistenceErrors: 'ENABLED' })
    const ephemeralKey = clientEphemeralKey()
    const parameters = { SRP_A: ephemeralKey.publicKey.toString(16) }
    const initiated = await preferring('PASSWORD_SRP', parameters, 'ghost')
    const responses = await srpResponses(local, { initiated, ephemeralKey })
    const { Session } = initiated.body
    expect((await respond(local, 'PASSWORD_VERIFIER', responses, { Session })).error).toBe(INCORRECT)
    expect((await respond(local, 'PASSWORD_VERIFIER', responses, { Session })).error).toBe(SPENT)
  })
})
