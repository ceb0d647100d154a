import {
  confirmNewDevice,
  newDevicePassword
} from "./chunk-GGPH4J24.js";
import {
  inTime,
  isStorage
} from "./core.js";
import {
  PoolpassError,
  isPoolpassError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/session/devices.ts
var Devices = class {
  #client;
  #events;
  #storage;
  constructor(client, device, events) {
    this.#client = client;
    this.#events = events;
    this.#storage = isStorage(device) ? device : void 0;
  }
  /** Confirms a device that the pool has handed out, within the time of one attempt. Throws what it failed with. */
  async confirm(held, signal) {
    const { newDevice, tokens, username } = held;
    if (!newDevice) return void 0;
    const { clock, attemptTimeoutMs } = this.#client;
    const pending = { devicePassword: newDevicePassword(this.#client), ...newDevice };
    held.newDevice = pending;
    const limits = { signal, deadlineAtMs: clock.monotonicMs() + attemptTimeoutMs };
    try {
      const confirmation = await confirmNewDevice(this.#client, tokens.accessToken, pending, void 0, limits);
      const { userConfirmationNecessary, ...device } = confirmation;
      this.#events.emit("deviceConfirmed", { username, deviceKey: device.deviceKey, userConfirmationNecessary });
      return device;
    } catch (error) {
      if (!signal.aborted) this.#failed("confirm", username, error);
      throw error;
    }
  }
  /** Where they are kept may ask somebody, so that this may take as long as a sign-in. */
  async load(storedAs) {
    return this.#kept("load", storedAs, (storage) => storage.load(storedAs), this.#client.deadlineMs);
  }
  async save(storedAs, device) {
    await this.#kept("save", storedAs, (storage) => storage.save(storedAs, device));
  }
  async forget(storedAs, deviceKey) {
    await this.#kept("forget", storedAs, (storage) => storage.forget(storedAs));
    this.#events.emit("deviceForgotten", { username: storedAs, deviceKey });
  }
  async #kept(operation, storedAs, work, limitMs) {
    const storage = this.#storage;
    if (!storage) return void 0;
    const run = async () => work(storage);
    try {
      return await inTime(this.#client, "it", run(), limitMs);
    } catch (error) {
      this.#failed(operation, storedAs, error);
      return void 0;
    }
  }
  #failed(operation, username, cause) {
    const message = `the function given as \`device.${operation}\` failed; see \`cause\``;
    const error = isPoolpassError(cause) ? cause : new PoolpassError("ERR_POOLPASS_CALLBACK", message, { cause });
    this.#events.emit("deviceFailed", { username, operation, error });
  }
};
export {
  Devices
};
