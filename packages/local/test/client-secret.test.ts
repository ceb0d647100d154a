import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { confirmDevice, deviceResponses, startDevice } from './support/device.js'
import { PASSWORD, renew, respond, secretHash, send, signIn, srpResponses, startSrp } from './support/wire.js'

const SECRET = 'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmno'
const signingKeys = await createSigningKeys()
let local: LocalCognito
let missing: string
let unverified: string
let username: string

const ALIAS = 'alice@example.com'
const hashOf = (name: string, secret = SECRET) => ({ SECRET_HASH: secretHash(secret, name, local.clientId) })

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    clientSecret: SECRET,
    client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    pool: { UsernameAttributes: ['email'] },
    users: [{ username: ALIAS, password: PASSWORD }],
  })
  username = local.user(ALIAS).username
  missing = `NotAuthorizedException: Client ${local.clientId} is configured with secret but SECRET_HASH was not received`
  unverified = `NotAuthorizedException: Unable to verify secret hash for client ${local.clientId}`
})
afterEach(() => local.close())

it('knows the published value', () => {
  expect(secretHash('1example23456789secret0client', 'jane.doe', '1example23456789')).toBe(
    '1geP20ojDt6GbgQA/M1caYkb0wV8MIbyvCDerkUVkIY=',
  )
})

describe('SECRET_HASH in a sign-in', () => {
  it('is over the USERNAME of each request', async () => {
    const { error } = await signIn(local, { username: ALIAS, start: hashOf(ALIAS), answer: hashOf(username) })
    expect(error).toBe('')
  })

  it('may be over the alias in the answer, if that is the USERNAME there', async () => {
    const answer = { USERNAME: ALIAS, ...hashOf(ALIAS) }
    expect((await signIn(local, { username: ALIAS, start: hashOf(ALIAS), answer })).error).toBe('')
  })

  it('is refused over the alias where the real username is sent', async () => {
    const answer = hashOf(ALIAS)
    expect((await signIn(local, { username: ALIAS, start: hashOf(ALIAS), answer })).error).toBe(unverified)
  })

  it('is required in both requests', async () => {
    expect((await signIn(local, { username: ALIAS })).error).toBe(missing)
    expect((await signIn(local, { username: ALIAS, start: hashOf(ALIAS) })).error).toBe(missing)
  })

  it.each(['', 'x', 'ä'.repeat(44)])('is refused when it is %j', async SECRET_HASH => {
    const { error } = await signIn(local, { username: ALIAS, start: { SECRET_HASH } })
    expect(error).toBe(unverified)
  })

  it('is refused under another secret', async () => {
    const { error } = await signIn(local, { username: ALIAS, start: hashOf(ALIAS, `${SECRET.slice(1)}z`) })
    expect(error).toBe(unverified)
  })

  it('is checked in USER_PASSWORD_AUTH', async () => {
    const attempt = (more: object) =>
      send(local, 'InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: local.clientId,
        AuthParameters: { USERNAME: ALIAS, PASSWORD, ...more },
      })
    expect((await attempt({})).error).toBe(missing)
    expect((await attempt(hashOf(username))).error).toBe(unverified)
    expect((await attempt(hashOf(ALIAS))).error).toBe('')
  })

  it('is refused by a client without a secret', async () => {
    await using open = await startLocalCognito({ signingKeys, users: [{ username: 'alice', password: PASSWORD }] })
    const refused = `NotAuthorizedException: Unable to verify secret hash for client ${open.clientId}`
    const start = { SECRET_HASH: secretHash(SECRET, 'alice', open.clientId) }
    expect((await signIn(open, { start })).error).toBe(refused)
    const started = await startSrp(open)
    const responses = await srpResponses(open, started, { answer: start })
    expect((await respond(open, 'PASSWORD_VERIFIER', responses)).error).toBe(refused)
  })
})

