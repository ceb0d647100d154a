import { createSigningKeys, type LocalCognito, type LocalCognitoOptions, startLocalCognito } from '@poolpass/local'
import { Cognito, type CognitoOptions, SrpAuth, type SrpAuthOptions, UserPool, type UserPoolOptions } from 'poolpass'
import { FakeClock } from 'poolpass/testing'
import { onTestFinished } from 'vitest'
import { type Api, startApi } from '../../support/api.js'
import { countingFetch } from './counting-fetch.js'

export const ALICE = { username: 'alice', password: 'Correct-Horse-9' }
export const BOB = { username: 'bob', password: 'Battery-Staple-7' }

/** One pair for all pools of a test file: making keys is slow. */
export const signingKeys = await createSigningKeys()

/** Lets whatever is ready run: timers, sockets, promises. */
export const turn = () => new Promise<void>(resolve => setImmediate(resolve))

/** Waits in real time, but without sleeping, until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  const startedAt = performance.now()
  while (!condition()) {
    if (performance.now() - startedAt > 5_000) throw new Error(`never came true: ${condition}`)
    await turn()
  }
}

/** Something that a test lets go on when it wants to. */
export function gate() {
  let open = () => {}
  const promise = new Promise<void>(resolve => {
    open = resolve
  })
  return { promise, open }
}

export interface World {
  readonly local: LocalCognito
  readonly clock: FakeClock
  /** Of the pool, for a client on the common clock. */
  readonly config: UserPoolOptions
  /** Requests to the pool that have left and are not answered. */
  readonly inFlight: number
  /** What has left for the pool: operation and exact body. */
  readonly sent: readonly { readonly operation: string; readonly body: string }[]
  pool(options?: Partial<UserPoolOptions>): UserPool
  /** Alice's session, unless the options say otherwise. */
  cognito(options?: Partial<CognitoOptions>): Cognito
  auth(options?: Partial<SrpAuthOptions>): SrpAuth
  api(): Promise<Api>
  /** Waits for the promise; whenever nothing but sleepers is left to wait for, time goes on. */
  settle<T>(promise: Promise<T>, options?: { stepSeconds?: number; withinMs?: number }): Promise<T>
}

/** A local pool with Alice in it, and a clock that pool, clients and API share. */
export async function startWorld(options: LocalCognitoOptions = {}, startsAt?: Date): Promise<World> {
  const clock = new FakeClock(startsAt)
  const local = await startLocalCognito({
    ...(options.pools === undefined && { users: [ALICE] }),
    signingKeys,
    clock: { nowMs: () => clock.wallMs() },
    ...options,
  })
  onTestFinished(() => local.close())
  const transport = countingFetch()
  const { userPoolId, clientId, endpoint } = local
  const config = { userPoolId, clientId, endpoint, clock, fetch: transport.fetch }
  return {
    local,
    clock,
    config,
    get inFlight() {
      return transport.inFlight()
    },
    sent: transport.sent,
    pool: more => new UserPool({ ...config, ...more }),
    cognito: more => new Cognito({ ...(!(more && 'pool' in more) && config), ...ALICE, ...more } as CognitoOptions),
    auth: more => new SrpAuth({ ...config, ...ALICE, ...more } as SrpAuthOptions),
    async api() {
      const api = await startApi({ issuer: local.issuer, clientId, nowMs: () => clock.wallMs() })
      onTestFinished(() => api.close())
      return api
    },
    async settle(promise, { stepSeconds = 0.1, withinMs = 6_000 } = {}) {
      let isSettled = false
      const settled = () => {
        isSettled = true
      }
      promise.then(settled, settled)
      const startedAt = performance.now()
      while (!isSettled) {
        if (performance.now() - startedAt > withinMs) throw new Error('was never settled')
        await turn()
        if (!isSettled && transport.inFlight() === 0 && clock.sleeping > 0) clock.advance({ seconds: stepSeconds })
      }
      return promise
    },
  }
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    return error as Error & { code?: string }
  }
  throw new Error(`was fulfilled with ${String(value).slice(0, 40)}, and should have been rejected`)
}

/** The same work many times over, one after the other, and what each of them failed with. */
export async function failures(count: number, work: () => Promise<unknown>): Promise<(Error & { code?: string })[]> {
  const errors = []
  for (let i = 0; i < count; i++) errors.push(await failure(work()))
  return errors
}

/** What was thrown. */
export function thrown(work: () => unknown): Error & { code?: string; option?: string } {
  try {
    work()
  } catch (error) {
    return error as Error & { code?: string }
  }
  throw new Error('nothing was thrown')
}
