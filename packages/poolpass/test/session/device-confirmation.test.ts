import type { LocalCognitoOptions } from '@poolpass/local'
import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { startTracking } from './support/tracking.js'
import { isHonoured } from './support/wire.js'
import { ALICE, failure, gate, turn, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const SOFT_EXPIRY_SECONDS = 2_800

type Fetch = typeof globalThis.fetch
const operationOf = (init?: RequestInit) => new Headers(init?.headers).get('x-amz-target')?.split('.')[1]

/** A pool behind a network that lets ConfirmDevice vanish for as long as `isLost` says so. */
async function startLosing(pool: LocalCognitoOptions = {}) {
  const { cognito, ...tracking } = await startTracking(pool)
  const network = { isLost: true, lost: 0 }
  const fetch: Fetch = async (input, init) => {
    if (network.isLost && operationOf(init) === 'ConfirmDevice') {
      network.lost++
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    }
    return (tracking.config.fetch as Fetch)(input, init)
  }
  return { ...tracking, network, cognito: () => cognito({ fetch }) }
}

async function quiet() {
  for (let i = 0; i < 20; i++) await turn()
}

describe('a ConfirmDevice that is never answered', () => {
  test('R12 holds up the sign-in for the time of one attempt, and no other request', async () => {
    const { local, clock, network, cognito, settle } = await startLosing()
    const alice = cognito()
    const startedAt = clock.monotonicMs()
    const first = alice.token(ACCESS)
    await until(() => network.lost === 1)
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(clock.monotonicMs()).toBe(startedAt)
    expect(await settle(first)).toBe(alice.accessToken)
    expect(clock.monotonicMs() - startedAt).toBeLessThan(6_000)
    expect([local.inbox.length, local.counts.of('InitiateAuth')]).toEqual([1, 1])
  })

  test('R20 takes no flight’s place, however long the sign-in has taken already', async () => {
    const { local, clock, network, cognito } = await startLosing({ users: [ALICE] })
    const alice = cognito()
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    const requests = [alice.token(ACCESS)]
    await until(() => local.counts.of('InitiateAuth') === 1)
    clock.jumpWall({ seconds: 20 })
    held.open()
    await until(() => network.lost === 1)
    for (let second = 0; second < 30; second++) {
      requests.push(alice.token(ACCESS))
      await quiet()
      clock.advance({ seconds: 1 })
    }
    expect(local.counts.of('InitiateAuth')).toBe(1)
    expect(new Set(await Promise.all(requests))).toEqual(new Set([alice.accessToken]))
  })

  test('R14 does not hold up a logout', async () => {
    const { local, network, cognito } = await startLosing()
    const alice = cognito()
    const heard = hear(alice)
    const waiting = failure(alice.token(ACCESS))
    await until(() => network.lost === 1)
    const { refreshToken } = alice
    await alice.logout()
    expect(await waiting).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
    expect(await isHonoured(local, refreshToken as string)).toBe(false)
    expect(names(heard)).toEqual(['signedOut'])
  })
})

describe('a device whose confirmation failed', () => {
  test('R17 is confirmed before the next renewal', async () => {
    const { local, clock, cognito } = await startTracking()
    local.failNext({ operation: 'ConfirmDevice', error: 'InvalidParameterException', message: 'no' })
    const alice = cognito()
    const heard = hear(alice)
    await alice.token(ACCESS)
    clock.advance({ seconds: SOFT_EXPIRY_SECONDS })
    await alice.renewAccessToken()
    expect(names(heard)).toEqual(['deviceFailed', 'signedIn', 'deviceConfirmed', 'renewed'])
    await alice.authenticate({ challenges: { smsMfa: () => undefined } })
    expect(local.inbox).toHaveLength(1)
  })

  test('R17 is confirmed with the same password where only the answer was lost', async () => {
    const { local, clock, cognito, settle } = await startTracking()
    local.failNext({ operation: 'ConfirmDevice', dropConnection: 'after' })
    const fault = { operation: 'ConfirmDevice', dropConnection: 'before', times: 1_000 } as { operation: string }
    local.failNext(fault)
    const alice = cognito()
    const heard = hear(alice)
    await settle(alice.token(ACCESS))
    fault.operation = 'over'
    clock.advance({ seconds: SOFT_EXPIRY_SECONDS })
    await alice.renewAccessToken()
    expect(names(heard)).toEqual(['deviceFailed', 'signedIn', 'deviceConfirmed', 'renewed'])
    await alice.authenticate({ challenges: { smsMfa: () => undefined } })
    expect(local.inbox).toHaveLength(1)
  })

  test('R6 leaves the token in use while it still cannot be confirmed', async () => {
    const { local, clock, network, cognito, settle } = await startLosing()
    const alice = cognito()
    const token = await settle(alice.token(ACCESS))
    clock.advance({ seconds: SOFT_EXPIRY_SECONDS })
    expect(await failure(settle(alice.renewAccessToken()))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
    expect(local.counts.of('GetTokensFromRefreshToken')).toBe(0)
    expect(await alice.token(ACCESS)).toBe(token)
    network.isLost = false
    clock.advance({ seconds: 60 })
    await alice.renewAccessToken()
    expect([local.inbox.length, local.counts.of('GetTokensFromRefreshToken')]).toEqual([1, 1])
  })

  test('R5 ends with the access token that could confirm it', async () => {
    const { local, clock, cognito } = await startTracking()
    local.failNext({ operation: 'ConfirmDevice', error: 'InvalidParameterException', message: 'no' })
    const alice = cognito()
    await alice.token(ACCESS)
    clock.advance({ seconds: 3_601 })
    await alice.token(ACCESS)
    expect([local.inbox.length, local.counts.of('ConfirmDevice')]).toEqual([2, 2])
  })
})

test('R20 who was taken over time and again is told so', async () => {
  const { world, local, clock, cognito } = await startTracking()
  const alice = cognito()
  const waiting: Promise<unknown>[] = []
  let letGo = () => {}
  for (let i = 1; i <= 4; i++) {
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    waiting.push(i === 1 ? failure(alice.token(ACCESS)) : alice.token(ACCESS))
    await until(() => local.counts.of('InitiateAuth') === i)
    letGo()
    await until(() => local.counts.of('RespondToAuthChallenge') === i - 1 && world.inFlight === 1)
    await quiet()
    letGo = held.open
    clock.jumpWall({ seconds: 36 })
  }
  expect(await waiting[0]).toMatchObject({
    name: 'NotSignedInError',
    message: expect.stringContaining('took the place'),
  })
  letGo()
  await Promise.all(waiting)
})
