import { isPoolpassError } from '../errors/index.js'
import { type Outside, runOutside } from '../sign-in/callers-code.js'
import { isDevice } from '../sign-in/device-credentials.js'
import {
  type Challenge,
  type ChallengeHandlers,
  type ChallengeJson,
  type DeviceCredentials,
  type Flow,
  type FlowOptions,
  type FlowTraces,
  type SignInResult,
  signInWithSrp,
} from '../sign-in/index.js'
import { leftUnanswered } from '../sign-in/left-unanswered.js'
import type { Devices } from './devices.js'
import type { Emitter } from './events.js'
import type { HeldSession } from './held-session.js'
import { checkDevice, type SignInMeans, type SignInSetup } from './sign-in-setup.js'
import type { PoolInternals } from './user-pool.js'

interface WhoseDevice extends Outside {
  /** The username as it was given, by which devices are known. */
  readonly storedAs: string
  /** The device of the session that there was. */
  readonly device?: DeviceCredentials | undefined
}

/** What a session tells a sign-in about the work that it is part of. */
export interface Surroundings extends WhoseDevice {
  readonly onNewPassword: (newPassword: string) => Promise<void>
  readonly traces: FlowTraces
  readonly beforeTokens: () => void
}

export interface SignInRequest {
  readonly username: string
  readonly password: string | undefined
  readonly clientMetadata?: FlowOptions['clientMetadata']
  readonly means: SignInMeans
  /** ConfirmSignUp's. */
  readonly session?: string | undefined
}

/** What only some sign-ins need. Loaded beside their first call to the pool. */
const loadRest = () => import('../sign-in/rest.js')

async function leaveUnanswered(_: Flow, challenge: ChallengeJson): Promise<never> {
  throw leftUnanswered(challenge)
}

/** How one session signs in: flow, handlers and device. */
export class Signer {
  readonly #pool: PoolInternals
  readonly #events: Emitter
  readonly setup: SignInSetup & { readonly username?: string | undefined }
  /** What the pool has forgotten is not shown to it again. */
  #forgotten: string | undefined

  /** @throws {TypeError} naming the option. */
  constructor(pool: PoolInternals, events: Emitter, options: Signer['setup']) {
    const { username, authFlow, preferredChallenge, challenges, device } = options
    checkDevice(device)
    this.#pool = pool
    this.#events = events
    // No more than this: the options hold tokens as well.
    this.setup = { username, authFlow, preferredChallenge, challenges, device }
  }

  /** The session's own means, with what one sign-in has instead. */
  means(own: SignInMeans = {}): SignInMeans {
    const { authFlow, preferredChallenge, challenges } = this.setup
    return {
      authFlow: own.authFlow ?? authFlow,
      preferredChallenge: own.preferredChallenge ?? preferredChallenge,
      challenges: { ...challenges, ...own.challenges },
    }
  }

  async signIn(
    { username, password, clientMetadata, means, session }: SignInRequest,
    around: Surroundings,
  ): Promise<SignInResult> {
    const { authFlow, preferredChallenge, challenges } = means
    const { client } = this.#pool
    const run = async (device?: DeviceCredentials) => {
      const options = { ...this.#flowOptions(around, challenges, device), username, clientMetadata }
      if (password !== undefined && (authFlow ?? 'USER_SRP_AUTH') === 'USER_SRP_AUTH')
        return signInWithSrp(client, { onChallenge: leaveUnanswered, ...options, password })
      return (await loadRest()).signIn(client, { ...options, password, authFlow, preferredChallenge, session })
    }
    return this.#withDevice(run, around)
  }

  /** Answers a challenge; the session's handlers answer those that come after it. */
  async respond(
    challenge: Challenge | ChallengeJson,
    answer: unknown,
    clientMetadata: FlowOptions['clientMetadata'],
    around: Surroundings,
  ): Promise<SignInResult> {
    const { respondToChallenge } = await loadRest()
    let isTaken = false
    const onTaken = () => {
      isTaken = true
    }
    const run = async (device?: DeviceCredentials) => {
      const options = { ...this.#flowOptions(around, this.setup.challenges, device), clientMetadata, onTaken }
      return respondToChallenge(this.#pool.client, challenge, answer, options)
    }
    return this.#withDevice(run, around, () => !isTaken)
  }

  /** A device that the pool does not know is forgotten, and all is done once more without it, if it can be. */
  async #withDevice(
    run: (device?: DeviceCredentials) => Promise<SignInResult>,
    around: Surroundings,
    isRepeatable = () => true,
  ): Promise<SignInResult> {
    const device = await this.deviceFor(around)
    try {
      return await run(device)
    } catch (error) {
      if (!device || !isPoolpassError(error, 'ERR_POOLPASS_DEVICE_UNKNOWN')) throw error
      await this.forget(around.storedAs, device.deviceKey)
      if (!isRepeatable()) throw error
      return run()
    }
  }

  /** The pool does not know a device any more. */
  async forget(storedAs: string | undefined, deviceKey: string | undefined): Promise<void> {
    if (deviceKey === undefined || deviceKey === this.#forgotten) return
    this.#forgotten = deviceKey
    if (storedAs !== undefined) await (await this.#devices()).forget(storedAs, deviceKey)
  }

  /** Confirms the device that the session was handed out, unless none is wanted. Throws what it failed with. */
  async confirm(held: HeldSession, signal: AbortSignal): Promise<DeviceCredentials | undefined> {
    return this.setup.device === false ? undefined : (await this.#devices()).confirm(held, signal)
  }

  /** Keeps a device that was confirmed, where the caller wants it to be kept. */
  async keep(storedAs: string, device: DeviceCredentials): Promise<void> {
    await (await this.#devices()).save(storedAs, device)
  }

  async #devices(): Promise<Devices> {
    const { Devices } = await import('./devices.js')
    return new Devices(this.#pool.client, this.setup.device, this.#events)
  }

  #flowOptions(around: Surroundings, handlers: ChallengeHandlers = {}, device?: DeviceCredentials): FlowOptions {
    const { onNewPassword, traces, beforeTokens } = around
    const own = { onNewPassword, traces, beforeTokens }
    if (!device && Object.keys(handlers).length === 0) return own
    const rest = loadRest()
    rest.catch(() => {})
    const asking = { ...around, handlers }
    return {
      ...own,
      device,
      onChallenge: async (flow, challenge) => (await rest).answerByHandlers(flow, challenge, asking),
    }
  }

  /** The device to name: the session's own, or the one that was given for its user. */
  async deviceFor({ storedAs, device: kept, ...outside }: WhoseDevice): Promise<DeviceCredentials | undefined> {
    const { device, username = storedAs } = this.setup
    if (device === false) return undefined
    const isUsable = (it: unknown): it is DeviceCredentials => isDevice(it) && it.deviceKey !== this.#forgotten
    if (isUsable(kept)) return kept
    if (!device || isDevice(device)) return username === storedAs && isUsable(device) ? device : undefined
    const loaded = await runOutside(outside, async () => (await this.#devices()).load(storedAs))
    return isUsable(loaded) ? loaded : undefined
  }
}
