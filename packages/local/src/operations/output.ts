import type { CodeDelivery } from '../pool/self-service/send-code.js'
import type { SignInOutcome } from '../pool/sign-in/request.js'
import type { TokenSet } from '../pool/tokens.js'
import type { User } from '../pool/user.js'
import type { Output } from './operation.js'

export interface WireAttribute {
  readonly Name: string
  readonly Value: string
}

/** Epoch seconds with three decimals, as the wire has timestamps. */
export const timestamp = (epochMs: number) => Math.round(epochMs) / 1000

/** `sub` first, as the service lists them. */
export function attributeList(user: User, attributes: Iterable<readonly [string, string]>): WireAttribute[] {
  const rest = [...attributes].map(([Name, Value]) => ({ Name, Value }))
  return [{ Name: 'sub', Value: user.sub }, ...rest]
}

/** A missing Value counts as a blank one. Of a name given twice the last value counts. */
export function attributeMap(list: readonly { Name: string; Value?: string }[] = []): Map<string, string> {
  return new Map(list.map(({ Name, Value = '' }) => [Name, Value]))
}

export const codeDeliveryDetails = ({ attribute, medium, destination }: CodeDelivery) => ({
  AttributeName: attribute,
  DeliveryMedium: medium,
  Destination: destination,
})

export function userFields(user: User): NonNullable<Output> {
  return {
    Username: user.username,
    UserCreateDate: timestamp(user.createdAtMs),
    UserLastModifiedDate: timestamp(user.modifiedAtMs),
    Enabled: user.isEnabled,
    UserStatus: user.status,
  }
}

/** A user as AdminCreateUser and the lists show it. */
export function listedUser(user: User, attributes: Iterable<readonly [string, string]>) {
  return { ...userFields(user), Attributes: attributeList(user, attributes) }
}

/** Absent where there is nothing to tell. */
export function mfaFields({ enabledFactors, preferredFactor }: User): NonNullable<Output> {
  return {
    ...(preferredFactor !== undefined && { PreferredMfaSetting: preferredFactor }),
    ...(enabledFactors.size > 0 && { UserMFASettingList: [...enabledFactors] }),
  }
}

export function authenticationResult(tokens: TokenSet): NonNullable<Output> {
  return {
    AccessToken: tokens.accessToken,
    ExpiresIn: tokens.expiresInSeconds,
    IdToken: tokens.idToken,
    ...(tokens.refreshToken !== undefined && { RefreshToken: tokens.refreshToken }),
    TokenType: 'Bearer',
    ...(tokens.newDevice && {
      NewDeviceMetadata: { DeviceKey: tokens.newDevice.key, DeviceGroupKey: tokens.newDevice.groupKey },
    }),
  }
}

/** InitiateAuth's answer: the model has AvailableChallenges only there. */
export function initialAnswer(outcome: SignInOutcome): NonNullable<Output> {
  const { availableChallenges } = outcome
  return { ...signInAnswer(outcome), ...(availableChallenges && { AvailableChallenges: availableChallenges }) }
}

export function signInAnswer(outcome: SignInOutcome): NonNullable<Output> {
  if ('tokens' in outcome) {
    return { AuthenticationResult: authenticationResult(outcome.tokens), ChallengeParameters: {} }
  }
  const { name, parameters, session } = outcome.challenge
  return { ChallengeName: name, ChallengeParameters: parameters, ...(session !== undefined && { Session: session }) }
}
