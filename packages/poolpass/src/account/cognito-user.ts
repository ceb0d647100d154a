import { type AttributeMap, ownNames, type StringMap } from '../cognito-idp/index.js'
import { checkOptions, checkTextMap } from '../errors/index.js'
import type { AttributeValue, NamedAttributes } from './attributes.js'
import type { UserProfile } from './profile.js'
import type { CodeDelivery } from './public-request.js'

/** What a {@link CognitoUser} does at the pool. */
export interface UserAccess {
  readonly attributeMap: AttributeMap
  load(): Promise<UserProfile>
  update(changes: object, clientMetadata: StringMap | undefined): Promise<CodeDelivery[]>
  delete(): Promise<void>
}

/** A user's profile, to look at and to change. It is what it was when it was read: others may have changed it since. */
export class CognitoUser<OwnName extends string = never> {
  /** The real username, whatever alias the user signed in by. */
  readonly username: string
  /** Change them here, then {@link save}. Removing one, or setting it to '' or `undefined`, removes it at the pool. */
  readonly attributes: NamedAttributes<OwnName>
  /** The factor that is asked for first, e.g. `SOFTWARE_TOKEN_MFA`. */
  readonly preferredMfa: string | undefined
  /** The second factors that are on. */
  readonly mfaMethods: readonly string[]
  readonly #access: UserAccess
  #saved: Readonly<Record<string, AttributeValue | undefined>>

  /** @internal */
  constructor(profile: UserProfile, access: UserAccess) {
    this.username = profile.username
    this.attributes = { ...profile.attributes } as NamedAttributes<OwnName>
    this.preferredMfa = profile.preferredMfa
    this.mfaMethods = profile.mfaMethods
    this.#access = access
    this.#saved = { ...profile.attributes }
  }

  /** The user's id, for life. */
  get sub(): string | undefined {
    return this.#own('sub') as string | undefined
  }

  /** Whether the pool knows that the e-mail address is the user's. False where it does not tell. */
  get emailVerified(): boolean {
    return this.#own('email_verified') === true
  }

  /** Whether the pool knows that the phone number is the user's. False where it does not tell. */
  get phoneNumberVerified(): boolean {
    return this.#own('phone_number_verified') === true
  }

  /**
   * Sends what has changed since the profile was read or saved, and nothing if nothing has. A changed e-mail address or
   * phone number is followed by a look at what the pool made of it.
   *
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @returns Where codes went, by which changed contacts are to be verified.
   * @throws {CognitoServiceError} When the pool refuses a change. Then it has made none of them.
   */
  async save(options: { readonly clientMetadata?: StringMap | undefined } = {}): Promise<CodeDelivery[]> {
    checkOptions(options, { clientMetadata: checkTextMap })
    const wanted: Record<string, AttributeValue | undefined> = { ...this.attributes }
    const names = [...new Set([...Object.keys(this.#saved), ...Object.keys(wanted)])]
    const changed = names.filter(name => text(wanted[name]) !== text(this.#saved[name]))
    if (changed.length === 0) return []
    const changes = Object.fromEntries(changed.map(name => [name, wanted[name] ?? '']))
    const deliveries = await this.#access.update(changes, options.clientMetadata)
    this.#saved = wanted
    const contacts = [this.#ownName('email'), this.#ownName('phone_number')]
    if (changed.some(name => contacts.includes(name))) await this.#reload()
    return deliveries
  }

  /** Deletes the user, and with that ends the session that it was read by. */
  async delete(): Promise<void> {
    await this.#access.delete()
  }

  #ownName(name: string): string {
    return ownNames(this.#access.attributeMap)(name)
  }

  #own(name: string): AttributeValue | undefined {
    return (this.attributes as NamedAttributes<string>)[this.#ownName(name)]
  }

  async #reload(): Promise<void> {
    const { attributes } = await this.#access.load()
    const own: Record<string, AttributeValue | undefined> = this.attributes
    for (const name of Object.keys(own)) delete own[name]
    Object.assign(own, attributes)
    this.#saved = { ...attributes }
  }
}

/** Values are the same where they are sent alike; an absent one is like a removed one. */
const text = (value: AttributeValue | undefined) => String(value ?? '')
