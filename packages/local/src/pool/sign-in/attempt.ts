import type { ChallengeResult } from '../triggers.js'

/** What one sign-in has come to so far. A step never changes it: it hands a new one to the next step. */
export interface Attempt {
  /** CUSTOM_AUTH: the rounds so far, until the triggers let the user through. */
  readonly customResults?: readonly ChallengeResult[]
  /** The device that the client signs in from: a confirmed one of the user's. */
  readonly deviceKey?: string
  readonly isDeviceProven?: boolean
  readonly hasNewPassword?: boolean
  /** A second factor was shown, or set up in this very sign-in. */
  readonly isMfaDone?: boolean
}

/** What the pool itself must know to judge the answer to an open challenge. Each challenge reads its own members. */
export interface Asked {
  /** CUSTOM_CHALLENGE: what CreateAuthChallenge keeps for VerifyAuthChallengeResponse, and for the rounds. */
  readonly privateParameters?: Readonly<Record<string, string>>
  readonly challengeMetadata?: string
  /** The code that was sent. */
  readonly code?: string
  /** EMAIL_OTP: the code stands in for a password, not beside one. */
  readonly isFirstFactor?: boolean
  /** The user's answer is one of these. */
  readonly choices?: readonly string[]
  /** DEVICE_PASSWORD_VERIFIER: the B of the exchange that the proof must be of. */
  readonly serverPublicKey?: bigint
  /** A software token's, handed out and not verified yet. */
  readonly secret?: Uint8Array
  /** MFA_SETUP: the software token was verified. */
  readonly isTokenVerified?: boolean
  /** MFA_SETUP: the address that the code was sent to. */
  readonly emailToSetUp?: string
}

/** What a Session stands for. It stays in the pool. */
export interface AttemptState {
  readonly attempt: Attempt
  readonly asked: Asked
}

/** Notes the result of one round, in a sign-in that triggers decide about. */
export function withResult(attempt: Attempt, result: ChallengeResult): Attempt {
  return attempt.customResults ? { ...attempt, customResults: [...attempt.customResults, result] } : attempt
}
