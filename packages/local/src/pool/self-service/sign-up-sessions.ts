import type { AppClient } from '../app-client.js'
import type { ChallengeSession } from '../challenge-sessions.js'
import type { AttemptState } from '../sign-in/attempt.js'
import type { UserPool } from '../user-pool.js'

/** SignUp's session leads to ConfirmSignUp, and that one's to a sign-in by USER_AUTH. Neither does for the other. */
export type SignUpStep = 'SignUp' | 'ConfirmSignUp'

const bindingOf = (step: SignUpStep, { clientId }: AppClient, sub: string | undefined) => ({
  challengeName: step,
  clientId,
  sub,
})

/** Opens the session that an operation hands out. */
export function openSignUpSession(pool: UserPool, client: AppClient, step: SignUpStep, sub: string): string {
  return pool.sessions.open(bindingOf(step, client, sub), { attempt: {}, asked: {} }, client.challengeLifetimeSeconds)
}

/** @throws {ServiceError} NotAuthorizedException "Invalid session for the user…" */
export function findSignUpSession(
  pool: UserPool,
  client: AppClient,
  step: SignUpStep,
  sub: string | undefined,
  text: string,
): ChallengeSession<AttemptState> {
  return pool.sessions.find(text, bindingOf(step, client, sub))
}
