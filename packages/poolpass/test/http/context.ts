import {
  createSigningKeys,
  type Fault,
  type LocalCognito,
  type LocalCognitoOptions,
  startLocalCognito,
} from '@poolpass/local'
import type { JWK } from 'jose'
import { SrpAuth, type SrpAuthOptions } from 'poolpass'
import { FakeClock } from 'poolpass/testing'
import { type Api, type ApiOptions, startApi } from '../support/api.js'
import type { Client, ClientRequest, ClientResponse } from './clients/client.js'

/** What a case needs to be other than usual. */
export interface Setting {
  readonly pool?: LocalCognitoOptions
  readonly api?: Partial<ApiOptions>
  /** Which of the machine's clocks the service and the API agree with. Default: the wall clock. */
  readonly trueTime?: 'wall' | 'monotonic'
}

export const ALICE = { username: 'alice', password: 'Correct-Horse-9' }
const START = Date.parse('2026-03-04T05:06:07Z')
const signingKeys = await createSigningKeys()
const keySet = {
  keys: [signingKeys.id, signingKeys.access].map(({ kid, jwk: { kty, n, e } }) => ({ kid, kty, n, e }) as JWK),
}

/** Options of a view and of a session of one's own, as far as a case sets them. */
export type AuthOptions = Partial<SrpAuthOptions> & { readonly fraction?: number }

/** A local pool, a protected API and a client, on one clock that the case moves. */
export interface Context {
  readonly client: Client
  readonly clock: FakeClock
  readonly local: LocalCognito
  readonly api: Api
  /** InitiateAuth calls so far. */
  readonly signIns: number
  /** GetTokensFromRefreshToken calls so far. */
  readonly renewals: number
  /** Another API, closed with the rest. */
  startApi(options?: Partial<ApiOptions>): Promise<Api>
  /** How to reach the pool, without a user. `fraction` is every random number that spreads times: default 0.5. */
  connection(fraction?: number): {
    readonly userPoolId: string
    readonly clientId: string
    readonly endpoint: string
    readonly clock: FakeClock
    readonly fetch: typeof globalThis.fetch
    readonly random: (length: number) => Uint8Array
  }
  /** Alice's, in the seed's first mode. No request is made. */
  auth(options?: AuthOptions): SrpAuth
  /** The same, signed in by a first request. */
  signedIn(options?: AuthOptions): Promise<SrpAuth>
  /** GET of the API's `/protected`, unless told otherwise. */
  send(auth: SrpAuth, request?: Partial<ClientRequest>): Promise<ClientResponse>
  /** Moves the clock on whenever somebody sleeps and no answer of the pool is awaited. */
  advanceUntil<T>(promise: Promise<T>): Promise<T>
  /** Makes requests to the pool fail until the returned function is called. */
  breakPool(fault: Omit<Fault, 'times'>): () => void
}

const turn = () => new Promise(resolve => setImmediate(resolve))

/** How long what other requests bring about is waited for. */
export const patience = { ms: 10_000 }

/** Waits for what other requests bring about. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + patience.ms
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never came true: ${condition}`)
    await turn()
  }
}

/** Two whole requests, one after the other: whatever was about to be sent has been. */
export async function quietMoment({ origin }: Api): Promise<void> {
  for (let i = 0; i < 2; i++) await (await fetch(`${origin}/open/quiet-moment`)).text()
}

/** A promise with its ends in hand. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

export const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** The token in an API's request, by itself. */
export const tokenIn = (request: { readonly headers: Readonly<Record<string, string>> } | undefined): string =>
  request?.headers.authorization?.replace(/^Bearer /, '') ?? ''

/** Counts the requests to the pool that have not been answered to the end. */
function trackedFetch() {
  let pending = 0
  const tracked: typeof globalThis.fetch = async (input, init) => {
    pending++
    try {
      const response = await fetch(input, init)
      const { status, headers } = response
      return new Response(await response.arrayBuffer(), { status, headers })
    } finally {
      pending--
    }
  }
  return { tracked, isIdle: () => pending === 0 }
}

function randomWithFraction(fraction: number) {
  const high = Math.min(255, Math.floor(fraction * 256))
  return (length: number) =>
    length === 2
      ? Uint8Array.of(high, fraction >= 1 ? 255 : 0)
      : globalThis.crypto.getRandomValues(new Uint8Array(length))
}

/** Runs a case or test with all it needs, and takes that down again. */
export async function withContext(
  client: Client,
  { pool = {}, api: apiOptions = {}, trueTime = 'wall' }: Setting,
  run: (context: Context) => Promise<void>,
): Promise<void> {
  const clock = new FakeClock(START)
  const nowMs = () => (trueTime === 'wall' ? clock.wallMs() : START + clock.monotonicMs())
  const poolOptions: LocalCognitoOptions = { users: [ALICE], clock: { nowMs }, signingKeys, ...pool }
  const local = await startLocalCognito(poolOptions)
  const apis: Api[] = []
  const { tracked, isIdle } = trackedFetch()
  const openApi = async (options: Partial<ApiOptions> = {}) => {
    const api = await startApi({ issuer: local.issuer, clientId: local.clientId, nowMs, keySet, ...options })
    apis.push(api)
    return api
  }
  const api = await openApi(apiOptions)
  const context: Context = {
    client,
    clock,
    local,
    api,
    get signIns() {
      return local.counts.of('InitiateAuth')
    },
    get renewals() {
      return local.counts.of('GetTokensFromRefreshToken')
    },
    startApi: openApi,
    connection: (fraction = 0.5) => ({
      userPoolId: local.userPoolId,
      clientId: local.clientId,
      endpoint: local.endpoint,
      clock,
      fetch: tracked,
      random: randomWithFraction(fraction),
    }),
    auth({ fraction, ...options } = {}) {
      return new SrpAuth({ ...context.connection(fraction), ...ALICE, ...options } as SrpAuthOptions)
    },
    async signedIn(options) {
      const auth = context.auth(options)
      await auth.token()
      return auth
    },
    send: (auth, request = {}) => client.send(auth, { url: `${api.origin}/protected`, ...request }),
    async advanceUntil(promise) {
      let isSettled = false
      const settle = () => {
        isSettled = true
      }
      promise.then(settle, settle)
      while (!isSettled) {
        for (let i = 0; i < 3; i++) await turn()
        if (!isSettled && isIdle() && clock.sleeping > 0) clock.advance({ seconds: 0.1 })
      }
      return promise
    },
    breakPool(given) {
      const fault = { ...given, times: Number.MAX_SAFE_INTEGER }
      local.failNext(fault)
      return () => {
        fault.operation = 'never asked for'
      }
    },
  }
  try {
    await run(context)
  } finally {
    await Promise.all([...apis, local].map(server => server.close()))
  }
}
