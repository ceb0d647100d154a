/** A process of its own with one session in it, which does what a test tells it to over the IPC channel. */

import { Cognito, type CognitoOptions, type HandlerContext, type SessionStateJson, type TokenStore } from 'poolpass'
import { FakeClock } from 'poolpass/testing'
import { countingFetch } from './counting-fetch.js'
import { type Heard, hear, names } from './events.js'
import { FolderTokenStore } from './folder-store.js'
import { totp } from './totp.js'

export interface Beginning {
  readonly options: Partial<CognitoOptions>
  /** Goes on with this session instead of beginning anew. */
  readonly restored?: SessionStateJson | undefined
  readonly nowMs: number
  /** Of a store that processes share. */
  readonly folder?: string | undefined
  /** Answers SOFTWARE_TOKEN_MFA as an authenticator app with this secret does, by this process's clock. */
  readonly totpSecret?: string | undefined
}

/** Tells what the session waits for. */
class WatchedClock extends FakeClock {
  /** What it sleeps for at the moment, in milliseconds. */
  readonly sleeps: number[] = []

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms)
    try {
      await super.sleep(ms, signal)
    } finally {
      this.sleeps.splice(this.sleeps.indexOf(ms), 1)
    }
  }
}

let cognito: Cognito
let clock: WatchedClock
let transport: ReturnType<typeof countingFetch>
let heard: Heard[]
/** What the handler of SOFTWARE_TOKEN_MFA was told. */
let attempts: { readonly attempt: number; readonly error: string | undefined }[]
let heldWrites: Promise<void> | undefined
let letWritesGo = () => {}

function folderStore(folder: string): TokenStore {
  const store = new FolderTokenStore(folder)
  return {
    read: key => store.read(key),
    delete: key => store.delete(key),
    async write(...args) {
      if (heldWrites) process.send?.({ event: 'write' })
      await heldWrites
      return store.write(...args)
    },
  }
}

function holdWrites(): void {
  heldWrites = new Promise(resolve => {
    letWritesGo = resolve
  })
}

function releaseWrites(): void {
  letWritesGo()
  heldWrites = undefined
}

function start({ options, restored, nowMs, folder, totpSecret }: Beginning): void {
  releaseWrites()
  clock = new WatchedClock(nowMs)
  transport = countingFetch()
  attempts = []
  const softwareTokenMfa = (_: unknown, { attempt, error }: HandlerContext) => {
    attempts.push({ attempt, error: error?.message })
    return totp(clock.wallMs(), totpSecret)
  }
  const all = {
    ...options,
    clock,
    fetch: transport.fetch,
    ...(folder !== undefined && { store: folderStore(folder) }),
    ...(totpSecret !== undefined && { challenges: { softwareTokenMfa } }),
  }
  cognito = restored ? Cognito.restore(restored, all as object) : new Cognito(all as CognitoOptions)
  heard = hear(cognito)
}

const METHODS = ['authenticate', 'token', 'respond', 'associateSoftwareToken', 'renewAccessToken', 'logout'] as const

export type Method = (typeof METHODS)[number]

const actions = {
  start,
  call: (method: Method, ...args: unknown[]): unknown => Reflect.apply(cognito[method], cognito, args),
  state: () => ({
    username: cognito.username,
    accessToken: cognito.accessToken,
    refreshToken: cognito.refreshToken,
    deviceKey: cognito.accessClaims?.device_key,
    events: names(heard),
    attempts,
    sleeps: clock.sleeps,
    inFlight: transport.inFlight(),
  }),
  exportState: () => cognito.exportState(),
  advance: (seconds: number) => clock.advance({ seconds }),
  /** From now on every write stops before anything is written, and is reported. */
  holdWrites,
  releaseWrites,
}

export type Actions = typeof actions
export type State = ReturnType<Actions['state']>

interface Question {
  readonly id: number
  readonly action: keyof Actions
  readonly args: never[]
}

process.on('message', async ({ id, action, args }: Question) => {
  try {
    process.send?.({ id, value: await Reflect.apply(actions[action], undefined, args) })
  } catch (error) {
    const { name, code, message, challenge } = error as Error & { code?: string; challenge?: object }
    process.send?.({ id, error: { name, code, message, challenge } })
  }
})
process.send?.({ event: 'ready' })
