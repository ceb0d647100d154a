import type { LocalCognito } from '@poolpass/local'
import type { Challenge, ChallengeHandlers, SoftwareTokenSecret } from 'poolpass'
import type { FakeClock } from 'poolpass/testing'
import { TOTP_SECRET, totp, wrong } from '../totp.js'
import { ALICE } from '../world.js'
import type { Reply } from './actions.js'

const NEW_PASSWORD = 'Another-Horse-8'
const LATE_SECONDS = 90

interface Associated extends SoftwareTokenSecret {
  readonly challenge?: Challenge
}

/** What the person at the session knows and has, and how they answer. */
export class Answers {
  readonly #local: LocalCognito
  readonly #clock: FakeClock
  readonly #replies: Reply[]
  /** Of the authenticator app, youngest first: who sets it up twice at once cannot tell which one the pool took. */
  #secrets = [TOTP_SECRET]
  #hasChosenPassword = false

  /** @param replies Of the handlers, one each time that one is asked; after those, all are right. */
  constructor(local: LocalCognito, clock: FakeClock, replies: readonly Reply[]) {
    this.#local = local
    this.#clock = clock
    this.#replies = [...replies]
  }

  calm(): void {
    this.#replies.length = 0
  }

  readonly handlers: ChallengeHandlers = {
    smsMfa: challenge => this.#reply(challenge),
    emailOtp: challenge => this.#reply(challenge),
    softwareTokenMfa: (challenge, { attempt }) => this.#reply(challenge, undefined, attempt),
    selectMfaType: challenge => this.#reply(challenge),
    newPasswordRequired: challenge => this.#reply(challenge),
    customChallenge: challenge => this.#reply(challenge),
    mfaSetup: (challenge, context) => this.#reply(challenge, () => context.associateSoftwareToken()),
  }

  get password(): string {
    const isChanged = this.#hasChosenPassword && this.#local.user(ALICE.username).status === 'CONFIRMED'
    return isChanged ? NEW_PASSWORD : ALICE.password
  }

  // biome-ignore lint/suspicious/noExplicitAny: each handler has an answer of its own kind
  async #reply(challenge: Challenge, associate?: () => Promise<Associated>, attempt = 1): Promise<any> {
    const reply = this.#replies.shift() ?? 'right'
    if (reply === 'throws') throw new Error('the prompt broke')
    if (reply === 'late') await this.#clock.sleep(LATE_SECONDS * 1000)
    return (await this.toChallenge(challenge, reply, associate, attempt)).value
  }

  /** The answer to a challenge, and the challenge to send it to where that has changed. */
  async toChallenge(
    challenge: Challenge,
    reply: Reply,
    associate?: () => Promise<Associated>,
    attempt = 1,
  ): Promise<{ value: unknown; challenge?: Challenge | undefined }> {
    if (reply === 'nothing') return { value: undefined }
    const isRight = reply !== 'wrong'
    const chosen = (value: string) => ({ value: isRight ? value : wrong(value) })
    switch (challenge.name) {
      case 'SMS_MFA':
      case 'EMAIL_OTP':
        return chosen(this.#local.inbox.at(-1)?.code ?? '000000')
      case 'SOFTWARE_TOKEN_MFA':
        return chosen(totp(this.#clock.wallMs(), this.#secrets[attempt - 1] ?? TOTP_SECRET))
      case 'SELECT_MFA_TYPE':
        return { value: isRight ? 'SMS_MFA' : 'SOFTWARE_TOKEN_MFA' }
      case 'NEW_PASSWORD_REQUIRED':
        this.#hasChosenPassword = true
        return { value: { newPassword: isRight ? NEW_PASSWORD : 'short' } }
      case 'CUSTOM_CHALLENGE':
        return { value: isRight ? `answer to ${challenge.parameters.question}` : 'no idea' }
      case 'MFA_SETUP':
        return this.#setUp(isRight, associate)
      default:
        return { value: ALICE.password }
    }
  }

  async #setUp(isRight: boolean, associate: (() => Promise<Associated>) | undefined) {
    const associated = await associate?.()
    const { secret = TOTP_SECRET, challenge } = associated ?? {}
    this.#secrets = [secret, ...this.#secrets]
    const code = totp(this.#clock.wallMs(), secret)
    return { value: { code: isRight ? code : wrong(code) }, challenge }
  }
}
