import { Cognito } from 'poolpass'
import type { DeviceCredentials } from 'poolpass/sign-in'
import type { Cell, Matrix } from './cells.js'
import { meaningOf } from './document.js'
import { meansOf, waitForNextCode, wellPrepared } from './means.js'
import { createPools, PASSWORD, type Person, type Pools, personWith } from './pools.js'
import { type Exchange, tapWire } from './wire-tap.js'

/** A client as a cell wants it, before it signs in. */
export interface Visit {
  readonly cognito: Cognito
  readonly config: ReturnType<Pools['config']> & { readonly fetch: typeof fetch }
  readonly person: Person
  /** The remembered device that is named. */
  readonly device: DeviceCredentials | undefined
  readonly heard: readonly Exchange[]
}

const typedName = ({ username, email, phone }: Person, name: string) =>
  meaningOf(new Map(Object.entries({ username, 'e-mail': email, phone })), name)

/** Everybody who signs in, and the pools that they do it at. */
export class Visitors {
  readonly pools: Pools
  readonly #devices = new Map<string, DeviceCredentials>()

  private constructor(pools: Pools) {
    this.pools = pools
  }

  static async at({ values }: Matrix): Promise<Visitors> {
    return new Visitors(await createPools(values))
  }

  async visit(cell: Cell): Promise<Visit> {
    const device = cell.device.startsWith('remembered') ? await this.#rememberedDevice(cell) : undefined
    waitForNextCode(this.pools)
    const person = personWith(cell.MFA)
    const { fetch, heard } = tapWire(this.pools.local.fetch)
    const config = { ...this.pools.config(cell), fetch }
    const means = meansOf(cell.flow)
    const challenges = { ...wellPrepared(this.pools), ...means.challenges }
    const username = typedName(person, cell.name)
    const cognito = new Cognito({ ...config, ...means, username, challenges, ...(device && { device }) })
    return { cognito, config, person, device, heard }
  }

  /** One for each pool and user. */
  async #rememberedDevice({ device, MFA }: Cell): Promise<DeviceCredentials> {
    const key = `${device} ${MFA}`
    const known = this.#devices.get(key) ?? (await this.#newDevice(device, personWith(MFA)))
    this.#devices.set(key, known)
    return known
  }

  async #newDevice(pool: string, { username }: Person): Promise<DeviceCredentials> {
    waitForNextCode(this.pools)
    const config = this.pools.config({ client: 'no secret', rotation: 'off', device: pool })
    const { fetch } = this.pools.local
    const challenges = wellPrepared(this.pools)
    const cognito = new Cognito({ ...config, fetch, username, password: PASSWORD, challenges })
    await cognito.authenticate()
    const { device } = cognito.exportState().toJSON()
    if (device === undefined) throw new Error('the pool gave no device')
    return device
  }
}
