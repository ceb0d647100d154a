import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
