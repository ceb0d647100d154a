import type { Attempt, Challenge, ChallengeName, Device, Exchange, Person } from './knowledge.js'
import type { Claim, Proof } from './messages.js'
import { assertFine, type Fault, Refused } from './refusals.js'
import { secondFactors } from './requirements.js'
import { type ClientName, SESSION_SECONDS, type Setting } from './world.js'

const FREE_FAILURES = 5
const QUIET_MS = 15 * 60_000
const LONGEST_LOCK_MS = 15 * 60_000

/** The way is free, or one more challenge. */
export type Advance = { readonly passed: Attempt } | { readonly asked: Challenge }

/** Who signs in, and at which client. */
export interface Who {
  readonly person: Person
  readonly client: ClientName
}

/** What every message is judged by. */
export class Rules {
  readonly setting: Setting
  readonly devices: Device[] = []
  /** Every challenge that the pool has put, oldest first: also those whose answer was lost. */
  protected readonly challenges: Challenge[] = []
  readonly #clock: { nowMs(): number }

  constructor(setting: Setting, clock: { nowMs(): number }) {
    this.setting = setting
    this.#clock = clock
  }

  get nowMs(): number {
    return this.#clock.nowMs()
  }

  blocked({ isEnabled, isConfirmed }: Person): Fault[] {
    return [!isEnabled && 'disabled', !isConfirmed && 'unconfirmed']
  }

  /** One attempt at a password: counted, unless there were too many. @throws {Refused} */
  provePassword(person: Person, isRight: boolean, onWrong = () => {}): void {
    assertFine(...this.blocked(person))
    if (this.nowMs - person.lastAttemptAtMs >= QUIET_MS) person.failures = 0
    person.lastAttemptAtMs = this.nowMs
    assertFine(person.failures >= FREE_FAILURES && this.nowMs < person.lockedUntilMs && 'locked')
    if (isRight && person.exists) {
      person.failures = 0
      return
    }
    person.failures++
    const lockMs = person.failures < FREE_FAILURES ? 0 : 1000 * 2 ** (person.failures - FREE_FAILURES)
    person.lockedUntilMs = this.nowMs + Math.min(lockMs, LONGEST_LOCK_MS)
    onWrong()
    throw new Refused(['incorrect'])
  }

  /** Whether a claim proves its exchange's password, the present one. */
  proves({ exchange, isRight }: Claim): boolean {
    return isRight && exchange?.person.password === exchange?.password
  }

  claimFaults({ exchange }: Claim, client: ClientName, purpose: Exchange['purpose']): Fault[] {
    if (exchange === undefined || exchange.client !== client || exchange.purpose !== purpose) return ['incorrect']
    return [this.nowMs >= exchange.expiresAtMs && 'expiredSession']
  }

  device(person: Person, key: string | undefined): Device | undefined {
    return this.devices.find(
      device => device.key === key && device.person === person && device.isConfirmed && !device.isForgotten,
    )
  }

  deviceFault({ person, deviceKey }: { person: Person; deviceKey: string | undefined }): Fault {
    const isNamed = this.setting.devices !== undefined && deviceKey !== undefined
    return isNamed && !this.device(person, deviceKey) && 'noDevice'
  }

  withDevice(attempt: Attempt, { deviceKey }: { deviceKey: string | undefined }): Attempt {
    return this.setting.devices && deviceKey !== undefined ? { ...attempt, deviceKey } : attempt
  }

  secretFault({ client, secret }: { client: ClientName; secret: Proof }, kind: 'hash' | 'secret'): Fault {
    if (secret === 'right' || (secret === 'missing' && client === 'main')) return undefined
    if (secret === 'wrong') return kind === 'hash' ? 'wrongHash' : 'wrongSecret'
    return kind === 'hash' ? 'noHash' : 'noSecret'
  }

  /** Of two sign-ins that set up a second factor, the first one ends the other. */
  mayStillSetUp = (person: Person) => secondFactors(this.setting, person) === 'setUp'

  rotates = (client: ClientName) => client === 'main' && this.setting.graceSeconds !== undefined

  ask(name: ChallengeName, { person, client }: Who, attempt: Attempt, more: Partial<Challenge> = {}): Advance {
    const expiresAtMs = this.nowMs + SESSION_SECONDS * 1000
    const asked = { name, person, client, attempt, expiresAtMs, isSpent: false, ...more }
    this.challenges.push(asked)
    return { asked }
  }

  /** Begins an exchange to prove the password by, or a device. */
  askForProof(
    who: Who,
    attempt: Attempt,
    { isInSession, device }: { isInSession: boolean; device?: Device | undefined },
  ): Advance {
    const exchange: Exchange = {
      purpose: device ? 'device' : 'user',
      person: who.person,
      client: who.client,
      device,
      password: who.person.password,
      attempt,
      isInSession,
      expiresAtMs: this.nowMs + SESSION_SECONDS * 1000,
    }
    return this.ask(device ? 'DEVICE_PASSWORD_VERIFIER' : 'PASSWORD_VERIFIER', who, attempt, { exchange })
  }
}
