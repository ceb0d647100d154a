import {
  AuthFlowType,
  ChallengeNameType,
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { LocalCognito } from '@poolpass/local'
import {
  createPasswordHash,
  createSecretHash,
  createSrpSession,
  signSrpSession,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { alice, failureOf, invited, startPool, verifiedClaims, zoe } from './support/pool.js'

const SECRET = '1example23456789secret0client1example23456789'

describe.each([
  ['a client without a secret', undefined],
  ['a client with a secret', SECRET],
])('%s', (_, clientSecret) => {
  let pool: LocalCognito
  let client: CognitoIdentityProviderClient

  beforeEach(async () => {
    // The SDK's notice about Node versions.
    vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true')
    pool = await startPool(clientSecret === undefined ? {} : { clientSecret })
    client = new CognitoIdentityProviderClient({ endpoint: pool.endpoint, region: pool.region })
  })

  afterEach(async () => {
    vi.unstubAllEnvs()
    client.destroy()
    await pool.close()
  })

  const secretHash = (username: string, secret = clientSecret) =>
    secret === undefined ? {} : { SECRET_HASH: createSecretHash(username, pool.clientId, secret) }

  async function signIn(username: string, password: string, secret = clientSecret) {
    const { userPoolId, clientId: ClientId } = pool
    const session = createSrpSession(username, createPasswordHash(username, password, userPoolId), userPoolId)
    const AuthParameters = { CHALLENGE_NAME: 'SRP_A', USERNAME: username, ...secretHash(username, secret) }
    const initiated = await client.send(
      new InitiateAuthCommand(
        wrapInitiateAuth(session, { ClientId, AuthFlow: AuthFlowType.USER_SRP_AUTH, AuthParameters }),
      ),
    )
    expect(initiated.ChallengeName).toBe('PASSWORD_VERIFIER')
    const { ChallengeParameters = {} } = initiated
    const signed = signSrpSession(session, { ChallengeParameters })
    const ChallengeResponses = { USERNAME: username, ...secretHash(username, secret) }
    return client.send(
      new RespondToAuthChallengeCommand(
        wrapAuthChallenge(signed, { ClientId, ChallengeName: ChallengeNameType.PASSWORD_VERIFIER, ChallengeResponses }),
      ),
    )
  }

  function tokensOf({ AuthenticationResult }: Pick<RespondToAuthChallengeCommandOutput, 'AuthenticationResult'>) {
    const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = AuthenticationResult ?? {}
    if (!accessToken || !idToken) expect.fail('no tokens')
    return { accessToken, idToken, refreshToken }
  }

  const renew = (username: string, REFRESH_TOKEN = '') =>
    client.send(
      new InitiateAuthCommand({
        ClientId: pool.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN, ...secretHash(username) },
      }),
    )

  test.each([alice, zoe])('$username signs in by SRP in two requests', async ({ username, password, attributes }) => {
    const tokens = tokensOf(await signIn(username, password))
    const { access, id } = await verifiedClaims(pool, tokens)
    expect(access.username).toBe(username)
    expect(id).toMatchObject({ 'cognito:username': username, email: attributes.email })
    expect(pool.counts.of('InitiateAuth')).toBe(1)
    expect(pool.counts.of('RespondToAuthChallenge')).toBe(1)
    const user = await client.send(new GetUserCommand({ AccessToken: tokens.accessToken }))
    expect(user.Username).toBe(username)
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: attributes.email })
  })

  test('a wrong password is refused, and the right one then accepted', async () => {
    const refusal = await failureOf(signIn(alice.username, 'Wrong-Horse-9'))
    expect(refusal).toBeInstanceOf(NotAuthorizedException)
    expect(refusal).toMatchObject({ name: 'NotAuthorizedException', message: 'Incorrect username or password.' })
    await verifiedClaims(pool, tokensOf(await signIn(alice.username, alice.password)))
  })

  test('a wrong secret hash is refused', async () => {
    const refusal = await failureOf(signIn(alice.username, alice.password, `${SECRET}x`))
    expect(refusal).toBeInstanceOf(NotAuthorizedException)
    expect(pool.counts.of('RespondToAuthChallenge')).toBe(0)
  })

  test('renews by REFRESH_TOKEN_AUTH', async () => {
    const before = tokensOf(await signIn(alice.username, alice.password))
    pool.clock.advance({ seconds: 60 })
    const after = tokensOf(await renew(alice.username, before.refreshToken))
    expect(after.accessToken).not.toBe(before.accessToken)
    await verifiedClaims(pool, after)
  })

  test('renews by GetTokensFromRefreshToken', async () => {
    const before = tokensOf(await signIn(alice.username, alice.password))
    pool.clock.advance({ seconds: 60 })
    const answer = await client.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: pool.clientId,
        ClientSecret: clientSecret,
        RefreshToken: before.refreshToken,
      }),
    )
    const after = tokensOf(answer)
    expect(after.accessToken).not.toBe(before.accessToken)
    await verifiedClaims(pool, after)
  })

  test('a revoked refresh token renews nothing', async () => {
    const { refreshToken: Token } = tokensOf(await signIn(alice.username, alice.password))
    await client.send(new RevokeTokenCommand({ ClientId: pool.clientId, ClientSecret: clientSecret, Token }))
    expect(await failureOf(renew(alice.username, Token))).toBeInstanceOf(NotAuthorizedException)
  })

  test('after GlobalSignOut neither token is good', async () => {
    const { accessToken: AccessToken, refreshToken } = tokensOf(await signIn(alice.username, alice.password))
    pool.clock.advance({ seconds: 2 })
    await client.send(new GlobalSignOutCommand({ AccessToken }))
    expect(await failureOf(client.send(new GetUserCommand({ AccessToken })))).toBeInstanceOf(NotAuthorizedException)
    expect(await failureOf(renew(alice.username, refreshToken))).toBeInstanceOf(NotAuthorizedException)
  })

  test('chooses a new password where the first one was temporary', async () => {
    const { username } = invited
    const challenge = await signIn(username, invited.password)
    expect(challenge).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: expect.any(String) })
    expect(challenge.AuthenticationResult).toBeUndefined()
    const answer = await client.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: challenge.Session,
        ChallengeResponses: { USERNAME: username, NEW_PASSWORD: 'Permanent-Horse-9', ...secretHash(username) },
      }),
    )
    await verifiedClaims(pool, tokensOf(answer))
    expect(await failureOf(signIn(username, invited.password))).toBeInstanceOf(NotAuthorizedException)
    tokensOf(await signIn(username, 'Permanent-Horse-9'))
  })
})
