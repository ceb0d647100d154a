import { inspect } from 'node:util'
import type { LocalCognitoOptions } from '@poolpass/local'
import { Cognito, customAttributes, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { wrong } from '../session/support/totp.js'
import { sentTo } from '../session/support/wire.js'
import { BOB, failure, startWorld } from '../session/support/world.js'

const EMAIL = { email: 'bob@example.com' }

async function startOpen(more: LocalCognitoOptions = {}) {
  const world = await startWorld({
    ...more,
    pool: {
      AutoVerifiedAttributes: ['email'],
      Schema: [{ Name: 'team' }, { Name: 'level', AttributeDataType: 'Number' }],
      ...more.pool,
    },
    client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'], ...more.client },
  })
  const bob = world.cognito({ ...BOB, ...(more.clientSecret && { clientSecret: more.clientSecret }) })
  return { ...world, bob, code: () => world.local.inbox.at(-1)?.code ?? '' }
}

describe.each([
  ['no client secret', {}],
  ['a client secret', { clientSecret: 'aSecretOfThisTest0123456789abcd' }],
])('a sign-up with %s', (_, secret) => {
  test('is confirmed by the code, and its session signs in without the password', async () => {
    const { local, bob, code, sent } = await startOpen(secret)
    const registered = await bob.register({ password: BOB.password, attributes: EMAIL })
    expect(registered).toEqual({
      sub: local.user('bob').sub,
      isConfirmed: false,
      codeDelivery: { attribute: 'email', medium: 'EMAIL', destination: 'b***@e***' },
      session: expect.any(String),
    })
    const session = await bob.confirmSignUp(code(), registered)
    await bob.authenticate({ session })
    expect(bob.accessClaims).toMatchObject({ username: 'bob', sub: registered.sub })
    expect(sentTo(sent, 'InitiateAuth')).toHaveLength(1)
    expect(JSON.stringify(sentTo(sent, 'InitiateAuth'))).not.toContain('SRP_A')
    expect(local.counts.of('RespondToAuthChallenge')).toBe(0)
    await bob.renewAccessToken()
  })

  test('that was not confirmed at once signs in by the password later', async () => {
    const { bob, code } = await startOpen(secret)
    await bob.register({ password: BOB.password, attributes: EMAIL })
    expect(await failure(bob.token(TokenType.ACCESS_TOKEN))).toMatchObject({ code: 'ERR_POOLPASS_USER_UNCONFIRMED' })
    const { destination } = await bob.resendConfirmationCode()
    expect(destination).toBe('b***@e***')
    await bob.confirmSignUp(code())
    await bob.authenticate()
    expect(bob.accessToken).toBeDefined()
  })
})

describe('register()', () => {
  test('sends attributes by the names and in the form that the pool wants', async () => {
    const { local, bob } = await startOpen()
    await bob.register({
      password: BOB.password,
      attributes: {
        ...EMAIL,
        updated_at: 17,
        mail: undefined,
        nick: 'B',
        ...customAttributes({ level: 3 }),
        group: 'x',
      },
      attributeMap: { nickname: 'nick', 'custom:team': 'group', address: 'mail' },
    })
    const { updated_at, nickname, email, ...others } = local.user('bob').attributes
    expect([updated_at, nickname, email]).toEqual(['17', 'B', 'bob@example.com'])
    expect(others).toEqual({ 'custom:level': '3', 'custom:team': 'x' })
  })

  test('keeps nothing of one sign-up for the next', async () => {
    const { local, bob } = await startOpen()
    await bob.register({ password: BOB.password, attributes: { ...EMAIL, ...customAttributes({ team: 'blue' }) } })
    await bob.register({ username: 'eve', password: BOB.password })
    expect(local.user('eve').attributes).toEqual({})
    expect(bob.username).toBe('bob')
  })

  test('hands metadata and validation data to the triggers, which may confirm at once', async () => {
    const seen: unknown[] = []
    const { bob } = await startOpen({
      triggers: {
        preSignUp(event) {
          seen.push(event.request.clientMetadata, event.request.validationData)
          event.response.autoConfirmUser = true
        },
      },
    })
    const { isConfirmed, codeDelivery, session } = await bob.register({
      password: BOB.password,
      clientMetadata: { from: 'here' },
      validationData: { invitation: 'x' },
    })
    expect(seen).toEqual([{ from: 'here' }, { invitation: 'x' }])
    expect([isConfirmed, codeDelivery, session]).toEqual([true, undefined, undefined])
    await bob.authenticate()
  })

  test('R15 what it returns prints without the session', async () => {
    const { bob } = await startOpen()
    const registered = await bob.register({ password: BOB.password, attributes: EMAIL })
    const session = registered.session ?? expect.fail('there is no session')
    expect(inspect(registered, { depth: 9, showHidden: true, maxStringLength: null })).not.toContain(session)
    expect(inspect(registered)).toContain(registered.sub)
  })

  test.each([
    [
      'a name that is taken',
      { username: 'alice' },
      { name: 'UsernameExistsException', code: 'ERR_POOLPASS_NAME_TAKEN' },
    ],
    ['a weak password', { password: 'weak-one' }, { code: 'ERR_POOLPASS_PASSWORD_POLICY' }],
    [
      'an attribute that does not exist',
      { attributes: customAttributes({ nothing: 'x' }) },
      { message: expect.stringContaining('custom:nothing: Attribute does not exist in the schema.') },
    ],
    ['no password', { password: '' }, { code: 'ERR_POOLPASS_INVALID_OPTION', option: 'password' }],
    ['an attribute that is an object', { attributes: { name: {} } }, { option: 'attributes.name' }],
    ['attributes that are none', { attributes: null }, { option: 'attributes' }],
    ['a number that is none', { attributes: { updated_at: Number.NaN } }, { option: 'attributes.updated_at' }],
    ['an empty username', { username: '' }, { option: 'username' }],
  ])('refuses %s', async (_, options, expected) => {
    const { bob } = await startOpen()
    const error = await failure(bob.register({ password: BOB.password, ...options } as never))
    expect(error).toMatchObject(expected)
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(BOB.password)
  })

  test('needs a name', async () => {
    const { pool } = await startWorld()
    const nobody = new Cognito({ pool: pool() })
    expect(await failure(nobody.register({ password: BOB.password }))).toMatchObject({ option: 'username' })
  })

  test('has types that know the standard attributes and the names of the map', async () => {
    const { bob } = await startOpen()
    const misspelt = [
      // @ts-expect-error it is given_name
      () => bob.register({ password: '', attributes: { givenName: 'B' } }),
      // @ts-expect-error a flag is a boolean
      () => bob.register({ password: '', attributes: { email_verified: 'true' } }),
      // @ts-expect-error the map has another name
      () => bob.register({ password: '', attributes: { team: 'x' }, attributeMap: { 'custom:team': 'group' } }),
    ]
    for (const work of misspelt) expect(await failure(work())).toMatchObject({ option: 'password' })
  })
})

describe('confirmSignUp()', () => {
  test('tells a wrong code from one that counts no more, and says neither in the error', async () => {
    const { clock, bob, code } = await startOpen()
    await bob.register({ password: BOB.password, attributes: EMAIL })
    const mistaken = await failure(bob.confirmSignUp(wrong(code())))
    expect(mistaken).toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH', operation: 'ConfirmSignUp' })
    expect(mistaken.message).not.toContain(wrong(code()))
    clock.advance({ seconds: 86_400 })
    expect(await failure(bob.confirmSignUp(code()))).toMatchObject({ code: 'ERR_POOLPASS_CODE_EXPIRED' })
  })

  test('moves an alias only where it is told to', async () => {
    const owner = { username: 'alice', password: BOB.password, attributes: { ...EMAIL, email_verified: 'true' } }
    const { local, bob, code } = await startOpen({ pool: { AliasAttributes: ['email'] }, users: [owner] })
    await bob.register({ password: BOB.password, attributes: EMAIL })
    expect(await failure(bob.confirmSignUp(code()))).toMatchObject({
      name: 'AliasExistsException',
      message: 'ConfirmSignUp: An account with the given email already exists.',
    })
    await bob.confirmSignUp(code(), { forceAliasCreation: true })
    expect(local.user(EMAIL.email).username).toBe('bob')
  })
})

describe('authenticate({ session })', () => {
  test.each([
    ['session', { session: 'x', password: 'y' }],
    ['session', { session: '' }],
    ['authFlow', { session: 'x', authFlow: 'USER_SRP_AUTH' }],
  ])('refuses %s that makes no sense: %j', async (option, options) => {
    const { bob, sent } = await startOpen()
    expect(await failure(bob.authenticate(options as never))).toMatchObject({ option })
    expect(sent).toEqual([])
  })

  test('is refused for another user’s session, and then the password signs in', async () => {
    const { bob, cognito, code } = await startOpen()
    const { session } = await bob.register({ password: BOB.password, attributes: EMAIL })
    const confirmed = await bob.confirmSignUp(code(), { session })
    const alice = cognito()
    expect(await failure(alice.authenticate({ session: confirmed }))).toMatchObject({
      code: 'ERR_POOLPASS_CODE_EXPIRED',
    })
    await alice.authenticate()
    await bob.authenticate({ session: confirmed })
    expect([alice.username, bob.username]).toEqual(['alice', 'bob'])
  })

  test('does not lend the session to who merely has a password', async () => {
    const { local, pool, cognito, code } = await startOpen()
    const shared = pool()
    const bob = cognito({ pool: shared, username: 'bob', password: 'Not-The-Password-9' })
    const { session } = await bob.register({ password: BOB.password, attributes: EMAIL })
    await bob.authenticate({ session: await bob.confirmSignUp(code(), { session }) })
    const another = cognito({ pool: shared, username: 'bob', password: 'Not-The-Password-9' })
    expect(await failure(another.token(TokenType.ACCESS_TOKEN))).toMatchObject({
      code: 'ERR_POOLPASS_WRONG_CREDENTIALS',
    })
    expect(local.counts.of('InitiateAuth')).toBe(2)
  })
})
