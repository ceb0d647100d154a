import {
  AwsSrp,
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
  ['password', 'signInWithSrp(client, {})', signInWithSrp as AnyArguments, [{}]],
  ['options', 'signIn(client)', signIn as AnyArguments, []],
  ['refreshToken', 'renew(client, {})', renew as AnyArguments, [{}]],
  ['refreshToken', 'renew() by a number', renew as AnyArguments, [{ refreshToken: 3, username: 'alice' }]],
  ['refreshToken', 'revokeRefreshToken(client)', revokeRefreshToken as AnyArguments, []],
  ['refreshToken', 'revokeRefreshToken() by an object', revokeRefreshToken as AnyArguments, [{ refreshToken: 'x' }]],
  ['accessToken', 'signOutEverywhere(client)', signOutEverywhere as AnyArguments, []],
  ['options', 'respondToChallenge() with null', respondToChallenge as AnyArguments, ['x', 'y', null]],
  ['challenge', 'respondToChallenge(client)', respondToChallenge as AnyArguments, []],
]

test.each(CALLS)('R15 %s is named by %s, and nothing is sent', async (option, _, run, args) => {
  const { config, local } = await startWorld()
  const error = await failure(run(createAppClient(config), ...args))
  expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_POOLPASS_INVALID_OPTION', option })
  expect(local.counts.all()).toEqual({})
})

test.each<[string, () => unknown]>([
  ['createAppClient()', createAppClient as () => unknown],
  ['new AwsSrp()', () => new AwsSrp(...([] as unknown as [never]))],
])('R15 %s without options names them', (_, call) => {
  expect(thrown(call)).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'options' })
})
