import { createSigningKeys, type LocalCognito, type LocalTriggers, startLocalCognito } from '@poolpass/local'
import { clientEphemeralKey } from 'poolpass/srp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, claimsOf, INCORRECT, PASSWORD, renew, respond, send, srpResponses, tokensOf } from './support/wire.js'

const SPENT = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'

/** Two right answers, at most three wrong ones: what was asked and answered is kept in `seen`. */
function riddles(seen: object[]): LocalTriggers {
  const note = (event: object) => void seen.push(structuredClone(event))
  return {
    defineAuthChallenge(event) {
      note(event)
      const rounds = event.request.session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE')
      const right = rounds.filter(({ challengeResult }) => challengeResult).length
      const isSrpDue = event.request.session.at(-1)?.challengeName === 'SRP_A'
      event.response.challengeName = isSrpDue ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE'
      event.response.issueTokens = right === 2
      event.response.failAuthentication = rounds.length - right === 3
    },
    async createAuthChallenge(event) {
      note(event)
      const round = event.request.session.length
      return {
        ...event,
        response: {
          publicChallengeParameters: { question: `question ${round}` },
          privateChallengeParameters: { answer: `answer ${round}` },
          challengeMetadata: `round ${round}`,
        },
      }
    },
    verifyAuthChallengeResponse(event) {
      note(event)
      event.response.answerCorrect = event.request.privateChallengeParameters.answer === event.request.challengeAnswer
    },
  }
}

const signingKeys = await createSigningKeys()
let local: LocalCognito
let seen: object[]

const start = async (triggers: LocalTriggers, more: object = {}) => {
  local = await startLocalCognito({
    signingKeys,
    triggers,
    users: [
      { username: 'alice', password: PASSWORD, attributes: { email: 'alice@example.com' }, groups: ['staff'] },
      { username: 'bob', password: PASSWORD, enabled: false },
      { username: 'fay', password: PASSWORD, temporaryPassword: true },
    ],
    ...more,
  })
}
const restart = async (...options: Parameters<typeof start>) => {
  await local.close()
  await start(...options)
}
beforeEach(() => {
  seen = []
  return start(riddles(seen))
})
afterEach(() => local.close())

const initiate = (parameters: object = {}, USERNAME = 'alice', more: object = {}) =>
  send(local, 'InitiateAuth', {
    AuthFlow: 'CUSTOM_AUTH',
    ClientId: local.clientId,
    AuthParameters: { USERNAME, ...parameters },
    ...more,
  })
const answer = (Session: string, ANSWER: string, more: object = {}, USERNAME = 'alice') =>
  respond(local, 'CUSTOM_CHALLENGE', { USERNAME, ANSWER }, { Session, ...more })

