import { createSigningKeys, type LocalCognito, type LocalTriggers, startLocalCognito } from '@poolpass/local'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, claimsOf, getUser, PASSWORD, renew, send, signIn, tokensOf } from './support/wire.js'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    users: [
      {
        username: 'alice',
        password: PASSWORD,
        groups: ['admins', 'staff'],
        attributes: { email: 'a@example.com', email_verified: 'true', address: 'Main St', updated_at: '17' },
      },
      { username: 'bob', password: PASSWORD },
    ],
    groups: [
      { name: 'admins', precedence: 1, roleArn: 'arn:aws:iam::000000000000:role/admins' },
      { name: 'staff', precedence: 2, roleArn: 'arn:aws:iam::000000000000:role/staff' },
    ],
  })
})
afterEach(() => local.close())

describe('tokens', () => {
  it('verify with the published keys, one for each kind', async () => {
    const { AccessToken, IdToken } = await tokensOf(local)
    const keys = createRemoteJWKSet(new URL(`${local.issuer}/.well-known/jwks.json`))
    const access = await jwtVerify(AccessToken, keys, { issuer: local.issuer, algorithms: ['RS256'] })
    const id = await jwtVerify(IdToken, keys, { issuer: local.issuer, audience: local.clientId })
    expect(access.protectedHeader).toEqual({ alg: 'RS256', kid: expect.stringMatching(/^(?=.*[+/]).{43}=$/) })
    expect(id.protectedHeader.kid).not.toBe(access.protectedHeader.kid)
  })

  it('say what Cognito says', async () => {
    const nowSeconds = Math.floor(local.clock.nowMs() / 1000)
    const { AccessToken, IdToken } = await tokensOf(local)
    const common = {
      sub: local.user('alice').sub,
      iss: local.issuer,
      'cognito:groups': ['admins', 'staff'],
      origin_jti: expect.stringMatching(UUID),
      event_id: expect.stringMatching(UUID),
      jti: expect.stringMatching(UUID),
    }
    const access = claimsOf(AccessToken)
    const { iat } = access
    expect(iat - nowSeconds).toBeLessThan(5)
    expect(access).toEqual({
      ...common,
      client_id: local.clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: 'alice',
      auth_time: expect.closeTo(iat, -1),
      iat,
      exp: iat + 3600,
    })
    const id = claimsOf(IdToken)
    expect(id).toEqual({
      ...common,
      aud: local.clientId,
      token_use: 'id',
      'cognito:username': 'alice',
      'cognito:roles': ['arn:aws:iam::000000000000:role/admins', 'arn:aws:iam::000000000000:role/staff'],
      'cognito:preferred_role': 'arn:aws:iam::000000000000:role/admins',
      email: 'a@example.com',
      email_verified: true,
      address: { formatted: 'Main St' },
      updated_at: '17',
      auth_time: access.auth_time,
      iat,
      exp: iat + 3600,
    })
    expect(id.origin_jti).toBe(access.origin_jti)
    expect(id.jti).not.toBe(access.jti)
  })

  it('have no groups claim without groups', async () => {
    const { AccessToken, IdToken } = await tokensOf(local, { username: 'bob' })
    expect(claimsOf(AccessToken)).not.toHaveProperty('cognito:groups')
    expect(claimsOf(IdToken)).not.toHaveProperty('cognito:roles')
  })

  it('come with an opaque refresh token of five parts', async () => {
    const { RefreshToken } = await tokensOf(local)
    expect(RefreshToken).toMatch(/^[A-Za-z0-9-_=.]+$/)
    expect(RefreshToken.split('.')).toHaveLength(5)
    expect(RefreshToken).toHaveLength(1785)
    expect(decodeProtectedHeader(RefreshToken)).toEqual({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })
  })

  it('live as long as the options say, below what the wire permits', async () => {
    await using short = await startLocalCognito({
      signingKeys,
      users: [{ username: 'alice', password: PASSWORD }],
      tokenLifetimes: { accessTokenSeconds: 2, idTokenSeconds: 3, refreshTokenSeconds: 10 },
    })
    const { body } = await signIn(short)
    const tokens = body.AuthenticationResult
    const [access, id] = [claimsOf(tokens.AccessToken), claimsOf(tokens.IdToken)]
    expect([tokens.ExpiresIn, access.exp - access.iat, id.exp - id.iat]).toEqual([2, 2, 3])
    short.clock.advance({ seconds: 2 })
    expect((await getUser(short, tokens.AccessToken)).error).toBe('NotAuthorizedException: Access Token has expired')
    expect((await renew(short, tokens.RefreshToken)).error).toBe('')
    short.clock.advance({ seconds: 8 })
    expect((await renew(short, tokens.RefreshToken)).error).toBe('NotAuthorizedException: Refresh Token has expired')
  })

  it('name the configured issuer, or the address that was used', async () => {
    await using fixed = await startLocalCognito({
      signingKeys,
      issuer: 'https://issuer.example/pool',
      users: [{ username: 'alice', password: PASSWORD }],
    })
    expect(fixed.issuer).toBe('https://issuer.example/pool')
    expect(claimsOf((await tokensOf(fixed)).AccessToken).iss).toBe('https://issuer.example/pool')
    const elsewhere = { ...local, endpoint: local.endpoint.replace('127.0.0.1', 'localhost') }
    expect(claimsOf((await tokensOf(elsewhere)).AccessToken).iss).toBe(`${elsewhere.endpoint}/${local.userPoolId}`)
  })
})

