import { readdirSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SessionStateJson, TokenType } from 'poolpass'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { hear, names } from './support/events.js'
import { advanceAll, isWaiting, OtherProcess, settleAll } from './support/other-process.js'
import { isHonoured } from './support/wire.js'
import { ALICE, failure, gate, startWorld, until, type World } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const RENEWAL = 'GetTokensFromRefreshToken'
const WITHOUT_CREDENTIALS = { password: undefined }
const EXPIRED = { name: 'SessionExpiredError', code: 'ERR_POOLPASS_SESSION_EXPIRED' }

const [one, two] = await Promise.all([OtherProcess.fork(), OtherProcess.fork()])
const folders = await mkdtemp(join(tmpdir(), 'poolpass-'))
afterAll(async () => {
  // Saving may go on beside: nothing is removed before nobody can write any more.
  await Promise.all([one.kill(), two.kill()])
  await rm(folders, { recursive: true })
})

async function forkForOneTest(): Promise<OtherProcess> {
  const other = await OtherProcess.fork()
  onTestFinished(() => other.kill())
  return other
}

const startPool = (RetryGracePeriodSeconds: number) =>
  startWorld({ client: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds } } })

/** A pool that rotates, a folder that processes share, and Alice signed in by the first of them. */
async function startRotating(grace: number) {
  const world = await startPool(grace)
  const folder = await mkdtemp(join(folders, 'store-'))
  /** Sessions of Alice's that go on with what is in the folder. */
  const share = (...processes: OtherProcess[]) =>
    Promise.all(
      processes.map(async each => {
        await each.start(world, {}, { folder })
        await each.call('token', ACCESS)
      }),
    )
  await share(one)
  // A sign-in is saved beside the request that it was for.
  await until(() => readdirSync(folder).some(file => file.endsWith('#1')))
  return { world, folder, share, counted: () => counted(world) }
}

const counted = ({ local }: World) => ({ signIns: local.counts.of('InitiateAuth'), renewals: local.counts.of(RENEWAL) })

/** A process begins a renewal, and is killed when the pool has answered and nothing is saved yet. */
async function killBeforeSaving(world: World, share: (other: OtherProcess) => Promise<unknown>): Promise<void> {
  const doomed = await forkForOneTest()
  await share(doomed)
  await doomed.ask('holdWrites')
  const saving = doomed.hears('write')
  const killed = failure(doomed.call('renewAccessToken'))
  await saving
  await doomed.kill()
  expect(await killed).toHaveProperty('name', 'Killed')
  expect(counted(world)).toEqual({ signIns: 1, renewals: 1 })
}

/** What a process hands over that has no way to sign in. */
const stateOf = (other: OtherProcess) => other.ask('exportState') as Promise<unknown> as Promise<SessionStateJson>