describe('CUSTOM_AUTH', () => {
  it('asks what CreateAuthChallenge says, as many rounds as DefineAuthChallenge wants', async () => {
    const first = (await initiate()).body
    expect(first).toEqual({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: 'question 0', USERNAME: 'alice' },
      Session: expect.any(String),
    })
    const second = (await answer(first.Session, 'answer 0')).body
    expect(second.ChallengeParameters.question).toBe('question 1')
    const third = (await answer(second.Session, 'wrong')).body
    expect([third.ChallengeParameters.question, third.AuthenticationResult]).toEqual(['question 2', undefined])
    expect((await answer(third.Session, 'answer 2')).body.AuthenticationResult).toHaveProperty('RefreshToken')
  })

  it('takes every answer once, right or wrong', async () => {
    const { Session } = (await initiate()).body
    expect((await answer(Session, 'wrong')).error).toBe('')
    expect((await answer(Session, 'answer 0')).error).toBe(SPENT)
    const again = (await initiate()).body.Session
    expect((await answer(again, '')).error).toBe('InvalidParameterException: Missing required parameter ANSWER')
    const answers = await Promise.all([answer(again, 'answer 0'), answer(again, 'answer 0')])
    expect(answers.map(({ error }) => error).sort()).toEqual(['', SPENT])
  })

  it('ends where DefineAuthChallenge fails it', async () => {
    let { Session } = (await initiate()).body
    for (const _ of ['first', 'second']) ({ Session } = (await answer(Session, 'wrong')).body)
    expect((await answer(Session, 'wrong')).error).toBe(INCORRECT)
    expect((await answer(Session, 'answer 2')).error).toBe(SPENT)
  })

  it('calls the triggers with Cognito’s events', async () => {
    const { Session } = (await initiate({}, 'alice', { ClientMetadata: { from: 'InitiateAuth' } })).body
    await answer(Session, 'answer 0', { ClientMetadata: { from: 'the answer' } })
    const { sub } = local.user('alice')
    const common = {
      version: '1',
      region: 'us-east-1',
      userPoolId: local.userPoolId,
      userName: 'alice',
      callerContext: { awsSdkVersion: expect.any(String), clientId: local.clientId },
      response: {},
    }
    const userAttributes = { sub, 'cognito:user_status': 'CONFIRMED', email: 'alice@example.com' }
    const clientMetadata = { from: 'the answer' }
    const session = [{ challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'round 0' }]
    const define = { ...common, triggerSource: 'DefineAuthChallenge_Authentication' }
    const create = { ...common, triggerSource: 'CreateAuthChallenge_Authentication' }
    const challengeName = 'CUSTOM_CHALLENGE'
    expect(seen).toEqual([
      { ...define, request: { userAttributes, session: [] } },
      { ...create, request: { userAttributes, session: [], challengeName } },
      {
        ...common,
        triggerSource: 'VerifyAuthChallengeResponse_Authentication',
        request: {
          userAttributes,
          clientMetadata,
          privateChallengeParameters: { answer: 'answer 0' },
          challengeAnswer: 'answer 0',
        },
      },
      { ...define, request: { userAttributes, clientMetadata, session } },
      { ...create, request: { userAttributes, clientMetadata, session, challengeName } },
    ])
  })

  it('needs all three triggers', async () => {
    const { createAuthChallenge: _, ...two } = riddles(seen)
    await restart(two)
    expect((await initiate()).error).toBe(
      'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    )
  })

  it('says what a trigger throws, and refuses what it cannot mean', async () => {
    const refuse = () => {
      throw new Error('not today')
    }
    await restart({ ...riddles(seen), defineAuthChallenge: refuse })
    expect((await initiate()).error).toBe(
      'UserLambdaValidationException: DefineAuthChallenge failed with error not today.',
    )
    const unclear = [
      () => undefined,
      () => ({ response: { challengeName: 'SMS_MFA' } }),
      () => ({ response: { challengeName: 'PASSWORD_VERIFIER' } }),
      () => ({ response: null }),
    ]
    for (const defineAuthChallenge of unclear) {
      await restart({ ...riddles(seen), defineAuthChallenge })
      expect((await initiate()).error).toBe('InvalidLambdaResponseException: Unrecognizable lambda output')
    }
    await restart({ ...riddles(seen), verifyAuthChallengeResponse: refuse })
    const { Session } = (await initiate()).body
    expect((await answer(Session, 'answer 0')).error).toMatch(/^UserLambdaValidationException: VerifyAuthChallenge/)
  })

  it('goes on to the new password and to MFA', async () => {
    const issue = { ...riddles(seen), defineAuthChallenge: () => ({ response: { issueTokens: true } }) }
    await restart(issue, { pool: { MfaConfiguration: 'ON' }, mfa: { EmailMfaConfiguration: {} } })
    expect((await initiate({}, 'fay')).body.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    const { ChallengeName, AuthenticationResult } = (await initiate()).body
    expect([ChallengeName, AuthenticationResult]).toEqual(['EMAIL_OTP', undefined])
  })

  it('refuses users who may not sign in', async () => {
    expect((await initiate({}, 'bob')).error).toBe('NotAuthorizedException: User is disabled.')
    expect((await initiate({}, 'ghost')).error).toBe('UserNotFoundException: User does not exist.')
    expect(seen).toEqual([])
  })

  it('tells the triggers of an unknown user, and never lets one in', async () => {
    await restart(riddles(seen), { client: { PreventUserExistenceErrors: 'ENABLED' } })
    let { Session } = (await initiate({}, 'ghost')).body
    expect(seen[0]).toMatchObject({ userName: 'ghost', request: { userAttributes: {}, userNotFound: true } })
    ;({ Session } = (await answer(Session, 'answer 0', {}, 'ghost')).body)
    expect((await answer(Session, 'answer 1', {}, 'ghost')).error).toBe(INCORRECT)
  })

  it('refuses the session of another user or challenge', async () => {
    await admin(local, 'AdminEnableUser', { Username: 'bob' })
    const { Session } = (await initiate()).body
    const invalid = 'NotAuthorizedException: Invalid session for the user.'
    expect((await answer(Session, 'answer 0', {}, 'bob')).error).toBe(invalid)
    expect((await respond(local, 'EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE: '1' }, { Session })).error).toBe(
      invalid,
    )
  })
})

describe('CUSTOM_AUTH with SRP first', () => {
  const ephemeralKey = clientEphemeralKey()
  const begin = () => initiate({ CHALLENGE_NAME: 'SRP_A', SRP_A: ephemeralKey.publicKey.toString(16) })
  const verify = async (initiated: Awaited<ReturnType<typeof begin>>, password: string, more: object = {}) => {
    const responses = await srpResponses(local, { initiated, ephemeralKey }, { password })
    return respond(local, 'PASSWORD_VERIFIER', responses, { Session: initiated.body.Session, ...more })
  }

  it('asks for the password, with a Session, and then the rest', async () => {
    const initiated = await begin()
    expect(initiated.body).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER', Session: expect.any(String) })
    expect((await verify(initiated, PASSWORD, { Session: null })).error).toMatch(/Missing required parameter Session$/)
    const first = (await verify(initiated, PASSWORD)).body
    expect(first).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { question: 'question 2' } })
    expect(seen.at(-1)).toMatchObject({
      request: {
        session: [
          { challengeName: 'SRP_A', challengeResult: true },
          { challengeName: 'PASSWORD_VERIFIER', challengeResult: true },
        ],
      },
    })
    const second = (await answer(first.Session, 'answer 2')).body
    expect((await answer(second.Session, 'answer 3')).body.AuthenticationResult).toBeDefined()
  })

  it('ends with a wrong password', async () => {
    const initiated = await begin()
    expect((await verify(initiated, 'wrong')).error).toBe(INCORRECT)
    expect((await verify(initiated, PASSWORD)).error).toBe(SPENT)
  })

  it('needs SRP_A, and knows no other beginning', async () => {
    expect((await initiate({ CHALLENGE_NAME: 'SRP_A' })).error).toBe(
      'InvalidParameterException: Missing required parameter SRP_A',
    )
    expect((await initiate({ CHALLENGE_NAME: 'OTHER' })).error).toMatch(/^InvalidParameterException/)
  })
})

describe('preTokenGeneration', () => {
  it('changes claims, groups and scopes, and nothing that says whose token it is', async () => {
    await restart({
      preTokenGeneration(event) {
        seen.push(structuredClone(event))
        event.response.claimsAndScopeOverrideDetails = {
          idTokenGeneration: {
            claimsToAddOrOverride: { tenant: 'blue', sub: 'x' },
            claimsToSuppress: ['email', 'iss'],
          },
          accessTokenGeneration: {
            claimsToAddOrOverride: { tenant: 'red', client_id: 'x' },
            scopesToAdd: ['orders:read'],
          },
          groupOverrideDetails: { groupsToOverride: ['guests'] },
        }
      },
    })
    const { sub } = local.user('alice')
    const tokens = await tokensOf(local)
    const [id, access] = [claimsOf(tokens.IdToken), claimsOf(tokens.AccessToken)]
    expect(id).toMatchObject({ sub, iss: local.issuer, tenant: 'blue', 'cognito:groups': ['guests'] })
    expect(id).not.toHaveProperty('email')
    expect(access).toMatchObject({
      sub,
      client_id: local.clientId,
      tenant: 'red',
      scope: 'aws.cognito.signin.user.admin orders:read',
      'cognito:groups': ['guests'],
    })
    await renew(local, tokens.RefreshToken, { ClientMetadata: { why: 'renewal' } })
    expect(seen).toMatchObject([
      {
        triggerSource: 'TokenGeneration_Authentication',
        request: { groupConfiguration: { groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null } },
      },
      { triggerSource: 'TokenGeneration_RefreshTokens', request: { clientMetadata: { why: 'renewal' } } },
    ])
  })

  it('knows the older response too', async () => {
    await restart({
      preTokenGeneration: () => ({
        response: { claimsOverrideDetails: { claimsToAddOrOverride: { tenant: 'old' }, claimsToSuppress: ['email'] } },
      }),
    })
    const { IdToken, AccessToken } = await tokensOf(local)
    expect(claimsOf(IdToken)).toMatchObject({ tenant: 'old', 'cognito:groups': ['staff'] })
    expect(claimsOf(IdToken)).not.toHaveProperty('email')
    expect(claimsOf(AccessToken)).not.toHaveProperty('tenant')
  })

  it('may refuse the tokens', async () => {
    await restart({
      preTokenGeneration() {
        throw new Error('no tokens')
      },
    })
    await expect(tokensOf(local)).rejects.toThrow(
      'UserLambdaValidationException: PreTokenGeneration failed with error no tokens.',
    )
  })
})

describe('postAuthentication', () => {
  it('is told of every sign-in, and may refuse it', async () => {
    let isRefused = false
    await restart({
      postAuthentication(event) {
        seen.push(structuredClone(event))
        if (isRefused) throw new Error('closed')
      },
    })
    await tokensOf(local)
    expect(seen).toMatchObject([
      { triggerSource: 'PostAuthentication_Authentication', userName: 'alice', request: { newDeviceUsed: false } },
    ])
    isRefused = true
    await expect(tokensOf(local)).rejects.toThrow(
      'UserLambdaValidationException: PostAuthentication failed with error closed.',
    )
  })
})

it.each([
  ['triggers.customEmailSender', { customEmailSender: () => undefined }],
  ['triggers.defineAuthChallenge', { defineAuthChallenge: 'arn:aws:lambda' }],
])('names %s in a TypeError', async (name, triggers) => {
  await expect(startLocalCognito({ signingKeys, triggers: triggers as LocalTriggers })).rejects.toThrow(name)
})
