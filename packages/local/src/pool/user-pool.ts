import { randomBytes } from 'node:crypto'
import type { AppClient, TokenLifetimes } from './app-client.js'
import { type AttributeSchema, createAttributeSchema } from './attribute-schema.js'
import { ChallengeSessions } from './challenge-sessions.js'
import type { Clock } from './clock.js'
import { Grants } from './grants.js'
import { regionOf, srpGroupOf } from './identifiers.js'
import { LockOut } from './lock-out.js'
import { DEFAULT_PASSWORD_POLICY } from './password-policy.js'
import { SealedBox } from './sealed-box.js'
import { invalidParameter, notImplemented } from './service-error.js'
import type { PasswordPolicySettings, PoolSettings } from './settings.js'
import { createSigningKeys, type LocalSigningKeys, loadKeys, type PoolKeys } from './signing-keys.js'
import { UserDirectory } from './user-directory.js'

export interface Group {
  readonly name: string
  readonly description?: string
  readonly roleArn?: string
  /** The lowest wins. */
  readonly precedence?: number
}

export interface UserPoolInit {
  readonly id: string
  readonly name: string
  readonly settings: PoolSettings
  readonly clock: Clock
  /** Default: the URL that the request came in under, with the pool id. */
  readonly issuer?: string
  readonly lifetimeOverrides: TokenLifetimes
  /** Default: made now, beside the event loop. The first token waits for them. */
  readonly signingKeys?: LocalSigningKeys
}

/** One user pool: what it holds. What it does is in the functions beside this file. */
export interface UserPool {
  readonly id: string
  readonly region: string
  /** What SRP hashes call the pool. */
  readonly srpGroup: string
  name: string
  settings: PoolSettings
  readonly schema: AttributeSchema
  readonly createdAtMs: number
  modifiedAtMs: number
  readonly clock: Clock
  readonly users: UserDirectory
  readonly clients: Map<string, AppClient>
  readonly groups: Map<string, Group>
  readonly grants: Grants
  readonly lockOut: LockOut
  readonly sealedBox: SealedBox
  readonly sessions: ChallengeSessions
  readonly keys: Promise<PoolKeys>
  readonly lifetimeOverrides: TokenLifetimes
  /** Keys the look of users that do not exist. */
  readonly simulationKey: Buffer
  /** @param origin Scheme, host and port that the request came in under. */
  issuerAt(origin: string): string
}

/** @throws {ServiceError} InvalidParameterException for settings that exclude each other or are not implemented. */
export function assertPoolSettings(settings: PoolSettings): void {
  if (settings.AliasAttributes?.length && settings.UsernameAttributes?.length) {
    throw invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.')
  }
  if (settings.MfaConfiguration !== undefined && settings.MfaConfiguration !== 'OFF') {
    throw notImplemented(`MfaConfiguration ${settings.MfaConfiguration}`)
  }
}

export function createUserPool(init: UserPoolInit): UserPool {
  const { id, name, settings, clock, issuer, lifetimeOverrides } = init
  assertPoolSettings(settings)
  const schema = createAttributeSchema(settings.Schema)
  const sealedBox = new SealedBox()
  const keys = (init.signingKeys ? Promise.resolve(init.signingKeys) : createSigningKeys()).then(loadKeys)
  // Whoever needs a key awaits it; a pool that signs nothing must not end the process.
  keys.catch(() => undefined)
  return {
    id,
    region: regionOf(id),
    srpGroup: srpGroupOf(id),
    name,
    settings,
    schema,
    createdAtMs: clock.nowMs(),
    modifiedAtMs: clock.nowMs(),
    clock,
    users: new UserDirectory(settings),
    clients: new Map(),
    groups: new Map(),
    grants: new Grants(clock),
    lockOut: new LockOut(clock),
    sealedBox,
    sessions: new ChallengeSessions(sealedBox, clock),
    keys,
    lifetimeOverrides,
    simulationKey: randomBytes(32),
    issuerAt: origin => issuer ?? `${origin}/${id}`,
  }
}

export function passwordPolicyOf(pool: UserPool): PasswordPolicySettings {
  return pool.settings.Policies?.PasswordPolicy ?? DEFAULT_PASSWORD_POLICY
}
