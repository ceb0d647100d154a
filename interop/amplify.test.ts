import {
  confirmSignIn,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
} from '@aws-amplify/auth'
import type { LocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configureAmplify, doneStep, sessionTokens } from './support/amplify.js'
import { alice, failureOf, invited, startPool, verifiedClaims, zoe } from './support/pool.js'

let pool: LocalCognito

beforeEach(async () => {
  pool = await startPool({ pool: { Schema: [{ Name: 'given_name', Required: true }] } })
  configureAmplify(pool)
})

afterEach(async () => {
  await signOut()
  await pool.close()
})

test.each([alice, zoe])('$username signs in by SRP in two requests', async ({ username, password, attributes }) => {
  expect(await signIn({ username, password })).toEqual(doneStep)
  expect(pool.counts.of('InitiateAuth')).toBe(1)
  expect(pool.counts.of('RespondToAuthChallenge')).toBe(1)

  const { access, id } = await verifiedClaims(pool, await sessionTokens())
  expect(access.username).toBe(username)
  expect(id).toMatchObject({ 'cognito:username': username, email: attributes.email })
  expect(await getCurrentUser()).toMatchObject({ username, userId: access.sub })
  expect(await fetchUserAttributes()).toMatchObject({ email: attributes.email, sub: access.sub })
})

test('a wrong password is refused, and the right one then accepted', async () => {
  const { username, password } = alice
  expect(await failureOf(signIn({ username, password: 'Wrong-Horse-9' }))).toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  })
  expect(await signIn({ username, password })).toEqual(doneStep)
})

test('signs in by USER_PASSWORD_AUTH, and is refused with a wrong password', async () => {
  const { username, password } = alice
  const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const
  expect(await failureOf(signIn({ username, password: 'Wrong-Horse-9', options }))).toMatchObject({
    name: 'NotAuthorizedException',
  })
  expect(await signIn({ username, password, options })).toEqual(doneStep)
  await verifiedClaims(pool, await sessionTokens())
})

test('refreshes its session', async () => {
  await signIn({ username: alice.username, password: alice.password })
  const before = await sessionTokens()
  pool.clock.advance({ seconds: 60 })
  expect(await sessionTokens()).toEqual(before)
  const after = await sessionTokens({ forceRefresh: true })
  expect(after.accessToken).not.toBe(before.accessToken)
  expect(after.idToken).not.toBe(before.idToken)
  await verifiedClaims(pool, after)
  expect(pool.counts.of('InitiateAuth') + pool.counts.of('GetTokensFromRefreshToken')).toBe(2)
})

test('a revoked session cannot be refreshed', async () => {
  await signIn({ username: alice.username, password: alice.password })
  pool.user(alice.username).revokeRefreshTokens()
  expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined()
})

test('chooses a new password where the first one was temporary', async () => {
  const { username } = invited
  expect(await signIn({ username, password: invited.password })).toMatchObject({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED', missingAttributes: ['given_name'] },
  })
  const options = { userAttributes: { given_name: 'Ingrid' } }
  expect(await failureOf(confirmSignIn({ challengeResponse: 'short', options }))).toMatchObject({
    name: 'InvalidPasswordException',
    message: 'Password did not conform with policy: Password not long enough',
  })
  expect(await failureOf(confirmSignIn({ challengeResponse: 'Permanent-Horse-9' }))).toMatchObject({
    name: 'InvalidParameterException',
  })
  expect(await confirmSignIn({ challengeResponse: 'Permanent-Horse-9', options })).toEqual(doneStep)
  const { id } = await verifiedClaims(pool, await sessionTokens())
  expect(id.given_name).toBe('Ingrid')
  await signOut()
  expect(await failureOf(signIn({ username, password: invited.password }))).toMatchObject({
    name: 'NotAuthorizedException',
  })
  expect(await signIn({ username, password: 'Permanent-Horse-9' })).toEqual(doneStep)
})

test.each([
  ['signs out', 'RevokeToken', { global: false }],
  ['signs out everywhere', 'GlobalSignOut', { global: true }],
])('%s by %s', async (_, operation, options) => {
  await signIn({ username: alice.username, password: alice.password })
  pool.clock.advance({ seconds: 2 })
  await signOut(options)
  expect(pool.counts.of(operation)).toBe(1)
  expect((await fetchAuthSession()).tokens).toBeUndefined()
  expect(await failureOf(getCurrentUser())).toMatchObject({ name: 'UserUnAuthenticatedException' })
})
