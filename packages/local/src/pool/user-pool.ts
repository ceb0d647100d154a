import { randomBytes } from 'node:crypto'
import type { AppClient, TokenLifetimes } from './app-client.js'
import { type AttributeSchema, createAttributeSchema } from './attribute-schema.js'
import { ChallengeSessions } from './challenge-sessions.js'
import type { Clock } from './clock.js'
import { Grants } from './grants.js'
import { regionOf, srpGroupOf } from './identifiers.js'
import type { IdentityProvider } from './identity-provider.js'
import type { Inbox } from './inbox.js'
import { LockOut } from './lock-out.js'
import { assertMfaSettings, withSms } from './mfa/offered.js'
import { DEFAULT_PASSWORD_POLICY } from './password-policy.js'
import { SealedBox } from './sealed-box.js'
import { AttemptLimits } from './self-service/attempt-limits.js'
import { SentCodes } from './self-service/sent-codes.js'
import { nextNumber } from './sequence.js'
import { invalidParameter, notInTier } from './service-error.js'
import type { MfaSettings, PasswordPolicySettings, PoolSettings } from './settings.js'
import type { AttemptState } from './sign-in/attempt.js'
import { createSigningKeys, type LocalSigningKeys, loadKeys, type PoolKeys } from './signing-keys.js'
import type { LocalTriggers } from './triggers.js'
import { UserDirectory } from './user-directory.js'

export interface Group {
  readonly number: number
  readonly name: string
  readonly description?: string
  readonly roleArn?: string
  /** The lowest wins. */
  readonly precedence?: number
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}

export interface UserPoolInit {
  readonly id: string
  readonly name: string
  readonly settings: PoolSettings
  readonly mfa?: MfaSettings
  readonly clock: Clock
  readonly inbox: Inbox
  readonly triggers?: LocalTriggers
  /** Default: the URL that the request came in under, with the pool id. */
  readonly issuer?: string
  readonly lifetimeOverrides: TokenLifetimes
  /** Default: made now, beside the event loop. The first token waits for them. */
  readonly signingKeys?: LocalSigningKeys
}

/** One user pool: what it holds. What it does is in the functions beside this file. */
export interface UserPool {
  readonly number: number
  readonly id: string
  readonly region: string
  /** What SRP hashes call the pool. */
  readonly srpGroup: string
  name: string
  settings: PoolSettings
  mfa: MfaSettings
  readonly schema: AttributeSchema
  readonly createdAtMs: number
  modifiedAtMs: number
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
  /** Keys the look of users that do not exist. */
  readonly simulationKey: Buffer
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
  const { id, name, settings, clock, inbox, issuer, lifetimeOverrides } = init
  const mfa = init.mfa ?? withSms(settings, {})
  assertPoolSettings(settings, mfa)
  const schema = createAttributeSchema(settings.Schema)
  const sealedBox = new SealedBox()
  const keys = (init.signingKeys ? Promise.resolve(init.signingKeys) : createSigningKeys()).then(loadKeys)
  // Whoever needs a key awaits it; a pool that signs nothing must not end the process.
  keys.catch(() => undefined)
  return {
    number: nextNumber(),
    id,
    region: regionOf(id),
    srpGroup: srpGroupOf(id),
    name,
    settings,
    mfa,
    schema,
    createdAtMs: clock.nowMs(),
    modifiedAtMs: clock.nowMs(),
    clock,
    users: new UserDirectory(settings),
    clients: new Map(),
    groups: new Map(),
    identityProviders: new Map(),
    grants: new Grants(clock),
    inbox,
    triggers: init.triggers ?? {},
    lockOut: new LockOut(clock),
    codes: new SentCodes(clock),
    attemptLimits: new AttemptLimits(clock),
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
