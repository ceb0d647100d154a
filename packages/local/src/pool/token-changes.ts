import type { Group } from './group.js'
import type { Claims } from './jwt.js'
import {
  attributesForTrigger,
  callTrigger,
  type GroupOverride,
  metadataForTrigger,
  type PreTokenGenerationEvent,
} from './triggers.js'
import type { User } from './user.js'

/** What led to tokens, for the trigger: the part of its triggerSource after the `_`. */
export interface Occasion {
  readonly source: 'Authentication' | 'NewPasswordChallenge' | 'AuthenticateDevice' | 'RefreshTokens'
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined
}

interface ClaimChanges {
  readonly claimsToAddOrOverride?: Readonly<Record<string, unknown>> | null
  readonly claimsToSuppress?: readonly string[] | null
}

/** What PreTokenGeneration makes of two tokens. */
export interface TokenChanges {
  readonly groups: GroupOverride
  readonly scopes: readonly string[]
  readonly id: ClaimChanges
  readonly access: ClaimChanges
}

/** No trigger may change these: they say whose token it is, and where it counts. */
const PROTECTED: ReadonlySet<string> = new Set([
  ...['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'device_key', 'event_id', 'exp', 'iat', 'iss'],
  ...['jti', 'nbf', 'nonce', 'origin_jti', 'scope', 'sub', 'token_use', 'username', 'cognito:username'],
  ...['cognito:groups', 'cognito:roles', 'cognito:preferred_role'],
])

const mayChange = (name: string) => !PROTECTED.has(name)

export function changeClaims(claims: Claims, { claimsToAddOrOverride, claimsToSuppress }: ClaimChanges): Claims {
  const suppressed = new Set((claimsToSuppress ?? []).filter(mayChange))
  const added = Object.entries(claimsToAddOrOverride ?? {}).filter(([name]) => mayChange(name))
  return Object.fromEntries([...Object.entries(claims).filter(([name]) => !suppressed.has(name)), ...added])
}

/** The lowest precedence names the preferred role, unless groups of that precedence disagree. */
function groupConfiguration(groups: readonly Group[]): GroupOverride {
  const rank = ({ precedence = Infinity }: Group) => precedence
  const withRole = groups.filter(group => group.roleArn !== undefined)
  const best = Math.min(...withRole.map(rank))
  const preferred = new Set(withRole.filter(group => rank(group) === best).map(group => group.roleArn))
  return {
    groupsToOverride: groups.map(group => group.name),
    iamRolesToOverride: [...new Set(withRole.flatMap(group => group.roleArn ?? []))],
    preferredRole: (preferred.size === 1 && [...preferred][0]) || null,
  }
}

export function groupClaims({ groupsToOverride }: GroupOverride): Claims {
  return groupsToOverride?.length ? { 'cognito:groups': groupsToOverride } : {}
}

export function roleClaims({ iamRolesToOverride, preferredRole }: GroupOverride): Claims {
  return {
    ...(iamRolesToOverride?.length && { 'cognito:roles': iamRolesToOverride }),
    ...(preferredRole && { 'cognito:preferred_role': preferredRole }),
  }
}

function changedScopes(
  scopes: readonly string[],
  changes: { readonly scopesToAdd?: string[] | null; readonly scopesToSuppress?: string[] | null } | null | undefined,
): string[] {
  const kept = scopes.filter(scope => !changes?.scopesToSuppress?.includes(scope))
  return [...new Set([...kept, ...(changes?.scopesToAdd ?? [])])]
}

function readResponse(
  { claimsOverrideDetails: v1, claimsAndScopeOverrideDetails: v2 }: PreTokenGenerationEvent['response'],
  groups: GroupOverride,
  scopes: readonly string[],
): TokenChanges {
  const access = v2?.accessTokenGeneration
  return {
    groups: v2?.groupOverrideDetails ?? v1?.groupOverrideDetails ?? groups,
    scopes: changedScopes(scopes, access),
    id: v2?.idTokenGeneration ?? v1 ?? {},
    access: access ?? {},
  }
}

/**
 * Lets PreTokenGeneration change what tokens say.
 *
 * @throws {ServiceError} UserLambdaValidationException with what the trigger threw.
 */
export async function tokenChanges(
  context: Parameters<typeof callTrigger>[0],
  user: User,
  memberOf: readonly Group[],
  scopes: readonly string[],
  { source, clientMetadata }: Occasion,
): Promise<TokenChanges> {
  const groups = groupConfiguration(memberOf)
  const event = {
    userAttributes: attributesForTrigger(user),
    groupConfiguration: groups,
    scopes,
    ...metadataForTrigger(clientMetadata),
  }
  const response = await callTrigger(context, 'preTokenGeneration', source, user.username, event)
  return readResponse(response ?? {}, groups, scopes)
}
