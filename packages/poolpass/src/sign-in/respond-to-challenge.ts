import { invalidOption } from '../errors/index.js'
import { allSteps } from './all-steps.js'
import { answerAlone } from './answer-by-handlers.js'
import type { AppClient } from './app-client.js'
import { type Challenge, type ChallengeJson, readChallenge } from './challenge.js'
import { continueFlow, type FlowOptions, newFlow, type SignInResult, sendAnswer, stepFor } from './flow.js'

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
  options: FlowOptions = {},
): Promise<SignInResult> {
  const json = readChallenge(challenge, client.userPoolId, client.clientId)
  const flow = newFlow(client, json.username, allSteps, { onChallenge: answerAlone, ...options })
  const step = stepFor(flow.steps, json)
  if (!step || step.automatic === true)
    throw invalidOption('challenge', `cannot be answered: there is no step for ${json.name}`)
  return continueFlow(flow, await sendAnswer(flow, json, step, answer))
}
