import {
  createAppClient,
  renew,
  respondToChallenge,
  revokeRefreshToken,
  signIn,
  signInWithSrp,
  signOutEverywhere,
} from 'poolpass/sign-in'
import { expect, test } from 'vitest'
import { failure, startWorld, thrown } from '../session/support/world.js'

type AnyArguments = (...args: unknown[]) => Promise<unknown>

const CALLS: [option: string, call: string, run: AnyArguments, args: unknown[]][] = [
  ['options', 'signInWithSrp(client)', signInWithSrp as AnyArguments, []],
  ['password', 'signInWithSrp(client, {})', signInWithSrp as AnyArguments, [{}]],
  ['options', 'signIn(client)', signIn as AnyArguments, []],
  ['options', 'renew(client)', renew as AnyArguments, []],
  ['refreshToken', 'renew(client, {})', renew as AnyArguments, [{}]],
  ['refreshToken', 'renew() by a number', renew as AnyArguments, [{ refreshToken: 3, username: 'alice' }]],
  ['username', 'renew() of nobody', renew as AnyArguments, [{ refreshToken: 'a refresh token' }]],
  ['refreshToken', 'revokeRefreshToken(client)', revokeRefreshToken as AnyArguments, []],
  ['refreshToken', 'revokeRefreshToken() by an object', revokeRefreshToken as AnyArguments, [{ refreshToken: 'x' }]],
  ['accessToken', 'signOutEverywhere(client)', signOutEverywhere as AnyArguments, []],
  ['challenge', 'respondToChallenge(client)', respondToChallenge as AnyArguments, []],
]

test.each(CALLS)('R15 %s is named by %s, and nothing is sent', async (option, _, run, args) => {
  const { config, local } = await startWorld()
  const error = await failure(run(createAppClient(config), ...args))
  expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_POOLPASS_INVALID_OPTION', option })
  expect(local.counts.all()).toEqual({})
})

test('R15 createAppClient() without options names them', () => {
  const error = thrown(() => (createAppClient as () => unknown)())
  expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'options' })
})
