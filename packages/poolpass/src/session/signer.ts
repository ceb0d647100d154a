import { isPoolpassError } from '../errors/index.js'
import type { Asking } from '../sign-in/answer-by-handlers.js'
import {
  type Challenge,
  type ChallengeHandlers,
  type ChallengeJson,
  type DeviceCredentials,
  type FlowOptions,
  type SignInResult,
  signInWithSrp,
} from '../sign-in/index.js'
import type { Emitter } from './events.js'
import { checkDevice, isDevice, type SignInMeans, type SignInSetup } from './sign-in-setup.js'
import type { PoolInternals } from './user-pool.js'

/** What a session tells a sign-in about the work that it is part of. */
export interface Surroundings extends Omit<Asking, 'handlers'> {
  /** The username as it was given, by which devices are known. */
  readonly storedAs: string
  /** The device of the session that there was. */
  readonly device: DeviceCredentials | undefined
  readonly onNewPassword: (newPassword: string) => Promise<void>
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
const loadDevices = () => import('./devices.js')

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
        return signInWithSrp(client, { ...options, password })
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
    const run = async (device?: DeviceCredentials) => {
      const options = { ...this.#flowOptions(around, this.setup.challenges, device), clientMetadata }
      return respondToChallenge(this.#pool.client, challenge, answer, options)
    }
    return this.#withDevice(run, around)
  }

  /** A device that the pool does not know is forgotten, and all is done once more without it. */
  async #withDevice(
    run: (device?: DeviceCredentials) => Promise<SignInResult>,
    around: Surroundings,
  ): Promise<SignInResult> {
    const device = await this.#deviceFor(around)
    try {
      return await this.#confirmed(await run(device), around)
    } catch (error) {
      if (!device || !isPoolpassError(error, 'ERR_POOLPASS_DEVICE_UNKNOWN')) throw error
      await this.forget(around.storedAs, device.deviceKey)
      return this.#confirmed(await run(), around)
    }
  }

  /** The pool does not know a device any more. */
  async forget(storedAs: string | undefined, deviceKey: string | undefined): Promise<void> {
    if (deviceKey === undefined || deviceKey === this.#forgotten) return
    this.#forgotten = deviceKey
    if (storedAs !== undefined) await (await loadDevices()).forget(this.setup.device, storedAs, deviceKey, this.#events)
  }

  /** Keeps a device that was confirmed, where the caller wants it to be kept. */
  async keep(storedAs: string, device: DeviceCredentials): Promise<void> {
    await (await loadDevices()).save(this.setup.device, storedAs, device, this.#events)
  }

  #flowOptions(around: Surroundings, handlers: ChallengeHandlers = {}, device?: DeviceCredentials): FlowOptions {
    const { onNewPassword } = around
    if (!device && Object.keys(handlers).length === 0) return { onNewPassword }
    const rest = loadRest()
    rest.catch(() => {})
    const asking = { ...around, handlers }
    return {
      device,
      onNewPassword,
      onChallenge: async (flow, challenge) => (await rest).answerByHandlers(flow, challenge, asking),
    }
  }

  async #deviceFor({ storedAs, device: kept, pause, resume }: Surroundings): Promise<DeviceCredentials | undefined> {
    const { device, username = storedAs } = this.setup
    if (device === false) return undefined
    const isUsable = (it: unknown): it is DeviceCredentials => isDevice(it) && it.deviceKey !== this.#forgotten
    if (isUsable(kept)) return kept
    if (!device || isDevice(device)) return username === storedAs && isUsable(device) ? device : undefined
    pause?.()
    const loaded = await (await loadDevices()).load(device, storedAs, this.#events)
    resume?.()
    return isUsable(loaded) ? loaded : undefined
  }

  async #confirmed(result: SignInResult, { storedAs }: Surroundings): Promise<SignInResult> {
    if (!result.newDevice || this.setup.device === false) return result
    const device = await (await loadDevices()).confirmed(this.#pool.client, result, this.#events)
    if (!device) return result
    await this.keep(storedAs, device)
    return { ...result, device }
  }
}
