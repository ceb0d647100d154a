import type { LocalCognito } from '@poolpass/local'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { expect } from 'vitest'
import { admin, getUser, renew, send } from '../wire.js'
import type { Expected, ExpectedUser, SignedIn, UserState } from './expected.js'

const SPENT = /^RefreshTokenReuseException/
const ENDED = /Refresh Token has been revoked|Invalid Refresh Token|User is disabled/

async function readUser(local: LocalCognito, Username: string): Promise<UserState> {
  const { body, error } = await admin(local, 'AdminGetUser', { Username })
  if (error.startsWith('UserNotFoundException')) return undefined
  const { Groups } = (await admin(local, 'AdminListGroupsForUser', { Username })).body
  return {
    name: body.UserAttributes.find(({ Name }: { Name: string }) => Name === 'name')?.Value,
    groups: Groups.map(({ GroupName }: { GroupName: string }) => GroupName).sort(),
    enabled: body.Enabled,
  }
}

const sorted = (state: UserState) => state && { ...state, groups: [...state.groups].sort() }

async function verifyPassword(local: LocalCognito, { username, passwords }: ExpectedUser): Promise<string> {
  for (const password of passwords) {
    const AuthParameters = { USERNAME: username, PASSWORD: password }
    const input = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: local.clientId, AuthParameters }
    // A temporary one leads to a challenge.
    if ((await send(local, 'InitiateAuth', input)).error === '') return password
  }
  throw new Error(`${username} has lost the password`)
}

/** Nothing is left of a sign-in whose user is not there, not even that a token was spent. */
async function verifyNothingLeft(local: LocalCognito, session: SignedIn): Promise<void> {
  for (const token of [...session.spent, session.refreshToken]) {
    expect((await renew(local, token)).error).toMatch(/Invalid Refresh Token/)
  }
  expect((await getUser(local, session.accessToken)).error).toMatch(/^UserNotFoundException/)
}

/** @returns Whether it can be used on. */
async function verifySession(local: LocalCognito, session: SignedIn): Promise<boolean> {
  const keys = (await (await fetch(`${local.issuer}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  await jwtVerify(session.accessToken, createLocalJWKSet(keys))
  for (const token of session.spent) expect((await renew(local, token)).error).toMatch(SPENT)
  const { body, error } = await renew(local, session.refreshToken)
  if (session.isUncertain && error !== '') {
    expect(error).toMatch(new RegExp(`${SPENT.source}|${ENDED.source}`))
    return false
  }
  if (session.isRevoked) {
    expect(error).toMatch(ENDED)
    expect((await getUser(local, session.accessToken)).error).not.toBe('')
    return false
  }
  expect(error).toBe('')
  expect((await getUser(local, session.accessToken)).error).toBe('')
  session.spent.push(session.refreshToken)
  Object.assign(session, { refreshToken: body.AuthenticationResult.RefreshToken, isUncertain: false })
  return true
}

async function verifyUser(local: LocalCognito, user: ExpectedUser): Promise<void> {
  const state = await readUser(local, user.username)
  expect(user.states.map(sorted)).toContainEqual(state)
  user.states = [state]
  if (state === undefined) {
    for (const session of user.sessions.splice(0)) await verifyNothingLeft(local, session)
    return
  }
  if (state.enabled) user.passwords = [await verifyPassword(local, user)]
  for (const session of [...user.sessions]) {
    // Nobody is enabled again: whatever was lost, the user's sessions have ended.
    if (!state.enabled) Object.assign(session, { isRevoked: true, isUncertain: false })
    if (!(await verifySession(local, session))) user.sessions.splice(user.sessions.indexOf(session), 1)
  }
}

/** Checks the users that requests were sent about, and that all others, all pools and the keys are there. */
export async function verify(local: LocalCognito, expected: Expected): Promise<void> {
  const keys = (await (await fetch(`${local.issuer}/.well-known/jwks.json`)).json()) as object
  expected.keys ??= keys
  expect(keys).toEqual(expected.keys)
  for (const UserPoolId of expected.pools) {
    expect((await admin(local, 'DescribeUserPool', { UserPoolId })).error).toBe('')
  }
  for (const user of expected.touched) await verifyUser(local, user)
  expected.touched.clear()
}
