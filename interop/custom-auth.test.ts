import { confirmSignIn, signIn, signOut } from '@aws-amplify/auth'
import type { LocalCognito, LocalTriggers } from '@poolpass/local'
import type { CognitoUser } from 'amazon-cognito-identity-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configureAmplify, doneStep, sessionTokens } from './support/amplify.js'
import { authenticate, detailsOf, outcomeOf, sessionIn, tokensOf, userNamed } from './support/identity-js.js'
import { alice, failureOf, startPool, steps, verifiedClaims } from './support/pool.js'

const { username, password } = alice
const REFUSED = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const RIGHT = 'the grail'
const WRONG = 'a shrubbery'
const MAX_ROUNDS = 3

/** A question after the password, if there is one, and three tries. */
const triggers: LocalTriggers = {
  defineAuthChallenge({ request, response }) {
    const last = request.session.at(-1)
    const rounds = request.session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE')
    response.challengeName = last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE'
    response.issueTokens = rounds.at(-1)?.challengeResult === true
    response.failAuthentication = !response.issueTokens && rounds.length >= MAX_ROUNDS
  },
  createAuthChallenge({ request, response }) {
    const round = request.session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE').length + 1
    response.publicChallengeParameters = { question: 'What is your quest?', round: `${round}` }
    response.privateChallengeParameters = { answer: RIGHT }
  },
  verifyAuthChallengeResponse({ request, response }) {
    response.answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer
  },
}
const question = (round: number) => ({ question: 'What is your quest?', round: `${round}` })

let pool: LocalCognito

beforeEach(async () => {
  const client = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } as const
  pool = await startPool({ users: [alice], client, triggers })
})

/** What the client asked of the pool. */
const ROUNDS = ['CUSTOM_AUTH', 'CUSTOM_CHALLENGE', 'CUSTOM_CHALLENGE']
const REFUSED_SRP = ['CUSTOM_AUTH', 'PASSWORD_VERIFIER NotAuthorizedException']
const SRP_THEN_ROUNDS = ['CUSTOM_AUTH', 'PASSWORD_VERIFIER', 'CUSTOM_CHALLENGE', 'CUSTOM_CHALLENGE']

describe('amazon-cognito-identity-js', () => {
  let user: CognitoUser
  beforeEach(() => {
    user = userNamed(pool, username)
    user.setAuthenticationFlowType('CUSTOM_AUTH')
  })
  afterEach(() => pool.close())

  const start = () => outcomeOf(callbacks => user.initiateAuth(detailsOf(user), callbacks))
  const answer = (text: string) => outcomeOf(callbacks => user.sendCustomChallengeAnswer(text, callbacks))
  const asked = (round: number) => ({ challenge: 'CUSTOM_CHALLENGE', parameters: question(round) })

  test('answers a question, at the second try', async () => {
    expect(await start()).toMatchObject(asked(1))
    expect(await answer(WRONG)).toMatchObject(asked(2))
    const { access } = await verifiedClaims(pool, tokensOf(sessionIn(await answer(RIGHT))))
    expect(access.username).toBe(username)
    expect(steps(pool)).toEqual(ROUNDS)
  })

  test('is refused after three wrong answers', async () => {
    await start()
    await answer(WRONG)
    await answer(WRONG)
    expect(await failureOf(answer(WRONG))).toMatchObject(REFUSED)
    expect(await failureOf(answer(RIGHT))).toMatchObject({ name: 'NotAuthorizedException' })
    expect(user.getSignInUserSession()).toBeNull()
  })

  test('proves the password by SRP before the question', async () => {
    expect(await failureOf(authenticate(user, 'Wrong-Horse-9'))).toMatchObject(REFUSED)
    expect(await authenticate(user, password)).toMatchObject(asked(1))
    expect(await answer(WRONG)).toMatchObject(asked(2))
    await verifiedClaims(pool, tokensOf(sessionIn(await answer(RIGHT))))
    expect(steps(pool)).toEqual([...REFUSED_SRP, ...SRP_THEN_ROUNDS])
  })
})

describe('aws-amplify', () => {
  beforeEach(() => configureAmplify(pool))
  afterEach(async () => {
    await signOut()
    await pool.close()
  })

  const withSrp = (secret: string) =>
    signIn({ username, password: secret, options: { authFlowType: 'CUSTOM_WITH_SRP' } })
  const withoutSrp = () => signIn({ username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } })
  const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse })
  const asked = (round: number) => ({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', additionalInfo: question(round) },
  })

  test('answers a question, at the second try', async () => {
    expect(await withoutSrp()).toMatchObject(asked(1))
    expect(await answer(WRONG)).toMatchObject(asked(2))
    expect(await answer(RIGHT)).toEqual(doneStep)
    const { access } = await verifiedClaims(pool, await sessionTokens())
    expect(access.username).toBe(username)
    expect(steps(pool)).toEqual(ROUNDS)
  })

  test('is refused after three wrong answers', async () => {
    await withoutSrp()
    await answer(WRONG)
    await answer(WRONG)
    expect(await failureOf(answer(WRONG))).toMatchObject(REFUSED)
    expect(await failureOf(answer(RIGHT))).toMatchObject({ name: 'NotAuthorizedException' })
    await expect(sessionTokens()).rejects.toThrow('no tokens')
  })

  test('proves the password by SRP before the question', async () => {
    expect(await failureOf(withSrp('Wrong-Horse-9'))).toMatchObject(REFUSED)
    expect(await withSrp(password)).toMatchObject(asked(1))
    expect(await answer(WRONG)).toMatchObject(asked(2))
    expect(await answer(RIGHT)).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
    expect(steps(pool)).toEqual([...REFUSED_SRP, ...SRP_THEN_ROUNDS])
  })
})
