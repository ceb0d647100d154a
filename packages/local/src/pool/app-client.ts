import { invalidParameter } from './service-error.js'
import type { ClientSettings, ExplicitAuthFlow, TimeUnit } from './settings.js'

/** Lifetimes in seconds that override what the client's settings say; not bound to the service's limits. */
export interface TokenLifetimes {
  /** Of access tokens. Default: as the client's settings say. */
  readonly accessTokenSeconds?: number
  /** Of ID tokens. Default: as the client's settings say. */
  readonly idTokenSeconds?: number
  /** Of refresh tokens. Default: as the client's settings say. */
  readonly refreshTokenSeconds?: number
}

export interface AppClient {
  readonly number: number
  readonly clientId: string
  readonly clientName: string
  readonly clientSecret: string | undefined
  readonly createdAtMs: number
  readonly modifiedAtMs: number
  readonly settings: ClientSettings
  readonly lifetimes: Required<TokenLifetimes>
  readonly enabledFlows: ReadonlySet<ExplicitAuthFlow>
  readonly challengeLifetimeSeconds: number
  readonly hidesUnknownUsers: boolean
  readonly revokesTokens: boolean
  readonly rotatesRefreshTokens: boolean
  readonly rotationGraceSeconds: number
}

const SECONDS_IN: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
const HOUR_SECONDS = 3600
const DAY_SECONDS = 86_400

function lifetimesOf(settings: ClientSettings): Required<TokenLifetimes> {
  const { TokenValidityUnits: units = {} } = settings
  const seconds = (value: number | undefined, unit: TimeUnit, defaultSeconds: number) =>
    value ? value * SECONDS_IN[unit] : defaultSeconds
  return {
    accessTokenSeconds: seconds(settings.AccessTokenValidity, units.AccessToken ?? 'hours', HOUR_SECONDS),
    idTokenSeconds: seconds(settings.IdTokenValidity, units.IdToken ?? 'hours', HOUR_SECONDS),
    refreshTokenSeconds: seconds(settings.RefreshTokenValidity, units.RefreshToken ?? 'days', 30 * DAY_SECONDS),
  }
}

function assertServiceLimits({ accessTokenSeconds, idTokenSeconds, refreshTokenSeconds }: Required<TokenLifetimes>) {
  const shortLived = [accessTokenSeconds, idTokenSeconds]
  const isInRange =
    shortLived.every(seconds => seconds >= 300 && seconds <= DAY_SECONDS && seconds <= refreshTokenSeconds) &&
    refreshTokenSeconds >= HOUR_SECONDS &&
    refreshTokenSeconds <= 3650 * DAY_SECONDS
  if (!isInRange) throw invalidParameter('Invalid range for token validity.')
}

const DEFAULT_FLOWS: readonly ExplicitAuthFlow[] = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]

/** The names from before ALLOW_…, with what each one permits. */
const LEGACY_FLOWS: Partial<Record<ExplicitAuthFlow, ExplicitAuthFlow>> = {
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  CUSTOM_AUTH_FLOW_ONLY: 'ALLOW_CUSTOM_AUTH',
}

function flowsOf({ ExplicitAuthFlows: named = [], RefreshTokenRotation }: ClientSettings): Set<ExplicitAuthFlow> {
  const rotates = RefreshTokenRotation?.Feature === 'ENABLED'
  const legacy = named.filter(flow => flow in LEGACY_FLOWS)
  if (legacy.length > 0 && legacy.length < named.length) {
    throw invalidParameter('ExplicitAuthFlows cannot mix ALLOW_ values with the older ones.')
  }
  if (rotates && named.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH cannot be combined with RefreshTokenRotation.')
  }
  const implied = named.length === 0 || legacy.length > 0 ? DEFAULT_FLOWS : []
  const flows = new Set([...implied, ...named.map(flow => LEGACY_FLOWS[flow] ?? flow)])
  if (named.includes('CUSTOM_AUTH_FLOW_ONLY')) flows.delete('ALLOW_USER_SRP_AUTH')
  if (rotates) flows.delete('ALLOW_REFRESH_TOKEN_AUTH')
  return flows
}

export type AppClientInit = Pick<
  AppClient,
  'number' | 'clientId' | 'clientName' | 'clientSecret' | 'createdAtMs' | 'modifiedAtMs' | 'settings'
>

/**
 * @param overrides Lifetimes for every token of this client, whatever its settings say.
 * @throws {ServiceError} InvalidParameterException for settings that contradict each other or the service's limits.
 */
export function createAppClient(init: AppClientInit, overrides: TokenLifetimes): AppClient {
  const { settings } = init
  const lifetimes = lifetimesOf(settings)
  assertServiceLimits(lifetimes)
  return {
    ...init,
    lifetimes: { ...lifetimes, ...overrides },
    enabledFlows: flowsOf(settings),
    challengeLifetimeSeconds: (settings.AuthSessionValidity ?? 3) * 60,
    hidesUnknownUsers: settings.PreventUserExistenceErrors === 'ENABLED',
    revokesTokens: settings.EnableTokenRevocation ?? true,
    rotatesRefreshTokens: settings.RefreshTokenRotation?.Feature === 'ENABLED',
    rotationGraceSeconds: settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0,
  }
}