describe('a renewal', () => {
  const refreshAuth = (REFRESH_TOKEN: string, AuthFlow = 'REFRESH_TOKEN_AUTH', more = {}) =>
    send(local, 'InitiateAuth', { AuthFlow, ClientId: local.clientId, AuthParameters: { REFRESH_TOKEN }, ...more })

  it('keeps sub, auth_time and origin_jti, renews jti and times, and has no refresh token', async () => {
    const { AccessToken, RefreshToken } = await tokensOf(local)
    local.clock.advance({ seconds: 100 })
    const before = claimsOf(AccessToken)
    for (const { body } of [
      await renew(local, RefreshToken),
      await refreshAuth(RefreshToken),
      await refreshAuth(RefreshToken, 'REFRESH_TOKEN'),
    ]) {
      expect(Object.keys(body.AuthenticationResult).sort()).toEqual([
        'AccessToken',
        'ExpiresIn',
        'IdToken',
        'TokenType',
      ])
      const after = claimsOf(body.AuthenticationResult.AccessToken)
      const { sub, auth_time, origin_jti } = before
      expect(after).toMatchObject({ sub, auth_time, origin_jti })
      expect(after.iat - before.iat).toBeGreaterThanOrEqual(100)
      expect(after.jti).not.toBe(before.jti)
    }
  })

  it('shows attributes as they are now', async () => {
    const { RefreshToken } = await tokensOf(local)
    const UserAttributes = [{ Name: 'nickname', Value: 'Al' }]
    await admin(local, 'AdminUpdateUserAttributes', { Username: 'alice', UserAttributes })
    const { body } = await renew(local, RefreshToken)
    expect(claimsOf(body.AuthenticationResult.IdToken).nickname).toBe('Al')
  })

  it('refuses garbage, other clients and tokens of another kind', async () => {
    const { AccessToken, RefreshToken } = await tokensOf(local)
    const invalid = 'NotAuthorizedException: Invalid Refresh Token'
    const changed = `${RefreshToken.slice(0, -1)}${RefreshToken.endsWith('A') ? 'B' : 'A'}`
    for (const token of ['garbage', AccessToken, changed]) {
      expect((await renew(local, token)).error).toBe(invalid)
      expect((await refreshAuth(token)).error).toBe(invalid)
    }
    const other = await admin(local, 'CreateUserPoolClient', { ClientName: 'other' })
    const { ClientId } = other.body.UserPoolClient
    expect((await renew(local, RefreshToken, { ClientId })).error).toBe(invalid)
    expect((await renew(local, 'not a token')).error).toMatch(/^InvalidParameterException: 1 .* at 'refreshToken'/)
    expect((await renew(local, RefreshToken)).error).toBe('')
  })

  it('ends with the refresh token', async () => {
    const { RefreshToken } = await tokensOf(local)
    local.clock.advance({ seconds: 30 * 86_400 - 1 })
    expect((await renew(local, RefreshToken)).error).toBe('')
    local.clock.advance({ seconds: 1 })
    expect((await renew(local, RefreshToken)).error).toBe('NotAuthorizedException: Refresh Token has expired')
  })
})

