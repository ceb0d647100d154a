import { inspect } from 'node:util'
import { createLocalCognito, createSigningKeys, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { describe, expect, it } from 'vitest'
import { Account } from '../src/pool/account.js'
import { Inbox } from '../src/pool/inbox.js'
import { memoryTables } from '../src/pool/tables.js'
import { createUser } from '../src/pool/users.js'
import { claimsOf, PASSWORD, signIn, tokensOf } from './support/wire.js'

const signingKeys = await createSigningKeys()
const user = { username: 'alice', password: PASSWORD }

describe('startLocalCognito', () => {
  it('has stable ids, so that a configuration outlives it', async () => {
    await using local = await startLocalCognito({ signingKeys })
    expect(local.userPoolId).toBe('us-east-1_LocalPool')
    expect(local.clientId).toMatch(/^[a-z0-9]{26}$/)
    expect(local.clientSecret).toBeUndefined()
    expect(local.region).toBe('us-east-1')
    expect(local.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('gives the options that its clients are made with', async () => {
    await using plain = await startLocalCognito({ signingKeys })
    const { endpoint, userPoolId, clientId } = plain
    expect(plain.clientOptions).toStrictEqual({ endpoint, userPoolId, clientId })
    await using secret = await startLocalCognito({ signingKeys, client: { GenerateSecret: true } })
    expect(secret.clientOptions).toMatchObject({ endpoint: secret.endpoint, clientSecret: secret.clientSecret })
    await using empty = await startLocalCognito({ signingKeys, pools: [{}] })
    expect(empty.clientOptions).toMatchObject({ endpoint: empty.endpoint, clientId: empty.clientId })
  })

  it('takes ids, a port and a host', async () => {
    await using local = await startLocalCognito({
      signingKeys,
      host: 'localhost',
      userPoolId: 'eu-west-1_AbCdEfGhI',
      clientId: 'myclient',
      client: { GenerateSecret: true },
    })
    expect(local).toMatchObject({ userPoolId: 'eu-west-1_AbCdEfGhI', clientId: 'myclient', region: 'eu-west-1' })
    expect(local.clientSecret).toMatch(/^[a-z0-9]{51}$/)
    expect(local.endpoint).toMatch(/^http:\/\/localhost:\d+$/)
    const port = Number(new URL(local.endpoint).port)
    await expect(startLocalCognito({ signingKeys, host: 'localhost', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('runs several pools, whose users are their own', async () => {
    const pool = (userPoolId: string, password: string) => ({
      userPoolId,
      clients: [{ clientId: `client${password.length}` }],
      users: [{ username: 'alice', password }],
    })
    await using local = await startLocalCognito({
      signingKeys,
      pools: [pool('us-east-1_One000000', PASSWORD), pool('eu-west-1_Two000000', 'Another-Horse-99')],
    })
    expect(local.pools.map(({ userPoolId }) => userPoolId)).toEqual(['us-east-1_One000000', 'eu-west-1_Two000000'])
    expect((await signIn(local)).error).toBe('')
    const second = { ...local, userPoolId: 'eu-west-1_Two000000' }
    const options = { clientId: 'client16', password: 'Another-Horse-99' }
    expect(claimsOf((await tokensOf(second, options)).AccessToken).iss).toBe(`${local.endpoint}/eu-west-1_Two000000`)
    expect((await signIn(second, { clientId: 'client16' })).error).toMatch(/Incorrect/)
  })

  it('knows its users', async () => {
    await using local = await startLocalCognito({
      signingKeys,
      users: [{ ...user, groups: ['staff'], attributes: { nickname: 'Al' }, sub: 'my-sub' }],
    })
    expect(local.user('alice')).toMatchObject({
      sub: 'my-sub',
      username: 'alice',
      status: 'CONFIRMED',
      enabled: true,
      groups: ['staff'],
      attributes: { nickname: 'Al' },
    })
    expect(() => local.user('bob')).toThrow(TypeError)
  })

  it('moves time', async () => {
    let nowMs = 1_000_000
    const { clock } = await createLocalCognito({ signingKeys, clock: { nowMs: () => nowMs } })
    clock.advance({ seconds: 1.5 })
    nowMs += 10
    expect(clock.nowMs()).toBe(1_001_510)
    clock.setOffsetMs(-5)
    expect(clock.nowMs()).toBe(1_000_005)
  })

  it('keeps no password', async () => {
    const around = { region: 'us-east-1', lifetimeOverrides: {}, signingKeys, tables: memoryTables() }
    const account = new Account({ ...around, inbox: new Inbox(), clock: { nowMs: Date.now } })
    const pool = account.createPool({ name: 'memory', settings: {} })
    const kept = await createUser(pool, { ...user, status: 'CONFIRMED', attributes: new Map() })
    expect(Object.keys(kept.credential).sort()).toEqual(['salt', 'verifier'])
    expect(inspect(kept, { depth: null, showHidden: true })).not.toContain(PASSWORD)
  })

  it.each<[string, unknown]>([
    ['nope', { nope: 1 }],
    ['pool.mfa.nope', { mfa: { nope: 1 } }],
    ['pool.users[0]: preferredMfa is not in mfa', { users: [{ ...user, preferredMfa: 'SMS_MFA' }] }],
    ['pool.users[0]: softwareToken is not base32', { users: [{ ...user, softwareToken: '1' }] }],
    ['port', { port: '80' }],
    ['port', { port: 70_000 }],
    ['host', { host: 1 }],
    ['users', { users: {} }],
    ['users[1].password', { users: [user, { username: 'bob', password: 1 }] }],
    ["'password'", { users: [{ username: 'bob' }] }],
    ["'username'", { users: [{ username: 'a b', password: PASSWORD }] }],
    ['users[0].name', { users: [{ ...user, name: 'x' }] }],
    ['pool.users[1]: User account already exists', { users: [user, user] }],
    ['custom:x', { users: [{ ...user, attributes: { 'custom:x': 'y' } }] }],
    ["'userPoolId'", { userPoolId: 'nonsense' }],
    ["'clientId'", { clientId: 'a b' }],
    ["'clientSecret'", { clientSecret: 'short' }],
    ['pool.clients[0].Nope', { client: { Nope: 1 } }],
    ['Invalid range for token validity', { client: { AccessTokenValidity: 48 } }],
    ['pool.Nope', { pool: { Nope: 1 } }],
    ['MfaConfiguration ON', { pool: { MfaConfiguration: 'ON' } }],
    ['tokenLifetimes.accessTokenSeconds', { tokenLifetimes: { accessTokenSeconds: 0 } }],
    ['tokenLifetimes.days', { tokenLifetimes: { days: 1 } }],
    ['pools', { pools: [] }],
    ['users describes the default pool', { pools: [{}], users: [] }],
    ['pools[0].clients[0]', { pools: [{ clients: [{ clientId: '!' }] }] }],
    ['pools[1]', { pools: [{ userPoolId: 'us-east-1_Same' }, { userPoolId: 'us-east-1_Same' }] }],
    ['pools[0].groups[0].nme', { pools: [{ groups: [{ nme: 'x' }] }] }],
  ])('names %s in a TypeError', async (expected, options) => {
    const attempt = startLocalCognito({ signingKeys, ...(options as LocalCognitoOptions) })
    await expect(attempt).rejects.toThrow(TypeError)
    await expect(attempt).rejects.toThrow(expected)
  })
})
