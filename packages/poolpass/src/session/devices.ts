/** What a session does about devices after the pool has said something about one. Loaded then. */

import { isPoolpassError, PoolpassError } from '../errors/index.js'
import { confirmNewDevice, newDevicePassword } from '../sign-in/confirm-device.js'
import type { AppClient, DeviceCredentials } from '../sign-in/index.js'
import type { Emitter, SessionEvents } from './events.js'
import type { HeldSession } from './held-session.js'
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

  /** Confirms a device that the pool has handed out, within the time of one attempt. Throws what it failed with. */
  async confirm(held: HeldSession, signal: AbortSignal): Promise<DeviceCredentials | undefined> {
    const { newDevice, tokens, username } = held
    if (!newDevice) return undefined
    const { clock, attemptTimeoutMs } = this.#client
    const pending = { devicePassword: newDevicePassword(this.#client), ...newDevice }
    held.newDevice = pending
    const limits = { signal, deadlineAtMs: clock.monotonicMs() + attemptTimeoutMs }
    try {
      const confirmation = await confirmNewDevice(this.#client, tokens.accessToken, pending, undefined, limits)
      const { userConfirmationNecessary, ...device } = confirmation
      this.#events.emit('deviceConfirmed', { username, deviceKey: device.deviceKey, userConfirmationNecessary })
      return device
    } catch (error) {
      if (!signal.aborted) this.#failed('confirm', username, error)
      throw error
    }
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
    try {
      return await inTime(this.#client, 'it', run(), limitMs)
    } catch (error) {
      this.#failed(operation, storedAs, error)
      return undefined
    }
  }

  #failed(operation: Operation, username: string, cause: unknown): void {
    const message = `the function given as \`device.${operation}\` failed; see \`cause\``
    const error = isPoolpassError(cause) ? cause : new PoolpassError('ERR_POOLPASS_CALLBACK', message, { cause })
    this.#events.emit('deviceFailed', { username, operation, error })
  }
}
