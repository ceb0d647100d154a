import type { ChallengeError, ChallengeJson } from './challenge.js'
import { HOW_TO_ANSWER, unanswered } from './flow.js'

/**
 * What a session, or an administrator's sign-in, stops with.
 *
 * @param cause Why the answer that there was did not do.
 * @param isAnswerable Whether nothing has to be done before it can be answered.
 */
export function leftUnanswered(
  challenge: ChallengeJson,
  cause?: unknown,
  isAnswerable = challenge.name !== 'MFA_SETUP' || challenge.isVerified,
): ChallengeError {
  const problem = cause === undefined ? '' : 'the one that was given did not do (see `cause`); '
  const advice = isAnswerable
    ? HOW_TO_ANSWER
    : 'call associateSoftwareToken({ challenge }) of the Cognito (`auth.cognito`), then respond() to the challenge it gives'
  return unanswered(challenge, problem + advice, cause)
}
