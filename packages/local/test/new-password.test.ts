import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, allAtOnce, claimsOf, respond, send, signIn } from './support/wire.js'

const TEMPORARY = 'Temporary-Horse-9'
const NEW_PASSWORD = 'Permanent-Horse-9'
const INVALID = 'NotAuthorizedException: Invalid session for the user.'
const EXPIRED = 'NotAuthorizedException: Invalid session for the user, session is expired.'
const SPENT = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    pool: {
      Schema: [
        { Name: 'given_name', Required: true },
        { Name: 'team', AttributeDataType: 'String', Mutable: true },
      ],
    },
    client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
    users: ['carol', 'dave'].map(username => ({
      username,
      password: TEMPORARY,
      temporaryPassword: true,
      attributes: { email: `${username}@example.com`, email_verified: 'true' },
    })),
  })
})
afterEach(() => local.close())

const challenge = async (username = 'carol') => (await signIn(local, { username, password: TEMPORARY })).body
const answer = (Session: string | undefined, changes: object = {}, more: object = {}) =>
  respond(
    local,
    'NEW_PASSWORD_REQUIRED',
    { USERNAME: 'carol', NEW_PASSWORD, 'userAttributes.given_name': 'Carol', ...changes },
    { Session, ...more },
  )

describe('NEW_PASSWORD_REQUIRED', () => {
  it('comes after the temporary password, with a Session and parseable JSON', async () => {
    const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await challenge()
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    expect(AuthenticationResult).toBeUndefined()
    expect(Session.length).toBeGreaterThan(1400)
    expect(Session.length).toBeLessThanOrEqual(2048)
    expect(JSON.parse(ChallengeParameters.requiredAttributes)).toEqual(['userAttributes.given_name'])
    expect(JSON.parse(ChallengeParameters.userAttributes)).toEqual({
      email: 'carol@example.com',
      email_verified: 'true',
    })
  })

  it('ends in tokens, a confirmed user, and the new password only', async () => {
    const { Session } = await challenge()
    const { body, error } = await answer(Session, { 'userAttributes.custom:team': 'blue' })
    expect(error).toBe('')
    expect(claimsOf(body.AuthenticationResult.IdToken)).toMatchObject({ given_name: 'Carol', 'custom:team': 'blue' })
    expect(local.user('carol').status).toBe('CONFIRMED')
    expect((await signIn(local, { username: 'carol', password: TEMPORARY })).error).toMatch(/Incorrect/)
    expect((await signIn(local, { username: 'carol', password: NEW_PASSWORD })).body).toHaveProperty(
      'AuthenticationResult',
    )
  })

  it('spends the session by its first success', async () => {
    const { Session } = await challenge()
    expect((await answer(Session)).error).toBe('')
    await admin(local, 'AdminSetUserPassword', { Username: 'carol', Password: TEMPORARY })
    expect((await answer(Session)).error).toBe(SPENT)
  })

  it('takes one of two answers that come at once', async () => {
    const { Session } = await challenge()
    const twice = [() => answer(Session), () => answer(Session)]
    const errors = (await allAtOnce(local, 'RespondToAuthChallenge', twice)).map(({ error }) => error)
    expect(errors.sort()).toEqual(['', expect.stringMatching(/^NotAuthorizedException: Invalid session/)])
  })

  it('keeps the session through a refused password', async () => {
    const { Session } = await challenge()
    expect((await answer(Session, { NEW_PASSWORD: 'short' })).error).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    )
    expect((await answer(Session, { NEW_PASSWORD: ` ${NEW_PASSWORD}` })).error).toMatch(
      /^InvalidParameterException: 1 /,
    )
    expect((await answer(Session)).error).toBe('')
  })

  it('expires after AuthSessionValidity', async () => {
    const [one, two] = [await challenge(), await challenge()]
    local.clock.advance({ seconds: 179 })
    expect((await answer(one.Session, { NEW_PASSWORD: 'short' })).error).toMatch(/^InvalidPasswordException/)
    local.clock.advance({ seconds: 1 })
    expect((await answer(two.Session)).error).toBe(EXPIRED)
  })

  it.each(['x'.repeat(40), 'AYABe'.padEnd(1542, 'A')])('refuses the session %s', async Session => {
    expect((await answer(Session)).error).toBe(INVALID)
  })

  it('refuses the session of another user, client or challenge', async () => {
    const { Session } = await challenge('dave')
    expect((await answer(Session)).error).toBe(INVALID)

    const other = await admin(local, 'CreateUserPoolClient', { ClientName: 'other' })
    const own = (await challenge()).Session
    expect((await answer(own, {}, { ClientId: other.body.UserPoolClient.ClientId })).error).toBe(INVALID)
    for (const name of ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SELECT_MFA_TYPE', 'MFA_SETUP']) {
      expect((await respond(local, name, { USERNAME: 'carol' }, { Session: own })).error).toBe(INVALID)
    }
    expect((await answer(own)).error).toBe('')
  })

  it('requires a session, 20 characters long', async () => {
    expect((await answer(undefined)).error).toMatch(/^InvalidParameterException/)
    expect((await answer('short')).error).toBe(
      "InvalidParameterException: 1 validation error detected: Value at 'session' failed to satisfy constraint: " +
        'Member must have length greater than or equal to 20',
    )
  })

  it('requires the required attributes, and refuses to change a given e-mail address', async () => {
    const { Session } = await challenge()
    expect((await answer(Session, { 'userAttributes.given_name': '' })).error).toMatch(
      /^InvalidParameterException: .*given_name/,
    )
    expect((await answer(Session, { 'userAttributes.email': 'carol@example.com' })).error).toBe(
      'NotAuthorizedException: Cannot modify an already provided email',
    )
    expect((await answer(Session, { 'userAttributes.custom:nothing': 'x' })).error).toMatch(
      /^InvalidParameterException/,
    )
    expect(local.user('carol').status).toBe('FORCE_CHANGE_PASSWORD')
    expect((await answer(Session)).error).toBe('')
  })

  it('is not offered once the temporary password has expired', async () => {
    local.clock.advance({ seconds: 7 * 86_400 })
    expect((await signIn(local, { username: 'carol', password: TEMPORARY })).error).toBe(
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    )
    expect((await signIn(local, { username: 'carol', password: 'wrong' })).error).toMatch(/Incorrect/)
  })

  it('is answered by administrators too', async () => {
    const { body } = await admin(local, 'AdminInitiateAuth', {
      ClientId: local.clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'carol', PASSWORD: TEMPORARY },
    })
    const answered = await admin(local, 'AdminRespondToAuthChallenge', {
      ClientId: local.clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: body.Session,
      ChallengeResponses: { USERNAME: 'carol', NEW_PASSWORD, 'userAttributes.given_name': 'Carol' },
    })
    expect(answered.body.AuthenticationResult.TokenType).toBe('Bearer')
  })

  it('ignores what clients leave in the map, but not an unknown challenge', async () => {
    const { Session } = await challenge()
    expect(
      (await send(local, 'RespondToAuthChallenge', { ClientId: local.clientId, ChallengeName: 'X' })).error,
    ).toMatch(/^InvalidParameterException: 1 validation error detected: Value 'X' at 'challengeName'/)
    expect((await answer(Session, { SRP_A: '1', TIMESTAMP: 'x', CHALLENGE_NAME: 'y' })).error).toBe('')
  })
})
