import {
  createSigningKeys,
  type LocalCognito,
  type MfaFactor,
  type MfaSettings,
  startLocalCognito,
} from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBase32, stepAt, toBase32, totpCode } from '../src/pool/mfa/totp.js'
import { admin, PASSWORD, respond, SIGV4, send, signIn, tokensOf } from './support/wire.js'

const EXPIRED = 'NotAuthorizedException: Invalid session for the user, session is expired.'
const SPENT = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const INVALID = 'NotAuthorizedException: Invalid session for the user.'
const WRONG_CODE = 'CodeMismatchException: Invalid code or auth state for the user.'
const WRONG_TOTP = 'CodeMismatchException: Invalid code received for user'
const USED_TOTP = 'ExpiredCodeException: Your software token has already been used once.'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const EVERY_FACTOR = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: { Message: 'Your code is {####}' },
}
const CONTACTS = { email: 'alice@example.com', email_verified: 'true', phone_number: '+4930901820' }

const signingKeys = await createSigningKeys()
// A clock that stands still at the start of a TOTP step: no code runs out under way.
const stepStartMs = Math.floor(Date.now() / 30_000) * 30_000
let local: LocalCognito

const start = async (MfaConfiguration: 'OFF' | 'ON' | 'OPTIONAL', mfa: MfaSettings = EVERY_FACTOR) => {
  const enabled = (factor: MfaFactor) => ({ mfa: mfa === EVERY_FACTOR ? [factor] : [] })
  local = await startLocalCognito({
    signingKeys,
    clock: { nowMs: () => stepStartMs },
    pool: { MfaConfiguration },
    mfa,
    users: [
      { username: 'alice', password: PASSWORD, attributes: CONTACTS },
      { username: 'tom', password: PASSWORD, softwareToken: SECRET, ...enabled('SOFTWARE_TOKEN_MFA') },
      { username: 'sue', password: PASSWORD, attributes: { phone_number: '+4930901821' }, ...enabled('SMS_MFA') },
      { username: 'new', password: PASSWORD },
      { username: 'fay', password: PASSWORD, temporaryPassword: true, attributes: { phone_number: '+4930901822' } },
    ],
  })
}
afterEach(() => local.close())

const totp = (secret = SECRET, stepsOff = 0) =>
  totpCode(fromBase32(secret) ?? Buffer.alloc(0), stepAt(local.clock.nowMs()) + stepsOff)
const otherCode = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)
const challenge = async (username: string, password = PASSWORD) => (await signIn(local, { username, password })).body
const answer = (name: string, Session: string | undefined, responses: Record<string, string>, username = 'tom') =>
  respond(local, name, { USERNAME: username, ...responses }, { Session })
const answerTotp = (Session: string, code: string) =>
  answer('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: code })
const prefer = (Username: string, settings: object) =>
  admin(local, 'AdminSetUserMFAPreference', { Username, ...settings })
const lastCode = () => local.inbox.at(-1)?.code ?? ''

describe('TOTP', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('is that of RFC 6238 at %d', async (seconds, code) => {
    await start('OFF')
    expect(totpCode(Buffer.from('12345678901234567890'), stepAt(seconds * 1000))).toBe(code)
  })

  it('has secrets in base32', async () => {
    await start('OFF')
    expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
    expect(fromBase32('mzxw 6ytb oi======')?.toString()).toBe('foobar')
    expect(fromBase32('1')).toBeUndefined()
  })
})

