import type { Clock } from '../clock.js'
import { newCode } from '../delivery.js'
import { ServiceError } from '../service-error.js'
import type { ContactAttribute } from '../settings.js'
import type { User } from '../user.js'

/** What a code is good for: the end of a sign-up, a new password, or the verification of an attribute. */
export type CodePurpose = 'signUp' | 'passwordReset' | ContactAttribute

/** Whose code it is: a user's, or of a name that nobody has. */
export interface CodeHolder {
  readonly userId: string
  readonly user?: User
}

/** Where a code went. */
export interface Address {
  readonly attribute: ContactAttribute
  readonly destination: string
  /** The user does not have it yet: the code is what makes it the attribute's value. */
  readonly isPending?: boolean
}

export interface SentCode {
  readonly code: string
  readonly address: Address | undefined
  readonly expiresAtMs: number
  /** Codes that this one has replaced. */
  readonly replaced: readonly string[]
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DIGITS = 6
const MOST_KEPT = 10_000

export const codeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.')
const codeExpired = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.')

/** A user may be deleted and the name taken again: codes are of the user, not of the name. */
export const holderKey = ({ user, userId }: CodeHolder) => user?.sub ?? userId

/** The codes for accounts that are out: one for each user and purpose. */
export class SentCodes {
  readonly #clock: Clock
  readonly #codes: Map<string, SentCode>

  constructor(clock: Clock, codes: Map<string, SentCode>) {
    this.#clock = clock
    this.#codes = codes
  }

  /**
   * Makes a code, which replaces the one before it.
   *
   * @param address Without it nobody gets the code, and none will be right.
   */
  open(purpose: CodePurpose, holder: CodeHolder, address?: Address): string {
    const key = this.#key(purpose, holder)
    const former = this.#codes.get(key)
    const code = newCode(DIGITS)
    const lifetimeMs = purpose === 'passwordReset' ? HOUR_MS : DAY_MS
    if (this.#codes.size >= MOST_KEPT) this.#forgetExpired()
    this.#codes.set(key, {
      code,
      address,
      expiresAtMs: this.#clock.nowMs() + lifetimeMs,
      replaced: former ? [...former.replaced, former.code] : [],
    })
    return code
  }

  /**
   * Checks a code without using it up.
   *
   * @returns The attribute whose owner had it.
   * @throws {ServiceError} CodeMismatchException; ExpiredCodeException for a code that was replaced, has expired, was
   * used, was sent to an address that the user has no more, or was never asked for.
   */
  check(purpose: CodePurpose, holder: CodeHolder, given: string): Address {
    const sent = this.#codes.get(this.#key(purpose, holder))
    if (sent === undefined || this.#clock.nowMs() >= sent.expiresAtMs) throw codeExpired()
    const { address } = sent
    if (address === undefined) throw codeMismatch()
    if (given !== sent.code) throw sent.replaced.includes(given) ? codeExpired() : codeMismatch()
    const isStillOwn = address.isPending || holder.user?.attributes.get(address.attribute) === address.destination
    if (!isStillOwn) throw codeExpired()
    return address
  }

  /** The address that waits for its code to become the attribute's value. */
  pendingAddress(attribute: ContactAttribute, holder: CodeHolder): Address | undefined {
    const { address, expiresAtMs = 0 } = this.#codes.get(this.#key(attribute, holder)) ?? {}
    return address?.isPending && this.#clock.nowMs() < expiresAtMs ? address : undefined
  }

  /** Uses a code up. */
  drop(purpose: CodePurpose, holder: CodeHolder): void {
    this.#codes.delete(this.#key(purpose, holder))
  }

  /** @param isGone Called with each code, and with the `sub` or user id of its holder. */
  forget(isGone: (holder: string, sent: SentCode) => boolean): void {
    for (const [key, sent] of this.#codes) {
      if (isGone(key.slice(key.indexOf(' ') + 1), sent)) this.#codes.delete(key)
    }
  }

  #key(purpose: CodePurpose, holder: CodeHolder): string {
    return `${purpose} ${holderKey(holder)}`
  }

  // Names that nobody has get codes too, so somebody who tries many of them must not fill the memory.
  #forgetExpired(): void {
    const nowMs = this.#clock.nowMs()
    for (const [key, { expiresAtMs }] of this.#codes) if (expiresAtMs <= nowMs) this.#codes.delete(key)
  }
}
