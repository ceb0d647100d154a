import type { SrpVerifier } from 'poolpass/srp'

/** How far the sign-up or the password is, as the service names it. */
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED'

/** A second factor, by its ChallengeName. */
export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

/** A user's authenticator, after a first code from it. */
export interface SoftwareToken {
  readonly secret: Uint8Array
  readonly friendlyName?: string
  /** Steps whose code was used: none counts twice. */
  readonly usedSteps: Set<number>
}

/** What a user signs in from, where the pool tracks devices. */
export interface Device {
  readonly number: number
  readonly key: string
  readonly groupKey: string
  readonly createdAtMs: number
  modifiedAtMs: number
  authenticatedAtMs: number
  name: string | undefined
  /** Absent until ConfirmDevice. */
  verifier: SrpVerifier | undefined
  isRemembered: boolean
}

export interface User {
  readonly number: number
  /** Constant for life. In pools with UsernameAttributes it is the username too. */
  readonly sub: string
  readonly username: string
  readonly createdAtMs: number
  modifiedAtMs: number
  status: UserStatus
  isEnabled: boolean
  /** Never the password itself. */
  credential: SrpVerifier
  /** Only while the status is FORCE_CHANGE_PASSWORD. */
  temporaryPasswordExpiresAtMs: number
  /** All but `sub`, values as on the wire: booleans are "true" and "false". */
  readonly attributes: Map<string, string>
  readonly groups: Set<string>
  readonly devices: Map<string, Device>
  readonly enabledFactors: Set<MfaFactor>
  preferredFactor: MfaFactor | undefined
  softwareToken: SoftwareToken | undefined
  /** Handed out by AssociateSoftwareToken; the present token stays in force until this one is verified. */
  offeredSecret: Uint8Array | undefined
  /** Grants numbered up to this one are revoked; see Grants. */
  revokedThroughGrant: number
}