describe('a renewal with rotation', () => {
  const nowMs = Date.now()
  const start = (RetryGracePeriodSeconds: number, triggers: LocalTriggers = {}) =>
    startLocalCognito({
      signingKeys,
      triggers,
      // It stands still, so that the ends of a period can be met exactly.
      clock: { nowMs: () => nowMs },
      users: [{ username: 'alice', password: PASSWORD }],
      client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds } },
    })

  it('replaces the refresh token, whose reuse is refused after the grace period', async () => {
    await using rotating = await start(10)
    const { RefreshToken } = await tokensOf(rotating)
    const next = (await renew(rotating, RefreshToken)).body.AuthenticationResult.RefreshToken
    expect(next).not.toBe(RefreshToken)
    rotating.clock.advance({ seconds: 9 })
    expect((await renew(rotating, RefreshToken)).error).toBe('')
    rotating.clock.advance({ seconds: 1 })
    expect((await renew(rotating, RefreshToken)).error).toMatch(/^RefreshTokenReuseException/)
    expect((await renew(rotating, next)).error).toBe('')
  })

  it.each([0, 1, 60])(
    'with a grace period of %d s takes the old token so long, each time for a new one',
    async grace => {
      await using rotating = await start(grace)
      const { RefreshToken } = await tokensOf(rotating)
      const exchange = async (token: string) => (await renew(rotating, token)).body.AuthenticationResult?.RefreshToken
      const seen = [RefreshToken, await exchange(RefreshToken)]
      if (grace > 0) {
        rotating.clock.advance({ seconds: grace - 0.001 })
        seen.push(await exchange(RefreshToken))
        rotating.clock.advance({ seconds: 0.001 })
      }
      expect((await renew(rotating, RefreshToken)).error).toMatch(/^RefreshTokenReuseException/)
      expect(new Set(seen).size).toBe(seen.length)
      for (const token of seen.slice(1)) expect((await renew(rotating, token)).error).toBe('')
    },
  )

  it('spends nothing where a trigger fails', async () => {
    let isBroken = false
    await using rotating = await start(0, {
      preTokenGeneration() {
        if (isBroken) throw new Error('no tokens')
      },
    })
    const { RefreshToken } = await tokensOf(rotating)
    isBroken = true
    expect((await renew(rotating, RefreshToken)).error).toMatch(/^UserLambdaValidationException/)
    isBroken = false
    expect((await renew(rotating, RefreshToken)).error).toBe('')
    expect((await renew(rotating, RefreshToken)).error).toMatch(/^RefreshTokenReuseException/)
  })

  it('gives tokens once, and none that were revoked, however long a trigger takes', async () => {
    let onCall = async () => {}
    await using rotating = await start(0, { preTokenGeneration: () => onCall() })
    /** Has two requests wait for the trigger, and `meanwhile` happen. */
    const renewTwice = async (token: string, meanwhile = async (): Promise<unknown> => undefined) => {
      let waiting = 0
      let open = () => {}
      const opened = new Promise<void>(resolve => {
        open = resolve
      })
      onCall = async () => {
        if (++waiting === 2) void meanwhile().then(open)
        await opened
      }
      return Promise.all([renew(rotating, token), renew(rotating, token)])
    }
    const { RefreshToken } = await tokensOf(rotating)
    const answers = await renewTwice(RefreshToken)
    const next = answers.find(({ error }) => error === '')?.body.AuthenticationResult.RefreshToken
    expect(answers.map(({ error }) => error.split(':')[0]).sort()).toEqual(['', 'RefreshTokenReuseException'])
    const revoke = () => send(rotating, 'RevokeToken', { Token: next, ClientId: rotating.clientId })
    const revoked = 'NotAuthorizedException: Refresh Token has been revoked'
    expect((await renewTwice(next, revoke)).map(({ error }) => error)).toEqual([revoked, revoked])
  })

  it('takes a grace period of a minute at most, and no ALLOW_REFRESH_TOKEN_AUTH', async () => {
    const rotation = (RetryGracePeriodSeconds: number) => ({ Feature: 'ENABLED', RetryGracePeriodSeconds })
    for (const settings of [
      { RefreshTokenRotation: rotation(61) },
      { RefreshTokenRotation: rotation(-1) },
      { RefreshTokenRotation: rotation(0), ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
    ]) {
      const { error } = await admin(local, 'CreateUserPoolClient', { ClientName: 'rotating', ...settings })
      expect(error).toMatch(/^InvalidParameterException/)
    }
  })

  it('ends for every token of the chain by one RevokeToken', async () => {
    await using rotating = await start(60)
    const { RefreshToken } = await tokensOf(rotating)
    const next = (await renew(rotating, RefreshToken)).body.AuthenticationResult.RefreshToken
    await send(rotating, 'RevokeToken', { Token: RefreshToken, ClientId: rotating.clientId })
    for (const token of [RefreshToken, next]) {
      expect((await renew(rotating, token)).error).toBe('NotAuthorizedException: Refresh Token has been revoked')
    }
  })

  it('keeps the first expiry, and refuses REFRESH_TOKEN_AUTH', async () => {
    await using rotating = await start(0)
    const { RefreshToken } = await tokensOf(rotating)
    rotating.clock.advance({ seconds: 20 * 86_400 })
    const next = (await renew(rotating, RefreshToken)).body.AuthenticationResult.RefreshToken
    expect((await renew(rotating, RefreshToken)).error).toMatch(/^RefreshTokenReuseException/)
    const AuthParameters = { REFRESH_TOKEN: next }
    const flow = { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: rotating.clientId, AuthParameters }
    expect((await send(rotating, 'InitiateAuth', flow)).error).toMatch(/^InvalidParameterException/)
    expect((await admin(rotating, 'AdminInitiateAuth', flow)).error).toMatch(/^InvalidParameterException/)
    rotating.clock.advance({ seconds: 10 * 86_400 })
    expect((await renew(rotating, next)).error).toBe('NotAuthorizedException: Refresh Token has expired')
  })
})

