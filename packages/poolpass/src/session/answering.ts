/** Answers by their pycognito names. Loaded when they are asked for. */

import type { StringMap } from '../cognito-idp/index.js'
import { invalidOption } from '../errors/index.js'
import { type Challenge, ChallengeError, type ChallengeJson, type SecretSource } from '../sign-in/index.js'
import type { Session } from './session.js'

/** A temporary password, and what takes its place. */
export interface NewPasswordChallengeOptions {
  /** The temporary one. */
  readonly password: SecretSource
  /** Has to satisfy the pool's policy. */
  readonly newPassword: string
  /** Values of the attributes that the pool demands, by their bare names. */
  readonly userAttributes?: Readonly<StringMap>
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap
  /** Ends the wait with the signal's reason. */
  readonly signal?: AbortSignal
}

export async function newPasswordChallenge(session: Session, options: NewPasswordChallengeOptions): Promise<void> {
  const { password, newPassword, userAttributes, clientMetadata, signal } = options
  try {
    await session.authenticate({ password, clientMetadata, signal })
  } catch (error) {
    if (!(error instanceof ChallengeError) || error.challenge.name !== 'NEW_PASSWORD_REQUIRED') throw error
    await session.respond(error.challenge, { newPassword, userAttributes }, { clientMetadata, signal })
  }
}

/** @param challenge Default: the one at which the last sign-in stopped. */
export async function respondTo(
  session: Session,
  name: string,
  code: string,
  challenge?: Challenge | ChallengeJson,
): Promise<void> {
  const open = challenge ?? session.refusals.pending
  if (open?.name !== name) throw invalidOption('challenge', `must be one of ${name}, and the last sign-in met none`)
  await session.respond(open, code, {})
}
