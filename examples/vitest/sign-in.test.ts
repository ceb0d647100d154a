import { type LocalCognito, startLocalCognito } from '@poolpass/local'
import { SrpAuth } from 'poolpass'
import { afterAll, beforeAll, expect, test } from 'vitest'

let local: LocalCognito

beforeAll(async () => {
  local = await startLocalCognito({ users: [{ username: 'alice', password: 'Correct-Horse-9' }] })
})
afterAll(() => local.close())

const signedInAs = (username: string, password: string) => new SrpAuth({ ...local.clientOptions, username, password })

test('alice signs in, and her token is one that an API can verify', async () => {
  const auth = signedInAs('alice', 'Correct-Horse-9')
  const claims = await auth.cognito.verifyToken(await auth.token(), { tokenUse: 'access' })
  expect(claims.username).toBe('alice')
  expect(local.counts.of('InitiateAuth')).toBe(1)
})

test('a wrong password is refused', async () => {
  const auth = signedInAs('alice', 'Battery-Staple-0')
  await expect(auth.token()).rejects.toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
})

test('my program copes when the pool is down for a moment', async () => {
  local.failNext({ operation: 'InitiateAuth', status: 500 })
  await expect(signedInAs('alice', 'Correct-Horse-9').token()).resolves.toMatch(/^eyJ/)
})