describe('revocation', () => {
  const revoked = 'NotAuthorizedException: Access Token has been revoked'
  const refreshRevoked = 'NotAuthorizedException: Refresh Token has been revoked'
  const revoke = (Token: string, to = local) => send(to, 'RevokeToken', { Token, ClientId: to.clientId })

  it('by RevokeToken ends one sign-in and every access token of it', async () => {
    const [one, two] = [await tokensOf(local), await tokensOf(local)]
    const renewed = (await renew(local, one.RefreshToken)).body.AuthenticationResult
    expect((await revoke(one.RefreshToken)).body).toEqual({})
    expect((await getUser(local, one.AccessToken)).error).toBe(revoked)
    expect((await getUser(local, renewed.AccessToken)).error).toBe(revoked)
    expect((await renew(local, one.RefreshToken)).error).toBe(refreshRevoked)
    expect((await getUser(local, two.AccessToken)).error).toBe('')
    expect((await renew(local, two.RefreshToken)).error).toBe('')
  })

  it('takes refresh tokens only', async () => {
    const { AccessToken, IdToken } = await tokensOf(local)
    for (const token of [AccessToken, IdToken]) {
      expect((await revoke(token)).error).toMatch(/^UnsupportedTokenTypeException/)
    }
    expect((await getUser(local, AccessToken)).error).toBe('')
  })

  it('can be switched off, with origin_jti', async () => {
    await using without = await startLocalCognito({
      signingKeys,
      users: [{ username: 'alice', password: PASSWORD }],
      client: { EnableTokenRevocation: false },
    })
    const { AccessToken, IdToken, RefreshToken } = await tokensOf(without)
    expect(claimsOf(AccessToken)).not.toHaveProperty('origin_jti')
    expect(claimsOf(IdToken)).not.toHaveProperty('jti')
    expect((await revoke(RefreshToken, without)).error).toMatch(/^UnsupportedOperationException/)
    await send(without, 'GlobalSignOut', { AccessToken })
    expect((await getUser(without, AccessToken)).error).toBe(revoked)
  })

  it.each([
    ['GlobalSignOut', (AccessToken: string) => send(local, 'GlobalSignOut', { AccessToken })],
    ['AdminUserGlobalSignOut', () => admin(local, 'AdminUserGlobalSignOut', { Username: 'alice' })],
    ['a test', async () => local.user('alice').revokeRefreshTokens()],
  ])('by %s ends every sign-in so far, and none that follows at once', async (_, signOut) => {
    local.clock.setOffsetMs(0)
    const [one, two, bob] = [await tokensOf(local), await tokensOf(local), await tokensOf(local, { username: 'bob' })]
    await signOut(one.AccessToken)
    const next = await tokensOf(local)
    for (const { AccessToken, RefreshToken } of [one, two]) {
      expect((await getUser(local, AccessToken)).error).toBe(revoked)
      expect((await renew(local, RefreshToken)).error).toBe(refreshRevoked)
    }
    for (const { AccessToken, RefreshToken } of [next, bob]) {
      expect((await getUser(local, AccessToken)).error).toBe('')
      expect((await renew(local, RefreshToken)).error).toBe('')
    }
  })

  it('by AdminDisableUser outlives AdminEnableUser', async () => {
    const { AccessToken, RefreshToken } = await tokensOf(local)
    await admin(local, 'AdminDisableUser', { Username: 'alice' })
    expect((await renew(local, RefreshToken)).error).toBe('NotAuthorizedException: User is disabled.')
    expect((await getUser(local, AccessToken)).error).toMatch(/^NotAuthorizedException/)
    expect((await signIn(local)).error).toBe('NotAuthorizedException: User is disabled.')
    await admin(local, 'AdminEnableUser', { Username: 'alice' })
    expect((await renew(local, RefreshToken)).error).toBe(refreshRevoked)
    expect((await getUser(local, AccessToken)).error).toBe(revoked)
    expect((await signIn(local)).error).toBe('')
  })
})