describe('SOFTWARE_TOKEN_MFA', () => {
  beforeEach(() => start('OPTIONAL'))

  it('asks whom it is enabled for, and gives tokens for the right code', async () => {
    const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await challenge('tom')
    expect([ChallengeName, AuthenticationResult]).toEqual(['SOFTWARE_TOKEN_MFA', undefined])
    expect(ChallengeParameters).toEqual({ USER_ID_FOR_SRP: 'tom' })
    expect((await answerTotp(Session, totp())).body.AuthenticationResult).toHaveProperty('RefreshToken')
    expect((await challenge('alice')).AuthenticationResult).toBeDefined()
  })

  it('refuses wrong codes, after which the right one still does', async () => {
    const { Session } = await challenge('tom')
    for (let attempt = 0; attempt < 6; attempt++) {
      expect((await answerTotp(Session, otherCode(totp()))).error).toBe(WRONG_TOTP)
    }
    expect((await answerTotp(Session, 'garbage')).error).toBe(WRONG_TOTP)
    expect((await answer('SOFTWARE_TOKEN_MFA', Session, {})).error).toBe(
      'InvalidParameterException: Missing required parameter SOFTWARE_TOKEN_MFA_CODE',
    )
    expect((await answerTotp(Session, totp())).error).toBe('')
    expect((await answerTotp(Session, totp(SECRET, 1))).error).toBe(SPENT)
  })

  it.each([
    [-2, WRONG_TOTP],
    [-1, ''],
    [1, ''],
    [2, WRONG_TOTP],
  ])('takes a code %d steps off: %j', async (stepsOff, error) => {
    const { Session } = await challenge('tom')
    expect((await answerTotp(Session, totp(SECRET, stepsOff))).error).toBe(error)
  })

  it('takes a code once', async () => {
    const [one, two] = [await challenge('tom'), await challenge('tom')]
    const code = totp()
    expect((await answerTotp(one.Session, code)).error).toBe('')
    expect((await answerTotp(two.Session, code)).error).toBe(USED_TOTP)
    local.clock.advance({ seconds: 30 })
    expect((await answerTotp(two.Session, code)).error).toBe(USED_TOTP)
    expect((await answerTotp(two.Session, totp())).error).toBe('')
  })

  it('takes a code once even when two sessions send it at the same time', async () => {
    const [one, two] = [await challenge('tom'), await challenge('tom')]
    const answers = await Promise.all([one, two].map(({ Session }) => answerTotp(Session, totp())))
    expect(answers.map(({ error }) => error).sort()).toEqual(['', USED_TOTP])
  })

  it('takes one of two answers of one session that come at once', async () => {
    const { Session } = await challenge('tom')
    const answers = await Promise.all([answerTotp(Session, totp()), answerTotp(Session, totp(SECRET, 1))])
    expect(answers.map(({ error }) => error).sort()).toEqual(['', SPENT])
  })

  it('refuses an expired session, and one of another challenge', async () => {
    const { Session } = await challenge('tom')
    expect((await answer('SMS_MFA', Session, { SMS_MFA_CODE: '000000' })).error).toBe(INVALID)
    expect((await answer('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: 'Another-Horse-9' })).error).toBe(INVALID)
    expect((await answer('MFA_SETUP', Session, {})).error).toBe(INVALID)
    expect((await answer('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: totp() }, 'sue')).error).toBe(
      INVALID,
    )
    local.clock.advance({ seconds: 180 })
    expect((await answerTotp(Session, totp())).error).toBe(EXPIRED)
  })

  it('refuses a user who was disabled meanwhile', async () => {
    const { Session } = await challenge('tom')
    await admin(local, 'AdminDisableUser', { Username: 'tom' })
    expect((await answerTotp(Session, totp())).error).toBe('NotAuthorizedException: User is disabled.')
  })
})

describe('SMS_MFA and EMAIL_OTP', () => {
  beforeEach(() => start('OPTIONAL'))

  it('send a code of six digits to the inbox, and show where to', async () => {
    const { ChallengeName, ChallengeParameters, Session } = await challenge('sue')
    expect(ChallengeName).toBe('SMS_MFA')
    expect(ChallengeParameters).toEqual({
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******1821',
      USER_ID_FOR_SRP: 'sue',
    })
    expect(local.inbox).toEqual([
      {
        to: '+4930901821',
        medium: 'SMS',
        kind: 'SMS_MFA',
        code: expect.stringMatching(/^\d{6}$/),
        sentAt: expect.stringMatching(/^\d{4}-.*Z$/),
        username: 'sue',
      },
    ])
    expect((await answer('SMS_MFA', Session, { SMS_MFA_CODE: lastCode() }, 'sue')).error).toBe('')
  })

  it('refuse wrong codes and those of another session, after which the right one still does', async () => {
    const one = await challenge('sue')
    const first = lastCode()
    const two = await challenge('sue')
    const second = lastCode()
    for (const code of [otherCode(second), ...(first === second ? [] : [first])]) {
      expect((await answer('SMS_MFA', two.Session, { SMS_MFA_CODE: code }, 'sue')).error).toBe(WRONG_CODE)
    }
    expect((await answer('SMS_MFA', two.Session, { SMS_MFA_CODE: second }, 'sue')).error).toBe('')
    expect((await answer('SMS_MFA', two.Session, { SMS_MFA_CODE: second }, 'sue')).error).toBe(SPENT)
    expect((await answer('SMS_MFA', one.Session, { SMS_MFA_CODE: first }, 'sue')).error).toBe('')
  })

  it('work with e-mail', async () => {
    await prefer('alice', { EmailMfaSettings: { Enabled: true, PreferredMfa: true } })
    const { ChallengeName, ChallengeParameters, Session } = await challenge('alice')
    expect(ChallengeName).toBe('EMAIL_OTP')
    expect(ChallengeParameters).toEqual({
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: 'a***@e***',
      USER_ID_FOR_SRP: 'alice',
    })
    const give = (code: string) => answer('EMAIL_OTP', Session, { EMAIL_OTP_CODE: code }, 'alice')
    expect((await give(otherCode(lastCode()))).error).toBe(WRONG_CODE)
    expect((await give(lastCode())).body.AuthenticationResult).toBeDefined()
  })
})

describe('GET /_local/inbox', () => {
  beforeEach(() => start('OPTIONAL'))
  const get = (headers = {}, method = 'GET') => local.fetch(`${local.endpoint}/_local/inbox`, { headers, method })

  it('shows what was sent, to no page of another origin', async () => {
    await challenge('sue')
    const response = await fetch(`${local.endpoint}/_local/inbox`, { headers: { origin: 'https://evil.example' } })
    expect(await response.json()).toEqual({ messages: local.inbox })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect((await get({}, 'OPTIONS')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is not for another Host', async () => {
    expect((await local.fetch('http://evil.example/_local/inbox')).status).toBe(403)
  })
})

describe('SELECT_MFA_TYPE', () => {
  beforeEach(async () => {
    await start('OPTIONAL')
    const Enabled = { Enabled: true }
    await prefer('alice', { SMSMfaSettings: Enabled, EmailMfaSettings: Enabled })
  })
  const select = (Session: string, ANSWER: string) => answer('SELECT_MFA_TYPE', Session, { ANSWER }, 'alice')

  it('comes where several are enabled and none is preferred', async () => {
    const { ChallengeName, ChallengeParameters, Session } = await challenge('alice')
    expect(ChallengeName).toBe('SELECT_MFA_TYPE')
    expect(ChallengeParameters).toEqual({ MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]', USER_ID_FOR_SRP: 'alice' })
    expect(local.inbox).toEqual([])
    for (const name of ['SOFTWARE_TOKEN_MFA', 'NONE']) {
      expect((await select(Session, name)).error).toMatch(/^InvalidParameterException/)
    }
    const chosen = (await select(Session, 'SMS_MFA')).body
    expect(chosen).toMatchObject({ ChallengeName: 'SMS_MFA', Session: expect.not.stringMatching(Session) })
    expect((await select(Session, 'SMS_MFA')).error).toBe(SPENT)
    const code = { SMS_MFA_CODE: lastCode() }
    expect((await answer('SMS_MFA', chosen.Session, code, 'alice')).body.AuthenticationResult).toBeDefined()
  })

  it.each(['EMAIL_OTP', 'EMAIL_MFA'])('takes %s for e-mail', async name => {
    const { Session } = await challenge('alice')
    expect((await select(Session, name)).body.ChallengeName).toBe('EMAIL_OTP')
  })

  it('does not come where one is preferred', async () => {
    await prefer('alice', { EmailMfaSettings: { Enabled: true, PreferredMfa: true } })
    expect((await challenge('alice')).ChallengeName).toBe('EMAIL_OTP')
  })
})

describe('MFA_SETUP', () => {
  const associate = (Session: string) => send(local, 'AssociateSoftwareToken', { Session })
  const verify = (Session: string, UserCode: string, more = {}) =>
    send(local, 'VerifySoftwareToken', { Session, UserCode, ...more })
  const finish = (Session: string, more = {}) => answer('MFA_SETUP', Session, more, 'new')

  it('leads from the password to tokens through an authenticator', async () => {
    await start('ON')
    const { ChallengeName, ChallengeParameters, Session } = await challenge('new')
    expect(ChallengeName).toBe('MFA_SETUP')
    expect(ChallengeParameters).toEqual({
      MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]',
      USER_ID_FOR_SRP: 'new',
    })
    expect((await finish(Session)).error).toMatch(/^InvalidParameterException/)
    const associated = (await associate(Session)).body
    expect(associated.SecretCode).toMatch(/^[A-Z2-7]{52}$/)
    expect((await associate(Session)).error).toBe(SPENT)
    expect((await finish(associated.Session)).error).toMatch(/^InvalidParameterException/)

    expect((await verify(associated.Session, otherCode(totp(associated.SecretCode)))).error).toBe(
      'EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA',
    )
    const verified = (await verify(associated.Session, totp(associated.SecretCode), { FriendlyDeviceName: 'pad' })).body
    expect(verified).toEqual({ Status: 'SUCCESS', Session: expect.any(String) })
    expect((await finish(verified.Session, { SOFTWARE_TOKEN_MFA_CODE: '000000' })).body).toHaveProperty(
      'AuthenticationResult',
    )
    expect((await finish(verified.Session)).error).toBe(SPENT)

    const again = await challenge('new')
    expect(again.ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    expect(again.ChallengeParameters).toEqual({ FRIENDLY_DEVICE_NAME: 'pad', USER_ID_FOR_SRP: 'new' })
    const give = (code: string) => answer('SOFTWARE_TOKEN_MFA', again.Session, { SOFTWARE_TOKEN_MFA_CODE: code }, 'new')
    expect((await give(totp(associated.SecretCode))).error).toBe(USED_TOTP)
    expect((await give(totp(associated.SecretCode, 1))).error).toBe('')
  })

  it('takes an e-mail address, and a code that was sent there', async () => {
    await start('ON')
    const { Session } = await challenge('new')
    expect((await finish(Session, { EMAIL: 'no address' })).error).toMatch(/^InvalidParameterException/)
    const sent = (await finish(Session, { EMAIL: 'new@example.com' })).body
    expect(sent.ChallengeName).toBe('EMAIL_OTP')
    expect(local.inbox.at(-1)?.to).toBe('new@example.com')
    expect(local.user('new').attributes).toEqual({})
    const give = (code: string) => answer('EMAIL_OTP', sent.Session, { EMAIL_OTP_CODE: code }, 'new')
    expect((await give(otherCode(lastCode()))).error).toBe(WRONG_CODE)
    expect((await give(lastCode())).body.AuthenticationResult).toBeDefined()
    expect(local.user('new').attributes).toEqual({ email: 'new@example.com', email_verified: 'true' })
    expect((await challenge('new')).ChallengeName).toBe('EMAIL_OTP')
  })

  it('offers what the pool offers, and takes nothing else', async () => {
    await start('ON', { EmailMfaConfiguration: {} })
    const { ChallengeParameters, Session } = await challenge('new')
    expect(ChallengeParameters.MFAS_CAN_SETUP).toBe('["EMAIL_OTP"]')
    expect((await associate(Session)).error).toBe(INVALID)
  })

  it.each(['AssociateSoftwareToken', 'VerifySoftwareToken'])('%s refuses sessions of any other kind', async name => {
    await start('ON')
    const { Session } = await challenge('tom')
    for (const text of [Session, 'x'.repeat(40)]) {
      expect((await send(local, name, { Session: text, UserCode: '000000' })).error).toBe(INVALID)
    }
    expect((await send(local, name, { UserCode: '000000' })).error).toMatch(/^InvalidParameterException/)
  })

  it('ends where another sign-in has set a factor up since', async () => {
    await start('ON')
    const [first, second, third, byMail, mailed] = [
      (await challenge('new')).Session,
      (await associate((await challenge('new')).Session)).body,
      (await challenge('new')).Session,
      (await challenge('new')).Session,
      (await finish((await challenge('new')).Session, { EMAIL: 'new@example.com' })).body.Session,
    ]
    const code = lastCode()
    const { SecretCode, Session } = (await associate(first)).body
    const verified = (await verify(Session, totp(SecretCode))).body
    expect((await verify(second.Session, totp(second.SecretCode))).error).toBe(INVALID)
    expect((await associate(third)).error).toBe(INVALID)
    expect((await finish(byMail, { EMAIL: 'new@example.com' })).error).toBe(INVALID)
    expect((await answer('EMAIL_OTP', mailed, { EMAIL_OTP_CODE: code }, 'new')).error).toBe(INVALID)
    expect((await finish(verified.Session)).body).toHaveProperty('AuthenticationResult')
  })

  it('comes after the new password', async () => {
    await start('ON')
    const first = await challenge('fay')
    expect(first.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    const next = (await answer('NEW_PASSWORD_REQUIRED', first.Session, { NEW_PASSWORD: 'Another-Horse-9' }, 'fay')).body
    expect(next).toMatchObject({ ChallengeName: 'SMS_MFA' })
    expect(next).not.toHaveProperty('AuthenticationResult')
    expect((await answer('SMS_MFA', next.Session, { SMS_MFA_CODE: lastCode() }, 'fay')).error).toBe('')
  })
})

describe('MfaConfiguration', () => {
  it('OFF asks for nothing, whatever the user enabled', async () => {
    await start('OFF')
    await prefer('alice', { EmailMfaSettings: { Enabled: true } })
    expect((await challenge('alice')).AuthenticationResult).toBeDefined()
  })

  it('ON asks for what the user has: the authenticator, then the telephone', async () => {
    await start('ON')
    expect((await challenge('tom')).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    expect((await challenge('alice')).ChallengeName).toBe('SMS_MFA')
  })

  it('is set and shown', async () => {
    await start('OFF', {})
    const set = (more: object) => admin(local, 'SetUserPoolMfaConfig', more)
    expect((await set({ MfaConfiguration: 'ON' })).error).toMatch(/^InvalidParameterException/)
    const softwareToken = { SoftwareTokenMfaConfiguration: { Enabled: true }, MfaConfiguration: 'ON' }
    expect((await set(softwareToken)).body).toEqual(softwareToken)
    expect((await admin(local, 'GetUserPoolMfaConfig')).body).toEqual(softwareToken)
    expect((await admin(local, 'DescribeUserPool')).body.UserPool.MfaConfiguration).toBe('ON')
    expect((await challenge('new')).ChallengeName).toBe('MFA_SETUP')
    expect((await set({ MfaConfiguration: 'OPTIONAL', ...EVERY_FACTOR })).body).toEqual({
      MfaConfiguration: 'OPTIONAL',
      ...EVERY_FACTOR,
    })
    expect((await set({ WebAuthnConfiguration: { RelyingPartyId: 'x' } })).error).toMatch(/WebAuthn.* not implemented/)
    expect((await set({})).body).toEqual({ MfaConfiguration: 'OFF' })
  })

  it('comes with SMS where CreateUserPool configures it', async () => {
    await start('OFF', {})
    const { SmsConfiguration } = EVERY_FACTOR.SmsMfaConfiguration
    const settings = { PoolName: 'sms', MfaConfiguration: 'ON', SmsConfiguration }
    const { UserPool } = (await send(local, 'CreateUserPool', settings, SIGV4)).body
    expect((await admin(local, 'GetUserPoolMfaConfig', { UserPoolId: UserPool.Id })).body).toEqual({
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsConfiguration },
    })
  })
})

describe('with an access token', () => {
  it('a software token is set up, and asked for once it is enabled', async () => {
    await start('OPTIONAL')
    const { AccessToken } = await tokensOf(local)
    const associated = (await send(local, 'AssociateSoftwareToken', { AccessToken })).body
    expect(associated).toEqual({ SecretCode: expect.stringMatching(/^[A-Z2-7]{52}$/) })
    const enable = () =>
      send(local, 'SetUserMFAPreference', {
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      })
    expect((await enable()).error).toBe(
      'InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    )
    const verify = (UserCode: string) => send(local, 'VerifySoftwareToken', { AccessToken, UserCode })
    const code = totp(associated.SecretCode)
    expect((await verify('12345')).error).toMatch(/^InvalidParameterException: 1 validation error/)
    expect((await verify(otherCode(code))).error).toMatch(/^EnableSoftwareTokenMFAException/)
    expect((await verify(code)).body).toEqual({ Status: 'SUCCESS' })
    expect((await challenge('alice')).AuthenticationResult).toBeDefined()

    expect((await enable()).body).toEqual({})
    expect((await send(local, 'GetUser', { AccessToken })).body).toMatchObject({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    })
    const { Session, ChallengeName } = await challenge('alice')
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    const give = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      answer('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE }, 'alice')
    expect((await give(code)).error).toBe(USED_TOTP)
    expect((await give(totp(associated.SecretCode, 1))).error).toBe('')
  })

  it('a second set-up leaves the first token in force until it is verified', async () => {
    await start('OPTIONAL')
    const { Session } = await challenge('tom')
    const { AccessToken } = (await answerTotp(Session, totp(SECRET, -1))).body.AuthenticationResult
    await send(local, 'AssociateSoftwareToken', { AccessToken })
    expect((await answerTotp((await challenge('tom')).Session, totp())).error).toBe('')
  })

  it('no software token is set up where the pool does not offer it', async () => {
    await start('OPTIONAL', { EmailMfaConfiguration: {} })
    const { AccessToken } = await tokensOf(local)
    expect((await send(local, 'AssociateSoftwareToken', { AccessToken })).error).toBe(
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    )
  })

  it('preferences are held to what makes sense', async () => {
    await start('OPTIONAL')
    const both = { Enabled: true, PreferredMfa: true }
    for (const settings of [
      { SMSMfaSettings: both, EmailMfaSettings: both },
      { SMSMfaSettings: { PreferredMfa: true } },
      { WebAuthnMfaSettings: { Enabled: true } },
    ]) {
      expect((await prefer('alice', settings)).error).toMatch(/^InvalidParameterException/)
    }
    expect((await prefer('new', { SMSMfaSettings: { Enabled: true } })).error).toBe(
      'InvalidParameterException: User does not have delivery config set to turn on SMS_MFA',
    )
    await prefer('alice', { SMSMfaSettings: both, EmailMfaSettings: { Enabled: true } })
    const { PreferredMfaSetting, UserMFASettingList } = (await admin(local, 'AdminGetUser', { Username: 'alice' })).body
    expect([PreferredMfaSetting, UserMFASettingList]).toEqual(['SMS_MFA', ['SMS_MFA', 'EMAIL_OTP']])
    await prefer('alice', { SMSMfaSettings: { Enabled: false }, EmailMfaSettings: { Enabled: false } })
    const after = (await admin(local, 'AdminGetUser', { Username: 'alice' })).body
    expect(after).not.toHaveProperty('PreferredMfaSetting')
    expect(after).not.toHaveProperty('UserMFASettingList')
  })

  it('no factor is switched off where the pool demands one', async () => {
    await start('ON')
    await prefer('sue', { SMSMfaSettings: { Enabled: false } })
    expect((await challenge('sue')).ChallengeName).toBe('SMS_MFA')
  })

  it('GetUserAuthFactors lists the factors', async () => {
    await start('OFF')
    const { AccessToken } = await tokensOf(local)
    expect((await send(local, 'GetUserAuthFactors', { AccessToken })).body).toEqual({
      Username: 'alice',
      ConfiguredUserAuthFactors: ['PASSWORD'],
    })
  })
})
