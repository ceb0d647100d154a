import { invalidParameter } from '../service-error.js'
import type { MfaFactor, User } from '../user.js'
import type { UserPool } from '../user-pool.js'
import { isUsable } from './factors.js'

/** What is to become of one factor; absent members count as false. */
export interface FactorPreference {
  readonly Enabled?: boolean
  readonly PreferredMfa?: boolean
}

type Preferences = ReadonlyMap<MfaFactor, FactorPreference>

function assertPreferences(pool: UserPool, user: User, preferences: Preferences): void {
  const preferred = [...preferences.values()].filter(({ PreferredMfa }) => PreferredMfa)
  if (preferred.length > 1) throw invalidParameter('Only one MFA type can be preferred.')
  if (preferred.some(({ Enabled }) => !Enabled)) throw invalidParameter('The preferred MFA type must be enabled.')
  for (const [factor, { Enabled }] of preferences) {
    if (Enabled && !isUsable(pool, user, factor)) {
      throw invalidParameter(`User does not have delivery config set to turn on ${factor}`)
    }
  }
}

/**
 * Changes which factors a user signs in with. Factors that are not named stay as they are. Where the pool demands MFA
 * none can be switched off: only the preference moves.
 *
 * @throws {ServiceError} InvalidParameterException; then nothing has changed.
 */
export function setMfaPreference(pool: UserPool, user: User, preferences: Preferences): void {
  assertPreferences(pool, user, preferences)
  const enabledFactors = new Set(user.enabledFactors)
  let { preferredFactor } = user
  for (const [factor, { Enabled = false, PreferredMfa = false }] of preferences) {
    if (Enabled) enabledFactors.add(factor)
    else if (pool.settings.MfaConfiguration !== 'ON') enabledFactors.delete(factor)
    if (PreferredMfa) preferredFactor = factor
    else if (preferredFactor === factor) preferredFactor = undefined
  }
  pool.users.change(user, { enabledFactors, preferredFactor, modifiedAtMs: pool.clock.nowMs() })
}

/** Has the user asked for a factor that was set up in a sign-in. */
export function enableFactor(pool: UserPool, user: User, factor: MfaFactor): void {
  pool.users.change(user, { enabledFactors: new Set([...user.enabledFactors, factor]) })
}
