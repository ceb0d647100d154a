import type { SrpVerifier } from 'poolpass/srp'

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD'

export interface User {
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
  /** Grants numbered up to this one are revoked; see Grants. */
  revokedThroughGrant: number
}
