/** What a session does about devices after the pool has said something about one. Loaded then. */
import type { AppClient, DeviceCredentials } from '../sign-in/index.js';
import type { Emitter } from './events.js';
import type { HeldSession } from './held-session.js';
import { type SignInSetup } from './sign-in-setup.js';
/** One session's devices, and where the caller keeps them. Failures become events. */
export declare class Devices {
    #private;
    constructor(client: AppClient, device: SignInSetup['device'], events: Emitter);
    /** Confirms a device that the pool has handed out, within the time of one attempt. Throws what it failed with. */
    confirm(held: HeldSession, signal: AbortSignal): Promise<DeviceCredentials | undefined>;
    /** Where they are kept may ask somebody, so that this may take as long as a sign-in. */
    load(storedAs: string): Promise<DeviceCredentials | undefined>;
    save(storedAs: string, device: DeviceCredentials): Promise<void>;
    forget(storedAs: string, deviceKey: string): Promise<void>;
}