describe('a client secret in a renewal', () => {
  const refresh = async () =>
    (await signIn(local, { username: ALIAS, start: hashOf(ALIAS), answer: hashOf(username) })).body.AuthenticationResult
      .RefreshToken as string
  const refreshAuth = (REFRESH_TOKEN: string, more: object) =>
    send(local, 'InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: local.clientId,
      AuthParameters: { REFRESH_TOKEN, DEVICE_KEY: null, ...more },
    })

  it('is a hash over the real username in REFRESH_TOKEN_AUTH', async () => {
    const token = await refresh()
    const mismatch = `NotAuthorizedException: SecretHash does not match for the client: ${local.clientId}`
    expect((await refreshAuth(token, {})).error).toBe(missing)
    expect((await refreshAuth(token, hashOf(ALIAS))).error).toBe(mismatch)
    const { body } = await refreshAuth(token, hashOf(username))
    expect(Object.keys(body.AuthenticationResult).sort()).toEqual(['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType'])
  })

  it('is raw in GetTokensFromRefreshToken', async () => {
    const token = await refresh()
    expect((await renew(local, token)).error).toMatch(/^NotAuthorizedException: .*secret was not received$/)
    expect((await renew(local, token, { ClientSecret: `${SECRET.slice(1)}z` })).error).toMatch(
      /^NotAuthorizedException/,
    )
    expect((await renew(local, token, { ClientSecret: SECRET })).error).toBe('')
  })

  it('is raw in RevokeToken', async () => {
    const Token = await refresh()
    const revoke = (more: object) => send(local, 'RevokeToken', { Token, ClientId: local.clientId, ...more })
    expect((await revoke({})).error).toMatch(/^UnauthorizedException/)
    expect((await revoke({ ClientSecret: `${SECRET.slice(1)}z` })).error).toMatch(/^UnauthorizedException/)
    expect((await renew(local, Token, { ClientSecret: SECRET })).error).toBe('')
    expect((await revoke({ ClientSecret: SECRET })).body).toEqual({})
    expect((await renew(local, Token, { ClientSecret: SECRET })).error).toBe(
      'NotAuthorizedException: Refresh Token has been revoked',
    )
  })
})

it('goes with MFA, a device and rotation', async () => {
  await using strict = await startLocalCognito({
    signingKeys,
    clientSecret: SECRET,
    pool: {
      AliasAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    },
    mfa: { EmailMfaConfiguration: {} },
    client: { RefreshTokenRotation: { Feature: 'ENABLED' } },
    users: [
      {
        username: 'alice',
        password: PASSWORD,
        attributes: { email: ALIAS, email_verified: 'true' },
        mfa: ['EMAIL_OTP'],
      },
    ],
  })
  const hash = (name: string) => ({ SECRET_HASH: secretHash(SECRET, name, strict.clientId) })
  const begin = (more = {}) =>
    signIn(strict, { username: ALIAS, start: hash(ALIAS), answer: { ...hash('alice'), ...more } })

  const { Session } = (await begin()).body
  const code = { USERNAME: ALIAS, EMAIL_OTP_CODE: strict.inbox.at(-1)?.code }
  for (const wrong of [{}, hash('alice')]) {
    expect((await respond(strict, 'EMAIL_OTP', { ...code, ...wrong }, { Session })).error).toMatch(/secret/i)
  }
  const { body } = await respond(strict, 'EMAIL_OTP', { ...code, ...hash(ALIAS) }, { Session })
  const tokens = body.AuthenticationResult
  const { device } = await confirmDevice(strict, tokens)
  const renewal = { ClientSecret: SECRET, DeviceKey: device.key }
  const renewed = (await renew(strict, tokens.RefreshToken, renewal)).body.AuthenticationResult
  expect((await renew(strict, tokens.RefreshToken, renewal)).error).toMatch(/^RefreshTokenReuseException/)
  expect((await renew(strict, renewed.RefreshToken, renewal)).error).toBe('')

  const asked = (await begin({ DEVICE_KEY: device.key })).body
  const first = await startDevice(strict, asked.Session, device)
  expect(first.started.error).toMatch(/SECRET_HASH was not received$/)
  const started = await startDevice(strict, asked.Session, device, 'alice', hash('alice'))
  const proof = { ...(await deviceResponses(strict, started, device)), ...hash('alice') }
  const last = await respond(strict, 'DEVICE_PASSWORD_VERIFIER', proof, { Session: started.started.body.Session })
  expect(last.body.AuthenticationResult).toHaveProperty('RefreshToken')
})
