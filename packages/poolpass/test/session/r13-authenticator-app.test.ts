import { TokenType } from 'poolpass'
import { afterAll, expect, test } from 'vitest'
import { withFactors } from './support/factors.js'
import { advanceAll, isWaiting, OtherProcess, settleAll } from './support/other-process.js'
import { TOTP_SECRET } from './support/totp.js'
import { startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
/** 7 seconds into a step of 30. */
const START = new Date('2026-03-04T05:06:07Z')
const USED = 'RespondToAuthChallenge: Your software token has already been used once.'

const [one, two] = await Promise.all([OtherProcess.fork(), OtherProcess.fork()])
const both = [one, two]
afterAll(() => Promise.all(both.map(each => each.kill())))

/** Two processes that share nothing but the secret of Alice's authenticator app. */
async function startBoth() {
  const world = await startWorld(withFactors(['SOFTWARE_TOKEN_MFA']), START)
  await Promise.all(both.map(each => each.start(world, {}, { totpSecret: TOTP_SECRET })))
  const { requests, counts } = world.local
  const refusals = () => requests.filter(({ error }) => error !== undefined).map(({ error }) => error)
  return { world, counts, refusals }
}

test('R13 the second of two processes waits for the next step, and gets in', async () => {
  const { world, counts, refusals } = await startBoth()
  await one.call('token', ACCESS)
  const second = two.call('token', ACCESS)
  const waiting = await two.until(isWaiting)
  expect(waiting).toMatchObject({ sleeps: [23_000], attempts: [{ attempt: 1 }] })
  expect(refusals()).toEqual(['ExpiredCodeException'])
  await advanceAll(world, both, 22.9)
  expect(isWaiting(await two.ask('state'))).toBe(true)
  await advanceAll(world, both, 0.1)
  const { accessToken, attempts } = await two.until(state => state.accessToken !== undefined)
  expect(await second).toBe(accessToken)
  expect(attempts).toEqual([{ attempt: 1 }, { attempt: 2, error: USED }])
  expect((await one.ask('state')).attempts).toEqual([{ attempt: 1 }])
  expect(refusals()).toEqual(['ExpiredCodeException'])
  expect(counts.of('InitiateAuth')).toBe(2)
})

test('R13 of two processes at once each gets in, with a code of its own', async () => {
  const { world, counts, refusals } = await startBoth()
  const tokens = both.map(each => each.call('token', ACCESS))
  await settleAll(world, both, tokens)
  const attempts = await Promise.all(both.map(async each => (await each.ask('state')).attempts.length))
  expect(attempts.sort()).toEqual([1, 2])
  expect(refusals()).toEqual(['ExpiredCodeException'])
  expect(counts.of('InitiateAuth')).toBe(2)
  expect(world.clock.wallMs() - START.getTime()).toBeLessThan(23_200)
})
