import { invalidOption } from '../errors/index.js'
import { allSteps } from './all-steps.js'
import { answerAlone } from './answer-by-handlers.js'
import type { AppClient } from './app-client.js'
import { type Challenge, type ChallengeJson, readChallenge } from './challenge.js'
import { continueFlow, type FlowOptions, newFlow, type SignInResult, stepFor } from './flow.js'
import { sendAnswer } from './send-answer.js'

export interface RespondOptions extends FlowOptions {
  /** Is told that the pool took the answer, whatever comes after it. */
  readonly onTaken?: (() => void) | undefined
}

/**
 * Answers a challenge that a sign-in stopped at, here or in another process, and goes on to tokens or the next one.
 *
 * @param challenge `error.challenge`, or its JSON.
 * @param answer What the challenge asks for: see {@link ChallengeAnswers}.
 * @param options Its `steps` are by default {@link allSteps}.
 * @throws {TypeError} when the answer does not fit, or the challenge has no entry in the steps. Nothing was sent.
 */
export async function respondToChallenge(
  client: AppClient,
  challenge: Challenge | ChallengeJson,
  answer: unknown,
  options: RespondOptions = {},
): Promise<SignInResult> {
  const json = readChallenge(challenge, client.userPoolId, client.clientId)
  const { username, givenUsername = username } = json
  const flow = newFlow(client, username, allSteps, { onChallenge: answerAlone, givenUsername, ...options })
  const step = stepFor(flow.steps, json)
  if (!step || step.automatic === true)
    throw invalidOption('challenge', `cannot be answered: there is no step for ${json.name}`)
  const answered = await sendAnswer(flow, json, step, answer)
  options.onTaken?.()
  return continueFlow(flow, answered)
}
