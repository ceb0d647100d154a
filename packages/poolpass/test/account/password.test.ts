import type { LocalCognitoOptions } from '@poolpass/local'
import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { wrong } from '../session/support/totp.js'
import { isHonoured } from '../session/support/wire.js'
import { ALICE, failure, gate, startWorld, until } from '../session/support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const NEW_PASSWORD = 'Brand-New-Horse-3'

async function startWithContact(more: LocalCognitoOptions = {}) {
  const attributes = { email: 'alice@example.com', email_verified: 'true' }
  const world = await startWorld({ users: [{ ...ALICE, attributes }], ...more })
  const secret = more.clientSecret && { clientSecret: more.clientSecret }
  const code = () => world.local.inbox.at(-1)?.code ?? ''
  return { ...world, alice: world.cognito({ ...secret }), code }
}

describe.each([
  ['no client secret', {}],
  ['a client secret', { clientSecret: 'aSecretOfThisTest0123456789abcd' }],
])('a forgotten password, with %s', (_, secret) => {
  test('is replaced by a code, and the session signs in with the new one by itself', async () => {
    const { local, alice, code } = await startWithContact(secret)
    expect(await alice.initiateForgotPassword()).toEqual({
      attribute: 'email',
      medium: 'EMAIL',
      destination: 'a***@e***',
    })
    await alice.confirmForgotPassword({ code: code(), newPassword: NEW_PASSWORD })
    await alice.token(ACCESS)
    expect(local.counts.of('RespondToAuthChallenge')).toBe(1)
  })
})

describe('confirmForgotPassword()', () => {
  test('lets a session go on that was refused because of a reset', async () => {
    const { local, alice, code } = await startWithContact()
    await adminReset(local)
    expect(await failure(alice.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_PASSWORD_RESET_REQUIRED' })
    await alice.confirmForgotPassword({ code: code(), newPassword: NEW_PASSWORD })
    expect(await alice.token(ACCESS)).toMatch(/^eyJ/)
  })

  test('of another user leaves this session’s password alone', async () => {
    const attributes = { email: 'bob@example.com', email_verified: 'true' }
    const users = [ALICE, { username: 'bob', password: ALICE.password, attributes }]
    const { local, alice, cognito, code } = await startWithContact({ users })
    await alice.initiateForgotPassword({ username: 'bob' })
    await alice.confirmForgotPassword({ username: 'bob', code: code(), newPassword: NEW_PASSWORD })
    await alice.token(ACCESS)
    await cognito({ username: 'bob', password: NEW_PASSWORD }).token(ACCESS)
    expect(local.inbox).toHaveLength(1)
  })

  test.each([
    ['a wrong code', (code: string) => ({ code: wrong(code) }), { code: 'ERR_POOLPASS_CODE_MISMATCH' }],
    ['a weak password', () => ({ newPassword: 'weak-one' }), { code: 'ERR_POOLPASS_PASSWORD_POLICY' }],
    ['no code', () => ({ code: '' }), { code: 'ERR_POOLPASS_INVALID_OPTION', option: 'code' }],
    ['no password', () => ({ newPassword: undefined }), { option: 'newPassword' }],
  ])('refuses %s, after which the right ones do', async (_, mistake, expected) => {
    const { alice, code } = await startWithContact()
    await alice.initiateForgotPassword()
    const right = { code: code(), newPassword: NEW_PASSWORD }
    const error = await failure(alice.confirmForgotPassword({ ...right, ...mistake(code()) } as never))
    expect(error).toMatchObject(expected)
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(NEW_PASSWORD)
    await alice.confirmForgotPassword(right)
    await alice.authenticate()
  })

  test('of a code that is too old is refused', async () => {
    const { clock, alice, code } = await startWithContact()
    await alice.initiateForgotPassword()
    clock.advance({ seconds: 3_600 })
    expect(await failure(alice.confirmForgotPassword({ code: code(), newPassword: NEW_PASSWORD }))).toMatchObject({
      code: 'ERR_POOLPASS_CODE_EXPIRED',
    })
  })

  test('is limited', async () => {
    const { alice } = await startWithContact()
    for (let i = 0; i < 20; i++) await alice.initiateForgotPassword()
    expect(await failure(alice.initiateForgotPassword())).toMatchObject({ code: 'ERR_POOLPASS_LIMIT_EXCEEDED' })
  })
})

describe('changePassword()', () => {
  const change = { previousPassword: ALICE.password, proposedPassword: NEW_PASSWORD }

  test('goes on with the session, and signs in with the new password from then on', async () => {
    const { local, clock, alice } = await startWithContact()
    await alice.token(ACCESS)
    await alice.changePassword(change)
    const refreshToken = alice.refreshToken ?? ''
    expect(await isHonoured(local, refreshToken)).toBe(true)
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    await alice.token(ACCESS)
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })

  test('R19 leaves the stored session to who knows the new password, and to nobody else', async () => {
    const { local, pool, cognito } = await startWithContact()
    const shared = pool()
    const alice = cognito({ pool: shared })
    await alice.token(ACCESS)
    await alice.changePassword(change)
    const knowing = cognito({ pool: shared, password: NEW_PASSWORD })
    expect(await knowing.token(ACCESS)).toBe(alice.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(1)
    const outdated = cognito({ pool: shared })
    expect(await failure(outdated.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
  })

  test('R19 takes a renewal along that was under way', async () => {
    const { local, clock, pool, cognito } = await startWithContact()
    const shared = pool()
    const alice = cognito({ pool: shared })
    const before = await alice.token(ACCESS)
    clock.advance({ seconds: 2_800 })
    const { promise, open } = gate()
    local.failNext({ operation: 'GetTokensFromRefreshToken', until: promise })
    await alice.token(ACCESS)
    await until(() => local.counts.of('GetTokensFromRefreshToken') === 1)
    await alice.changePassword(change)
    open()
    await until(() => alice.accessToken !== before)
    await alice.close()
    const knowing = cognito({ pool: shared, password: NEW_PASSWORD })
    expect(await knowing.token(ACCESS)).toBe(alice.accessToken)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('asks a function for the password again', async () => {
    const { clock, local, cognito } = await startWithContact()
    let current = ALICE.password
    const alice = cognito({ password: () => current })
    await alice.changePassword(change)
    current = NEW_PASSWORD
    local.user('alice').revokeRefreshTokens()
    clock.advance({ seconds: 3_601 })
    expect(await alice.token(ACCESS)).toMatch(/^eyJ/)
  })

  test.each([
    [{ previousPassword: 'Wrong-Horse-9' }, { code: 'ERR_POOLPASS_WRONG_CREDENTIALS' }],
    [{ proposedPassword: 'weak-one' }, { code: 'ERR_POOLPASS_PASSWORD_POLICY' }],
    [{ previousPassword: '' }, { option: 'previousPassword' }],
    [{ proposedPassword: 7 }, { option: 'proposedPassword' }],
  ])('refuses %j, and the old password stays', async (mistake, expected) => {
    const { alice } = await startWithContact()
    await alice.token(ACCESS)
    expect(await failure(alice.changePassword({ ...change, ...mistake } as never))).toMatchObject(expected)
    await alice.authenticate()
  })
})

async function adminReset(local: { endpoint: string; userPoolId: string }): Promise<void> {
  const response = await fetch(local.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AWSCognitoIdentityProviderService.AdminResetUserPassword',
      authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/cognito-idp/aws4_request',
    },
    body: JSON.stringify({ UserPoolId: local.userPoolId, Username: 'alice' }),
  })
  expect(response.status).toBe(200)
}
