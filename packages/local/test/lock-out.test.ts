import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allAtOnce, INCORRECT, PASSWORD, send, signIn, tokensOf } from './support/wire.js'

const LOCKED = 'NotAuthorizedException: Password attempts exceeded'
const signingKeys = await createSigningKeys()
let local: LocalCognito
let frozenMs: number

beforeEach(async () => {
  frozenMs = Date.UTC(2026, 0, 5)
  local = await startLocalCognito({
    signingKeys,
    clock: { nowMs: () => frozenMs },
    users: [
      { username: 'alice', password: PASSWORD },
      { username: 'bob', password: PASSWORD },
    ],
    client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] },
  })
})
afterEach(() => local.close())

const attempt = async (password: string, username = 'alice') => (await signIn(local, { username, password })).error
const plain = async (secret: string) =>
  (
    await send(local, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: local.clientId,
      AuthParameters: { USERNAME: 'alice', PASSWORD: secret },
    })
  ).error

async function fail(times: number) {
  for (let i = 0; i < times; i++) expect(await attempt('wrong')).toBe(INCORRECT)
}

describe('repeated wrong passwords', () => {
  it('lock the user, not others, and the right password too', async () => {
    await fail(5)
    expect(await attempt(PASSWORD)).toBe(LOCKED)
    expect(await attempt(PASSWORD, 'bob')).toBe('')
  })

  it('lock for a second, then two, then four', async () => {
    await fail(5)
    for (const seconds of [1, 2, 4]) {
      local.clock.advance({ seconds: seconds - 0.001 })
      expect(await attempt('wrong')).toBe(LOCKED)
      local.clock.advance({ seconds: 0.001 })
      expect(await attempt('wrong')).toBe(INCORRECT)
    }
  })

  it('lock for a quarter of an hour at most', async () => {
    await fail(5)
    for (let lockSeconds = 1; lockSeconds <= 512; lockSeconds *= 2) {
      local.clock.advance({ seconds: lockSeconds })
      expect(await attempt('wrong')).toBe(INCORRECT)
    }
    // The 15th failure would lock for 1024 s. The attempt in between keeps the quiet minutes from passing.
    local.clock.advance({ seconds: 450 })
    expect(await attempt(PASSWORD)).toBe(LOCKED)
    local.clock.advance({ seconds: 450 })
    expect(await attempt(PASSWORD)).toBe('')
  })

  it('are not counted while locked, and do not lengthen the lock', async () => {
    await fail(5)
    for (let i = 0; i < 10; i++) expect(await attempt('wrong')).toBe(LOCKED)
    local.clock.advance({ seconds: 1 })
    expect(await attempt('wrong')).toBe(INCORRECT)
    local.clock.advance({ seconds: 2 })
    expect(await attempt(PASSWORD)).toBe('')
  })

  it('are forgotten after 15 quiet minutes', async () => {
    await fail(5)
    local.clock.advance({ seconds: 1 })
    await fail(1)
    local.clock.advance({ seconds: 900 })
    await fail(5)
    local.clock.advance({ seconds: 1 })
    expect(await attempt(PASSWORD)).toBe('')
  })

  it('count over all flows, and ChangePassword', async () => {
    const { AccessToken } = await tokensOf(local)
    await fail(2)
    for (let i = 0; i < 2; i++) expect(await plain('Wrong-Horse-9')).toBe(INCORRECT)
    const change = { AccessToken, PreviousPassword: 'Wrong-Horse-9', ProposedPassword: 'Brand-New-9' }
    expect((await send(local, 'ChangePassword', change)).error).toBe(INCORRECT)
    expect((await send(local, 'ChangePassword', change)).error).toBe(LOCKED)
    expect(await plain(PASSWORD)).toBe(LOCKED)
    expect(await attempt(PASSWORD)).toBe(LOCKED)
  })

  it('are evaluated five times even when they come at once', async () => {
    const attempts = Array.from({ length: 20 }, () => () => attempt('wrong'))
    const errors = await allAtOnce(local, 'RespondToAuthChallenge', attempts)
    expect(errors.filter(error => error === INCORRECT)).toHaveLength(5)
    expect(errors.filter(error => error === LOCKED)).toHaveLength(15)
  })

  it('start anew after a success', async () => {
    await fail(4)
    expect(await attempt(PASSWORD)).toBe('')
    await fail(5)
  })
})
