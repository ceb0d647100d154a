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
  #saved: Values

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
   * phone number is followed by a look at what the pool made of it. If that fails, `save` does not: then the contact counts
   * as not verified until the profile is read again.
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
    const contacts = ['email', 'phone_number'].filter(name => changed.includes(this.#ownName(name)))
    if (contacts.length > 0) await this.#look(contacts, wanted)
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

  /** The pool has taken the change: a look that fails makes it no failure, and whether a contact is verified is not known. */
  async #look(contacts: readonly string[], sent: Values): Promise<void> {
    const unknown = Object.fromEntries(contacts.map(name => [this.#ownName(`${name}_verified`), undefined]))
    const found = await this.#access.load().catch(() => ({ attributes: { ...sent, ...unknown } }))
    const own: Record<string, AttributeValue | undefined> = this.attributes
    for (const name of Object.keys({ ...own, ...found.attributes })) {
      // What was edited meanwhile is the caller's, to save later.
      if (text(own[name]) !== text(sent[name])) continue
      delete own[name]
      if (found.attributes[name] !== undefined) own[name] = found.attributes[name]
    }
    this.#saved = { ...found.attributes }
  }
}

type Values = Readonly<Record<string, AttributeValue | undefined>>

/** Values are the same where they are sent alike; an absent one is like a removed one. */
const text = (value: AttributeValue | undefined) => String(value ?? '')
