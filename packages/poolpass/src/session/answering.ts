/** Answers by their pycognito names. Loaded when they are asked for. */

import type { StringMap } from '../cognito-idp/index.js'
import { type Checks, checkOptions, checkSignal, checkText, checkTextMap, invalidOption } from '../errors/index.js'
import { type Challenge, ChallengeError, type ChallengeJson, type SecretSource } from '../sign-in/index.js'
import { checkSecretSource } from '../sign-in/secret-source.js'
import type { Session } from './session.js'

/** How to sign in with a temporary password, and what to replace it by. */
export interface NewPasswordOptions {
  /** The temporary one. */
  readonly password: SecretSource
  /** Has to satisfy the pool's policy. */
  readonly newPassword: string
  /** Values of the attributes that the pool demands, by their bare names. */
  readonly userAttributes?: Readonly<StringMap> | undefined
  /** Handed to the pool's Lambda triggers. Not a place for secrets. */
  readonly clientMetadata?: StringMap | undefined
  /** Ends the waiting with its reason. */
  readonly signal?: AbortSignal | undefined
}

const NEW_PASSWORD: Checks<NewPasswordOptions> = {
  password: checkSecretSource,
  newPassword: checkText,
  userAttributes: checkTextMap,
  clientMetadata: checkTextMap,
  signal: checkSignal,
}

export async function newPasswordChallenge(session: Session, options: NewPasswordOptions): Promise<void> {
  checkOptions(options, NEW_PASSWORD)
  const { password, newPassword, userAttributes, clientMetadata, signal } = options
  if (password === undefined) throw invalidOption('password', 'is needed: the temporary one')
  checkText('newPassword', newPassword)
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
  checkText('code', code)
  const open = challenge === undefined ? session.refusals.pending : challenge
  if (open?.name !== name) throw invalidOption('challenge', `must be one of ${name}, and the last sign-in met none`)
  await session.respond(open, code, {})
}
