import type { LocalCognito } from '@poolpass/local'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemoryStorage } from './support/memory-storage.js'
import { alice, failureOf, invited, startPool, verifiedClaims, zoe } from './support/pool.js'

type Outcome =
  | { readonly session: CognitoUserSession }
  | { readonly newPasswordRequired: readonly string[] }
  | { readonly other: string }

let pool: LocalCognito

beforeEach(async () => {
  pool = await startPool()
})

afterEach(() => pool.close())

function userNamed(Username: string): CognitoUser {
  const Storage = new MemoryStorage()
  const { userPoolId: UserPoolId, clientId: ClientId, endpoint } = pool
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage })
  return new CognitoUser({ Username, Pool, Storage })
}

const callbacks = (resolve: (outcome: Outcome) => void, reject: (error: unknown) => void) => ({
  onSuccess: (session: CognitoUserSession) => resolve({ session }),
  onFailure: reject,
  newPasswordRequired: (_: unknown, newPasswordRequired: string[]) => resolve({ newPasswordRequired }),
  mfaRequired: (other: string) => resolve({ other }),
  customChallenge: () => resolve({ other: 'CUSTOM_CHALLENGE' }),
})

const authenticate = (user: CognitoUser, Password: string) =>
  new Promise<Outcome>((resolve, reject) => {
    const details = new AuthenticationDetails({ Username: user.getUsername(), Password })
    user.authenticateUser(details, callbacks(resolve, reject))
  })

async function signIn(user: CognitoUser, password: string): Promise<CognitoUserSession> {
  const outcome = await authenticate(user, password)
  return 'session' in outcome ? outcome.session : expect.fail(JSON.stringify(outcome))
}

const tokensOf = (session: CognitoUserSession) => ({
  accessToken: session.getAccessToken().getJwtToken(),
  idToken: session.getIdToken().getJwtToken(),
})

const currentSession = (user: CognitoUser) =>
  new Promise<CognitoUserSession>((resolve, reject) =>
    user.getSession((error: Error | null, session: CognitoUserSession | null) =>
      session ? resolve(session) : reject(error),
    ),
  )

const refresh = (user: CognitoUser, session: CognitoUserSession) =>
  new Promise<CognitoUserSession>((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error: unknown, fresh: CognitoUserSession) =>
      error ? reject(error) : resolve(fresh),
    ),
  )

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
  expect(await authenticate(user, invited.password)).toEqual({ newPasswordRequired: [] })
  const outcome = await new Promise<Outcome>((resolve, reject) =>
    user.completeNewPasswordChallenge('Permanent-Horse-9', {}, callbacks(resolve, reject)),
  )
  if (!('session' in outcome)) expect.fail(JSON.stringify(outcome))
  await verifiedClaims(pool, tokensOf(outcome.session))
  await signIn(userNamed(invited.username), 'Permanent-Horse-9')
  expect(await failureOf(authenticate(userNamed(invited.username), invited.password))).toMatchObject({
    code: 'NotAuthorizedException',
  })
})

test('signs out: its refresh token is revoked', async () => {
  const user = userNamed(alice.username)
  const session = await signIn(user, alice.password)
  await new Promise<void>(resolve => user.signOut(resolve))
  expect(pool.counts.of('RevokeToken')).toBe(1)
  expect(await failureOf(currentSession(user))).toBeInstanceOf(Error)

  const answer = await fetch(pool.endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: pool.clientId,
      AuthParameters: { REFRESH_TOKEN: session.getRefreshToken().getToken() },
    }),
  })
  expect(await answer.json()).toMatchObject({ __type: 'NotAuthorizedException' })
})

test('signs out everywhere: another session of the user ends too', async () => {
  const here = userNamed(alice.username)
  const there = userNamed(alice.username)
  await signIn(here, alice.password)
  await signIn(there, alice.password)
  pool.clock.advance({ seconds: 2 })
  await new Promise((resolve, reject) => here.globalSignOut({ onSuccess: resolve, onFailure: reject }))
  const attributes = new Promise((resolve, reject) =>
    there.getUserAttributes((error, found) => (error ? reject(error) : resolve(found))),
  )
  expect(await failureOf(attributes)).toMatchObject({ code: 'NotAuthorizedException' })
})
