import type { LocalCognito } from '@poolpass/local'
import type { CognitoUser, CognitoUserSession } from 'amazon-cognito-identity-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  answerOf,
  authenticate,
  outcomeOf,
  resultOf,
  sessionIn,
  signIn,
  signOut,
  tokensOf,
  userNamed as userOf,
} from './support/identity-js.js'
import { alice, call, failureOf, invited, startPool, verifiedClaims, zoe } from './support/pool.js'

let pool: LocalCognito

beforeEach(async () => {
  pool = await startPool({ pool: { Schema: [{ Name: 'given_name', Required: true }] } })
})

afterEach(() => pool.close())

const userNamed = (username: string) => userOf(pool, username)

const currentSession = (user: CognitoUser) => answerOf<CognitoUserSession>(callback => user.getSession(callback))

const refresh = (user: CognitoUser, session: CognitoUserSession) =>
  answerOf<CognitoUserSession>(callback => user.refreshSession(session.getRefreshToken(), callback))

test.each([alice, zoe])('$username signs in by SRP in two requests', async ({ username, password, attributes }) => {
  const session = await signIn(userNamed(username), password)
  expect(session.isValid()).toBe(true)
  expect(session.getRefreshToken().getToken()).not.toBe('')
  const { access, id } = await verifiedClaims(pool, tokensOf(session))
  expect(access.username).toBe(username)
  expect(id).toMatchObject({ 'cognito:username': username, email: attributes.email })
  expect(pool.counts.of('InitiateAuth')).toBe(1)
  expect(pool.counts.of('RespondToAuthChallenge')).toBe(1)
})

test('a wrong password is refused, and the right one then accepted', async () => {
  const user = userNamed(alice.username)
  expect(await failureOf(authenticate(user, 'Wrong-Horse-9'))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  })
  await verifiedClaims(pool, tokensOf(await signIn(user, alice.password)))
})

test('signs in by USER_PASSWORD_AUTH, and is refused with a wrong password', async () => {
  const user = userNamed(alice.username)
  user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
  expect(await failureOf(authenticate(user, 'Wrong-Horse-9'))).toMatchObject({ code: 'NotAuthorizedException' })
  await verifiedClaims(pool, tokensOf(await signIn(user, alice.password)))
})

test('refreshes its session', async () => {
  const user = userNamed(alice.username)
  const first = await signIn(user, alice.password)
  pool.clock.advance({ seconds: 60 })
  const second = await refresh(user, first)
  const [before, after] = [tokensOf(first), tokensOf(second)]
  expect(after.accessToken).not.toBe(before.accessToken)
  expect(after.idToken).not.toBe(before.idToken)
  await verifiedClaims(pool, after)
  expect(tokensOf(await currentSession(user))).toEqual(after)
})

test('chooses a new password where the first one was temporary', async () => {
  const user = userNamed(invited.username)
  const parameters = { requiredAttributes: ['given_name'] }
  expect(await authenticate(user, invited.password)).toEqual({ challenge: 'NEW_PASSWORD_REQUIRED', parameters })
  const complete = (password: string, attributes: object) =>
    outcomeOf(callbacks => user.completeNewPasswordChallenge(password, attributes, callbacks))

  expect(await failureOf(complete('short', { given_name: 'Ingrid' }))).toMatchObject({
    name: 'InvalidPasswordException',
    message: 'Password did not conform with policy: Password not long enough',
  })
  expect(await failureOf(complete('Permanent-Horse-9', {}))).toMatchObject({ name: 'InvalidParameterException' })
  const { id } = await verifiedClaims(
    pool,
    tokensOf(sessionIn(await complete('Permanent-Horse-9', { given_name: 'Ingrid' }))),
  )
  expect(id.given_name).toBe('Ingrid')
  await signIn(userNamed(invited.username), 'Permanent-Horse-9')
  expect(await failureOf(authenticate(userNamed(invited.username), invited.password))).toMatchObject({
    code: 'NotAuthorizedException',
  })
})

test('signs out: its refresh token is revoked', async () => {
  const user = userNamed(alice.username)
  const session = await signIn(user, alice.password)
  await signOut(user)
  expect(pool.counts.of('RevokeToken')).toBe(1)
  expect(await failureOf(currentSession(user))).toBeInstanceOf(Error)

  const renewal = call(pool, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: pool.clientId,
    AuthParameters: { REFRESH_TOKEN: session.getRefreshToken().getToken() },
  })
  expect(await renewal).toMatchObject({ __type: 'NotAuthorizedException' })
})

test('signs out everywhere: another session of the user ends too', async () => {
  const here = userNamed(alice.username)
  const there = userNamed(alice.username)
  await signIn(here, alice.password)
  await signIn(there, alice.password)
  pool.clock.advance({ seconds: 2 })
  await resultOf<string>(callbacks => here.globalSignOut(callbacks))
  const attributes = answerOf(callback => there.getUserAttributes(callback))
  expect(await failureOf(attributes)).toMatchObject({ code: 'NotAuthorizedException' })
})
