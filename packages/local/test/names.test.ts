import { createSigningKeys, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { describe, expect, it } from 'vitest'
import { admin, claimsOf, getUser, PASSWORD, send, signIn, tokensOf } from './support/wire.js'

const signingKeys = await createSigningKeys()
const start = (options: LocalCognitoOptions) => startLocalCognito({ signingKeys, ...options })
const UNKNOWN = 'UserNotFoundException: User does not exist.'
const SUB = '11111111-2222-3333-4444-555555555555'

describe('a pool with free usernames', () => {
  const options = {
    users: [{ username: 'alice', password: PASSWORD, sub: SUB, attributes: { email: 'a@example.com' } }],
  }

  it('knows users by username only', async () => {
    await using local = await start(options)
    expect((await signIn(local, { username: 'alice' })).error).toBe('')
    for (const username of [SUB, 'a@example.com', 'Alice', '__proto__', 'constructor']) {
      expect((await signIn(local, { username })).error).toBe(UNKNOWN)
    }
  })

  it('lets administrators name a user by sub', async () => {
    await using local = await start(options)
    expect((await admin(local, 'AdminGetUser', { Username: SUB })).body.Username).toBe('alice')
  })

  it('folds case where it is configured to, and returns the stored form', async () => {
    await using local = await start({ ...options, pool: { UsernameConfiguration: { CaseSensitive: false } } })
    const { AccessToken } = await tokensOf(local, { username: 'ALICE' })
    expect(claimsOf(AccessToken).username).toBe('alice')
  })
})

describe('a pool with UsernameAttributes', () => {
  const options = {
    pool: { UsernameAttributes: ['email' as const] },
    users: [{ username: 'alice@example.com', password: PASSWORD }],
  }

  it('makes the sub the username, and takes both as names', async () => {
    await using local = await start(options)
    const { sub, username, attributes } = local.user('alice@example.com')
    expect(username).toBe(sub)
    expect(username).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(attributes.email).toBe('alice@example.com')
    for (const name of ['alice@example.com', sub]) {
      const tokens = await tokensOf(local, { username: name })
      expect(claimsOf(tokens.AccessToken)).toMatchObject({ sub, username: sub })
      expect(claimsOf(tokens.IdToken)).toMatchObject({ 'cognito:username': sub, email: 'alice@example.com' })
    }
  })

  it('gives the real username in the challenge, and takes the alias back in the answer', async () => {
    await using local = await start(options)
    const { error } = await signIn(local, { username: 'alice@example.com', answer: { USERNAME: 'alice@example.com' } })
    expect(error).toBe('')
  })

  it('refuses other names and second users of an address', async () => {
    await using local = await start(options)
    const create = (Username: string) => admin(local, 'AdminCreateUser', { Username })
    expect((await create('bob')).error).toBe('InvalidParameterException: Username should be an email.')
    expect((await create('+15550100')).error).toBe('InvalidParameterException: Username should be an email.')
    expect((await create('alice@example.com')).error).toMatch(/^UsernameExistsException/)
  })
})

describe('a pool with AliasAttributes', () => {
  const options = {
    pool: { AliasAttributes: ['email' as const, 'phone_number' as const, 'preferred_username' as const] },
    users: [
      {
        username: 'alice',
        password: PASSWORD,
        attributes: {
          email: 'a@example.com',
          email_verified: 'true',
          phone_number: '+15550100',
          preferred_username: 'ally',
        },
      },
    ],
  }

  it('takes verified aliases only', async () => {
    await using local = await start(options)
    expect((await signIn(local, { username: 'a@example.com' })).error).toBe('')
    expect((await signIn(local, { username: 'ally' })).error).toBe('')
    expect((await signIn(local, { username: '+15550100' })).error).toBe(UNKNOWN)
    await admin(local, 'AdminUpdateUserAttributes', {
      Username: 'alice',
      UserAttributes: [{ Name: 'phone_number_verified', Value: 'true' }],
    })
    expect((await signIn(local, { username: '+15550100' })).error).toBe('')
  })

  it('follows a changed alias', async () => {
    await using local = await start(options)
    const { AccessToken } = await tokensOf(local)
    await send(local, 'UpdateUserAttributes', {
      AccessToken,
      UserAttributes: [{ Name: 'preferred_username', Value: 'lis' }],
    })
    expect((await signIn(local, { username: 'ally' })).error).toBe(UNKNOWN)
    expect((await signIn(local, { username: 'lis' })).error).toBe('')
    expect((await getUser(local, AccessToken)).body.Username).toBe('alice')
  })

  it('keeps aliases unique and apart from usernames', async () => {
    await using local = await start(options)
    const create = (Username: string, email: string) =>
      admin(local, 'AdminCreateUser', {
        Username,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      })
    expect((await create('bob', 'a@example.com')).error).toMatch(/^AliasExistsException/)
    expect((await create('b@example.com', 'b@example.com')).error).toBe(
      'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
    )
    expect((await create('bob', 'b@example.com')).error).toBe('')
    const steal = await admin(local, 'AdminUpdateUserAttributes', {
      Username: 'bob',
      UserAttributes: [
        { Name: 'email', Value: 'a@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ],
    })
    expect(steal.error).toMatch(/^AliasExistsException/)
    expect(local.user('bob').attributes.email).toBe('b@example.com')
  })
})
