/** A user as an administrator sees it; `undefined`: there is none. */
export type UserState =
  | { readonly name: string; readonly groups: readonly string[]; readonly enabled: boolean }
  | undefined

/** One sign-in, and what is to become of its tokens. */
export interface SignedIn {
  readonly accessToken: string
  refreshToken: string
  /** Refresh tokens that were replaced: each is good for nothing. */
  readonly spent: string[]
  isRevoked: boolean
  /** Its last request got no answer: both may be right. */
  isUncertain: boolean
}

/**
 * A user with all that the server has acknowledged. Where an answer was lost there are two possibilities, until the next
 * server says which it is.
 */
export interface ExpectedUser {
  readonly username: string
  states: UserState[]
  passwords: string[]
  readonly sessions: SignedIn[]
}

export class Expected {
  readonly users: ExpectedUser[] = []
  readonly pools = new Set<string>()
  keys: object | undefined

  /** Those that requests were sent about since they were checked. */
  readonly touched = new Set<ExpectedUser>()

  add(username: string): ExpectedUser {
    const user = { username, states: [undefined], passwords: [], sessions: [] }
    this.users.push(user)
    return user
  }
}
