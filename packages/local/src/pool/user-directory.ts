import type { PoolSettings } from './settings.js'
import type { User, UserChanges } from './user.js'

/** The users of a pool, and by which names each is found. */
export class UserDirectory {
  readonly #byUsername = new Map<string, User>()
  readonly #bySub: Map<string, User>
  readonly #byAlias = new Map<string, User>()
  readonly #aliasesOf = new Map<User, string[]>()
  readonly #isCaseSensitive: boolean
  readonly #usernameAttributes: readonly string[]
  readonly #aliasAttributes: readonly string[]

  /** @param users By sub. Those that are in there already are taken over. */
  constructor(settings: PoolSettings, users: Map<string, User>) {
    this.#isCaseSensitive = settings.UsernameConfiguration?.CaseSensitive ?? true
    this.#usernameAttributes = settings.UsernameAttributes ?? []
    this.#aliasAttributes = settings.AliasAttributes ?? []
    this.#bySub = users
    for (const user of users.values()) this.#index(user)
  }

  get size(): number {
    return this.#byUsername.size
  }

  /** In the order of their numbers. */
  all(): Iterable<User> {
    return this.#byUsername.values()
  }

  /** One spelling for all spellings of a name that mean the same user. */
  fold(name: string): string {
    return this.#isCaseSensitive ? name : name.toLowerCase()
  }

  add(user: User): void {
    this.#bySub.set(user.sub, user)
    this.#index(user)
  }

  /** Replaces the named members. The user stays the same object. */
  change(user: User, changes: UserChanges): void {
    Object.assign(user, changes)
    // Of a request that was under way when the user was deleted: it must not bring the user back.
    if (this.#bySub.get(user.sub) !== user) return
    this.#bySub.set(user.sub, user)
    if (changes.attributes) this.#indexAliases(user)
  }

  delete(user: User): void {
    this.#byUsername.delete(this.fold(user.username))
    this.#bySub.delete(user.sub)
    this.#dropAliases(user)
  }

  #index(user: User): void {
    this.#byUsername.set(this.fold(user.username), user)
    this.#indexAliases(user)
  }

  #indexAliases(user: User): void {
    this.#dropAliases(user)
    const aliases = this.#aliases(user.attributes)
    for (const alias of aliases) this.#byAlias.set(alias, user)
    this.#aliasesOf.set(user, aliases)
  }

  /** Finds a user by what people sign in with: the username, else an alias. */
  resolve(name: string): User | undefined {
    return this.#byUsername.get(this.fold(name)) ?? this.#findByAlias(name)
  }

  /** Finds a user as administrators may name one: also by `sub`. */
  resolveForAdmin(name: string): User | undefined {
    return this.resolve(name) ?? this.#bySub.get(name)
  }

  /** Whose alias a value is. Unverified contacts are nobody's where they are aliases only. */
  findByAlias(attribute: string, value: string): User | undefined {
    return this.#byAlias.get(this.#alias(attribute, value))
  }

  findBySub(sub: string): User | undefined {
    return this.#bySub.get(sub)
  }

  /** @returns The attribute that, with these values, would give somebody else's alias to `user`. */
  findConflict(attributes: ReadonlyMap<string, string>, user?: User): string | undefined {
    const taken = this.#aliases(attributes).find(alias => {
      const owner = this.#byAlias.get(alias)
      return owner !== undefined && owner !== user
    })
    return taken?.slice(0, taken.indexOf(' '))
  }

  #findByAlias(name: string): User | undefined {
    for (const attribute of [...this.#usernameAttributes, ...this.#aliasAttributes]) {
      const user = this.findByAlias(attribute, name)
      if (user) return user
    }
    return undefined
  }

  #alias(attribute: string, value: string): string {
    return `${attribute} ${attribute === 'phone_number' ? value : this.fold(value)}`
  }

  #aliases(attributes: ReadonlyMap<string, string>): string[] {
    const counts = (attribute: string) =>
      this.#usernameAttributes.includes(attribute) ||
      attribute === 'preferred_username' ||
      attributes.get(`${attribute}_verified`) === 'true'
    return [...this.#usernameAttributes, ...this.#aliasAttributes].filter(counts).flatMap(attribute => {
      const value = attributes.get(attribute)
      return value ? [this.#alias(attribute, value)] : []
    })
  }

  #dropAliases(user: User): void {
    for (const alias of this.#aliasesOf.get(user) ?? []) this.#byAlias.delete(alias)
    this.#aliasesOf.delete(user)
  }
}
