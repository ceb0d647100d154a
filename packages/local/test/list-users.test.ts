import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admin, PASSWORD, send } from './support/wire.js'

const person = (username: string, attributes: Record<string, string> = {}, more: object = {}) => ({
  username,
  password: PASSWORD,
  attributes: { email: `${username}@example.com`, ...attributes },
  ...more,
})

let local: LocalCognito
beforeAll(async () => {
  local = await startLocalCognito({
    signingKeys: await createSigningKeys(),
    users: [
      person('alice', { given_name: 'Alice' }),
      person('Alice2', { given_name: 'Alice', family_name: 'Two' }, { sub: 'sub-of-alice2' }),
      person('bob', { nickname: 'Bo "the" \\ builder', name: 'Bo "the" \\ builder' }, { enabled: false }),
      person('carol', { phone_number: '+4930901820' }, { temporaryPassword: true }),
      person('dave', { preferred_username: 'd' }, { confirmed: false }),
    ],
  })
})
afterAll(() => local.close())

const list = (input: object = {}) => admin(local, 'ListUsers', input)
const found = async (Filter: string) => {
  const { body, error } = await list({ Filter })
  expect(error).toBe('')
  return body.Users.map(({ Username }: { Username: string }) => Username)
}

describe('ListUsers', () => {
  it('shows users as AdminCreateUser does', async () => {
    const [alice] = (await list()).body.Users
    expect(alice).toEqual({
      Username: 'alice',
      Enabled: true,
      UserStatus: 'CONFIRMED',
      UserCreateDate: expect.any(Number),
      UserLastModifiedDate: expect.any(Number),
      Attributes: [
        { Name: 'sub', Value: local.user('alice').sub },
        { Name: 'email', Value: 'alice@example.com' },
        { Name: 'given_name', Value: 'Alice' },
      ],
    })
  })

  it.each([
    ['', ['alice', 'Alice2', 'bob', 'carol', 'dave']],
    ['username = "alice"', ['alice']],
    ['username="Alice"', []],
    ['username ^= "A"', ['Alice2']],
    ['"username"^="alice"', ['alice']],
    ['  given_name  =  "Alice"  ', ['alice', 'Alice2']],
    ['email ^= "c"', ['carol']],
    ['email ^= ""', ['alice', 'Alice2', 'bob', 'carol', 'dave']],
    ['family_name ^= ""', ['Alice2']],
    ['phone_number = "+4930901820"', ['carol']],
    ['preferred_username = "d"', ['dave']],
    ['sub = "sub-of-alice2"', ['Alice2']],
    ['status = "Disabled"', ['bob']],
    ['status = "disabled"', []],
    ['cognito:user_status = "force_change_password"', ['carol']],
    ['cognito:user_status ^= "UN"', ['dave']],
    ['name = "Bo \\"the\\" \\\\ builder"', ['bob']],
  ])('finds by %j %j', async (filter, expected) => expect(await found(filter)).toEqual(expected))

  it.each([
    ['username', 'Error while parsing filter'],
    ['username = alice', 'Error while parsing filter'],
    ['username = "alice', 'Error while parsing filter'],
    ['username = "a\\"', 'Error while parsing filter'],
    ['username = "a" and email = "b"', 'Error while parsing filter'],
    ['username != "a"', 'Error while parsing filter'],
    ["username = 'a'", 'Error while parsing filter'],
    ['"username = "a"', 'Error while parsing filter'],
    ['nickname = "Bo"', 'Invalid search attribute: nickname'],
    ['toString = "x"', 'Invalid search attribute: toString'],
    ['custom:x = "y"', 'Input fails to satisfy the constraints.'],
  ])('refuses %j', async (filter, message) =>
    expect((await list({ Filter: filter })).error).toBe(`InvalidParameterException: ${message}`),
  )

  it('gives no more of a user than it is asked for', async () => {
    const [alice] = (await list({ AttributesToGet: ['email', 'sub'], Filter: 'username = "alice"' })).body.Users
    expect(alice).toMatchObject({ Username: 'alice', Enabled: true })
    expect(alice.Attributes).toEqual([
      { Name: 'sub', Value: local.user('alice').sub },
      { Name: 'email', Value: 'alice@example.com' },
    ])
    const [other] = (await list({ AttributesToGet: ['email'], Limit: 1 })).body.Users
    expect(other.Attributes).toEqual([{ Name: 'email', Value: 'alice@example.com' }])
  })

  it('refuses attributes that are not in the schema, or that a user on the page has not got', async () => {
    expect((await list({ AttributesToGet: ['custom:no'] })).error).toMatch(/^InvalidParameterException.*custom:no/)
    expect((await list({ AttributesToGet: ['given_name'] })).error).toMatch(/^InvalidParameterException.*given_name/)
  })

  it('goes on with the same filter only, and for an hour', async () => {
    const Filter = 'email ^= ""'
    const first = (await list({ Filter, Limit: 2 })).body
    const more = (input: object) => list({ Filter, PaginationToken: first.PaginationToken, ...input })
    const second = (await more({ Limit: 60 })).body
    expect([...first.Users, ...second.Users].map(user => user.Username)).toHaveLength(5)
    expect(second).not.toHaveProperty('PaginationToken')
    const refused = 'InvalidParameterException: Invalid pagination token'
    expect((await more({ Filter: 'email ^= "a"' })).error).toBe(refused)
    local.clock.advance({ seconds: 3_600 })
    expect((await more({})).error).toBe(refused)
  })

  it('shows sixty at a time by default, and needs credentials', async () => {
    expect((await list({ Limit: 61 })).error).toMatch(/less than or equal to 60$/)
    expect((await list({ Limit: 0 })).body.Users).toHaveLength(5)
    const { error } = await send(local, 'ListUsers', { UserPoolId: local.userPoolId })
    expect(error).toMatch(/^MissingAuthenticationTokenException/)
  })
})

describe('AdminDeleteUserAttributes', () => {
  const remove = (...UserAttributeNames: string[]) =>
    admin(local, 'AdminDeleteUserAttributes', { Username: 'dave', UserAttributeNames })

  it('removes what it names, and no more', async () => {
    expect((await remove('preferred_username', 'nickname')).body).toEqual({})
    expect(local.user('dave').attributes).toEqual({ email: 'dave@example.com' })
  })

  it.each([
    ['custom:no', 'Type for attribute {custom:no} could not be determined'],
    ['sub', 'user.sub: Attribute cannot be updated.'],
  ])('refuses %s', async (name, message) =>
    expect((await remove('email', name)).error).toBe(`InvalidParameterException: ${message}`),
  )
})