describe.each([
  [0, false],
  [60, true],
])('a pool that rotates, with a grace of %d seconds', (grace, isHonouredAgain) => {
  describe('R17 a lost answer', () => {
    const lose = ({ local }: World) => local.failNext({ operation: RENEWAL, dropConnection: 'after' })

    test('costs no session that the pool still honours', async () => {
      const world = await startPool(grace)
      const alice = world.cognito()
      await alice.authenticate()
      lose(world)
      await world.settle(alice.renewAccessToken())
      expect(counted(world)).toEqual({ signIns: isHonouredAgain ? 1 : 2, renewals: 2 })
      expect(await isHonoured(world.local, alice.refreshToken as string)).toBe(true)
    })

    test('ends one that it does not honour where there are no credentials', async () => {
      const world = await startPool(grace)
      const alice = world.cognito(WITHOUT_CREDENTIALS)
      await alice.authenticate({ password: ALICE.password })
      world.clock.advance({ seconds: 3_601 })
      lose(world)
      const token = world.settle(alice.token(ACCESS))
      if (isHonouredAgain) expect(await token).toBe(alice.accessToken)
      else expect(await failure(token)).toMatchObject(EXPIRED)
      expect(counted(world)).toEqual({ signIns: 1, renewals: 2 })
    })
  })

  describe('R17 a process that is killed between receipt and save', () => {
    test('leaves one that goes on', async () => {
      const { world, share, counted } = await startRotating(grace)
      await killBeforeSaving(world, share)
      await share(two)
      await settleAll(world, [two], [two.call('renewAccessToken')])
      expect(counted()).toEqual({ signIns: isHonouredAgain ? 1 : 2, renewals: 2 })
      const { refreshToken } = await two.ask('state')
      expect(await isHonoured(world.local, refreshToken as string)).toBe(true)
    })

    test('ends that of a process without credentials where the pool does not honour it', async () => {
      const { world, share, counted } = await startRotating(grace)
      const restored = await stateOf(one)
      await killBeforeSaving(world, share)
      world.clock.advance({ seconds: 59 })
      await two.start(world, WITHOUT_CREDENTIALS, { restored })
      const renewed = two.call('renewAccessToken')
      if (isHonouredAgain) await renewed
      else expect(await failure(renewed)).toMatchObject(EXPIRED)
      expect(counted()).toEqual({ signIns: 1, renewals: 2 })
    })
  })

  test('R17 a save that fails loses nothing: it is made up for, and another process goes on with it', async () => {
    const { world, folder, share, counted } = await startRotating(grace)
    const unlucky = await forkForOneTest()
    await share(unlucky)
    await rename(folder, `${folder}-away`)
    await unlucky.call('renewAccessToken')
    await rename(`${folder}-away`, folder)
    const { accessToken, events } = await unlucky.ask('state')
    expect(events).toEqual(['storeFailed', 'storeFailed', 'renewed'])
    await unlucky.until(({ sleeps }) => sleeps.length === 1)
    await advanceAll(world, [unlucky], 1)
    await unlucky.until(({ sleeps }) => sleeps.length === 0)
    await unlucky.kill()
    await share(two)
    expect(await two.ask('state')).toHaveProperty('accessToken', accessToken)
    await two.call('renewAccessToken')
    expect(counted()).toEqual({ signIns: 1, renewals: 2 })
  })

  test('R5 two processes that renew at once both go on', async () => {
    const { world, share, counted } = await startRotating(grace)
    await share(two)
    const both = [one, two]
    const held = gate()
    world.local.failNext({ operation: RENEWAL, until: held.promise, times: 2 })
    await advanceAll(world, both, 3_601)
    const tokens = both.map(each => each.call('token', ACCESS))
    await until(() => counted().renewals === 2)
    held.open()
    await settleAll(world, both, tokens)
    expect(counted()).toEqual({ signIns: 1, renewals: 2 })
    await advanceAll(world, both, 3_601)
    expect(await one.call('token', ACCESS)).toBe(await two.call('token', ACCESS))
    expect(counted()).toEqual({ signIns: 1, renewals: 3 })
  })
})

test('R17 a process that goes on after the grace period signs in again', async () => {
  const { world, share, counted } = await startRotating(60)
  await killBeforeSaving(world, share)
  world.clock.advance({ seconds: 60 })
  await share(two)
  await settleAll(world, [two], [two.call('renewAccessToken')])
  expect(counted()).toEqual({ signIns: 2, renewals: 2 })
})

test('R5 who was slower to use the refresh token waits for the session of who was faster', async () => {
  const { world, share, counted } = await startRotating(0)
  await share(two)
  const [slower, faster] = [one, two]
  const held = gate()
  world.local.failNext({ operation: RENEWAL, until: held.promise })
  const late = slower.call('renewAccessToken')
  await until(() => counted().renewals === 1)
  await faster.ask('holdWrites')
  const saving = faster.hears('write')
  const early = faster.call('renewAccessToken')
  await saving
  held.open()
  await slower.until(isWaiting)
  await faster.ask('releaseWrites')
  await early
  await settleAll(world, [slower], [late])
  expect(counted()).toEqual({ signIns: 1, renewals: 2 })
  const { refreshToken } = await faster.ask('state')
  expect(await slower.ask('state')).toMatchObject({ refreshToken, events: ['signedIn'] })
})

test('R19 who was slower to save does not write over the session of who was faster', async () => {
  const { world, share, counted } = await startRotating(60)
  await share(two)
  const third = await forkForOneTest()
  const [slower, faster] = [one, two]
  await slower.ask('holdWrites')
  const saving = slower.hears('write')
  const late = slower.call('renewAccessToken')
  await saving
  await advanceAll(world, [slower, faster], 2)
  await faster.call('renewAccessToken')
  await slower.ask('releaseWrites')
  await late
  await share(third)
  const { refreshToken } = await faster.ask('state')
  expect(await third.ask('state')).toHaveProperty('refreshToken', refreshToken)
  expect(counted()).toEqual({ signIns: 1, renewals: 2 })
})

test('R5 a refresh token that somebody else has used leads to one sign-in', async () => {
  const world = await startPool(0)
  const alice = world.cognito()
  await alice.authenticate()
  const { accessToken } = alice
  expect(await isHonoured(world.local, alice.refreshToken as string)).toBe(true)
  const heard = hear(alice)
  world.clock.advance({ seconds: 3_601 })
  const token = await world.settle(alice.token(ACCESS))
  expect([token, token === accessToken]).toEqual([alice.accessToken, false])
  expect(names(heard)).toEqual(['renewalFailed', 'signedIn'])
  expect(counted(world)).toEqual({ signIns: 2, renewals: 2 })
})
