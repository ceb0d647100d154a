import type { User, UserStatus } from './pool/user.js'
import type { UserPool } from './pool/user-pool.js'
import { revokeAllGrants, setEnabled } from './pool/users.js'

/** A live view of one user, for tests and demos. */
export interface LocalUserHandle {
  /** The user's id, for life. */
  readonly sub: string
  /** The real username, whatever the user was asked for by. */
  readonly username: string
  /** UserStatus, as it is now. */
  readonly status: UserStatus
  /** Whether the user may sign in now. */
  readonly enabled: boolean
  /** A copy, without `sub`. */
  readonly attributes: Readonly<Record<string, string>>
  /** A copy of the names, in the order in which the user joined. */
  readonly groups: readonly string[]
  /** Ends every sign-in of this user so far, as GlobalSignOut does. */
  revokeRefreshTokens(): void
  /** Disabling ends every sign-in too; enabling does not bring them back. */
  setEnabled(enabled: boolean): void
}

export function createLocalUser(pool: UserPool, user: User): LocalUserHandle {
  return {
    sub: user.sub,
    username: user.username,
    get status() {
      return user.status
    },
    get enabled() {
      return user.isEnabled
    },
    get attributes() {
      return Object.fromEntries(user.attributes)
    },
    get groups() {
      return [...user.groups]
    },
    revokeRefreshTokens: () => revokeAllGrants(pool, user),
    setEnabled: enabled => setEnabled(pool, user, enabled),
  }
}
