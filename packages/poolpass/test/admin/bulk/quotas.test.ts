import type { CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider'
import { FakeClock } from 'poolpass/testing'
import { describe, expect, test } from 'vitest'
import { Pace } from '../../../src/admin/bulk/pace.js'
import { ALICE, failure, type World } from '../../session/support/world.js'
import { all, countedHandler, startAdmin } from '../support/admin.js'

/** Operation → category, and category → requests a second, as AWS documents them. */
const CATEGORIES: Readonly<Record<string, string>> = {
  AdminCreateUser: 'UserCreation',
  AdminSetUserPassword: 'UserAccountRecovery',
  AdminAddUserToGroup: 'UserUpdate',
  AdminDisableUser: 'UserUpdate',
  AdminGetUser: 'UserRead',
  ListUsers: 'UserList',
  AdminListGroupsForUser: 'UserResourceRead',
}
const QUOTAS: Readonly<Record<string, number>> = {
  UserCreation: 50,
  UserAccountRecovery: 30,
  UserUpdate: 25,
  UserRead: 120,
  UserList: 30,
  UserResourceRead: 50,
}

type RetryStrategyV2 = Extract<CognitoIdentityProviderClientConfig['retryStrategy'], { recordSuccess: unknown }>

/** The most requests that came in within any second, by category. */
function busiestSeconds(requests: readonly { operation: string; atMs: number }[]): Record<string, number> {
  const times = new Map<string, number[]>()
  for (const { operation, atMs } of requests) {
    const category = CATEGORIES[operation] ?? operation
    times.set(category, [...(times.get(category) ?? []), atMs])
  }
  const busiest = (list: number[]) =>
    Math.max(...list.map(from => list.filter(at => at >= from && at < from + 1_000).length))
  return Object.fromEntries([...times].map(([category, list]) => [category, busiest(list)]))
}

/** The retries of the SDK, without its pauses, which are real time. */
const retryToken = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 })
const eager: RetryStrategyV2 = {
  acquireInitialRetryToken: async () => retryToken(0),
  refreshRetryTokenForRetry: async token => {
    if (token.getRetryCount() >= 2) throw new Error('enough')
    return retryToken(token.getRetryCount() + 1)
  },
  recordSuccess() {},
}

const counted = ({ config }: World) => ({ requestHandler: countedHandler(config.fetch ?? fetch) })

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ username: `user${i}`, password: ALICE.password, groups: ['staff'] }))

describe('quotas', () => {
  test('hold bulk work to what the service allows in any second, the retries of the SDK included', async () => {
    const { admin, local, settle, clock } = await startAdmin({ groups: [{ name: 'staff' }] }, {}, world => ({
      ...counted(world),
      retryStrategy: eager,
    }))
    for (const operation of ['AdminCreateUser', 'AdminAddUserToGroup']) {
      local.failNext({ operation, error: 'TooManyRequestsException', times: 20 })
    }
    const startedAtMs = clock.monotonicMs()
    const source = people(50).map((user, i) => ({ ...user, enabled: i % 3 > 0 }))
    const results = await settle(admin.importUsers(source, { concurrency: 50 }), {
      stepSeconds: 0.002,
      withinMs: 25_000,
    })
    expect(results.filter(({ error }) => error)).toEqual([])
    const seconds = (clock.monotonicMs() - startedAtMs) / 1_000
    const busiest = busiestSeconds(local.requests)
    for (const [category, most] of Object.entries(busiest)) expect(most).toBeLessThanOrEqual(QUOTAS[category] ?? 0)
    expect(busiest).toMatchObject({ UserCreation: expect.any(Number), UserAccountRecovery: expect.any(Number) })
    // 50 memberships and 17 users to disable at 25 a second, and up to 20 repetitions: no slower than it must be, either.
    expect(seconds).toBeGreaterThan(2.6)
    expect(seconds).toBeLessThan(6)
    expect(busiest.UserUpdate).toBeGreaterThanOrEqual(24)
  })

  test('hold an export to them as well', async () => {
    const { admin, local, settle } = await startAdmin({ users: people(130) }, {}, counted)
    const exported = await settle(all(admin.exportUsers()), { stepSeconds: 0.001, withinMs: 25_000 })
    expect(exported).toHaveLength(130)
    const busiest = busiestSeconds(local.requests)
    expect(busiest.UserResourceRead).toBeLessThanOrEqual(50)
    expect(busiest.UserResourceRead).toBeGreaterThan(40)
    expect(local.counts.all()).toEqual({ ListUsers: 3, AdminListGroupsForUser: 130 })
  })

  test('can be set for all or for some, or lifted', async () => {
    const { admin, local, settle, clock } = await startAdmin({}, {}, counted)
    await settle(
      admin.importUsers(
        people(10).map(({ username }) => ({ username })),
        { requestsPerSecond: 5 },
      ),
      {
        stepSeconds: 0.001,
        withinMs: 25_000,
      },
    )
    expect(busiestSeconds(local.requests).UserCreation).toBe(5)
    const startedAtMs = clock.monotonicMs()
    const more = Array.from({ length: 300 }, (_, i) => ({ username: `more${i}` }))
    await admin.importUsers(more, { requestsPerSecond: { UserCreation: Number.POSITIVE_INFINITY } })
    expect(clock.monotonicMs()).toBe(startedAtMs)
  })

  test.each([0, -1, Number.NaN, '5', null, { UserCreation: 0 }, { UserCreations: 5 }])('cannot be %j', async rate => {
    const { admin, local } = await startAdmin()
    const error = await failure(admin.importUsers([{ username: 'bob' }], { requestsPerSecond: rate as never }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'requestsPerSecond' })
    expect(local.counts.all()).toEqual({})
  })
})

test.each([1, 3, 7, 25, 30, 120])('a pace of %d keeps to it in any second, though timers are late', async perSecond => {
  const clock = new FakeClock(0)
  const pace = new Pace(clock, perSecond)
  const sentAtMs: number[] = []
  const turns = Promise.all(
    Array.from({ length: perSecond * 3 }, () => pace.turn().then(() => sentAtMs.push(clock.monotonicMs()))),
  )
  for (let step = 0; sentAtMs.length < perSecond * 3; step++) {
    // Now and then the process is busy for a while.
    clock.advance({ seconds: step % 17 === 0 ? 0.013 : 0.0007 })
    await new Promise(resolve => setImmediate(resolve))
  }
  await turns
  const busiest = sentAtMs.map(from => sentAtMs.filter(at => at >= from && at < from + 1_000).length)
  expect(Math.max(...busiest)).toBeLessThanOrEqual(perSecond)
  expect(Math.max(...busiest)).toBeGreaterThanOrEqual(Math.floor(perSecond * 0.6))
})
