import type { AppClient, TokenLifetimes } from './app-client.js'
import { type AttributeSchema, createAttributeSchema } from './attribute-schema.js'
import { ChallengeSessions } from './challenge-sessions.js'
import type { Clock } from './clock.js'
import { Grants } from './grants.js'
import type { Group } from './group.js'
import { regionOf, srpGroupOf } from './identifiers.js'
import type { IdentityProvider } from './identity-provider.js'
import type { Inbox } from './inbox.js'
import { LockOut } from './lock-out.js'
import { assertMfaSettings } from './mfa/offered.js'
import { DEFAULT_PASSWORD_POLICY } from './password-policy.js'
import { SealedBox } from './sealed-box.js'
import { AttemptLimits } from './self-service/attempt-limits.js'
import { SentCodes } from './self-service/sent-codes.js'
import { invalidParameter, notInTier } from './service-error.js'
import type { MfaSettings, PasswordPolicySettings, PoolSettings } from './settings.js'
import type { AttemptState } from './sign-in/attempt.js'
import { type LocalSigningKeys, loadKeys, type PoolKeys } from './signing-keys.js'
import type { PoolRecord, PoolTables } from './tables.js'
import type { LocalTriggers } from './triggers.js'
import { UserDirectory } from './user-directory.js'

export interface UserPoolInit {
  readonly record: PoolRecord
  readonly tables: PoolTables
  readonly clock: Clock
  readonly inbox: Inbox
  readonly triggers?: LocalTriggers
  /** Default: the URL that the request came in under, with the pool id. */
  readonly issuer?: string
  readonly lifetimeOverrides: TokenLifetimes
  /** The first token waits for them. */
  readonly signingKeys: Promise<LocalSigningKeys>
}

/** One user pool: what it holds. What it does is in the functions beside this file. */
export interface UserPool extends PoolRecord {
  readonly region: string
  /** What SRP hashes call the pool. */
  readonly srpGroup: string
  name: string
  settings: PoolSettings
  mfa: MfaSettings
  readonly schema: AttributeSchema
  modifiedAtMs: number
  /** Requests that are under way still hold it then. */
  isDeleted: boolean
  readonly clock: Clock
  readonly users: UserDirectory
  readonly clients: Map<string, AppClient>
  readonly groups: Map<string, Group>
  readonly identityProviders: Map<string, IdentityProvider>
  readonly grants: Grants
  readonly inbox: Inbox
  readonly triggers: LocalTriggers
  readonly lockOut: LockOut
  readonly codes: SentCodes
  readonly attemptLimits: AttemptLimits
  readonly sealedBox: SealedBox
  readonly sessions: ChallengeSessions<AttemptState>
  readonly keys: Promise<PoolKeys>
  readonly lifetimeOverrides: TokenLifetimes
  /** What tokens name as `iss`, unless it is the URL that a request came in under. Of this process: it is not kept. */
  issuer: string | undefined
  /** @param origin Scheme, host and port that the request came in under. */
  issuerAt(origin: string): string
}

/** @throws {ServiceError} InvalidParameterException for settings that exclude each other or are not implemented. */
export function assertPoolSettings(settings: PoolSettings, mfa: MfaSettings): void {
  assertMfaSettings(settings.MfaConfiguration, mfa)
  const { AllowedFirstAuthFactors: firstFactors = [] } = settings.Policies?.SignInPolicy ?? {}
  if (settings.UserPoolTier === 'LITE' && firstFactors.some(factor => factor !== 'PASSWORD')) throw notInTier()
  if (settings.AliasAttributes?.length && settings.UsernameAttributes?.length) {
    throw invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.')
  }
}

export function createUserPool(init: UserPoolInit): UserPool {
  const { record, tables, clock, inbox, lifetimeOverrides } = init
  const { id, settings } = record
  assertPoolSettings(settings, record.mfa)
  const schema = createAttributeSchema(settings.Schema)
  const sealedBox = new SealedBox()
  const keys = init.signingKeys.then(loadKeys)
  // Whoever needs a key awaits it; a pool that signs nothing must not end the process.
  keys.catch(() => undefined)
  const pool: UserPool = {
    ...record,
    isDeleted: false,
    region: regionOf(id),
    srpGroup: srpGroupOf(id),
    schema,
    clock,
    users: new UserDirectory(settings, tables.users),
    clients: tables.clients,
    groups: tables.groups,
    identityProviders: tables.identityProviders,
    grants: new Grants(clock, tables.grants, tables.refreshTokens),
    inbox,
    triggers: init.triggers ?? {},
    lockOut: new LockOut(clock),
    codes: new SentCodes(clock, tables.codes),
    attemptLimits: new AttemptLimits(clock),
    sealedBox,
    sessions: new ChallengeSessions(sealedBox, clock),
    keys,
    lifetimeOverrides,
    issuer: init.issuer,
    issuerAt: origin => pool.issuer ?? `${origin}/${id}`,
  }
  return pool
}

/** What is to be kept of a pool itself. */
export function recordOf(pool: UserPool): PoolRecord {
  const { number, id, name, settings, mfa, createdAtMs, modifiedAtMs, simulationKey } = pool
  return { number, id, name, settings, mfa, createdAtMs, modifiedAtMs, simulationKey }
}

export function passwordPolicyOf(pool: UserPool): PasswordPolicySettings {
  return pool.settings.Policies?.PasswordPolicy ?? DEFAULT_PASSWORD_POLICY
}
