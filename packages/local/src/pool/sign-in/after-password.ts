import { issueTokens } from '../tokens.js'
import type { User } from '../user.js'
import { newPasswordChallenge } from './new-password-required.js'
import type { Challenge, SignInOutcome, SignInRequest } from './request.js'

/** Decides whether one more challenge stands between a proven password and the tokens. */
export type Gate = (request: SignInRequest, user: User) => Challenge | undefined

/** In the order in which they are asked. */
const GATES: readonly Gate[] = [newPasswordChallenge]

/** What follows when the password, or the challenge that a gate asked for, was right. */
export async function continueSignIn(request: SignInRequest, user: User): Promise<SignInOutcome> {
  for (const gate of GATES) {
    const challenge = gate(request, user)
    if (challenge) return { challenge }
  }
  return { tokens: await issueTokens(request.pool, request.client, user, request.issuer) }
}
