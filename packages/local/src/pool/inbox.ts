/** By which way a message would have gone. */
export type DeliveryMedium = 'SMS' | 'EMAIL'

/** A message that the service would have sent. */
export interface InboxMessage {
  /** An e-mail address or phone number. */
  readonly to: string
  /** By which way it would have gone. */
  readonly medium: DeliveryMedium
  /** What the code is for: a ChallengeName, or what the CustomMessage trigger calls the occasion, e.g. `SignUp`. */
  readonly kind: string
  /** What the user is to type. */
  readonly code: string
  /** Absent for the codes of sign-ins. */
  readonly message?: string
  /** Of an e-mail. */
  readonly subject?: string
  /** ISO 8601, by the pool's clock. */
  readonly sentAt: string
  /** The real username of whom it was meant for. */
  readonly username: string
}

const KEPT_MESSAGES = 1000

/** Where codes go instead of phones and mail boxes. */
export class Inbox {
  /** The last thousand, oldest first. */
  readonly messages: InboxMessage[] = []

  deliver(message: InboxMessage): void {
    if (this.messages.push(message) > KEPT_MESSAGES) this.messages.shift()
  }
}
