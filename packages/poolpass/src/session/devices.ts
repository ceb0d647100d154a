/** What a session does about devices after the pool has said something about one. Loaded then. */

import { isPoolpassError, PoolpassError } from '../errors/index.js'
import { confirmNewDevice } from '../sign-in/confirm-device.js'
import type { AppClient, DeviceCredentials, SignInResult } from '../sign-in/index.js'
import type { Emitter, SessionEvents } from './events.js'
import { inTime } from './in-time.js'
import { type DeviceStorage, isStorage, type SignInSetup } from './sign-in-setup.js'

type Operation = SessionEvents['deviceFailed']['operation']

/** One session's devices, and where the caller keeps them. Failures become events. */
export class Devices {
  readonly #client: AppClient
  readonly #events: Emitter
  readonly #storage: DeviceStorage | undefined

  constructor(client: AppClient, device: SignInSetup['device'], events: Emitter) {
    this.#client = client
    this.#events = events
    this.#storage = isStorage(device) ? device : undefined
  }

  /** Confirms a device that the pool has just handed out. A failure to do so never fails the sign-in. */
  async confirm({ newDevice, tokens, username }: SignInResult): Promise<DeviceCredentials | undefined> {
    if (!newDevice) return undefined
    return this.#orEvent('confirm', username, async () => {
      const confirmation = await confirmNewDevice(this.#client, tokens.accessToken, newDevice)
      const { userConfirmationNecessary, ...device } = confirmation
      this.#events.emit('deviceConfirmed', { username, deviceKey: device.deviceKey, userConfirmationNecessary })
      return device
    })
  }

  /** Where they are kept may ask somebody, so that this may take as long as a sign-in. */
  async load(storedAs: string): Promise<DeviceCredentials | undefined> {
    return this.#kept('load', storedAs, storage => storage.load(storedAs), this.#client.deadlineMs)
  }

  async save(storedAs: string, device: DeviceCredentials): Promise<void> {
    await this.#kept('save', storedAs, storage => storage.save(storedAs, device))
  }

  async forget(storedAs: string, deviceKey: string): Promise<void> {
    await this.#kept('forget', storedAs, storage => storage.forget(storedAs))
    this.#events.emit('deviceForgotten', { username: storedAs, deviceKey })
  }

  async #kept<T>(
    operation: Operation,
    storedAs: string,
    work: (storage: DeviceStorage) => T | Promise<T>,
    limitMs?: number,
  ): Promise<T | undefined> {
    const storage = this.#storage
    if (!storage) return undefined
    const run = async () => work(storage)
    return this.#orEvent(operation, storedAs, () => inTime(this.#client, 'it', run(), limitMs))
  }

  async #orEvent<T>(operation: Operation, username: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (cause) {
      const message = `the function given as \`device.${operation}\` failed; see \`cause\``
      const error = isPoolpassError(cause) ? cause : new PoolpassError('ERR_POOLPASS_CALLBACK', message, { cause })
      this.#events.emit('deviceFailed', { username, operation, error })
      return undefined
    }
  }
}
